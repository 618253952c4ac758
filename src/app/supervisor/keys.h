// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>

#include "app/supervisor/messages.h"
#include "eye/describe/epoch_keys.h"

namespace sillage::app {

/// The secrets of a run, in memory that is locked and left out of dumps. They are nowhere else but
/// in the rooms that were given them.
class Keys {
 public:
  Keys();

  const Start::Key& snapshot() const { return held_->snapshot; }
  /// The one before; zeros once `forget_older` was called.
  const Start::Key& older_snapshot() const { return held_->older; }
  /// A new one; the present one becomes the older.
  void renew_snapshot();
  void forget_older();

  /// What the clothing codes of all eyes begin with, of the epoch of `now` (level L3). Ask it all the
  /// time: as long as nobody does, the key of an epoch before is held.
  const eye::EpochSeed& clothing(Instant now);

 private:
  struct Held {
    Start::Key snapshot{}, older{};
    std::optional<eye::EpochSeed> clothing{};
  };
  struct Free {
    void operator()(Held* held) const;
  };
  std::unique_ptr<Held, Free> held_;
};

}  // namespace sillage::app
