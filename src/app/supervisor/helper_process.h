// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

#include "app/supervisor/channel.h"

namespace sillage::app {

/// Starts a process that answers on the line which is returned: before this one has threads and is
/// closed in. Of what is open here it keeps its end and stderr alone; it gets no new rights, and ends
/// with this process. `serve` runs in it. `name` has at most 15 characters.
Result<Channel> start_helper(const char* name, const std::function<void(const Channel&)>& serve);

}  // namespace sillage::app
