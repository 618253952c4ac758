// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>

#include "eye/common/frame.h"
#include "geometry/box.h"

namespace sillage::eye {

/// Mean colour of one small rectangle of a body.
struct BodyCell {
  float y = 0, u = 0, v = 0;  ///< limited range, as in the picture
  bool seen = false;          ///< false: masked, hidden or outside the picture; never read
};

/// A body from below the shoulders to above the feet as a fixed grid, whatever its size.
struct BodyCells {
  static constexpr int kRows = 32;
  static constexpr int kColumns = 12;
  std::array<BodyCell, kRows * kColumns> cells;
  double unseen = 1;     ///< share of the cells that are not seen
  double sharpness = 0;  ///< fine against coarse differences of lightness; falls with blur

  BodyCells() = default;
  BodyCells(const BodyCells&) = delete;
  BodyCells& operator=(const BodyCells&) = delete;
  ~BodyCells();  ///< wipes
};

/// Fills `body` from the picture. A cell that touches one of `masked`, or whose colour samples do,
/// is not read; `masked` must hold the person's own head region.
void read_body(const I420View& picture, const Box& person, std::span<const Box> masked,
               BodyCells& body);

}  // namespace sillage::eye
