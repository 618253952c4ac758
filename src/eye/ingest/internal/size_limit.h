// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/result.h"

namespace sillage::eye {

/// The longest side of a picture that is decoded, in pixels.
constexpr int kLargestSide = 8192;

/// Error: no picture at all (0x0), or larger than 8192x8192.
inline Result<void> check_size(int width, int height, const std::string& shown) {
  if (width <= 0 || height <= 0) {
    return fail(ErrorCode::kDataLoss,
                "'{}' has pictures of {}x{} pixels; check the camera's or export's resolution",
                shown, width, height);
  }
  if (width > kLargestSide || height > kLargestSide) {
    return fail(ErrorCode::kUnsupported,
                "'{}' has pictures of {}x{} pixels, more than {}x{}; use a smaller stream of the "
                "camera or scale the video down",
                shown, width, height, kLargestSide, kLargestSide);
  }
  return {};
}

}  // namespace sillage::eye
