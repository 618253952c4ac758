// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "base/result.h"
#include "config/store_config.h"
#include "floor/common/journey_message.h"
#include "floor/journey/fuser.h"
#include "floor/journey/linker.h"
#include "floor/journey/merger.h"
#include "floor/journey/stitcher.h"

namespace sillage::floor {

/// From the messages of a store's eyes to final identities, as far as `journey.level` allows:
///
/// - L0: the eyes' tracks as they are, in one order of time;
/// - L1: stitched within each camera;
/// - L2: besides, overlapping views fused and blind gaps bridged by place and time;
/// - L3: besides, by clothing codes. They go no further; below L3 they are removed before anything
///   sees them.
///
/// Of one store without a floor (no camera is calibrated), views cannot be fused: L1 at most.
/// A plain object for one thread. Event time only; deterministic; any order of arrival within
/// `journey.lateness_s` (and the backfill of an eye) gives the same.
class Journeys {
 public:
  static Result<Journeys> create(const config::StoreConfig& store);

  std::vector<JourneyMessage> process(const wire::EyeMessage& message);
  /// No more messages come: returns all that is left.
  std::vector<JourneyMessage> finish();
  /// No message has come for a while: returns all that waited for later ones, so that nobody is
  /// held until cameras come back. Those who are behind a blind gap are left to `pass_time`.
  std::vector<JourneyMessage> settle();

  /// The clock says that it is later than the last message: what expires, expires.
  void pass_time(Instant now) {
    if (fuser_) fuser_->pass_time(now);
    if (linker_) linker_->pass_time(now);
  }

  /// The level that is really reached.
  int level() const { return level_; }
  const MergerStats& merged() const { return arrival_.stats(); }
  const StitcherStats& stitched() const { return stitcher_.stats(); }
  /// Of L2 and up.
  const std::optional<Fuser>& fuser() const { return fuser_; }
  const std::optional<Linker>& linker() const { return linker_; }

 private:
  Journeys(int level, Merger arrival, Stitcher stitcher)
      : level_(level), arrival_(std::move(arrival)), stitcher_(std::move(stitcher)) {}
  void stitch(const std::vector<wire::EyeMessage>& messages, std::vector<JourneyMessage>& out);
  void join(const std::vector<wire::EyeMessage>& messages, std::vector<JourneyMessage>& out);
  void link(const std::vector<wire::EyeMessage>& messages, std::vector<JourneyMessage>& out);

  wire::EyeMessage unique(wire::EyeMessage message) const;

  int level_;
  bool stitches_ = true;
  std::vector<CameraId> cameras_;
  Merger arrival_;
  Stitcher stitcher_;
  std::optional<Fuser> fuser_;
  std::optional<Linker> linker_;
};

}  // namespace sillage::floor
