// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "geometry/box.h"

namespace sillage::eye {

/// A person found in one frame: box in pixels of that frame, score 0 to 1 (not yet a probability).
struct Detection {
  Box box;
  float score = 0;
};

}  // namespace sillage::eye
