// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "base/result.h"
#include "config/store_config.h"
#include "floor/measure/tally.h"
#include "wire/release.h"

namespace sillage::floor {

/// Upper end of the open last duration class, s: stands for "and more".
inline constexpr double kOpenDwellEndS = 86'400;

/// The only way out of the floor: turns exact tallies into releases. Standard mode: the store's
/// totals are exact, a breakdown shows no group of fewer than k people.
class PrivacyDoor {
 public:
  /// kInvalidArgument where k < 10 or the bin is shorter than 15 minutes, kConfiguration where the
  /// time zone does not exist.
  static Result<PrivacyDoor> create(const config::StoreConfig& store, bool evaluation);
  PrivacyDoor(PrivacyDoor&&) noexcept;
  PrivacyDoor& operator=(PrivacyDoor&&) noexcept;
  ~PrivacyDoor();

  /// Every configured line, zone and step appears in the answer, withheld where it must be.
  wire::Release release(const BinTally& tally) const;

  /// Paths are counted per day of the store's time zone. Takes in those of a bin, which belongs to
  /// the day in which it starts; bins come in the order of time. Gives the release of the day
  /// before once a bin of a later one comes. Nothing without lines and zones.
  std::optional<wire::Release> add_to_day(const BinTally& tally);
  /// The day that is still open, at the end.
  std::optional<wire::Release> end_day();

  /// The open day as bytes: numbers, no visit. A door of the same store goes on from them.
  std::vector<std::byte> save() const;
  /// kDataLoss where the bytes are not whole.
  Result<void> load(std::span<const std::byte> saved);

 private:
  struct State;
  explicit PrivacyDoor(std::unique_ptr<State> state);
  wire::Release make(Instant start, Instant end, wire::Period period, Duration observed,
                     std::vector<wire::Figure> figures) const;
  std::unique_ptr<State> state_;
};

}  // namespace sillage::floor
