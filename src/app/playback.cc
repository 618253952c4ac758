// SPDX-License-Identifier: Apache-2.0
#include "app/playback.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace sillage::app {

Result<Playback> Playback::create(const std::vector<CameraRecordings>& cameras,
                                  eye::Detector& detector, const config::StoreConfig& store,
                                  std::shared_ptr<eye::BodyNetwork> body_network) {
  Instant first = Instant::max();
  for (const CameraRecordings& camera : cameras) {
    first = std::min(first, camera.recordings.front().info.starts_at);
  }
  Description description = describe_recordings(store, first);
  description.body_network = std::move(body_network);
  Playback playback(detector, store.detector.min_score, std::move(description));
  for (const CameraRecordings& camera : cameras) {
    Player& player = playback.players_.emplace_back();
    player.of = &camera;
    RETURN_IF_ERROR(playback.open(player));
  }
  return playback;
}

Result<void> Playback::open(Player& player) {
  const Recording& recording = player.of->recordings[player.recording];
  ASSIGN_OR_RETURN(Eye eye, Eye::create(player.of->camera, recording.source, *detector_, min_score_,
                                        description_));
  player.eye.emplace(std::move(eye));
  player.earlier_tracks = player.last_track;
  return read(player);
}

/// Each recording's eye numbers its tracks from 1: they go on from those of the recording before.
Result<void> Playback::read(Player& player) {
  ASSIGN_OR_RETURN(player.ahead, player.eye->next());
  if (!player.ahead) return {};
  for (wire::EyeMessage& message : player.ahead->messages) {
    auto* sighting = std::get_if<wire::Sighting>(&message);
    if (sighting == nullptr) continue;
    const auto number = player.earlier_tracks + static_cast<std::uint64_t>(sighting->track);
    sighting->track = TrackId{number};
    player.last_track = std::max(player.last_track, number);
  }
  return {};
}

Result<std::optional<PlayedFrame>> Playback::next() {
  std::size_t first = players_.size();
  for (std::size_t i = 0; i < players_.size(); ++i) {
    if (!players_[i].ahead) continue;
    if (first == players_.size() ||
        players_[i].ahead->captured_at < players_[first].ahead->captured_at) {
      first = i;
    }
  }
  if (first == players_.size()) return std::optional<PlayedFrame>{};
  Player& player = players_[first];
  PlayedFrame played{first, player.recording, std::move(*player.ahead), false};
  RETURN_IF_ERROR(read(player));
  if (!player.ahead) {
    played.is_last = true;
    player.over.push_back(player.eye->summary());
    if (++player.recording < player.of->recordings.size()) RETURN_IF_ERROR(open(player));
  }
  return std::optional(std::move(played));
}

const Eye* Playback::eye(std::size_t camera) const {
  const auto& eye = players_[camera].eye;
  return eye ? &*eye : nullptr;
}

const EyeSummary& Playback::summary(std::size_t camera, std::size_t recording) const {
  return players_[camera].over[recording];
}

}  // namespace sillage::app
