// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>

namespace sillage::eye::silhouette_internal {

inline constexpr int kGlyphWidth = 5;
inline constexpr int kGlyphHeight = 7;
inline constexpr int kGlyphAdvance = 6;

/// Seven rows from the top; bit 4 is the leftmost pixel.
using Glyph = std::array<std::uint8_t, 7>;

/// Space, digits, capitals and the punctuation of ASCII. Small letters are shown as capitals,
/// anything else as a question mark.
const Glyph& glyph_of(char character);

}  // namespace sillage::eye::silhouette_internal
