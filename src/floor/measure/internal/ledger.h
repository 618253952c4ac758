// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <vector>

#include "floor/measure/internal/bin_clock.h"
#include "floor/measure/internal/open_bin.h"

namespace sillage::floor::internal {

/// The open bins. An event belongs to the bin in which it happened; if that one has closed
/// meanwhile, to the oldest open one, so that none is lost.
class Ledger {
 public:
  /// Most bins open at once; no sound stream of sightings needs more than three.
  static constexpr std::size_t kMaxOpenBins = 16;
  /// Most bins without any data that are reported in a row; a longer outage is skipped.
  static constexpr std::int64_t kMaxEmptyBins = 1000;

  /// `settling`: how long after its end a bin closes.
  Ledger(const Plan& plan, BinClock clock, Duration settling);

  /// False where the bin of `at` has closed or lies implausibly far ahead.
  bool accepts(Instant at) const;
  /// The bin that an event belongs to; it is open.
  std::int64_t bin_for(Instant at);

  void count(Instant at, const CountKey& key, std::int64_t amount) {
    open(bin_for(at)).add(key, amount);
  }
  void step_inside(Instant at, int change) {
    open(bin_for(at)).add(InsideStep{ceil_second(at), change});
  }
  /// The bin must be open. False where some of the heat found no room.
  bool add(std::int64_t bin, const Account::InBin& account) { return open(bin).add(account); }
  void add(std::int64_t bin, const CountKey& key) { open(bin).add(key, 1); }
  /// Somebody was wiped, so long after they were last seen.
  void forgot(Duration age) { oldest_person_ = std::max(age, oldest_person_.value_or(age)); }
  void add_body(std::int64_t bin, const KeySet& places) { open(bin).add_body(places); }

  /// Takes part in the coverage from the start on, whether or not it sends anything. Where no
  /// camera is expected, each takes part from its first frame on.
  void expect_camera(const CameraId& camera);
  /// A frame that stands for so long.
  void observe(const CameraId& camera, Instant at, Duration observed);

  /// Is told each bin before it closes.
  using BeforeClosing = std::function<void(std::int64_t bin)>;
  /// Closes the bins that ended `settling` or longer before the watermark.
  std::vector<BinTally> close_until(Instant watermark, const BeforeClosing& before);
  /// Closes all bins: to the known end of the data, else to the last frame.
  std::vector<BinTally> close_all(Instant last_frame, Duration last_observed,
                                  const BeforeClosing& before);

  std::int64_t bin_of(Instant at) const { return clock_.index_of(at); }
  Instant start() const { return clock_.start_of(0); }
  std::int64_t oldest_open() const { return oldest_; }
  const HeadCount& inside() const { return inside_; }

  /// What is counted so far, as bytes; a ledger of the same plan and clock goes on from them.
  void save(ByteWriter& out) const;
  void load(ByteReader& in);

 private:
  OpenBin& open(std::int64_t index);
  BinTally close_oldest(const BeforeClosing& before);
  void judge_cameras(const OpenBin& bin, BinTally& tally) const;
  void skip_outage(std::int64_t until);

  const Plan& plan_;
  BinClock clock_;
  Duration settling_;
  std::int64_t oldest_ = 0;
  std::map<std::int64_t, OpenBin> bins_;
  HeadCount inside_;
  std::optional<Duration> oldest_person_;     ///< wiped since a bin closed
  std::optional<std::int64_t> first_second_;  ///< no second before the first frame is sampled
  std::int64_t last_second_ = INT64_MAX / 2;  ///< none later is sampled
  bool are_cameras_known_ = false;
  std::map<CameraId, Instant> since_;  ///< when each camera began to take part
};

}  // namespace sillage::floor::internal
