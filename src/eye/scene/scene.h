// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "eye/common/detection.h"

namespace sillage::eye {

struct SceneOptions {
  // Still places.
  double same_place_iou = 0.6;          ///< a box that overlaps a place by this much is at it
  double ghost_after_s = 120;           ///< still for this long, never seen arriving: no person
  double arrived_ghost_after_s = 1800;  ///< the same of what was seen arriving; people fidget
  double back_s = 3;                    ///< hidden for less than this, it has not been away
  double forget_s = 900;        ///< a place where nothing was found for this long is forgotten
  double forget_person_s = 60;  ///< the same of one where somebody was seen arriving
  double surer = 0.2;           ///< a box whose score exceeds the ghost's by this is in front of it
  int max_places = 200;

  // Clutter level.
  double clutter_per_frame = 0.02;  ///< flashes that are put up with
  double rise_limit = 2.0;          ///< log-odds by which scores are lowered at most
  double level_memory_s = 1800;     ///< after this, half of what was counted is forgotten
  double least_observed_s = 60;     ///< before, scores stay as they are

  Result<void> check() const;
};

/// Learns, box by box, what of a fixed camera's scene only looks like people. One object per
/// camera, used from one thread. Deterministic. Memory is bounded.
class Scene {
 public:
  static Result<Scene> create(SceneOptions options, double threshold);
  Scene(Scene&&) noexcept;
  Scene& operator=(Scene&&) noexcept;
  ~Scene();

  /// Takes the boxes of one frame and gives those that may be people. Frames come in the order of
  /// time; of a gap, only the first second counts as seen.
  std::vector<Detection> process(Instant at, std::vector<Detection> detections);

  /// Places that are taken for ghosts now.
  std::vector<Box> ghosts() const;
  /// Log-odds by which scores are lowered now, 0 or more.
  double lowered_by() const;

 private:
  struct Impl;
  explicit Scene(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace sillage::eye
