// SPDX-License-Identifier: Apache-2.0
#include "desk/report/internal/sums.h"

#include <algorithm>
#include <set>

namespace sillage::desk::report {
namespace {

using wire::FigureState;
using wire::Metric;

bool has_value(const wire::Figure& figure) {
  return figure.state != FigureState::kWithheld && figure.value.has_value();
}

void combine_value(Sum& sum, const wire::Figure& figure, Combine how, double observed_s) {
  const bool first = sum.measured == 0;
  sum.ranged = sum.ranged && figure.low && figure.high;
  const auto merge = [&](std::optional<double>& total, double next) {
    if (first) {
      total = next;
    } else if (how == Combine::kAdd) {
      total = total.value_or(0) + next;
    } else if (how == Combine::kLargest) {
      total = std::max(total.value_or(next), next);
    } else if (sum.weight + observed_s > 0) {
      total = (total.value_or(0) * sum.weight + next * observed_s) / (sum.weight + observed_s);
    }
  };
  merge(sum.value, *figure.value);
  if (sum.ranged) {
    merge(sum.low, *figure.low);
    merge(sum.high, *figure.high);
  } else {
    sum.low = sum.high = std::nullopt;
  }
  sum.weight += observed_s;
  ++sum.measured;
}

template <class Wanted>
std::set<std::string> unlisted_scopes(const ReportInput& input, Wanted wanted,
                                      const std::set<std::string>& listed) {
  std::set<std::string> out;
  for (const wire::Release& release : input.releases) {
    for (const wire::Figure& figure : release.figures()) {
      if (wanted(figure.metric) && !figure.scope.empty() && !listed.contains(figure.scope)) {
        out.insert(figure.scope);
      }
    }
  }
  return out;
}

void list_lines(const ReportInput& input, Sums& sums) {
  std::set<std::string> listed;
  for (const config::Line& line : input.store.lines) {
    listed.insert(line.id.value());
    sums.lines.push_back({line.id.value(), line.name, {}, {}});
  }
  const auto wanted = [](Metric m) { return m == Metric::kEntries || m == Metric::kExits; };
  for (const std::string& id : unlisted_scopes(input, wanted, listed)) {
    sums.lines.push_back({id, id, {}, {}});
  }
}

void list_zones(const ReportInput& input, Sums& sums) {
  std::set<std::string> listed;
  for (const config::Zone& zone : input.store.zones) {
    listed.insert(zone.id.value());
    sums.zones.push_back({zone.id.value(), zone.name, zone.type, {}});
  }
  const auto wanted = [](Metric m) { return m == Metric::kZoneVisits || m == Metric::kDwell; };
  for (const std::string& id : unlisted_scopes(input, wanted, listed)) {
    sums.zones.push_back({id, id, std::nullopt, {}});
  }
}

void count_states(const wire::Release& release, std::map<Metric, StateCounts>& states) {
  for (const wire::Figure& figure : release.figures()) {
    StateCounts& counts = states[figure.metric];
    if (figure.state == FigureState::kWithheld) {
      ++counts.withheld;
    } else if (!figure.value) {
      ++counts.unmeasured;
    } else if (figure.state == FigureState::kMerged) {
      ++counts.merged;
    } else {
      ++counts.released;
    }
  }
}

void add_release(const wire::Release& release, Sums& sums) {
  const double length = length_s(release.header());
  const double observed = length * release.header().coverage;
  sums.length_s += length;
  sums.observed_s += observed;
  const auto take = [&](Sum& sum, Metric metric, std::string_view scope, Combine how) {
    combine(sum, find(release, metric, scope), how, observed);
  };
  take(sums.entries, Metric::kEntries, "", Combine::kAdd);
  take(sums.exits, Metric::kExits, "", Combine::kAdd);
  take(sums.present_mean, Metric::kOccupancyMean, "", Combine::kMeanOverTime);
  take(sums.present_max, Metric::kOccupancyMax, "", Combine::kLargest);
  for (LineSums& line : sums.lines) {
    take(line.entries, Metric::kEntries, line.id, Combine::kAdd);
    take(line.exits, Metric::kExits, line.id, Combine::kAdd);
  }
  for (ZoneSums& zone : sums.zones) {
    take(zone.visits, Metric::kZoneVisits, zone.id, Combine::kAdd);
  }
  count_states(release, sums.states);
}

}  // namespace

void combine(Sum& sum, const wire::Figure* figure, Combine how, double observed_s) {
  if (!figure) {
    ++sum.missing;
  } else if (figure->state == FigureState::kWithheld) {
    ++sum.withheld;
  } else if (!has_value(*figure)) {
    ++sum.missing;
  } else if (figure->state == FigureState::kMerged) {
    ++sum.merged;
  } else {
    combine_value(sum, *figure, how, observed_s);
  }
}

const wire::Figure* find(const wire::Release& release, Metric metric, std::string_view scope) {
  for (const wire::Figure& figure : release.figures()) {
    if (figure.metric == metric && figure.scope == scope) return &figure;
  }
  return nullptr;
}

Sum sum_over(const std::vector<wire::Release>& releases, Metric metric, std::string_view scope,
             Combine how) {
  Sum sum;
  for (const wire::Release& release : releases) {
    combine(sum, find(release, metric, scope), how,
            length_s(release.header()) * release.header().coverage);
  }
  return sum;
}

Sums sum_up(const ReportInput& input) {
  Sums sums;
  list_lines(input, sums);
  list_zones(input, sums);
  for (const wire::Release& release : input.releases) add_release(release, sums);
  for (const wire::Release& day : input.days) count_states(day, sums.states);
  if (sums.length_s > 0) sums.coverage = sums.observed_s / sums.length_s;
  return sums;
}

double length_s(const wire::ReleaseHeader& header) {
  return seconds(header.bin_end - header.bin_start);
}

int smallest_group(const ReportInput& input) {
  int k = input.store.privacy.k;
  bool first = true;
  for (const wire::Release& release : input.releases) {
    k = first ? release.header().k : std::min<int>(k, release.header().k);
    first = false;
  }
  return k;
}

bool is_evaluation(const ReportInput& input) {
  return std::any_of(input.releases.begin(), input.releases.end(),
                     [](const wire::Release& r) { return r.header().evaluation; });
}

}  // namespace sillage::desk::report
