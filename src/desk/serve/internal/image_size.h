// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

namespace sillage::desk::serve {

struct ImageSize {
  const char* media_type;
  int width = 0, height = 0;
};

/// Of a PNG or JPEG, by its header alone; nothing for anything else.
std::optional<ImageSize> image_size(const std::string& bytes);

}  // namespace sillage::desk::serve
