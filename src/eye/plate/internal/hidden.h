// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "eye/common/detection.h"

namespace sillage::eye::plate_internal {

/// Whole pixels: columns left to right - 1, rows top to bottom - 1.
struct PixelBox {
  int left = 0;
  int top = 0;
  int right = 0;
  int bottom = 0;
};

/// The pixels of a width x height picture that the box covers or touches once grown by `margin` of
/// its size on every side. Nothing if it lies outside or has no size. A box that is not finite
/// covers the whole picture: nobody may show because of a wrong number.
std::optional<PixelBox> hidden_pixels(const Box& box, double margin, int width, int height);

/// Sets the bytes of a width x height map under the box to `value`.
void fill(std::uint8_t* map, int width, const PixelBox& box, std::uint8_t value);

/// The half-size pixels that share a pixel with the box.
PixelBox halved(const PixelBox& box);

}  // namespace sillage::eye::plate_internal
