// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "eye/common/detection.h"

namespace sillage::eye {

/// Boxes of less than this width or height, in pixels of the picture, are noise.
constexpr double kMinSide = 1.0;

/// Maps boxes from the network's input to the picture (input = picture * scale, top-left corner),
/// clips them to it, drops what is left without area, and ends after `max_count` boxes.
std::vector<Detection> place_in_picture(const std::vector<Detection>& in_input, double scale,
                                        int picture_width, int picture_height,
                                        std::size_t max_count);

}  // namespace sillage::eye
