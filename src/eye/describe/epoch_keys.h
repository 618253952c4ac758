// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "base/time.h"

namespace sillage::eye {

/// The secrets of the clothing codes: one per epoch of 15 minutes, each derived from the one before
/// by a step that cannot be taken back. There is one for the current epoch and, for its first 60 s,
/// one for the epoch before; those of later epochs are not made yet, those of earlier ones are
/// wiped and with them every way to compare their codes. All eyes of a store start from the same
/// key, so that their codes can be compared.
///
/// Move-only; what was moved from holds nothing. Wiped when destroyed. For one thread.
class EpochKeys {
 public:
  static constexpr std::size_t kKeySize = 32;
  static constexpr Duration kEpoch = std::chrono::minutes(15);
  static constexpr Duration kOverlap = std::chrono::seconds(60);
  using Key = std::array<unsigned char, kKeySize>;

  /// `start_key` is the chain's key at the epoch of `start`; it is wiped.
  EpochKeys(Key& start_key, Instant start);
  EpochKeys(EpochKeys&& other) noexcept;
  EpochKeys& operator=(EpochKeys&& other) noexcept;
  ~EpochKeys();

  /// 1 for the first epoch since 1970; times before it belong to 1, those after 2200 to its last.
  static std::uint32_t epoch_of(Instant at);

  /// Goes on to `now` and wipes what is over. Keys of an earlier time do not come back.
  void advance(Instant now);
  std::uint32_t current() const { return epoch_; }
  /// The epoch before while its key is still there, else 0.
  std::uint32_t previous() const { return previous_epoch_; }
  /// Null for every epoch but these two.
  const Key* key(std::uint32_t epoch) const;

 private:
  void step();
  void wipe();

  Key chain_{};  ///< makes the keys of later epochs, never this one's or an earlier one's
  Key current_{};
  Key previous_{};
  std::uint32_t epoch_ = 0;
  std::uint32_t previous_epoch_ = 0;
};

/// The start key of the present epoch, for eyes that begin later. It goes on with the clock, frames or
/// not: what is held can make the keys of this epoch and of later ones, never of an earlier one.
/// Neither copied nor moved; wiped when destroyed.
class EpochSeed {
 public:
  /// `start_key` is that of the epoch of `at`; it is wiped.
  EpochSeed(EpochKeys::Key& start_key, Instant at);
  ~EpochSeed();
  EpochSeed(const EpochSeed&) = delete;
  EpochSeed& operator=(const EpochSeed&) = delete;

  void advance(Instant now);
  const EpochKeys::Key& key() const { return key_; }
  std::uint32_t epoch() const { return epoch_; }
  /// A moment that the key belongs to.
  Instant from() const { return Instant{EpochKeys::kEpoch * (epoch_ - 1)}; }

 private:
  EpochKeys::Key key_;
  std::uint32_t epoch_;
};

}  // namespace sillage::eye
