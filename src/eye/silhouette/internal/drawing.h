// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "eye/common/frame.h"
#include "geometry/box.h"
#include "geometry/segment.h"

namespace sillage::eye::silhouette_internal {

/// BT.601 limited range, like the pictures.
struct Colour {
  std::uint8_t y = 16;
  std::uint8_t u = 128;
  std::uint8_t v = 128;
};

inline constexpr Colour kPerson = {152, 50, 188};     ///< orange, the same for everybody
inline constexpr Colour kPersonEdge = {60, 50, 188};  ///< its dark rim parts people who overlap
inline constexpr Colour kZone = {117, 149, 54};       ///< teal
inline constexpr Colour kLine = {84, 148, 216};       ///< magenta
inline constexpr Colour kCaptionBack = {24, 128, 128};
inline constexpr Colour kCaptionText = {230, 128, 128};

/// Shapes are clipped to the picture; what is not finite or absurdly large is not drawn.
void draw_segment(I420Image& picture, const Segment& segment, double thickness, Colour colour);
/// Closes the outline.
void draw_outline(I420Image& picture, const std::vector<Point>& corners, double thickness,
                  Colour colour);
/// A head and a body that fill an upright box, a rounded bar for any other.
void draw_person(I420Image& picture, const Box& box);
/// One line in the top-left corner on a flat band; cut where the picture ends.
void draw_caption(I420Image& picture, std::string_view text);

}  // namespace sillage::eye::silhouette_internal
