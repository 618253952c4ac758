// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace sillage::app {

/// Tells the service manager how this service is ("READY=1", "WATCHDOG=1", "STATUS=..."), as
/// sd_notify(3) describes; nothing where nobody asked (NOTIFY_SOCKET).
void notify_manager(std::string_view state);

}  // namespace sillage::app
