// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bitset>
#include <cstddef>
#include <vector>

#include "geometry/box.h"

namespace sillage::eye {

/// Where in a camera's picture something low stands before people: a counter, a table, a shelf.
/// There the boxes of all who pass end at its upper edge, whoever they are and wherever behind it
/// they stand, and so lack a share of a body. On open floor small and tall people even out.
///
/// Log-odds per cell of the picture, to which one person adds little and which stay within limits:
/// nobody is kept, a child makes no table, and a table that is moved is learned anew. Fixed size.
class OcclusionMap {
 public:
  /// Of the picture. Edges of furniture run along rows more than along columns.
  static constexpr int kColumns = 24, kRows = 48;
  /// Where one person has told what they tell.
  using Told = std::bitset<static_cast<std::size_t>(kColumns) * kRows>;

  OcclusionMap(int width, int height);

  /// Somebody's lower edge is here, and `missing` of a body of usual stature below their upper edge
  /// is not in the box; negative of tall people. Nothing where they have told so here or in the row
  /// above or below, by `told`.
  void learn(const Box& box, double missing, Told& told);
  /// Log-odds that the box ends before its feet rather than is whole, of somebody of whom nothing
  /// else is known.
  double log_odds(const Box& box, double missing) const;
  /// By how much the place makes it likelier of a body of known height, whatever is missing: 0
  /// where nothing is known and on open floor, where others may stand in front.
  double log_odds(const Box& box) const;

 private:
  int cell_of(const Box& box) const;
  double hidden_at(const Box& box) const;
  double usual() const;

  double width_, height_;
  std::vector<double> says_;    ///< by cell: log-odds that something there hides legs
  std::vector<double> shares_;  ///< how often which share was missing in the whole picture
  double learned_ = 0;
};

}  // namespace sillage::eye
