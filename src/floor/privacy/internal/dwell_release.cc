// SPDX-License-Identifier: Apache-2.0
#include "floor/privacy/internal/dwell_release.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "floor/privacy/internal/pooling.h"

namespace sillage::floor::internal {
namespace {

using People = std::array<std::int64_t, kDwellClasses>;

/// Distinct people per class; a stay whose body no longer fits the books is still somebody's.
People people_of(const ZoneTally& zone) {
  People people = zone.class_people;
  for (int c = 0; c < kDwellClasses; ++c) {
    if (zone.completed[c] + zone.censored[c] > 0) people[c] = std::max<std::int64_t>(people[c], 1);
  }
  return people;
}

bool is_empty(const People& people, const DwellInterval& interval) {
  return std::all_of(people.begin() + interval.first, people.begin() + interval.last + 1,
                     [](std::int64_t n) { return n == 0; });
}

bool holds(const People& people, const DwellInterval& interval, std::int64_t whole,
           std::int64_t k) {
  std::vector<bool> chosen(kDwellClasses, false);
  for (int c = interval.first; c <= interval.last; ++c) chosen[c] = true;
  return guaranteed_people(people, chosen, whole) >= k;
}

/// Rounds so that the sum stays: the largest fractions are rounded up.
void share_out(const std::vector<double>& mass, std::int64_t total,
               std::vector<DwellInterval>& intervals) {
  std::int64_t rest = total;
  for (std::size_t i = 0; i < intervals.size(); ++i) {
    intervals[i].visits = static_cast<std::int64_t>(std::floor(mass[i] + 1e-9));
    rest -= intervals[i].visits;
  }
  std::vector<std::size_t> order(intervals.size());
  std::iota(order.begin(), order.end(), 0u);
  const auto fraction = [&](std::size_t i) {
    return mass[i] - static_cast<double>(intervals[i].visits);
  };
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return fraction(a) > fraction(b); });
  for (std::size_t i = 0; rest > 0 && i < order.size(); ++i, --rest) ++intervals[order[i]].visits;
}

}  // namespace

std::array<double, kDwellClasses> redistribute(const ZoneTally& zone) {
  std::array<double, kDwellClasses> mass{};
  std::int64_t longer = 0;
  for (int c = 0; c < kDwellClasses; ++c) longer += zone.completed[c] + zone.censored[c];
  double weight = 1;  // of each stay not yet passed
  for (int c = 0; c < kDwellClasses; ++c) {
    const auto censored = static_cast<double>(zone.censored[c]);
    longer -= zone.completed[c] + zone.censored[c];
    mass[c] = weight * static_cast<double>(zone.completed[c]);
    if (longer == 0) {
      mass[c] += weight * censored;
      break;
    }
    weight += weight * censored / static_cast<double>(longer);
  }
  return mass;
}

namespace {

/// The intervals without their visits.
std::vector<DwellInterval> cut(const People& people, std::int64_t whole, std::int64_t k) {
  int longest = kDwellClasses - 1;
  while (longest >= 0 && people[longest] == 0) --longest;
  std::vector<DwellInterval> intervals;
  bool open = false;  // the last interval has people, but too few
  for (int c = 0; c <= longest; ++c) {
    const bool empty = people[c] == 0;
    if (open || (empty && !intervals.empty() && is_empty(people, intervals.back()))) {
      intervals.back().last = c;
    } else {
      intervals.push_back({c, c});
    }
    if (open || !empty) open = !holds(people, intervals.back(), whole, k);
  }
  while (open && intervals.size() > 1) {
    intervals.pop_back();
    intervals.back().last = longest;
    open = !holds(people, intervals.back(), whole, k);
  }
  if (longest + 1 < kDwellClasses) intervals.push_back({longest + 1, kDwellClasses - 1});
  for (DwellInterval& interval : intervals) interval.empty = is_empty(people, interval);
  return intervals;
}

}  // namespace

std::vector<DwellInterval> merge_dwell(const ZoneTally& zone, std::int64_t k) {
  std::vector<DwellInterval> intervals = cut(people_of(zone), zone.people, k);
  const auto mass = redistribute(zone);
  std::vector<double> merged;
  for (const DwellInterval& interval : intervals) {
    merged.push_back(
        std::accumulate(mass.begin() + interval.first, mass.begin() + interval.last + 1, 0.0));
  }
  share_out(merged, zone.visits, intervals);
  return intervals;
}

}  // namespace sillage::floor::internal
