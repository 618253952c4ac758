// SPDX-License-Identifier: Apache-2.0
#include "eye/detect/internal/place.h"

#include <algorithm>

namespace sillage::eye {

std::vector<Detection> place_in_picture(const std::vector<Detection>& in_input, double scale,
                                        int picture_width, int picture_height,
                                        std::size_t max_count) {
  std::vector<Detection> placed;
  for (const auto& detection : in_input) {
    if (placed.size() >= max_count) break;
    const Box box = detection.box.scaled(1 / scale, 1 / scale);
    const double left = std::clamp(box.left, 0.0, double(picture_width));
    const double top = std::clamp(box.top, 0.0, double(picture_height));
    const double width = std::clamp(box.right(), 0.0, double(picture_width)) - left;
    const double height = std::clamp(box.bottom(), 0.0, double(picture_height)) - top;
    // Written so that a side that is not a number is dropped too.
    if (!(width >= kMinSide && height >= kMinSide)) continue;
    placed.push_back({{left, top, width, height}, detection.score});
  }
  return placed;
}

}  // namespace sillage::eye
