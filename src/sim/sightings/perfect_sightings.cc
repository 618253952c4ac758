// SPDX-License-Identifier: Apache-2.0
#include "sim/sightings/perfect_sightings.h"

#include <algorithm>

namespace sillage::sim {
namespace {

/// A longer gap between frames is time that nobody observed, as in the eye.
constexpr double kLongestObservedGapS = 1.0;
constexpr double kExact = 1e-10;  // m^2

}  // namespace

PerfectSightings::PerfectSightings(const CameraPlan& camera, std::uint64_t seed, bool with_codes)
    : camera_(camera.id) {
  if (with_codes) codes_.emplace(camera, seed, CodeFigures{.perfect = true});
}

void PerfectSightings::end(const wire::Sighting& last, std::vector<wire::EyeMessage>& out) {
  wire::Sighting ended = last;
  ended.kind = wire::SightingKind::kEnded;
  ended.code.reset();
  out.emplace_back(ended);
  if (codes_) codes_->end(last.track);
}

std::vector<wire::EyeMessage> PerfectSightings::process(const WatchedFrame& frame,
                                                        std::span<const Person> cast) {
  std::vector<wire::EyeMessage> out;
  if (frame.lost) return out;
  std::erase_if(tracks_, [&](const auto& entry) {
    const bool stays = std::any_of(frame.people.begin(), frame.people.end(), [&](const auto& seen) {
      return seen.person == entry.first && seen.foot_in_picture;
    });
    if (!stays) end(entry.second, out);
    return !stays;
  });
  for (const SeenPerson& seen : frame.people) {
    if (!seen.foot_in_picture) continue;
    const auto [entry, is_new] = tracks_.try_emplace(seen.person);
    const TrackId track = is_new ? TrackId{++last_id_} : entry->second.track;
    wire::Sighting& sighting = entry->second;
    sighting = {camera_,
                frame.stamped_at,
                track,
                wire::SightingKind::kObserved,
                seen.foot_in_floor,
                {kExact, 0, kExact},
                1};
    if (codes_) {
      const FoundBox whole{seen.whole, 1, seen.person, std::nullopt};
      sighting.code = codes_->look(track, whole, &seen, cast, frame.stamped_at);
    }
    out.emplace_back(sighting);
  }
  const Duration gap = last_frame_ ? frame.stamped_at - *last_frame_ : kTick;
  out.emplace_back(wire::FrameMark{camera_, frame.stamped_at,
                                   std::min(gap, from_seconds(kLongestObservedGapS))});
  last_frame_ = frame.stamped_at;
  return out;
}

std::vector<wire::EyeMessage> PerfectSightings::finish() {
  std::vector<wire::EyeMessage> out;
  for (const auto& [person, last] : tracks_) end(last, out);
  tracks_.clear();
  return out;
}

}  // namespace sillage::sim
