// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "wire/sighting.h"

namespace sillage::eye {

/// The printed marks: two codes of AprilTag's family tagStandard41h12, one for everybody who
/// objects and one for all staff, so that a mark tells nobody apart. Fixed and public: any visitor
/// may print one. The numbers are never changed and never given another meaning.
inline constexpr int kObjectionMark = 1001;
inline constexpr int kStaffMark = 1002;

/// Squares of a mark, row by row from the top; true is white.
struct MarkPattern {
  static constexpr int kSize = 9;
  std::array<std::array<bool, kSize>, kSize> white{};
};

/// `badge` is one of the two.
MarkPattern mark_pattern(wire::Badge badge);

}  // namespace sillage::eye
