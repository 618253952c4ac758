// SPDX-License-Identifier: Apache-2.0
#include "floor/privacy/internal/durations.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "floor/measure/durations.h"
#include "floor/privacy/privacy_door.h"

namespace sillage::floor::internal {
namespace {

using People = std::array<std::int64_t, kDwellClasses>;

std::int64_t cut_off(const DurationTally& stays) {
  return std::accumulate(stays.censored.begin(), stays.censored.end(), std::int64_t{0});
}

/// Who is behind stays that ended. The bodies of those cut off hide nobody: their stays are shared
/// out to longer classes, and how many visits ended is known.
struct Ended {
  People at_least{};  ///< distinct people per class
  People at_most{};
  std::int64_t all = 0;     ///< distinct people, at least
  std::vector<bool> shown;  ///< per class: some stay is shown there

  explicit Ended(const DurationTally& stays) : all(stays.people - cut_off(stays)) {
    int longest = -1;  // where the stays cut off end up, if nowhere else
    for (int c = 0; c < kDwellClasses; ++c) {
      const std::int64_t ended = stays.completed[c];
      at_least[c] = people_behind(ended, stays.class_people[c] - stays.censored[c]);
      at_most[c] = std::min(ended, people_behind(ended, stays.class_people[c]));
      shown.push_back(ended > 0);
      if (ended + stays.censored[c] > 0) longest = c;
    }
    if (longest >= 0) shown[longest] = true;
  }

  bool is_empty(const DurationInterval& interval) const {
    return std::none_of(shown.begin() + interval.first, shown.begin() + interval.last + 1,
                        [](bool any) { return any; });
  }

  /// People of the classes first to last for sure.
  std::int64_t within(int first, int last) const {
    std::int64_t largest = 0, outside = 0;
    for (int c = 0; c < kDwellClasses; ++c) {
      if (first <= c && c <= last) {
        largest = std::max(largest, at_least[c]);
      } else {
        outside += at_most[c];
      }
    }
    return std::max(largest, all - outside);
  }
  std::int64_t within(const DurationInterval& interval) const {
    return within(interval.first, interval.last);
  }
};

/// Rounds so that the sum stays: the largest fractions are rounded up.
void share_out(const std::vector<double>& mass, std::int64_t total,
               std::vector<DurationInterval>& intervals) {
  std::int64_t rest = total;
  for (std::size_t i = 0; i < intervals.size(); ++i) {
    intervals[i].stays = static_cast<std::int64_t>(std::floor(mass[i] + 1e-9));
    rest -= intervals[i].stays;
  }
  std::vector<std::size_t> order(intervals.size());
  std::iota(order.begin(), order.end(), 0u);
  const auto fraction = [&](std::size_t i) {
    return mass[i] - static_cast<double>(intervals[i].stays);
  };
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return fraction(a) > fraction(b); });
  for (std::size_t i = 0; rest > 0 && i < order.size(); ++i, --rest) ++intervals[order[i]].stays;
}

/// The intervals without their visits.
std::vector<DurationInterval> cut(const Ended& ended, std::int64_t k) {
  int longest = kDwellClasses - 1;
  while (longest >= 0 && !ended.shown[longest]) --longest;
  std::vector<DurationInterval> intervals;
  bool open = false;  // the last interval has people, but too few
  for (int c = 0; c <= longest; ++c) {
    const bool empty = !ended.shown[c];
    if (open || (empty && !intervals.empty() && ended.is_empty(intervals.back()))) {
      intervals.back().last = c;
    } else {
      intervals.push_back({c, c});
    }
    if (open || !empty) open = ended.within(intervals.back()) < k;
  }
  while (open && intervals.size() > 1) {
    intervals.pop_back();
    intervals.back().last = longest;
    open = ended.within(intervals.back()) < k;
  }
  if (longest + 1 < kDwellClasses) intervals.push_back({longest + 1, kDwellClasses - 1});
  for (DurationInterval& interval : intervals) interval.empty = ended.is_empty(interval);
  return intervals;
}

