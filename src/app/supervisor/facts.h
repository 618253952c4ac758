// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include <sys/types.h>

#include "app/supervisor/figures.h"
#include "base/result.h"
#include "govern/checks/facts.h"

namespace sillage::app {

/// What a running room is closed in by: from /proc/PID as the kernel tells it, and, for what the
/// kernel does not tell, `closed_bits` as the room itself does. Nothing where it is gone.
std::optional<govern::SandboxFacts> sandbox_facts(pid_t pid, std::uint64_t closed_bits);

/// The detector that eyes load: `name` as for --model, empty = the default.
Result<govern::ModelFacts> model_facts(const std::string& manifest, const std::string& name);

}  // namespace sillage::app
