// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <map>

#include "floor/privacy/internal/noise.h"
#include "floor/privacy/internal/strict_day.h"
#include "floor/privacy/privacy_door.h"

namespace sillage::floor::internal {
namespace {

using wire::Figure;
using wire::FigureState;
using wire::Metric;

/// Of the normal distribution: 19 times of 20.
constexpr double kTwoSided95 = 1.96;
/// A part is shown from so many standard deviations of its noise on.
constexpr double kShownFrom = 3;

/// Draws the noise of one table, each cell once.
class Drawer {
 public:
  Drawer(const StrictTables& tables, const std::vector<std::int64_t>& cells, Table table,
         Entropy& entropy)
      : cells_(cells.data() + tables.first_cell(table)),
        variance_(tables.noise(table).variance),
        entropy_(entropy) {}

  Noisy draw(std::size_t cell) {
    return {static_cast<double>(cells_[cell] + discrete_gaussian(variance_, entropy_)),
            static_cast<double>(variance_)};
  }
  std::vector<Noisy> draw(std::size_t first, std::size_t count) {
    std::vector<Noisy> drawn;
    for (std::size_t i = 0; i < count; ++i) drawn.push_back(draw(first + i));
    return drawn;
  }

 private:
  const std::int64_t* cells_;
  std::int64_t variance_;
  Entropy& entropy_;
};

Noisy sum_of(const std::vector<Noisy>& parts) {
  Noisy sum;
  for (const Noisy& part : parts) {
    sum.value += part.value;
    sum.variance += part.variance;
  }
  return sum;
}

/// Two measurements of one number, weighed by their noise.
Noisy weighed(const Noisy& a, const Noisy& b) {
  const double weight = b.variance / (a.variance + b.variance);
  return {weight * a.value + (1 - weight) * b.value,
          a.variance * b.variance / (a.variance + b.variance)};
}

/// The same where the whole has been told already.
void fit_to(const Noisy& whole, std::vector<Noisy>& parts) {
  const Noisy sum = sum_of(parts);
  const auto n = static_cast<double>(parts.size());
  for (Noisy& part : parts) {
    part.value += (whole.value - sum.value) / n;
    part.variance += (whole.variance - sum.variance) / (n * n);
  }
}

/// The least-squares answer to a whole and its parts, all of the parts equally noisy: the parts sum
/// to the whole. Nothing but noise is moved, so that it costs nothing.
Noisy make_consistent(const Noisy& whole, std::vector<Noisy>& parts) {
  const Noisy sum = sum_of(parts);
  const Noisy best = weighed(whole, sum);
  fit_to(best, parts);
  return best;
}

/// Whether the number says more than noise would.
bool is_clear(const Noisy& number, std::int64_t k) {
  return number.value >= std::max(static_cast<double>(k), kShownFrom * std::sqrt(number.variance));
}

class DayFigures {
 public:
  DayFigures(const StrictTables& tables, const std::vector<std::int64_t>& cells, std::int64_t k,
             Entropy& entropy, Figures& out)
      : tables_(tables), cells_(cells), k_(k), entropy_(entropy), out_(out) {}

  void add_crossings(Metric metric, Noisy total, std::size_t direction) {
    std::vector<Noisy> lines;
    if (tables_.noise(Table::kLines).rho > 0) {
      Drawer drawer(tables_, cells_, Table::kLines, entropy_);
      for (std::size_t i = 0; i < tables_.lines().size(); ++i) {
        lines.push_back(drawer.draw(2 * i + direction));
      }
      if (tables_.is_whole_day()) {
        total = make_consistent(total, lines);
      } else {
        fit_to(total, lines);
      }
    }
    // Else its steps add up to it.
    if (tables_.is_whole_day()) out_.push_back(noisy_figure(metric, "", total));
    if (tables_.lines().size() == 1) lines = {total};
    for (std::size_t i = 0; i < lines.size(); ++i) {
      add_clear(noisy_figure(metric, tables_.lines()[i].value(), lines[i]), lines[i]);
    }
  }

  void add_visits() {
    Drawer drawer(tables_, cells_, Table::kVisits, entropy_);
    out_.push_back(noisy_figure(Metric::kVisits, "", drawer.draw(0)));
    const Noisy bounces = drawer.draw(1), reached = drawer.draw(2);
    add_clear(noisy_figure(Metric::kBounces, "", bounces), bounces);
    if (tables_.has_services()) {
      add_clear(noisy_figure(Metric::kCheckoutReached, "", reached), reached);
    }
    const std::vector<Noisy> durations = drawer.draw(3, kVisitIntervals);
    out_.push_back(noisy_figure(Metric::kTimedVisits, "", sum_of(durations)));
    for (std::size_t i = 0; i < durations.size(); ++i) {
      Figure made = noisy_figure(Metric::kVisitDuration, "", durations[i]);
      made.extent = extent_of(kVisitFrom[i], kVisitFrom[i + 1]);
      add_clear(std::move(made), durations[i]);
    }
  }

