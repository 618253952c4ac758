// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "base/result.h"
#include "config/store_config.h"
#include "floor/common/journey_message.h"
#include "floor/measure/tally.h"
#include "wire/ages.h"
#include "wire/sighting.h"

namespace sillage::floor {

/// The grid of bins. Aligned to multiples of `length` of UTC where the start is known, else to the
/// start. A leading or trailing piece shorter than `length` is joined to its neighbour, and a
/// recording shorter than `length` is one bin, so that no bin is shorter than `length` but for
/// that one. Where the end is not known beforehand the last bin keeps its full length (it is only
/// partly covered), unless it is the only one.
struct BinGrid {
  Instant start{};               ///< of the data
  std::optional<Instant> end{};  ///< of the data, where known beforehand (files)
  Duration length = std::chrono::minutes(15);
  bool align = true;
};

/// Crossings of one line as one camera saw them.
struct DoorCheck {
  std::int64_t crossings = 0;
  std::int64_t unsure = 0;  ///< doubtful, or missed although nearly supported
};

/// Running totals for the run summary.
struct MeterStats {
  std::int64_t sightings = 0;
  std::int64_t tracks = 0;
  std::int64_t rejected = 0;  ///< sightings that were invalid or too late
  std::int64_t live_tracks_max = 0;
  std::int64_t people_dropped = 0;  ///< because there were too many at once
  std::int64_t heat_ignored = 0;    ///< sightings without heat because the grid was full
  std::int64_t people_held = 0;     ///< people whose state is in memory now
  /// Where people inside are had by conservation: people who were seen inside though nobody had
  /// come in, and who were counted inside though nobody was there.
  std::int64_t inside_added = 0;
  std::int64_t inside_removed = 0;
  /// People who were first seen just inside of a door, and were taken to have come in by it.
  std::int64_t let_in = 0;
  std::map<std::pair<LineId, CameraId>, DoorCheck> doors;  ///< never of single people
  /// Longest that anything about somebody was held after they were last seen; and of each second,
  /// how long ago the one was last seen of whom something was held then, the one unseen longest.
  Duration oldest_person{};
  wire::Ages person_ages;

  /// The line, and the camera at it, whose crossings are the least sure: where to look if more than
  /// a fiftieth of all crossings had to be made up for, and at least five.
  std::optional<std::pair<LineId, CameraId>> disagreeing_door() const;
};

/// Turns the final identities of one store into tallies, to METRICS definitions. A plain object
/// without a thread; event time only, never the wall clock. Deterministic.
///
/// An identity is the track of a sighting, whatever the camera; it may be silent for less than
/// `state_ttl_s`. Bounded: at most 10,000 people at once (the one last seen longest ago is dropped
/// and counted); the state of a person is wiped `state_ttl_s` after the person was last seen.
class Meter {
 public:
  /// Checks the options; the configuration's lines and zones are copied. `cameras`: those that take
  /// part, over which coverage is the mean; where it is empty, those that send.
  static Result<Meter> create(const config::StoreConfig& store, BinGrid grid,
                              const std::vector<CameraId>& cameras = {});
  Meter(Meter&&) noexcept;
  Meter& operator=(Meter&&) noexcept;
  ~Meter();

  /// Takes one message; returns the bins that it closed. A bin closes once everything that happened
  /// in it is decided: the last FrameMark is later than its end by the backfill (3 s), the time to
  /// live, in which who went out may come back, the confirmation or zone gap time, and 11 s.
  std::vector<BinTally> process(const JourneyMessage& message);
  std::vector<BinTally> process(const wire::EyeMessage& message);
  std::vector<BinTally> process(const wire::Sighting& sighting);
  std::vector<BinTally> process(const wire::FrameMark& mark);
  std::vector<BinTally> process(const PossibleLink& link);
  /// End of data: settles open stays as censored, open entries by the time already stayed, and
  /// returns the remaining bins.
  std::vector<BinTally> finish();
  /// The clock says that it is later than the last message, because cameras are silent: people are
  /// forgotten all the same, half a minute after the time to live at the latest.
  void pass_time(Instant now);
  const MeterStats& stats() const;

  /// What open bins hold, as bytes: numbers alone, no person and no identity. What people have done
  /// so far is in it, what they are about to do is not: an entry that is not confirmed yet, a stay
  /// that goes on.
  std::vector<std::byte> save() const;
  /// A meter made with the same options goes on from there; nobody is on its floor. kDataLoss where
  /// the bytes are not whole.
  Result<void> load(std::span<const std::byte> saved);

 private:
  struct Impl;
  explicit Meter(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace sillage::floor
