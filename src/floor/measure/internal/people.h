// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "floor/measure/internal/ledger.h"
#include "floor/measure/internal/occupancy.h"
#include "floor/measure/internal/track.h"
#include "floor/measure/meter.h"
#include "wire/sighting.h"

namespace sillage::floor::internal {

/// The people on the floor, by track, and what their sightings add to the ledger.
///
/// A track is one person as far as floor/journey can tell; everything counts at once. Whose body a
/// track is, is decided `kLinkDelay` after its first sighting, when every track that was lost before
/// has proved to be; places where both were counted are then counted down again. All decisions
/// depend on event time alone, never on the order of arrival.
class People {
 public:
  static constexpr std::size_t kMaxPeople = 10'000;

  People(const Plan& plan, Ledger& ledger, OccupancySampler& occupancy, MeterStats& stats)
      : plan_(plan), ledger_(ledger), occupancy_(occupancy), stats_(stats) {}

  /// How long after its first sighting the body of a track is known, and after its last one its
  /// open crossings and stays are settled.
  static constexpr Duration kLinkDelay = kMaxSilence + kMaxOverlap;

  /// Takes an observed or predicted sighting; false where it is out of order.
  bool see(int camera, const wire::Sighting& sighting, bool at_data_start);
  /// The eye gave up the track.
  void end(TrackKey key);
  /// Every sighting up to `watermark` has arrived; the last frame was at `now`.
  void advance(Instant watermark, Instant now);
  /// No more sightings come; `last_frames` of each camera.
  void finish(const std::vector<Instant>& last_frames);
  /// Drops what bodies remember of closed bins.
  void forget_closed_bins();
  std::size_t size() const { return tracks_.size(); }
  std::size_t live() const { return live_.size(); }

 private:
  using Serial = std::uint64_t;
  using Tracks = std::map<Serial, Track>;

  Track& start(TrackKey key, const wire::Sighting& sighting, bool at_data_start);
  void add_presence(Track& track, const wire::Sighting& sighting, Instant since);
  void take(Track& track, const Step& step);
  void end_silent(Instant until);
  void settle_until(Instant seen_until);
  void link_until(Instant started_until);
  void link(Serial serial);
  Tracks::iterator best_predecessor(const Track& fresh);
  void settle(Track& track, bool data_end);
  void wipe(Instant seen_until);
  void lend_body(Serial serial);
  void drop_oldest();

  const Plan& plan_;
  Ledger& ledger_;
  OccupancySampler& occupancy_;
  MeterStats& stats_;
  Serial last_serial_ = 0;
  Tracks tracks_;
  std::map<TrackKey, Serial> live_;
};

}  // namespace sillage::floor::internal
