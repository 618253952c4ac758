// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <utility>
#include <vector>

#include "base/time.h"
#include "floor/journey/internal/piece.h"
#include "geometry/point.h"

namespace sillage::floor::internal {

/// Somebody seen in a frame.
struct Standing {
  Piece::Serial piece = 0;
  Point place;
  double metre = 1;  ///< its length there
};

/// Two people came so near to one another that the eye may have swapped them.
struct Meeting {
  Piece::Serial a = 0;
  Piece::Serial b = 0;
  Instant since;  ///< first and last frame in which they were near
  Instant until;
};

/// Watches who meets whom. Bounded by the pairs of people who are near one another.
class Encounters {
 public:
  /// Takes the people of one frame, in the order of time; returns the meetings that are over.
  std::vector<Meeting> step(Instant at, std::vector<Standing> present);
  void clear() { near_.clear(); }

 private:
  std::map<std::pair<Piece::Serial, Piece::Serial>, std::pair<Instant, Instant>> near_;
};

}  // namespace sillage::floor::internal
