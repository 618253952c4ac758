// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace sillage::desk::report {

/// Encodes packed RGB (3 * width * height bytes) as PNG (W3C PNG specification, third edition):
/// one filter per row by the least sum of absolute differences, zlib level 9.
Result<std::string> encode_png(int width, int height, std::span<const std::uint8_t> rgb);

/// Packed RGB made smaller by whole factors, as the mean of each block, until `width` fits.
struct Picture {
  int width = 0;
  int height = 0;
  int factor = 1;  ///< source pixels per pixel
  std::vector<std::uint8_t> rgb;
};
Picture shrink(int width, int height, std::span<const std::uint8_t> rgb, int widest);

/// RFC 4648, with padding.
std::string base64(std::string_view bytes);

}  // namespace sillage::desk::report