  void add_zones() {
    Drawer drawer(tables_, cells_, Table::kZones, entropy_);
    Drawer by_length(tables_, cells_, Table::kDwell, entropy_);
    std::vector<Noisy> visits;
    for (std::size_t i = 0; i < tables_.zones().size(); ++i) {
      std::vector<Noisy> parts = by_length.draw(kDwellIntervals * i, kDwellIntervals);
      visits.push_back(make_consistent(drawer.draw(i), parts));
      for (std::size_t c = 0; c < parts.size(); ++c) {
        Figure made = noisy_figure(Metric::kDwell, tables_.zones()[i].value(), parts[c]);
        made.extent = extent_of(kDwellFrom[c], kDwellFrom[c + 1]);
        add_clear(std::move(made), parts[c]);
      }
    }
    add_zone_visits(visits);
  }

  void add_flows() {
    Drawer drawer(tables_, cells_, Table::kFlows, entropy_);
    const auto& zones = tables_.zones();
    Noisy others;
    for (std::size_t from = 0; from < zones.size(); ++from) {
      for (std::size_t to = 0; to < zones.size(); ++to) {
        if (from == to) continue;
        const Noisy flow = drawer.draw(from * zones.size() + to);
        if (!is_clear(flow, k_)) {
          others.value += flow.value;
          others.variance += flow.variance;
          continue;
        }
        Figure made = noisy_figure(Metric::kFlow, "", flow);
        made.way = {zones[from].value(), zones[to].value()};
        out_.push_back(std::move(made));
      }
    }
    out_.push_back(noisy_figure(Metric::kFlow, "", others));
  }

 private:
  static std::array<double, 4> extent_of(int from, int to) {
    return {from == 0 ? 0 : dwell_edge_s(from),
            to == kDwellClasses ? kOpenDwellEndS : dwell_edge_s(to), 0, 0};
  }

  void add_clear(Figure made, const Noisy& number) {
    if (!is_clear(number, k_)) {
      made.state = FigureState::kWithheld;
      made.value = made.low = made.high = std::nullopt;
    }
    out_.push_back(std::move(made));
  }

  /// Zones that are mostly noise share one figure with the like of their group, where that is more.
  void add_zone_visits(const std::vector<Noisy>& visits) {
    std::map<std::string, Noisy> unclear;
    for (std::size_t i = 0; i < visits.size(); ++i) {
      if (is_clear(visits[i], k_)) continue;
      Noisy& sum = unclear[tables_.groups()[i]];
      sum.value += visits[i].value;
      sum.variance += visits[i].variance;
    }
    for (std::size_t i = 0; i < visits.size(); ++i) {
      const std::string& zone = tables_.zones()[i].value();
      const auto group = unclear.find(tables_.groups()[i]);
      if (is_clear(visits[i], k_) || group == unclear.end() || !is_clear(group->second, k_)) {
        add_clear(noisy_figure(Metric::kZoneVisits, zone, visits[i]), visits[i]);
        continue;
      }
      Figure made = noisy_figure(Metric::kZoneVisits, zone, group->second);
      made.state = FigureState::kMerged;
      made.group = "zones:" + group->first;
      out_.push_back(std::move(made));
    }
  }

  const StrictTables& tables_;
  const std::vector<std::int64_t>& cells_;
  std::int64_t k_;
  Entropy& entropy_;
  Figures& out_;
};

}  // namespace

Figure noisy_figure(Metric metric, const std::string& scope, const Noisy& number) {
  Figure made = figure(metric, scope, number.value);
  const double reach = std::ceil(kTwoSided95 * std::sqrt(number.variance));
  made.low = number.value - reach;
  made.high = number.value + reach;
  return made;
}

void add_strict_figures(const StrictTables& tables, const std::vector<std::int64_t>& cells,
                        const Noisy& entries, const Noisy& exits, std::int64_t k, Entropy& entropy,
                        Figures& out) {
  DayFigures figures(tables, cells, k, entropy, out);
  if (!tables.lines().empty()) {
    figures.add_crossings(Metric::kEntries, entries, 0);
    figures.add_crossings(Metric::kExits, exits, 1);
    figures.add_visits();
  }
  if (!tables.zones().empty()) figures.add_zones();
  if (tables.noise(Table::kFlows).rho > 0) figures.add_flows();
}

}  // namespace sillage::floor::internal
