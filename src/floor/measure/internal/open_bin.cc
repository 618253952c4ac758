// SPDX-License-Identifier: Apache-2.0
#include "floor/measure/internal/open_bin.h"

#include <algorithm>
#include <cstdlib>
#include <tuple>

namespace sillage::floor::internal {
namespace {

constexpr std::int64_t kMicroseconds = 1'000'000;

std::int64_t rounded(std::int64_t value, std::int64_t unit) { return (value + unit / 2) / unit; }

/// Sum, number and largest of the levels at observed seconds.
struct Samples {
  std::int64_t sum = 0, count = 0, most = 0;
  void add(std::int64_t level) {
    sum += level;
    ++count;
    most = std::max(most, level);
  }
};

}  // namespace

OpenBin::OpenBin(const Plan& plan, Instant start)
    : plan_(plan), first_second_(ceil_second(start)), start_(start) {}

bool OpenBin::add(const CountKey& key, std::int64_t amount) {
  if (key.kind == Count::kHeat) return heat_.add(cell_of(key.detail), Duration(amount));
  if (key.kind == Count::kReturn) {
    returned_ += amount;
    return true;
  }
  amounts_[key] += amount;
  return true;
}

bool OpenBin::add(const Account::InBin& account) {
  bool fits = true;
  for (const auto& [key, amount] : account.amounts) fits = add(key, amount) && fits;
  for (const Span& span : account.spans) {
    crowds_[span.series].add(span.from - first_second_, span.to - first_second_, 1);
  }
  for (const InsideStep& step : account.steps) add(step);
  return fits;
}

void OpenBin::add(const InsideStep& step) {
  auto& [in, out] = crossings_[std::max<std::int64_t>(step.second - first_second_, 0)];
  (step.change > 0 ? in : out) += std::abs(step.change);
}

void OpenBin::add_body(const KeySet& places) {
  KeySet cells;
  for (const CountKey& place : places) {
    if (place.kind != Count::kHeat) {
      ++bodies_[place];
      continue;
    }
    for (int level = 0; level < kHeatLevels; ++level) {
      const CellIndex cell = heat_cell_around(cell_of(place.detail), level);
      if (cells.insert({Count::kHeat, level, cell_detail(cell)}).second) {
        heat_.add_person(level, cell);
      }
    }
  }
}

void OpenBin::observe_second(std::int64_t second) {
  const std::int64_t index = second - first_second_;
  if (index < 0 || index > Crowd::kMaxSeconds) return;
  if (seconds_.size() <= static_cast<std::size_t>(index)) seconds_.resize(index + 1);
  seconds_[index] = true;
}

/// Presence is in microseconds.
BinTally OpenBin::counted() const {
  BinTally tally = empty_tally(plan_);
  tally.start = start_;
  for (const auto& [key, amount] : amounts_) {
    const Slots slots = slots_of(tally, plan_, key);
    const bool whole_flow = key.kind == Count::kFlow;
    if (slots.amount != nullptr) *slots.amount += whole_flow ? 1000 * amount : amount;
  }
  for (const auto& [place, people] : bodies_) {
    const Slots slots = slots_of(tally, plan_, place);
    if (slots.people != nullptr) *slots.people += people;
  }
  return tally;
}

BinTally OpenBin::tally(Instant end, std::int64_t last_second, HeadCount& inside) const {
  BinTally tally = counted();
  tally.end = end;
  for (int level = 0; level < kHeatLevels; ++level) tally.heat[level] = heat_.level(level);
  VisitTally& v = tally.visits;
  for (const std::int64_t visits : v.duration.completed) v.timed += visits;
  v.visits.count = std::max(v.visits.count - rounded(returned_, 1000), std::int64_t{0});
  v.visits.doubtful = std::min(v.visits.doubtful, v.visits.count);
  v.people = std::min(v.people, v.visits.count);
  for (auto& [zone, presence] : tally.presence) {
    presence.shopper_s = rounded(presence.shopper_s, kMicroseconds);
    presence.staff_s = rounded(presence.staff_s, kMicroseconds);
  }
  const std::int64_t last = std::min(ceil_second(end) - 1, last_second);
  const std::int64_t length =
      std::clamp(last - first_second_ + 1, std::int64_t{0}, Crowd::kMaxSeconds);
  sample(tally, static_cast<std::size_t>(length), inside);
  return tally;
}

void OpenBin::sample(BinTally& tally, std::size_t length, HeadCount& inside) const {
  const auto samples_of = [&](const std::vector<std::int64_t>& levels) {
    Samples samples;
    for (std::size_t i = 0; i < std::min(length, seconds_.size()); ++i) {
      if (seconds_[i]) samples.add(levels[i]);
    }
    return samples;
  };
  const Samples present =
      samples_of(plan_.options.all_doors_counted ? inside_levels(length, inside)
                                                 : levels_of(kInViewSeries, length));
  tally.occupancy_samples = present.count;
  tally.occupancy_max = present.most;
  if (present.count > 0) {
    tally.occupancy_mean = static_cast<double>(present.sum) / static_cast<double>(present.count);
  }
  for (std::size_t i = 0; i < plan_.queues.size(); ++i) {
    QueueTally& queue = tally.queues[plan_.zones[plan_.queues[i].zone].id];
    const Samples waiting = samples_of(levels_of(kQueueSeries + static_cast<int>(i), length));
    queue.person_s = waiting.sum;
    queue.samples = waiting.count;
    queue.length_max = waiting.most;
  }
}

std::vector<std::int64_t> OpenBin::levels_of(int series, std::size_t length) const {
  const auto crowd = crowds_.find(series);
  if (crowd == crowds_.end()) return std::vector<std::int64_t>(length);
  return crowd->second.levels(length);
}

std::vector<std::int64_t> OpenBin::inside_levels(std::size_t length, HeadCount& inside) const {
  std::vector<std::int64_t> levels = levels_of(kInsideSeries, length);
  auto crossing = crossings_.begin();
  for (std::size_t i = 0; i < length; ++i) {
    HeadCount::Second second{0, 0, levels[i]};
    if (crossing != crossings_.end() && crossing->first == static_cast<std::int64_t>(i)) {
      std::tie(second.in, second.out) = crossing->second;
      ++crossing;
    }
    levels[i] = inside.step(second);
  }
  // After the last whole second of the bin: they count from the next bin on.
  for (; crossing != crossings_.end(); ++crossing) {
    inside.step({crossing->second.first, crossing->second.second, 0});
  }
  return levels;
}

}  // namespace sillage::floor::internal
