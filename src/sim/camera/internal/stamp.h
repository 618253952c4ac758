// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/time.h"
#include "sim/camera/picture.h"

namespace sillage::sim::render {

/// Burns "2026-03-02 10:15:23" (local time) into the top left corner, white on a dark rim.
void stamp(Picture& picture, Instant local);

}  // namespace sillage::sim::render
