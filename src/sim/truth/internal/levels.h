// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "base/time.h"

namespace sillage::sim::internal {

/// A number that goes up and down during a day, sampled at whole seconds.
class Levels {
 public:
  /// `after`: since midnight. Changes may come in any order.
  void change(Duration after, int by) { changes_.push_back({after, by}); }

  struct Sampled {
    double mean = 0;
    std::int64_t most = 0;
  };
  /// Per bin of this length, as many as asked for. A change counts from the first whole second at
  /// or after it.
  std::vector<Sampled> sample(Duration bin, std::size_t bins);

 private:
  struct Change {
    Duration after;
    int by;
  };
  std::vector<Change> changes_;
};

}  // namespace sillage::sim::internal
