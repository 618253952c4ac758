// SPDX-License-Identifier: Apache-2.0
#include "floor/measure/internal/people.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <tuple>

namespace sillage::floor::internal {
namespace {

/// Who was seen within this time before the last frame was there when the data ended.
constexpr Duration kDataEnd = std::chrono::seconds(1);

}  // namespace

bool People::see(int camera, const wire::Sighting& sighting, bool at_data_start) {
  const TrackKey key{camera, static_cast<std::uint64_t>(sighting.track)};
  auto live = live_.find(key);
  if (live != live_.end() &&
      sighting.captured_at - tracks_.at(live->second).last_at > kMaxSilence) {
    end(key);
    live = live_.end();
  }
  const bool is_new = live == live_.end();
  if (!is_new && sighting.captured_at <= tracks_.at(live->second).last_at) return false;
  Track& track = is_new ? start(key, sighting, at_data_start) : tracks_.at(live->second);
  const bool predicted = sighting.kind == wire::SightingKind::kPredicted;
  add_presence(track, sighting, is_new ? sighting.captured_at - Duration(1) : track.last_at);
  track.last_at = sighting.captured_at;
  if (!predicted) {
    track.last_observed = sighting.captured_at;
    track.last_place = sighting.foot_in_floor;
  }
  take(track, {sighting.captured_at, sighting.foot_in_floor, predicted, sighting.score});
  return true;
}

Track& People::start(TrackKey key, const wire::Sighting& sighting, bool at_data_start) {
  if (tracks_.size() >= kMaxPeople) drop_oldest();
  const Serial serial = ++last_serial_;
  live_[key] = serial;
  Track& track = tracks_
                     .emplace(serial, Track{.key = key,
                                            .started = sighting.captured_at,
                                            .start_place = sighting.foot_in_floor,
                                            .last_at = sighting.captured_at,
                                            .last_observed = sighting.captured_at,
                                            .last_place = sighting.foot_in_floor,
                                            .at_data_start = at_data_start,
                                            .journey = Journey(plan_),
                                            .body = {},
                                            .last_cell = {}})
                     .first->second;
  ++stats_.tracks;
  stats_.live_tracks_max =
      std::max(stats_.live_tracks_max, static_cast<std::int64_t>(live_.size()));
  return track;
}

void People::add_presence(Track& track, const wire::Sighting& sighting, Instant since) {
  const Instant at = sighting.captured_at;
  const Point place = sighting.foot_in_floor;
  if (!plan_.is_staff(place)) {
    occupancy_.present(since, at);
    ledger_.add_person(track.body, at);
  }
  const bool unmeasured = plan_.is_unmeasured(place);
  const bool measured_before = !track.last_unmeasured && at > track.started;
  track.last_unmeasured = unmeasured;
  if (unmeasured || !measured_before) return;
  const std::pair cell{ledger_.bin_of(at), heat_cell_at(place, 0)};
  const Duration spent = std::min(at - since, kKnownGap);
  if (!ledger_.add_heat(track.body, place, at, spent, track.last_cell != cell)) {
    ++stats_.heat_ignored;
    return;
  }
  track.last_cell = cell;
}

void People::take(Track& track, const Step& step) {
  JourneyEvents events;
  track.journey.step(plan_, step, track.at_data_start, events);
  ledger_.record(track.body, events);
}

void People::end(TrackKey key) {
  const auto live = live_.find(key);
  if (live == live_.end()) return;
  tracks_.at(live->second).ended = true;
  live_.erase(live);
}

void People::advance(Instant watermark, Instant now) {
  end_silent(watermark - kMaxSilence);
  link_until(watermark - kLinkDelay);
  settle_until(watermark - kLinkDelay);
  wipe(now - plan_.ttl);
}

void People::finish(const std::vector<Instant>& last_frames) {
  while (!live_.empty()) end(live_.begin()->first);
  link_until(Instant::max());
  for (auto& [serial, track] : tracks_) {
    settle(track, track.last_at >= last_frames[track.key.camera] - kDataEnd);
  }
  tracks_.clear();
}

void People::end_silent(Instant until) {
  std::erase_if(live_, [&](const auto& entry) {
    Track& track = tracks_.at(entry.second);
    track.ended = track.last_at <= until;
    return track.ended;
  });
}

void People::link_until(Instant started_until) {
  std::vector<std::tuple<Instant, TrackKey, Serial>> due;
  for (const auto& [serial, track] : tracks_) {
    if (!track.linked && track.started <= started_until) {
      due.emplace_back(track.started, track.key, serial);
    }
  }
  std::sort(due.begin(), due.end());
  for (const auto& [started, key, serial] : due) link(serial);
}

void People::link(Serial serial) {
  Track& fresh = tracks_.at(serial);
  fresh.linked = true;
  const auto found = best_predecessor(fresh);
  if (found == tracks_.end()) return;
  settle(found->second, /*data_end=*/false);
  ledger_.merge(fresh.body, std::move(found->second.body));
  tracks_.erase(found);
}

/// The nearest.
People::Tracks::iterator People::best_predecessor(const Track& fresh) {
  using Rank = std::tuple<double, Instant, TrackKey>;
  std::optional<Rank> best_rank;
  auto best = tracks_.end();
  for (auto it = tracks_.begin(); it != tracks_.end(); ++it) {
    const Track& old = it->second;
    if (!old.ended || !could_be_same_body(old, fresh, plan_.ttl)) continue;
    const Rank rank{distance(old.last_place, fresh.start_place), old.last_observed, old.key};
    if (best_rank && *best_rank <= rank) continue;
    best_rank = rank;
    best = it;
  }
  return best;
}

void People::settle(Track& track, bool data_end) {
  if (track.settled) return;
  JourneyEvents events;
  track.journey.end(plan_, data_end, events);
  ledger_.record(track.body, events);
  track.settled = true;
}

void People::settle_until(Instant seen_until) {
  for (auto& [serial, track] : tracks_) {
    if (track.ended && track.last_at <= seen_until) settle(track, /*data_end=*/false);
  }
}

void People::wipe(Instant seen_until) {
  for (auto it = tracks_.begin(); it != tracks_.end();) {
    Track& track = it->second;
    if (track.last_observed > seen_until) {
      ++it;
      continue;
    }
    settle(track, /*data_end=*/false);
    lend_body(it->first);
    if (const auto live = live_.find(track.key); live != live_.end() && live->second == it->first) {
      live_.erase(live);
    }
    it = tracks_.erase(it);
  }
}

/// The time to live of `serial` ends while newcomers still wait for their link: the nearest that
/// could be the same person counts as that body, and may find its true predecessor later.
void People::lend_body(Serial serial) {
  Track& old = tracks_.at(serial);
  Track* heir = nullptr;
  double nearest = std::numeric_limits<double>::infinity();
  for (auto& [other, fresh] : tracks_) {
    if (fresh.linked || !could_be_same_body(old, fresh, plan_.ttl)) continue;
    const double jump = distance(old.last_place, fresh.start_place);
    if (heir != nullptr && std::tie(jump, fresh.key) >= std::tie(nearest, heir->key)) {
      continue;
    }
    heir = &fresh;
    nearest = jump;
  }
  if (heir != nullptr) ledger_.merge(heir->body, std::move(old.body));
}

void People::drop_oldest() {
  const auto oldest = std::min_element(
      tracks_.begin(), tracks_.end(),
      [](const auto& a, const auto& b) { return a.second.last_observed < b.second.last_observed; });
  settle(oldest->second, /*data_end=*/false);
  const auto live = live_.find(oldest->second.key);
  if (live != live_.end() && live->second == oldest->first) live_.erase(live);
  tracks_.erase(oldest);
  ++stats_.people_dropped;
}

void People::forget_closed_bins() {
  for (auto& [serial, track] : tracks_) track.body.forget_before(ledger_.oldest_open());
}

}  // namespace sillage::floor::internal
