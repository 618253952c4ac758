// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "base/time.h"
#include "govern/log/log.h"

namespace sillage::govern {

/// Stops all decoding at once: voids every token in the shared page, then logs who and why. Takes
/// effect before this returns, in every process. `key`: hexadecimal, of whoever vetoes.
Result<void> set_veto(Log& log, const std::string& reason, const std::string& key);
/// Lifts it; cameras start again once the gate is asked and finds nothing open.
Result<void> lift_veto(Log& log, const std::string& reason, const std::string& key);

}  // namespace sillage::govern
