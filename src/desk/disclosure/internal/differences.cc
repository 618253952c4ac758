// SPDX-License-Identifier: Apache-2.0
#include "desk/disclosure/internal/differences.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <tuple>

namespace sillage::desk::internal {
namespace {

using wire::Figure;
using wire::FigureState;
using wire::Metric;

std::int64_t whole(const Figure& figure) { return std::llround(figure.value.value_or(0)); }

class Subtractor {
 public:
  Subtractor(const wire::ReleaseHeader& header, Disclosure& found)
      : header_(header), found_(found) {}

  void subtract(std::int64_t set, std::int64_t part, Metric metric, const std::string& place,
                const char* how) {
    ++found_.differences;
    const std::int64_t rest = set - part;
    if (rest < 1 || rest >= header_.k) return;
    found_.findings.push_back({header_.bin_start, metric, place, rest, how});
  }

 private:
  const wire::ReleaseHeader& header_;
  Disclosure& found_;
};

std::optional<std::int64_t> only(const Published& release, Metric metric,
                                 const std::string& scope = "") {
  for (const Figure& figure : release.figures) {
    if (figure.metric == metric && figure.scope == scope && figure.value &&
        figure.state == FigureState::kReleased) {
      return whole(figure);
    }
  }
  return std::nullopt;
}

/// Steps of funnels and what lies in the timed visits.
void subtract_parts(const Published& bin, Disclosure& found) {
  Subtractor subtractor(bin.header, found);
  const auto timed = only(bin, Metric::kTimedVisits);
  std::int64_t durations = 0;
  bool told = false;
  std::map<std::string, std::map<double, std::int64_t>> funnels;
  for (const Figure& figure : bin.figures) {
    if (!figure.value) continue;
    const bool is_part = figure.metric == Metric::kBounces ||
                         figure.metric == Metric::kCheckoutReached ||
                         figure.metric == Metric::kZoneExposed || figure.metric == Metric::kFunnel;
    if (is_part && timed) {
      subtractor.subtract(*timed, whole(figure), figure.metric, figure.scope,
                          "timed visits less this part");
    }
    if (figure.metric == Metric::kFunnel) {
      funnels[figure.scope][figure.extent[0]] = whole(figure);
    }
    if (figure.metric == Metric::kVisitDuration) durations += whole(figure), told = true;
  }
  if (timed && told) {
    subtractor.subtract(durations, *timed, Metric::kVisitDuration, "",
                        "durations less timed visits: those cut off");
  }
  for (const auto& [funnel, steps] : funnels) {
    for (auto step = steps.begin(); step != steps.end(); ++step) {
      for (auto later = std::next(step); later != steps.end(); ++later) {
        subtractor.subtract(step->second, later->second, Metric::kFunnel, funnel,
                            "a step less a later one");
      }
    }
  }
}

using Way = std::vector<std::string>;

bool goes_through(const Way& path, const Way& zones) {
  auto next = zones.begin();
  for (const std::string& zone : path) next += next != zones.end() && *next == zone ? 1 : 0;
  return next == zones.end();
}

std::int64_t times_in(const Way& path, const Way& run) {
  std::int64_t times = 0;
  for (std::size_t i = 0; i + run.size() <= path.size(); ++i) {
    times +=
        std::equal(run.begin(), run.end(), path.begin() + static_cast<std::ptrdiff_t>(i)) ? 1 : 0;
  }
  return times;
}

/// What is told of one thing over a whole day.
class DayTold {
 public:
  using Key = std::tuple<Metric, std::string, Way>;

  /// A bin of the day.
  void add(const Published& bin) {
    ++bins_;
    for (const auto& [key, value] : told_by(bin)) {
      auto& [sum, told] = sums_[key];
      sum += value;
      ++told;
    }
  }
  /// What the day tells itself, else what all of its bins do; nothing where one of them withholds it.
  std::map<Key, std::int64_t> with(const Published& day) const {
    std::map<Key, std::int64_t> told = told_by(day);
    for (const auto& [key, sum] : sums_) {
      if (sum.second == bins_) told.try_emplace(key, sum.first);
    }
    return told;
  }

 private:
  static std::map<Key, std::int64_t> told_by(const Published& release) {
    std::map<Key, std::int64_t> told;
    for (const Figure& figure : release.figures) {
      const bool wanted = figure.metric == Metric::kZoneExposed ||
                          figure.metric == Metric::kZoneVisits ||
                          (figure.metric == Metric::kFlow && !figure.way.empty());
      if (!wanted || !figure.value || figure.state != FigureState::kReleased) continue;
      told[{figure.metric, figure.scope, figure.way}] = whole(figure);
    }
    return told;
  }

  std::size_t bins_ = 0;
  std::map<Key, std::pair<std::int64_t, std::size_t>> sums_;
};

using Told = std::map<DayTold::Key, std::int64_t>;

/// Transitions into and out of a zone are some of its visits.
void subtract_flows(const Told& told, Subtractor& subtractor) {
  std::map<std::string, std::int64_t> into, out_of;
  for (const auto& [key, value] : told) {
    const auto& [metric, scope, way] = key;
    if (metric != Metric::kFlow || way.size() != 2) continue;
    out_of[way[0]] += value;
    into[way[1]] += value;
  }
  for (const auto* flows : {&into, &out_of}) {
    for (const auto& [zone, sum] : *flows) {
      if (const auto visits = told.find({Metric::kZoneVisits, zone, {}}); visits != told.end()) {
        subtractor.subtract(visits->second, sum, Metric::kFlow, zone,
                            "zone visits less transitions");
      }
    }
  }
}

void subtract_paths(const Published& day, const Told& told, Subtractor& subtractor) {
  for (const auto& [key, sum] : told) {
    const auto& [metric, scope, way] = key;
    const Way run = way.empty() ? Way{scope} : way;
    std::int64_t shown = 0;
    for (const Figure& figure : day.figures) {
      if (figure.metric != Metric::kPath || figure.way.empty() || !figure.value) continue;
      const std::int64_t times = metric == Metric::kZoneExposed
                                     ? (goes_through(figure.way, run) ? 1 : 0)
                                     : times_in(figure.way, run);
      shown += times * whole(figure);
    }
    if (shown > 0) {
      subtractor.subtract(sum, shown, metric, run.front(), "what the day tells less its paths");
    }
  }
}

void subtract_day(const Published& day, const std::vector<Published>& releases,
                  Disclosure& found) {
  DayTold bins;
  for (const Published& bin : releases) {
    const bool is_in_day = bin.header.period == wire::Period::kBin &&
                           bin.header.bin_start >= day.header.bin_start &&
                           bin.header.bin_start < day.header.bin_end;
    if (is_in_day) bins.add(bin);
  }
  const Told told = bins.with(day);
  Subtractor subtractor(day.header, found);
  subtract_flows(told, subtractor);
  subtract_paths(day, told, subtractor);
}

}  // namespace

void find_differences(const std::vector<Published>& releases, Disclosure& found) {
  for (const Published& release : releases) {
    subtract_parts(release, found);
    if (release.header.period == wire::Period::kDay) {
      subtract_day(release, releases, found);
    } else {
      Subtractor subtractor(release.header, found);
      subtract_flows(DayTold().with(release), subtractor);
    }
  }
}

}  // namespace sillage::desk::internal
