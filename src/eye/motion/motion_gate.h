// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/time.h"
#include "eye/common/frame.h"

namespace sillage::eye {

struct MotionOptions {
  double least_change = 4;     ///< of lightness, mean of a place of 80 x 45 in the picture
  double longest_quiet_s = 2;  ///< after this the network looks all the same
};

/// Says when the network need not look: nothing has changed since it found nobody. Never while
/// somebody is there, so that who stands still is not lost. A plain object for one thread; keeps 80
/// x 45 averages of a picture without anybody.
class MotionGate {
 public:
  explicit MotionGate(MotionOptions options) : options_(options) {}

  bool is_quiet(Instant at, const I420View& picture);
  /// What the network found in the picture that was shown last.
  void looked(Instant at, bool found_somebody);

 private:
  MotionOptions options_;
  std::vector<std::uint8_t> shown_, empty_;
  std::optional<Instant> empty_at_;  ///< when the network last found nobody
};

}  // namespace sillage::eye
