// SPDX-License-Identifier: Apache-2.0
#include "desk/disclosure/disclosure.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>

#include "desk/disclosure/internal/differences.h"
#include "desk/disclosure/internal/equations.h"

namespace sillage::desk {
namespace {

using internal::Equations;
using wire::Figure;
using wire::FigureState;
using wire::Metric;

/// A hidden number.
struct Unknown {
  Instant start;
  Metric metric{};
  std::string place;
};

/// Unknown numbers and what was published of them, in the parts that have nothing in common.
class Tables {
 public:
  std::size_t add(Unknown unknown) {
    unknowns_.push_back(std::move(unknown));
    group_.push_back(unknowns_.size() - 1);
    return unknowns_.size() - 1;
  }
  void equal(std::vector<std::size_t> parts, std::int64_t value) {
    if (parts.empty()) return;
    for (const std::size_t part : parts) group_[root(part)] = root(parts.front());
    equations_.push_back({std::move(parts), value});
  }

  void find(std::int64_t k, std::vector<Finding>& findings) {
    std::map<std::size_t, std::vector<std::size_t>> groups;
    for (std::size_t i = 0; i < unknowns_.size(); ++i) groups[root(i)].push_back(i);
    for (const auto& [at, members] : groups) find_in(members, k, findings);
  }

 private:
  struct Equation {
    std::vector<std::size_t> parts;
    std::int64_t value = 0;
  };

  std::size_t root(std::size_t of) {
    while (group_[of] != of) of = group_[of] = group_[group_[of]];
    return of;
  }

  void find_in(const std::vector<std::size_t>& members, std::int64_t k,
               std::vector<Finding>& findings) {
    std::map<std::size_t, std::size_t> number;
    for (const std::size_t member : members) number.emplace(member, number.size());
    Equations equations(members.size());
    bool any = false;
    for (const Equation& equation : equations_) {
      if (root(equation.parts.front()) != root(members.front())) continue;
      Equations::Terms terms;
      for (const std::size_t part : equation.parts) terms.emplace_back(number.at(part), 1);
      equations.add(terms, equation.value);
      any = true;
    }
    if (!any) return;
    for (const std::size_t member : members) {
      if (const auto value = pinned(equations, {{number.at(member), 1}})) {
        if (*value < 1 || *value >= k) continue;
        const Unknown& unknown = unknowns_[member];
        findings.push_back(
            {unknown.start, unknown.metric, unknown.place, *value, "follows from its table"});
      }
    }
  }

  /// The only whole number that is left, if there is one.
  static std::optional<std::int64_t> pinned(const Equations& equations,
                                            const Equations::Terms& terms) {
    if (const auto value = equations.value_of(terms)) return value->floor();
    const auto bounds = equations.bounds(terms);
    if (!bounds || !bounds->high) return std::nullopt;
    const std::int64_t low = bounds->low.ceil(), high = bounds->high->floor();
    return low == high ? std::optional(low) : std::nullopt;
  }

  std::vector<Unknown> unknowns_;
  std::vector<std::size_t> group_;
  std::vector<Equation> equations_;
};

std::int64_t whole(const Figure& figure) { return std::llround(figure.value.value_or(0)); }

/// One number per place; pools tell their sum, the whole (where there is one) that of all.
void add_partition(const Published& release, Metric metric, Tables& tables,
                   std::map<std::string, std::vector<std::size_t>>* hidden) {
  std::map<std::string, std::pair<std::vector<std::size_t>, std::int64_t>> pools;
  std::vector<std::size_t> all;
  std::optional<std::int64_t> total;
  std::int64_t shown = 0;
  for (const Figure& figure : release.figures) {
    if (figure.metric != metric) continue;
    if (figure.scope.empty()) {
      if (figure.value) total = whole(figure);
      continue;
    }
    if (figure.state == FigureState::kReleased) {
      shown += whole(figure);
      continue;
    }
    const std::size_t unknown = tables.add({release.header.bin_start, metric, figure.scope});
    all.push_back(unknown);
    if (hidden != nullptr) (*hidden)[figure.scope].push_back(unknown);
    if (figure.state == FigureState::kMerged) {
      auto& [parts, value] = pools[figure.group];
      parts.push_back(unknown);
      value = whole(figure);
    }
  }
  for (auto& [name, pool] : pools) tables.equal(pool.first, pool.second);
  if (total) tables.equal(all, *total - shown);
}

bool is_within(const Published& bin, const Published& day) {
  return bin.header.period == wire::Period::kBin && bin.header.bin_start >= day.header.bin_start &&
         bin.header.bin_start < day.header.bin_end;
}

/// Zones over the bins of a day.
void add_zone_days(std::span<const Published> releases, Tables& tables) {
  const auto add = [&](std::span<const Published> bins, const Published* day) {
    std::map<std::string, std::vector<std::size_t>> hidden;
    std::map<std::string, std::int64_t> shown;
    for (const Published& bin : bins) {
      if (bin.header.period != wire::Period::kBin) continue;
      if (day != nullptr && !is_within(bin, *day)) continue;
      add_partition(bin, Metric::kZoneVisits, tables, &hidden);
      for (const Figure& figure : bin.figures) {
        if (figure.metric == Metric::kZoneVisits && figure.state == FigureState::kReleased) {
          shown[figure.scope] += whole(figure);
        }
      }
    }
    if (day == nullptr) return;
    for (const Figure& figure : day->figures) {
      if (figure.metric != Metric::kZoneVisits || !figure.value) continue;
      tables.equal(hidden[figure.scope], whole(figure) - shown[figure.scope]);
    }
  };
  std::vector<Published> alone;
  for (const Published& release : releases) {
    if (release.header.period == wire::Period::kDay) {
      add(releases, &release);
    } else if (std::none_of(releases.begin(), releases.end(), [&](const Published& day) {
                 return day.header.period == wire::Period::kDay && is_within(release, day);
               })) {
      alone.push_back(release);
    }
  }
  add(alone, nullptr);
}

}  // namespace

Disclosure find_small_groups(std::span<const Published> releases) {
  Disclosure found;
  std::vector<Published> standard;
  for (const Published& release : releases) {
    if (release.header.mode == wire::ReleaseMode::kStandard) standard.push_back(release);
  }
  if (standard.empty()) return found;
  std::int64_t k = 0;
  Tables tables;
  for (const Published& release : standard) {
    ++found.releases;
    k = std::max<std::int64_t>(k, release.header.k);
    for (const Figure& figure : release.figures) {
      found.hidden += figure.state == FigureState::kReleased ? 0 : 1;
    }
    if (release.header.period == wire::Period::kDay) continue;
    add_partition(release, Metric::kEntries, tables, nullptr);
    add_partition(release, Metric::kExits, tables, nullptr);
  }
  add_zone_days(standard, tables);
  tables.find(k, found.findings);
  internal::find_differences(standard, found);
  return found;
}

}  // namespace sillage::desk