std::int64_t number_of(const DurationTally& stays) {
  return std::accumulate(stays.completed.begin(), stays.completed.end(), cut_off(stays));
}

/// Durations of the classes first to last.
std::array<double, 4> extent_of(int first, int last, double shortest_s) {
  const double from = first == 0 ? std::min(shortest_s, dwell_edge_s(0)) : dwell_edge_s(first);
  return {from, last + 1 < kDwellClasses ? dwell_edge_s(last + 1) : kOpenDwellEndS, 0, 0};
}

/// True if nobody or k people for sure lie between the edge below `interval` and the known length.
bool edge_may_stay(const std::vector<DurationInterval>& intervals, std::size_t interval,
                   double shorter_than_s, const Part& shorter, const DurationTally& stays,
                   std::int64_t k) {
  Part below;
  for (std::size_t i = 0; i < interval; ++i) below.count += intervals[i].stays;
  below.people = Ended(stays).within(0, intervals[interval].first - 1);
  const bool edge_is_longer = dwell_edge_s(intervals[interval].first) > shorter_than_s;
  return edge_is_longer ? rest_is_safe(below, shorter, k) : rest_is_safe(shorter, below, k);
}

}  // namespace

Part all_of(const DurationTally& stays) {
  return {number_of(stays), people_behind(number_of(stays), stays.people)};
}

DurationTally durations_of(const ZoneTally& zone) {
  return {zone.completed, zone.censored, zone.class_people, zone.people};
}

std::vector<DurationInterval> merge_durations(const DurationTally& stays, std::int64_t k) {
  std::vector<DurationInterval> intervals = cut(Ended(stays), k);
  const auto mass = redistribute(stays.completed, stays.censored);
  std::vector<double> merged;
  for (const DurationInterval& interval : intervals) {
    merged.push_back(
        std::accumulate(mass.begin() + interval.first, mass.begin() + interval.last + 1, 0.0));
  }
  share_out(merged, number_of(stays), intervals);
  return intervals;
}

void join_around(double shorter_than_s, const Part& shorter, const DurationTally& stays,
                 std::int64_t k, std::vector<DurationInterval>& intervals) {
  for (std::size_t i = 1; i < intervals.size();) {
    if (edge_may_stay(intervals, i, shorter_than_s, shorter, stays, k)) {
      ++i;
      continue;
    }
    intervals[i - 1].last = intervals[i].last;
    intervals[i - 1].stays += intervals[i].stays;
    intervals[i - 1].empty = intervals[i - 1].empty && intervals[i].empty;
    intervals.erase(intervals.begin() + static_cast<std::ptrdiff_t>(i));
  }
}

void add_durations(wire::Metric metric, const std::string& scope,
                   const std::vector<DurationInterval>& intervals, double shortest_s,
                   Figures& out) {
  for (const DurationInterval& interval : intervals) {
    wire::Figure made = figure(metric, scope, static_cast<double>(interval.stays));
    made.extent = extent_of(interval.first, interval.last, shortest_s);
    if (interval.first < interval.last && !interval.empty) {
      made.state = wire::FigureState::kMerged;
      made.group = fmt::format("{}:{}-{}", to_string(metric), interval.first, interval.last);
    }
    out.push_back(made);
  }
}

void add_durations(wire::Metric metric, const std::string& scope, const DurationTally& stays,
                   std::int64_t k, double shortest_s, Figures& out) {
  if (is_large(all_of(stays), k)) {
    add_durations(metric, scope, merge_durations(stays, k), shortest_s, out);
  } else {
    add_withheld_durations(metric, scope, shortest_s, out);
  }
}

void add_withheld_durations(wire::Metric metric, const std::string& scope, double shortest_s,
                            Figures& out) {
  wire::Figure made = withheld(metric, scope);
  made.extent = extent_of(0, kDwellClasses - 1, shortest_s);
  out.push_back(made);
}

}  // namespace sillage::floor::internal
