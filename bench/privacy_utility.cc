// SPDX-License-Identifier: Apache-2.0
// How good released figures are, for stores of several sizes and both modes: writes the table of
// docs/privacy/utility.md. Visitors are drawn: a day of two humps, eight zones, two doors.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <numeric>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <fmt/core.h>

#include "floor/privacy/privacy_door.h"

namespace {

using namespace sillage;
using floor::BinTally;
using wire::Figure;
using wire::FigureState;
using wire::Metric;

constexpr int kDays = 12;
constexpr int kZones = 8;
constexpr int kBins = 48;

config::StoreConfig store_of(config::PrivacyMode mode, int visits) {
  config::StoreConfig store;
  for (const char* id : {"main", "side"}) store.lines.push_back({LineId(id), id, {}, {}});
  for (int i = 0; i < kZones; ++i) {
    const double x = 3.0 * i;
    store.zones.push_back({ZoneId(fmt::format("z{}", i)), "",
                           i == kZones - 1 ? config::ZoneType::kService : config::ZoneType::kAisle,
                           *Polygon::create({{x, 0}, {x + 1, 0}, {x + 1, 1}, {x, 1}}),
                           i < 4 ? "front" : "back"});
  }
  store.privacy.mode = mode;
  store.privacy.expected_visits = visits;
  return store;
}

/// One day in quarters of an hour from eight on.
std::vector<BinTally> day_of(int day, int visits, const config::StoreConfig& store,
                             std::mt19937_64& random) {
  std::vector<BinTally> bins(kBins);
  for (int i = 0; i < kBins; ++i) {
    BinTally& bin = bins[i];
    bin.start = Instant{} + std::chrono::hours(24 * (365 + day) + 8) + std::chrono::minutes(15 * i);
    bin.end = bin.start + std::chrono::minutes(15);
    bin.observed = bin.end - bin.start;
    for (const auto& line : store.lines) bin.lines[line.id];
    for (const auto& zone : store.zones) {
      bin.zones[zone.id];
      bin.zone_groups[zone.group].zones.push_back(zone.id);
    }
  }
  std::normal_distribution<double> noon(16, 6), evening(37, 5);
  std::lognormal_distribution<double> minutes(2.0, 0.8);
  std::uniform_real_distribution<double> chance;
  for (int visit = 0; visit < visits; ++visit) {
    const double when = chance(random) < 0.45 ? noon(random) : evening(random);
    const int in = std::clamp(static_cast<int>(when), 0, kBins - 1);
    const double length_s = chance(random) < 0.06 ? 20 : 60 * minutes(random);
    const int out = std::min(in + static_cast<int>(length_s / 900 + chance(random)), kBins - 1);
    const LineId door(chance(random) < 0.8 ? "main" : "side");
    auto& entered = bins[in].lines[door];
    ++entered.entries.count, ++entered.entering_people, ++entered.entering_stays;
    BinTally& last = bins[out];
    auto& left = last.lines[door];
    ++left.exits.count, ++left.exiting_people, ++left.exiting_stays;
    std::vector<int> path;
    for (int zone = 0; length_s > 25 && zone < kZones; ++zone) {
      const double popularity = zone == kZones - 1 ? 0.6 : 0.7 / (1 + 0.7 * zone);
      if (chance(random) < popularity) path.push_back(zone);
    }
    std::vector<ZoneId> ids;
    for (const int zone : path) {
      const ZoneId id(fmt::format("z{}", zone));
      auto& here = last.zones[id];
      const int c = floor::dwell_class(5 + length_s * chance(random) / 3);
      ++here.visits, ++here.people, ++here.newcomers;
      ++here.completed[c], ++here.class_people[c], ++here.stays[c];
      if (!ids.empty()) {
        auto& flow = last.flows[{ids.back(), id}];
        flow.count.thousandths += 1000;
        ++flow.people, ++flow.stays;
      }
      ids.push_back(id);
    }
    for (const char* group : {"front", "back"}) {
      auto& whole = last.zone_groups[group];
      const auto here = std::count_if(path.begin(), path.end(),
                                      [&](int zone) { return (zone < 4) == (group[0] == 'f'); });
      whole.visits += here;
      whole.people += here > 0 ? 1 : 0;
    }
    const int c = floor::dwell_class(length_s);
    auto& timed = last.visits;
    ++timed.visits.count, ++timed.people, ++timed.timed, ++timed.duration.people;
    ++timed.duration.completed[c], ++timed.duration.class_people[c];
    ++last.stays.visits, ++last.stays.durations[c];
    if (length_s < 30) ++timed.bounces, ++timed.bouncing_people, ++last.stays.bounces;
    if (!path.empty() && path.back() == kZones - 1) {
      ++timed.reached_service, ++timed.reaching_people, ++last.stays.reached_service;
    }
    auto& same = last.paths[ids];
    ++same.visits, ++same.people;
  }
  return bins;
}

/// What a figure should have been.
double truth_of(const Figure& figure, const BinTally& bin) {
  double sum = 0;
  const auto add = [&](double value) { sum += value; };
  switch (figure.metric) {
    case Metric::kEntries:
      for (const auto& [id, line] : bin.lines) {
        if (figure.scope.empty() || id.value() == figure.scope) add(double(line.entries.count));
      }
      break;
    case Metric::kVisits:
      add(double(bin.visits.visits.count));
      break;
    case Metric::kBounces:
      add(double(bin.visits.bounces));
      break;
    case Metric::kCheckoutReached:
      add(double(bin.visits.reached_service));
      break;
    case Metric::kZoneVisits:
      add(double(bin.zones.at(ZoneId(figure.scope)).visits));
      break;
    case Metric::kDwell:
    case Metric::kVisitDuration: {
      const bool is_zone = figure.metric == Metric::kDwell;
      const auto& classes =
          is_zone ? bin.zones.at(ZoneId(figure.scope)).completed : bin.visits.duration.completed;
      for (int c = 0; c < floor::kDwellClasses; ++c) {
        // The first class holds everything shorter as well.
        const double edge = floor::dwell_edge_s(c);
        const double from = c == 0 && figure.extent[0] < edge ? figure.extent[0] : edge;
        if (from >= figure.extent[0] && from < figure.extent[1]) add(double(classes[c]));
      }
      break;
    }
    case Metric::kFlow:
      for (const auto& [way, flow] : bin.flows) {
        if (way.first.value() == figure.way[0] && way.second.value() == figure.way[1]) {
          add(double(flow.count.thousandths) / 1000);
        }
      }
      break;
    default:
      break;
  }
  return sum;
}

struct Quality {
  std::vector<double> errors;
  int told = 0, all = 0;
};

std::string row_of(const Figure& figure, const wire::ReleaseHeader& header) {
  std::string name = to_string(figure.metric);
  if (figure.metric == Metric::kEntries && !figure.scope.empty()) name += " by line";
  const auto minutes =
      std::chrono::duration_cast<std::chrono::minutes>(header.bin_end - header.bin_start);
  return name + (header.period == wire::Period::kDay ? " | day"
                                                     : fmt::format(" | {} min", minutes.count()));
}

void judge(const wire::Release& release, const std::vector<BinTally>& all,
           std::map<std::string, Quality>& quality) {
  const auto& header = release.header();
  for (const Figure& figure : release.figures()) {
    const bool wanted = figure.metric == Metric::kEntries || figure.metric == Metric::kVisits ||
                        figure.metric == Metric::kZoneVisits || figure.metric == Metric::kDwell ||
                        figure.metric == Metric::kVisitDuration ||
                        figure.metric == Metric::kBounces ||
                        figure.metric == Metric::kCheckoutReached ||
                        (figure.metric == Metric::kFlow && !figure.way.empty());
    if (!wanted) continue;
    double truth = 0;
    for (const BinTally& bin : all) {
      if (bin.start >= header.bin_start && bin.start < header.bin_end)
        truth += truth_of(figure, bin);
    }
    Quality& of = quality[row_of(figure, header)];
    if (figure.metric != Metric::kFlow) ++of.all;
    // A figure that is shared is told, but not of this zone or line.
    if (figure.state != FigureState::kReleased && figure.group.rfind("dwell", 0) != 0 &&
        figure.group.rfind("visit_duration", 0) != 0) {
      continue;
    }
    if (!figure.value) continue;
    ++of.told;
    if (truth > 0) of.errors.push_back(std::abs(*figure.value - truth) / truth);
  }
}

/// Pairs of zones that somebody went between, shown or not.
void count_flows(const wire::Release& release, const std::vector<BinTally>& all,
                 std::map<std::string, Quality>& quality) {
  std::set<std::pair<ZoneId, ZoneId>> pairs;
  for (const BinTally& bin : all) {
    if (bin.start < release.header().bin_start || bin.start >= release.header().bin_end) continue;
    for (const auto& [way, flow] : bin.flows) pairs.insert(way);
  }
  const bool tells = std::any_of(release.figures().begin(), release.figures().end(),
                                 [](const Figure& f) { return f.metric == Metric::kFlow; });
  Figure flow;
  flow.metric = Metric::kFlow;
  if (tells) quality[row_of(flow, release.header())].all += static_cast<int>(pairs.size());
}

double quantile(std::vector<double> values, double share) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  return values[std::min(values.size() - 1,
                         static_cast<std::size_t>(share * double(values.size())))];
}

