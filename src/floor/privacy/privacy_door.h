// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "base/result.h"
#include "config/store_config.h"
#include "floor/measure/tally.h"
#include "wire/release.h"

namespace sillage::floor {
namespace internal {
struct Draft;
}

/// Upper end of the open last duration class, s: stands for "and more".
inline constexpr double kOpenDwellEndS = 86'400;

/// The mode in which figures of this store are released.
wire::ReleaseMode release_mode(const config::StoreConfig& store);

/// The only way out of the floor: turns exact tallies into releases. Standard mode: the store's
/// totals are exact, a breakdown shows no group of fewer than k people. Strict mode: every figure
/// carries noise, and what a day's figures cost one person is bounded. One mode per store: exact
/// and noisy figures of the same people never meet.
class PrivacyDoor {
 public:
  /// kInvalidArgument where k < 10 or the bin is shorter than 15 minutes, kConfiguration where the
  /// time zone does not exist.
  static Result<PrivacyDoor> create(const config::StoreConfig& store, bool evaluation);
  PrivacyDoor(PrivacyDoor&&) noexcept;
  PrivacyDoor& operator=(PrivacyDoor&&) noexcept;
  ~PrivacyDoor();

  /// Takes in a bin, in the order of time, and gives what can be released now. Standard: the bin,
  /// and the day before once it is over. Strict: spans of a day as long as their noise wants, and
  /// the day before.
  std::vector<wire::Release> take(const BinTally& tally);
  /// What is still open, at the end.
  std::vector<wire::Release> finish();

  /// What must survive a restart, as bytes: the open day, in strict mode also what each day has
  /// cost. Exact numbers, no visit: whoever keeps them seals them. A door of the same store goes on
  /// from them.
  std::vector<std::byte> save() const;
  /// Before the first bin. kDataLoss where the bytes are not whole.
  Result<void> load(std::span<const std::byte> saved);
  /// Another run has released figures of the time `at`. In strict mode its day has then cost what it
  /// may, and nothing more of it is released, unless load() took it over.
  void note_released(Instant at);
  /// A picture of a live camera was wiped so long after it was captured: the next bin's release tells
  /// the oldest.
  void note_frame_age(Duration age);
  /// Bins of which nothing is released, since an earlier run has spent what their day may cost.
  std::int64_t refused() const;

  /// The release of a bin in standard mode; in strict mode it has no figures. Every configured line
  /// and zone appears in the answer, withheld where it must be.
  wire::Release release(const BinTally& tally) const;

 private:
  struct State;
  explicit PrivacyDoor(std::unique_ptr<State> state);
  wire::Release make(internal::Draft draft) const;
  /// What is told of days of the store's time zone. A bin belongs to the day in which it starts.
  /// Gives the day before once a bin of a later one comes. Nothing without lines.
  std::optional<wire::Release> add_to_day(const BinTally& tally, const wire::Release& told);
  std::optional<wire::Release> end_day();
  std::unique_ptr<State> state_;
};

}  // namespace sillage::floor
