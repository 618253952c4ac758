// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "eye/scene/scene.h"

namespace sillage::eye {

/// Places of the picture where boxes stay, and whether somebody was seen coming there.
class StillPlaces {
 public:
  explicit StillPlaces(const SceneOptions& options) : options_(options) {}

  /// Of each box of a frame: is it a ghost? `before`: the boxes of the frame before, `apart_s`
  /// older.
  std::vector<bool> process(Instant at, std::span<const Detection> now,
                            std::span<const Detection> before, double apart_s);
  std::vector<Box> ghosts() const;

 private:
  struct Place {
    Box box;  ///< as it was first seen; who moves away from it is somewhere else
    Instant seen;
    double still_s = 0;
    double score = 0;  ///< mean
    bool arrived = false;
    std::optional<Instant> maybe_left;  ///< somebody appeared close by, and nothing was here
  };

  bool is_ghost(const Place& place) const;
  Place* place_of(const Box& box);
  bool stay(Place& place, Instant at, const Detection& box, bool came);
  void begin(Instant at, const Detection& box, bool came);
  void mark_left(Instant at, std::span<const Detection> now, const Box& arrived);
  void forget(Instant at);

  SceneOptions options_;
  std::vector<Place> places_;
};

}  // namespace sillage::eye
