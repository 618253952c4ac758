// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "config/store_config.h"
#include "floor/journey/internal/portals.h"

namespace sillage::floor::internal {

/// On which side of the store's count lines somebody is.
class Doors {
 public:
  explicit Doors(const std::vector<config::Line>& lines);

  /// Of somebody of whom nothing else is known.
  Side side_of(Point place) const;
  /// After a step, for somebody who was on side `before`: beyond a door is who crossed it.
  Side after(Side before, Point from, Point to) const;

 private:
  struct Door {
    Segment segment;
    double inwards;  ///< sign of the inner side
    double depth_of(Point place) const { return inwards * segment.signed_distance(place); }
  };
  bool is_near_door(Point place) const;
  std::vector<Door> doors_;
};

}  // namespace sillage::floor::internal
