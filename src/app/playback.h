// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "app/eye.h"
#include "app/inputs.h"

namespace sillage::app {

/// A frame, and which recording it is of.
struct PlayedFrame {
  std::size_t camera = 0;     ///< index into what was given
  std::size_t recording = 0;  ///< of that camera
  EyeFrame frame;
  bool is_last = false;  ///< of the recording: its tracks end
};

/// Recordings of several cameras side by side, as the cameras filmed them: the frame that was
/// captured first comes first, and no two recordings of a camera share a track number. One eye per
/// camera, one detector for all; memory does not grow with their length.
class Playback {
 public:
  /// Opens the first recording of each camera. `detector` is borrowed and outlives the playback;
  /// `store` says which boxes count and what is described of people beyond place; `body_network` is
  /// shown bodies where that is switched on.
  static Result<Playback> create(const std::vector<CameraRecordings>& cameras,
                                 eye::Detector& detector, const config::StoreConfig& store,
                                 std::shared_ptr<eye::BodyNetwork> body_network = nullptr);

  /// Nothing after the last frame of the last recording.
  Result<std::optional<PlayedFrame>> next();
  /// The eye that watches the present recording of this camera; nothing once all are over.
  const Eye* eye(std::size_t camera) const;
  /// Of a recording whose last frame was handed out.
  const EyeSummary& summary(std::size_t camera, std::size_t recording) const;

 private:
  struct Player {
    const CameraRecordings* of = nullptr;
    std::size_t recording = 0;
    std::optional<Eye> eye;
    std::optional<EyeFrame> ahead;  ///< read, not yet handed out
    std::vector<EyeSummary> over;
    std::uint64_t earlier_tracks = 0;  ///< largest number of the recordings before
    std::uint64_t last_track = 0;      ///< largest number so far
  };
  Playback(eye::Detector& detector, double min_score, Description description)
      : detector_(&detector), min_score_(min_score), description_(std::move(description)) {}
  Result<void> open(Player& player);
  Result<void> read(Player& player);

  eye::Detector* detector_;
  double min_score_;
  Description description_;
  std::vector<Player> players_;
};

}  // namespace sillage::app
