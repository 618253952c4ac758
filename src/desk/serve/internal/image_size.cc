// SPDX-License-Identifier: Apache-2.0
#include "desk/serve/internal/image_size.h"

#include <cstdint>
#include <string_view>

namespace sillage::desk::serve {
namespace {

int big_endian(std::string_view bytes, std::size_t at, int count) {
  int value = 0;
  for (int i = 0; i < count; ++i) {
    value = value << 8 | static_cast<unsigned char>(bytes[at + static_cast<std::size_t>(i)]);
  }
  return value;
}

/// Width and height stand in the start-of-frame segment (ITU-T T.81, B.2.2).
std::optional<ImageSize> jpeg_size(std::string_view bytes) {
  std::size_t at = 2;
  while (at + 9 < bytes.size()) {
    if (static_cast<unsigned char>(bytes[at]) != 0xFF) return std::nullopt;
    const auto marker = static_cast<unsigned char>(bytes[at + 1]);
    if (marker == 0xFF) {
      ++at;
      continue;
    }
    const bool is_frame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 &&
                          marker != 0xCC;
    if (is_frame) return ImageSize{"image/jpeg", big_endian(bytes, at + 7, 2), big_endian(bytes, at + 5, 2)};
    if (marker == 0xD9 || marker == 0xDA) return std::nullopt;
    at += 2 + static_cast<std::size_t>(big_endian(bytes, at + 2, 2));
  }
  return std::nullopt;
}

}  // namespace

std::optional<ImageSize> image_size(const std::string& bytes) {
  using namespace std::string_view_literals;
  std::optional<ImageSize> size;
  if (bytes.starts_with("\x89PNG\r\n\x1a\n\0\0\0\rIHDR"sv) && bytes.size() >= 33) {
    if (static_cast<unsigned char>(bytes[16]) == 0 && static_cast<unsigned char>(bytes[20]) == 0) {
      size = ImageSize{"image/png", big_endian(bytes, 16, 4), big_endian(bytes, 20, 4)};
    }
  } else if (bytes.starts_with("\xff\xd8\xff"sv)) {
    size = jpeg_size(bytes);
  }
  if (size && (size->width < 1 || size->height < 1)) return std::nullopt;
  return size;
}

}  // namespace sillage::desk::serve
