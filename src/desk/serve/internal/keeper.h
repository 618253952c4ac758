// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "base/time.h"
#include "desk/serve/internal/call.h"

namespace sillage::desk::serve {

/// Brings the roll-ups of all stores up to date; true where figures had changed.
Result<bool> refresh_all(Backend& backend, Instant now);
/// Deletes what is older than it may be, and notes when it did. Sessions and links that have run out
/// go too.
Result<void> retire(Backend& backend, Instant now);

}  // namespace sillage::desk::serve
