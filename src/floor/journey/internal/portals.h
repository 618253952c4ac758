// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "geometry/point.h"

namespace sillage::floor::internal {

/// Of the doors: well inside, within two metres of one, beyond one.
enum class Side : std::size_t { kInside, kAtDoor, kOutside };

/// Where a track began or ended.
struct Spot {
  int camera = 0;  ///< that saw them there
  Point place;     ///< m
  Point velocity;  ///< m/s, then
  Side side = Side::kInside;
};

/// Places at which one camera gains people, or loses them, found on line: a spot belongs to the
/// nearest portal of its camera and side of the doors within `kRadiusM` and `kTurnMps` (who walks
/// out of the picture and who stops behind a shelf are lost at different portals), or founds one.
/// At most `kMost`; beyond, it belongs to the nearest that there is.
class Portals {
 public:
  static constexpr double kRadiusM = 1.5, kTurnMps = 0.8;
  static constexpr std::size_t kMost = 512;

  /// The portal of a spot; may found one, and moves its middle.
  std::size_t take(const Spot& spot);
  const Spot& middle(std::size_t portal) const { return portals_[portal].middle; }
  std::size_t size() const { return portals_.size(); }

 private:
  struct Portal {
    Spot middle;
    double count = 0;
  };
  std::vector<Portal> portals_;
};

}  // namespace sillage::floor::internal
