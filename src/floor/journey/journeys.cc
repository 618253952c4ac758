// SPDX-License-Identifier: Apache-2.0
#include "floor/journey/journeys.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <variant>

namespace sillage::floor {
namespace {

bool is_calibrated(const config::Camera& camera) {
  return !std::holds_alternative<config::ScaleCalibration>(camera.calibration);
}

void append(std::vector<JourneyMessage>& out, std::vector<JourneyMessage> more) {
  out.insert(out.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

void append(std::vector<JourneyMessage>& out, const std::vector<wire::EyeMessage>& more) {
  for (const wire::EyeMessage& message : more) {
    std::visit([&out](const auto& content) { out.emplace_back(content); }, message);
  }
}

}  // namespace

Result<Journeys> Journeys::create(const config::StoreConfig& store) {
  RETURN_IF_ERROR(store.journey.check());
  std::vector<CameraId> cameras;
  std::vector<StitcherView> views;
  bool has_floor = false;
  for (const config::Camera& camera : store.cameras) {
    cameras.push_back(camera.id);
    views.push_back({camera.id, is_calibrated(camera)});
    has_floor = has_floor || is_calibrated(camera);
  }
  MergerOptions arrival;
  arrival.lateness_s = seconds(wire::kMaxBackfill) + store.journey.lateness_s;
  StitcherOptions stitching;
  stitching.lag_s = store.journey.level == 0 ? 0 : store.journey.lag_s;
  ASSIGN_OR_RETURN(Merger arriving, Merger::create(arrival, cameras));
  ASSIGN_OR_RETURN(Stitcher stitcher, Stitcher::create(stitching, std::move(views)));
  const bool stitches = stitching.lag_s > 0;
  const int level = has_floor ? store.journey.level : std::min(store.journey.level, 1);
  Journeys journeys(level, std::move(arriving), std::move(stitcher));
  journeys.cameras_ = std::move(cameras);
  journeys.stitches_ = stitches;
  if (level >= 2) {
    ASSIGN_OR_RETURN(journeys.fuser_, Fuser::create({}));
    LinkerOptions linking;
    linking.memory_s = store.measure.state_ttl_s;
    linking.clothing = level >= 3;
    ASSIGN_OR_RETURN(journeys.linker_, Linker::create(linking, store.lines));
  }
  return journeys;
}

std::vector<JourneyMessage> Journeys::process(const wire::EyeMessage& message) {
  std::vector<JourneyMessage> out;
  const auto* sighting = std::get_if<wire::Sighting>(&message);
  if (sighting == nullptr || !sighting->code || level_ >= 3) {
    stitch(arrival_.process(message), out);
  } else {
    wire::Sighting unclothed = *sighting;
    unclothed.code.reset();
    stitch(arrival_.process(unclothed), out);
  }
  return out;
}

std::vector<JourneyMessage> Journeys::settle() {
  std::vector<JourneyMessage> out;
  stitch(arrival_.finish(), out);
  if (stitches_) {
    for (const StitchedMessage& stitched : stitcher_.finish()) {
      join({stitched.message}, out);
    }
  }
  if (fuser_) link(fuser_->finish(), out);
  return out;
}

std::vector<JourneyMessage> Journeys::finish() {
  std::vector<JourneyMessage> out = settle();
  if (linker_) append(out, linker_->finish());
  return out;
}

void Journeys::stitch(const std::vector<wire::EyeMessage>& messages,
                      std::vector<JourneyMessage>& out) {
  for (const wire::EyeMessage& message : messages) {
    if (!stitches_) {
      join({unique(message)}, out);
      continue;
    }
    for (const StitchedMessage& stitched : stitcher_.process(message)) {
      join({stitched.message}, out);
    }
  }
}

/// Where nobody gives identities, the tracks of several cameras must still not be taken for one.
wire::EyeMessage Journeys::unique(wire::EyeMessage message) const {
  auto* sighting = std::get_if<wire::Sighting>(&message);
  if (sighting == nullptr) return message;
  const auto found = std::find(cameras_.begin(), cameras_.end(), sighting->camera);
  const auto number = static_cast<std::uint64_t>(found - cameras_.begin());
  sighting->track = TrackId{static_cast<std::uint64_t>(sighting->track) * cameras_.size() + number};
  return message;
}

void Journeys::join(const std::vector<wire::EyeMessage>& messages,
                    std::vector<JourneyMessage>& out) {
  if (!fuser_) return append(out, messages);
  for (const wire::EyeMessage& message : messages) link(fuser_->process(message), out);
}

void Journeys::link(const std::vector<wire::EyeMessage>& messages,
                    std::vector<JourneyMessage>& out) {
  for (const wire::EyeMessage& message : messages) append(out, linker_->process(message));
}

}  // namespace sillage::floor
