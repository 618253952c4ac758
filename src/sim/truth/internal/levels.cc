// SPDX-License-Identifier: Apache-2.0
#include "sim/truth/internal/levels.h"

#include <algorithm>

namespace sillage::sim::internal {
namespace {

/// Whole seconds before the change that does not count in them: its first sample.
std::int64_t first_sample(Duration after) {
  const std::int64_t s = after / std::chrono::seconds(1);
  return after > std::chrono::seconds(s) ? s + 1 : s;
}

}  // namespace

std::vector<Levels::Sampled> Levels::sample(Duration bin, std::size_t bins) {
  std::stable_sort(changes_.begin(), changes_.end(),
                   [](const Change& a, const Change& b) { return a.after < b.after; });
  const std::int64_t per_bin = bin / std::chrono::seconds(1);
  const std::int64_t end = per_bin * static_cast<std::int64_t>(bins);
  std::vector<Sampled> sampled(bins);
  std::int64_t level = 0, at = 0;
  const auto hold_until = [&](std::int64_t until) {
    while (at < std::min(until, end)) {
      Sampled& here = sampled[static_cast<std::size_t>(at / per_bin)];
      const std::int64_t stop = std::min({until, end, (at / per_bin + 1) * per_bin});
      here.mean += static_cast<double>(level * (stop - at)) / static_cast<double>(per_bin);
      here.most = std::max(here.most, level);
      at = stop;
    }
  };
  for (const Change& change : changes_) {
    hold_until(first_sample(change.after));
    level += change.by;
  }
  hold_until(end);
  return sampled;
}

}  // namespace sillage::sim::internal
