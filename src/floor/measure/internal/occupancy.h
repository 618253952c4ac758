// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "base/time.h"

namespace sillage::floor::internal {

/// Counts the people present at each whole second of event time.
class OccupancySampler {
 public:
  struct Sample {
    Instant at;
    std::int64_t people = 0;
  };

  /// One person was present after `after`, until `until` and then too.
  void present(Instant after, Instant until);
  /// A frame was analysed at `at`: seconds within one second of it are observed.
  void observed(Instant at);
  /// Samples at observed seconds up to `until`, in the order of time; later additions to them are
  /// ignored.
  std::vector<Sample> settle(Instant until);

 private:
  struct Second {
    std::int64_t people = 0;
    bool observed = false;
  };
  std::map<std::int64_t, Second> seconds_;
  std::optional<std::int64_t> first_;    ///< no second before the first frame is sampled
  std::optional<std::int64_t> settled_;  ///< last second that was settled
};

}  // namespace sillage::floor::internal
