// SPDX-License-Identifier: Apache-2.0
#include "app/truth_comparison.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>

#include <fmt/core.h>

#include "floor/measure/durations.h"

namespace sillage::app {
namespace {

using floor::BinTally;
using sim::BinFigures;

double number(std::int64_t count) { return static_cast<double>(count); }

/// Durations by class. Both sides have the same classes, so their means err alike. Those that were
/// cut off are thought to go on like the longer ones, as in a release.
struct Classes {
  std::array<std::int64_t, floor::kDwellClasses> completed{}, censored{};

  template <class Counts>
  static void add(const Counts& counts, std::array<std::int64_t, floor::kDwellClasses>& to) {
    for (std::size_t i = 0; i < to.size(); ++i) to[i] += counts[i];
  }
  template <class Counts>
  void add(const Counts& counts) {
    add(counts, completed);
  }
  template <class Tally>
  void add_all(const Tally& tally) {
    add(tally.completed, completed);
    add(tally.censored, censored);
  }
  double mean_s() const;
};

/// Stays and their lengths together; of several zones each shares out its own cut-off stays.
struct Total {
  double stays = 0, s = 0;

  void add(const Classes& classes) {
    const auto shared = floor::redistribute(classes.completed, classes.censored);
    for (int i = 0; i < floor::kDwellClasses; ++i) {
      const double middle = floor::dwell_edge_s(i) * std::pow(2.0, 0.25);
      stays += shared[static_cast<std::size_t>(i)];
      s += shared[static_cast<std::size_t>(i)] * middle;
    }
  }
  double mean_s() const { return stays > 0 ? s / stays : 0; }
};

double Classes::mean_s() const {
  Total total;
  total.add(*this);
  return total.mean_s();
}

struct Bin {
  const BinFigures* truth;
  const BinTally* counted;
};

class Comparison {
 public:
  Comparison(const sim::Plan& plan, std::vector<Bin> bins) : plan_(plan), bins_(std::move(bins)) {}

  std::vector<ComparedFigure> operator()() {
    lines();
    occupancy();
    zones();
    visits();
    street();
    queues();
    flows();
    return std::move(rows_);
  }

 private:
  void row(std::string metric, std::string scope, double truth, double counted) {
    rows_.push_back({std::move(metric), std::move(scope), truth, counted});
  }
  /// Sums over the bins.
  void sums(const char* metric, const std::string& scope,
            const std::function<double(const BinFigures&)>& truth,
            const std::function<double(const BinTally&)>& counted) {
    double a = 0, b = 0;
    for (const Bin& bin : bins_) a += truth(*bin.truth), b += counted(*bin.counted);
    row(metric, scope, a, b);
  }
  template <class Truth, class Counted>
  void durations(const char* metric, const std::string& scope, Truth truth, Counted counted) {
    Classes a, b;
    for (const Bin& bin : bins_) {
      a.add(truth(*bin.truth));
      counted(*bin.counted, b);
    }
    row(metric, scope, a.mean_s(), b.mean_s());
  }

  void lines() {
    double entered = 0, entered_counted = 0, left = 0, left_counted = 0;
    for (std::size_t i = 0; i < plan_.lines.size(); ++i) {
      const LineId id(plan_.lines[i].id);
      sums(
          "entries", id.value(),
          [i](const BinFigures& bin) { return number(bin.crowd.lines[i].entries); },
          [&](const BinTally& bin) { return number(bin.lines.at(id).entries.count); });
      entered += rows_.back().truth, entered_counted += rows_.back().counted;
      sums(
          "exits", id.value(),
          [i](const BinFigures& bin) { return number(bin.crowd.lines[i].exits); },
          [&](const BinTally& bin) { return number(bin.lines.at(id).exits.count); });
      left += rows_.back().truth, left_counted += rows_.back().counted;
    }
    row("entries", "", entered, entered_counted);
    row("exits", "", left, left_counted);
  }

  void occupancy() {
    double truth = 0, counted = 0, most = 0, most_counted = 0;
    for (const Bin& bin : bins_) {
      truth += bin.truth->occupancy_mean / number(static_cast<std::int64_t>(bins_.size()));
      counted += bin.counted->occupancy_mean / number(static_cast<std::int64_t>(bins_.size()));
      most = std::max(most, number(bin.truth->occupancy_max));
      most_counted = std::max(most_counted, number(bin.counted->occupancy_max));
    }
    row("occupancy_mean", "", truth, counted);
    row("occupancy_max", "", most, most_counted);
  }

  void zones() {
    double all = 0, all_counted = 0;
    Total dwell, dwell_counted;
    for (std::size_t i = 0; i < plan_.zones.size(); ++i) {
      const ZoneId id(plan_.zones[i].id);
      sums(
          "zone_visits", id.value(),
          [i](const BinFigures& bin) { return number(bin.crowd.zones[i].visits); },
          [&](const BinTally& bin) { return number(bin.zones.at(id).visits); });
      all += rows_.back().truth, all_counted += rows_.back().counted;
      const auto add_counted = [&](const BinTally& bin, Classes& classes) {
        classes.add_all(bin.zones.at(id));
      };
      durations(
          "dwell_mean_s", id.value(),
          [i](const BinFigures& bin) { return bin.crowd.zones[i].dwell.classes; }, add_counted);
      Classes true_stays, counted_stays;
      for (const Bin& bin : bins_) {
        true_stays.add(bin.truth->crowd.zones[i].dwell.classes);
        add_counted(*bin.counted, counted_stays);
      }
      dwell.add(true_stays);
      dwell_counted.add(counted_stays);
    }
    row("zone_visits", "", all, all_counted);
    row("dwell_mean_s", "", dwell.mean_s(), dwell_counted.mean_s());
  }

