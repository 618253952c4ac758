// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/supervisor/figures.h"

namespace sillage::app::internal {

/// Lets this process make only the system calls that a room of this kind needs; all others are
/// refused with EPERM. 0, or an errno.
int filter_calls(RoomKind kind);

}  // namespace sillage::app::internal
