// SPDX-License-Identifier: Apache-2.0
#include "tests/scenarios/chain.h"

#include <optional>

#include "eye/track/tracker.h"
#include "sim/plan/reader.h"

namespace sillage::scenarios {
namespace {

/// The least score that the eye looks at, as in the configuration's default.
constexpr double kMinScore = 0.3;

wire::SightingKind kind_of(eye::TrackState state) {
  if (state == eye::TrackState::kObserved) return wire::SightingKind::kObserved;
  if (state == eye::TrackState::kPredicted) return wire::SightingKind::kPredicted;
  return wire::SightingKind::kEnded;
}

}  // namespace

struct Chain::Impl {
  sim::Watch watch;
  sim::SightingStream stream;
  std::optional<eye::Tracker> tracker;
  floor::Stitcher stitcher;
  floor::Meter meter;
  std::vector<floor::BinTally> bins;
  Instant last_at;

  void measure(const std::vector<floor::StitchedMessage>& messages) {
    for (const auto& stitched : messages) {
      for (auto& bin : meter.process(stitched.message)) bins.push_back(std::move(bin));
    }
  }
  void send(const wire::EyeMessage& message) { measure(stitcher.process(message)); }

  void send(const std::vector<eye::TrackUpdate>& updates) {
    for (const auto& update : updates) {
      send(wire::Sighting{CameraId(watch.view().plan().id), update.captured_at, update.track,
                          kind_of(update.state), update.foot_in_floor, update.foot_covariance,
                          update.score});
    }
  }

  void track(const sim::WatchedFrame& frame) {
    if (frame.lost) return;
    std::vector<eye::Detection> found;
    for (const sim::FoundBox& box : frame.boxes) {
      if (box.score >= kMinScore) found.push_back({box.box, static_cast<float>(box.score)});
    }
    send(tracker->process(frame.stamped_at, found));
    const Duration gap = last_at == Instant{} ? sim::kTick : frame.stamped_at - last_at;
    send(wire::FrameMark{CameraId(watch.view().plan().id), frame.stamped_at,
                         std::min<Duration>(gap, std::chrono::seconds(1))});
    last_at = frame.stamped_at;
  }
};

Result<Chain> Chain::create(const sim::Plan& plan, const std::string& camera, Instant from,
                            const ChainOptions& options) {
  const sim::WatchOptions watching{.seed = options.seed, .perfect = options.eye == Eye::kPerfect};
  ASSIGN_OR_RETURN(auto watch, sim::Watch::create(plan, camera, from, watching));
  ASSIGN_OR_RETURN(auto stream, sim::SightingStream::create(watch.view(), watching));
  std::optional<eye::Tracker> tracker;
  if (options.eye == Eye::kTracker) {
    const sim::Lens& lens = watch.view().lens();
    ASSIGN_OR_RETURN(auto plane, Homography::from_camera(lens.pinhole()));
    ASSIGN_OR_RETURN(
        tracker, eye::Tracker::create({}, {plane, lens.image_width(), lens.image_height(), true}));
  }
  ASSIGN_OR_RETURN(auto stitcher, floor::Stitcher::create({.lag_s = options.lag_s}));
  config::StoreConfig store = sim::store_config_of(plan);
  store.measure.all_doors_counted = false;  // the truth here is of people in view
  store.journey.level = 1;                  // nobody is handed over
  ASSIGN_OR_RETURN(auto meter, floor::Meter::create(store, {.start = from, .length = options.bin}));
  return Chain(std::make_unique<Impl>(Impl{std::move(watch),
                                           std::move(stream),
                                           std::move(tracker),
                                           std::move(stitcher),
                                           std::move(meter),
                                           {},
                                           {}}));
}

Chain::Chain(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Chain::Chain(Chain&&) noexcept = default;
Chain& Chain::operator=(Chain&&) noexcept = default;
Chain::~Chain() = default;

void Chain::process(std::span<const sim::Person> cast, const sim::Moment& before,
                    const sim::Moment& after) {
  for (const auto& frame : impl_->watch.process(cast, before, after)) {
    if (impl_->tracker) {
      impl_->track(frame);
    } else {
      for (const auto& message : impl_->stream.process(frame)) impl_->send(message);
    }
  }
}

std::vector<floor::BinTally> Chain::finish() {
  if (impl_->tracker) {
    impl_->send(impl_->tracker->finish());
  } else {
    for (const auto& message : impl_->stream.finish()) impl_->send(message);
  }
  impl_->measure(impl_->stitcher.finish());
  for (auto& bin : impl_->meter.finish()) impl_->bins.push_back(std::move(bin));
  return std::move(impl_->bins);
}

}  // namespace sillage::scenarios