  void visits() {
    sums(
        "visits", "", [](const BinFigures& bin) { return number(bin.visits); },
        [](const BinTally& bin) { return number(bin.visits.visits.count); });
    durations(
        "visit_duration_mean_s", "",
        [](const BinFigures& bin) { return bin.visit_duration.classes; },
        [](const BinTally& bin, Classes& classes) { classes.add_all(bin.visits.duration); });
    double bounces = 0, whole = 0, bounces_counted = 0, whole_counted = 0;
    double reached = 0, reached_counted = 0;
    for (const Bin& bin : bins_) {
      bounces += number(bin.truth->bounces), whole += number(bin.truth->visits);
      reached += number(bin.truth->reached_till);
      bounces_counted += number(bin.counted->visits.bounces);
      reached_counted += number(bin.counted->visits.reached_service);
      whole_counted += number(bin.counted->visits.timed);
    }
    const auto share = [](double part, double of) { return of > 0 ? part / of : 0; };
    row("bounce_rate", "", share(bounces, whole), share(bounces_counted, whole_counted));
    row("checkout_reach_rate", "", share(reached, whole), share(reached_counted, whole_counted));
  }

  void street() {
    sums(
        "pass_by", "", [](const BinFigures& bin) { return number(bin.pass_by); },
        [](const BinTally& bin) { return bin.pass_by ? number(bin.pass_by->people) : 0; });
    sums(
        "groups", "", [](const BinFigures& bin) { return number(bin.units); },
        [](const BinTally& bin) { return number(bin.groups.units); });
    sums(
        "groups_of_several", "", [](const BinFigures& bin) { return number(bin.units_of_several); },
        [](const BinTally& bin) { return number(bin.groups.units_of_several); });
  }

  /// Over all queues: a till of the truth and a waiting zone are not the same thing.
  void queues() {
    Classes wait, wait_counted, service, service_counted;
    double joined = 0, joined_counted = 0;
    for (const Bin& bin : bins_) {
      for (const sim::TillFigures& till : bin.truth->tills) {
        wait.add(till.wait.classes);
        service.add(till.service.classes);
        joined += number(till.joined);
      }
      for (const auto& [id, queue] : bin.counted->queues) {
        wait_counted.add(queue.wait.completed);
        service_counted.add(queue.service.completed);
        joined_counted += number(queue.joined);
      }
    }
    row("queue_joined", "", joined, joined_counted);
    row("queue_wait_mean_s", "", wait.mean_s(), wait_counted.mean_s());
    row("service_time_mean_s", "", service.mean_s(), service_counted.mean_s());
  }

  /// One row: of all transitions, how many are not in the wrong place.
  void flows() {
    std::map<std::pair<std::string, std::string>, std::pair<double, double>> cells;
    for (const Bin& bin : bins_) {
      for (const auto& [ways, count] : bin.truth->flows) {
        const auto id = [&](int zone) { return plan_.zones[static_cast<std::size_t>(zone)].id; };
        cells[{id(ways.first), id(ways.second)}].first += number(count);
      }
      for (const auto& [ways, flow] : bin.counted->flows) {
        cells[{ways.first.value(), ways.second.value()}].second += flow.count.value();
      }
    }
    double truth = 0, off = 0;
    for (const auto& [ways, both] : cells) {
      truth += both.first;
      off += std::abs(both.first - both.second);
    }
    row("flow_all", "", truth, truth - off);
  }

  const sim::Plan& plan_;
  std::vector<Bin> bins_;
  std::vector<ComparedFigure> rows_;
};

}  // namespace

double ComparedFigure::relative_error() const {
  const double off = std::abs(counted - truth);
  return off == 0 ? 0 : truth == 0 ? 1 : off / std::abs(truth);
}

std::vector<ComparedFigure> compare_with_truth(const sim::Plan& plan,
                                               const std::vector<sim::BinFigures>& truth,
                                               const std::vector<floor::BinTally>& counted) {
  std::vector<Bin> bins;
  for (const BinTally& tally : counted) {
    const auto same = std::find_if(truth.begin(), truth.end(), [&](const BinFigures& figures) {
      return figures.start == tally.start && figures.end == tally.end;
    });
    if (same != truth.end()) bins.push_back({&*same, &tally});
  }
  return Comparison(plan, std::move(bins))();
}

std::string to_text(const std::vector<ComparedFigure>& figures) {
  std::string text = fmt::format("  {:<22} {:<18} {:>10} {:>10} {:>8}\n", "figure", "where",
                                 "truth", "counted", "error");
  for (const ComparedFigure& figure : figures) {
    text += fmt::format("  {:<22} {:<18} {:>10.2f} {:>10.2f} {:>6.1f} %\n", figure.metric,
                        figure.scope.empty() ? "store" : figure.scope, figure.truth, figure.counted,
                        100 * figure.relative_error());
  }
  return text;
}

}  // namespace sillage::app