void run(config::PrivacyMode mode, int visits) {
  std::mt19937_64 random(7);
  const config::StoreConfig store = store_of(mode, visits);
  auto door = *floor::PrivacyDoor::create(store, true);
  std::vector<BinTally> all;
  std::map<std::string, Quality> quality;
  for (int day = 0; day < kDays; ++day) {
    for (BinTally& bin : day_of(day, visits, store, random)) {
      all.push_back(bin);
      for (const auto& release : door.take(bin)) {
        judge(release, all, quality);
        count_flows(release, all, quality);
      }
    }
  }
  for (const auto& release : door.finish()) {
    judge(release, all, quality);
    count_flows(release, all, quality);
  }
  for (const auto& [row, of] : quality) {
    const auto percent = [&](double share) {
      return of.errors.empty() ? std::string("-")
                               : fmt::format("{:.1f} %", 100 * quantile(of.errors, share));
    };
    fmt::print("| {} | {} | {} | {:.0f} % | {} | {} |\n", visits, to_string(mode), row,
               of.all > 0 ? 100.0 * of.told / of.all : 0.0, percent(0.5), percent(0.9));
  }
}

}  // namespace

int main() {
  fmt::print("| visits a day | mode | figure | of | told | median error | p90 error |\n");
  fmt::print("|---|---|---|---|---|---|---|\n");
  for (const int visits : {100, 500, 2000, 6000}) {
    for (const auto mode : {config::PrivacyMode::kStandard, config::PrivacyMode::kStrict}) {
      run(mode, visits);
    }
  }
}
