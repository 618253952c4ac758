// SPDX-License-Identifier: Apache-2.0
#include "eye/ingest/internal/jpeg_size.h"

namespace sillage::eye {

std::optional<std::pair<int, int>> jpeg_size(std::span<const std::uint8_t> bytes) {
  const auto word = [&](std::size_t at) { return bytes[at] << 8 | bytes[at + 1]; };
  std::size_t at = 2;  // behind the start of the picture
  while (at + 9 <= bytes.size() && bytes[at] == 0xff) {
    const int marker = bytes[at + 1];
    const bool is_frame =
        marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    if (is_frame) return std::pair{word(at + 7), word(at + 5)};
    at += marker == 0xff ? 1 : 2 + static_cast<std::size_t>(word(at + 2));
  }
  return {};
}

}  // namespace sillage::eye
