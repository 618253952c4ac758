// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/id.h"
#include "geometry/box.h"

namespace sillage::eye {

/// A confirmed track that was detected in this frame.
struct SeenPerson {
  TrackId track{};
  Box box;  ///< pixels
};

}  // namespace sillage::eye
