// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <unordered_map>

#include "base/result.h"
#include "config/store_config.h"
#include "eye/common/detection.h"
#include "eye/common/frame.h"
#include "eye/describe/audience.h"
#include "eye/describe/badge_reader.h"
#include "eye/describe/clothing.h"
#include "eye/track/tracker.h"
#include "geometry/standing_body.h"
#include "wire/sighting.h"

namespace sillage::app {

/// What an eye is to say of people beyond place. Nothing unless asked for.
struct Description {
  bool marks = false;                               ///< printed marks of staff and objections
  std::optional<eye::EpochKeys::Key> clothing_key;  ///< clothing codes (level L3), from this key
  Instant keys_from{};  ///< the moment that the key belongs to; the same for all eyes of a store
  /// Shown bodies without heads, where estimates of how people present are switched on.
  std::shared_ptr<eye::BodyNetwork> body_network;
};

/// For recordings: as the store is configured. The key is a fixed one, so that a run can be
/// repeated; whoever has the recordings has more than codes of it. `first` is when the earliest
/// recording of all cameras begins.
Description describe_recordings(const config::StoreConfig& store, Instant first);

/// How often pixels of people were read to describe them.
struct DescribeStats {
  eye::ClothingStats clothing;  ///< all 0 below level L3
  eye::BadgeStats marks;
  eye::AudienceStats audience;  ///< all 0 unless switched on
};

/// The stages of eye/describe behind the tracker of one eye.
class Describer {
 public:
  /// `floor_from_image`: where the camera is calibrated; its pixels are those of the boxes. `body`:
  /// where its pose is known.
  static Result<Describer> create(Description wanted,
                                  std::optional<Homography> floor_from_image = std::nullopt,
                                  std::optional<StandingBody> body = std::nullopt);

  /// Looks at the people of one frame; `updates` are the tracker's of this frame.
  Result<void> process(const eye::Frame& frame, std::span<const eye::Detection> boxes,
                       std::span<const eye::TrackUpdate> updates);
  /// Adds what is known of the track; forgets a track that ends.
  void describe(const eye::TrackUpdate& update, wire::Sighting& sighting);
  DescribeStats stats() const;

 private:
  std::optional<eye::ClothingStage> clothing_;
  std::optional<eye::BadgeReader> marks_;
  Instant at_{};                                           ///< of the last frame
  std::unordered_map<TrackId, wire::ClothingCode> codes_;  ///< of the last frame
  std::optional<eye::AudienceStage> audience_;
  std::optional<Homography> floor_from_image_;
  std::optional<StandingBody> body_;
  std::unordered_map<TrackId, wire::Evidence> evidence_;  ///< of the last frame
};

}  // namespace sillage::app
