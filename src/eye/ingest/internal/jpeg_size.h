// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <utility>

namespace sillage::eye {

/// Width and height that the frame header of a JPEG picture says (ITU-T T.81, B.2.2); nothing where
/// there is none.
std::optional<std::pair<int, int>> jpeg_size(std::span<const std::uint8_t> bytes);

}  // namespace sillage::eye
