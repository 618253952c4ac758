// SPDX-License-Identifier: Apache-2.0
#include "eye/plate/internal/hidden.h"

#include <algorithm>
#include <cmath>

namespace sillage::eye::plate_internal {

std::optional<PixelBox> hidden_pixels(const Box& box, double margin, int width, int height) {
  if (!std::isfinite(box.left) || !std::isfinite(box.top) || !std::isfinite(box.width) ||
      !std::isfinite(box.height)) {
    return PixelBox{0, 0, width, height};
  }
  if (box.width <= 0 || box.height <= 0) return std::nullopt;
  const auto pixel = [](double edge, int limit) {
    return static_cast<int>(std::clamp(edge, 0.0, static_cast<double>(limit)));
  };
  const PixelBox hidden = {
      pixel(std::floor(box.left - margin * box.width), width),
      pixel(std::floor(box.top - margin * box.height), height),
      pixel(std::ceil(box.right() + margin * box.width), width),
      pixel(std::ceil(box.bottom() + margin * box.height), height),
  };
  if (hidden.left >= hidden.right || hidden.top >= hidden.bottom) return std::nullopt;
  return hidden;
}

void fill(std::uint8_t* map, int width, const PixelBox& box, std::uint8_t value) {
  for (int row = box.top; row < box.bottom; ++row) {
    std::uint8_t* line = map + static_cast<std::ptrdiff_t>(row) * width;
    std::fill(line + box.left, line + box.right, value);
  }
}

PixelBox halved(const PixelBox& box) {
  return {box.left / 2, box.top / 2, (box.right + 1) / 2, (box.bottom + 1) / 2};
}

}  // namespace sillage::eye::plate_internal
