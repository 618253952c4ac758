// SPDX-License-Identifier: Apache-2.0
#include "floor/privacy/internal/visitors_test.h"

#include <algorithm>
#include <set>

namespace sillage::floor::internal {

ZoneId zone_id(int zone) { return ZoneId("z" + std::to_string(zone)); }

config::StoreConfig store_of(int zones) {
  config::StoreConfig store;
  for (int i = 0; i < zones; ++i) {
    const auto type = i >= zones - 2 ? config::ZoneType::kService : config::ZoneType::kAisle;
    store.zones.push_back(
        {zone_id(i), "", type,
         *Polygon::create({{2.0 * i, 0}, {2.0 * i + 1, 0}, {2.0 * i + 1, 1}, {2.0 * i, 1}})});
  }
  store.funnels.push_back({FunnelId("long"), "", {zone_id(0), zone_id(1), zone_id(zones - 1)}});
  store.funnels.push_back({FunnelId("short"), "", {zone_id(1), zone_id(zones - 1)}});
  return store;
}

std::vector<Visitor> some_visitors(std::mt19937_64& random, int number, int zones) {
  const auto below = [&](int limit) {
    return static_cast<int>(random() % static_cast<unsigned>(limit));
  };
  std::vector<std::vector<int>> popular(3);
  for (auto& path : popular) {
    for (int n = 1 + below(4); n > 0; --n) path.push_back(below(zones));
  }
  std::vector<Visitor> visitors;
  for (int i = 0; i < number; ++i) {
    Visitor visitor;
    visitor.path = popular[below(3)];
    while (below(5) == 0 && visitor.path.size() < kMaxPathZones)
      visitor.path.push_back(below(zones));
    if (below(12) == 0) visitor.path.clear();
    visitor.exposed.resize(zones);
    for (const int zone : visitor.path) visitor.exposed[zone] = true;
    for (int zone = 0; zone < zones; ++zone) {
      if (below(4) == 0) visitor.exposed[zone] = true;
    }
    visitor.duration_s = 5 + below(90);
    visitors.push_back(std::move(visitor));
  }
  return visitors;
}

bool went_through(const std::vector<int>& path, const std::vector<ZoneId>& zones) {
  std::size_t next = 0;
  for (const int zone : path) next += next < zones.size() && zones[next] == zone_id(zone) ? 1 : 0;
  return next == zones.size();
}

namespace {

void add_path(const Visitor& visitor, BinTally& tally) {
  std::vector<ZoneId> zones;
  std::set<std::pair<ZoneId, ZoneId>> ways;
  for (const int zone : visitor.path) {
    zones.push_back(zone_id(zone));
    ++tally.zones[zones.back()].visits;
    if (zones.size() < 2) continue;
    const auto way = std::pair(zones[zones.size() - 2], zones.back());
    tally.flows[way].count.thousandths += 1000;
    if (ways.insert(way).second) ++tally.flows[way].people;
  }
  for (const ZoneId& zone : std::set<ZoneId>(zones.begin(), zones.end())) {
    ++tally.zones[zone].people;
    ++tally.zones[zone].newcomers;
  }
  for (const auto& way : ways) ++tally.flows[way].stays;
  PathTally& path = tally.paths[zones];
  ++path.visits;
  ++path.people;
}

}  // namespace

BinTally tally_of(const std::vector<Visitor>& visitors, const config::StoreConfig& store) {
  BinTally tally;
  tally.end = tally.start + std::chrono::minutes(15);
  tally.observed = std::chrono::minutes(15);
  tally.lines[LineId("door")] = {};
  for (const config::Zone& zone : store.zones) {
    tally.zones[zone.id] = {};
    tally.reach[zone.id] = {};
  }
  VisitTally& visits = tally.visits;
  for (const Visitor& visitor : visitors) {
    ++visits.visits.count, ++visits.people, ++visits.timed, ++visits.duration.people;
    const int c = dwell_class(visitor.duration_s);
    ++visits.duration.completed[c], ++visits.duration.class_people[c];
    if (visitor.duration_s < store.measure.bounce_s) ++visits.bounces, ++visits.bouncing_people;
    bool served = false;
    for (std::size_t i = 0; i < store.zones.size(); ++i) {
      if (!visitor.exposed[i]) continue;
      ReachTally& reach = tally.reach[store.zones[i].id];
      ++reach.exposed, ++reach.exposed_people;
      const auto stays = std::count(visitor.path.begin(), visitor.path.end(), static_cast<int>(i));
      reach.engaged += stays;
      reach.engaged_people += stays > 0 ? 1 : 0;
      served = served || store.zones[i].type == config::ZoneType::kService;
    }
    if (served) ++visits.reached_service, ++visits.reaching_people;
    for (const config::Funnel& funnel : store.funnels) {
      FunnelTally& steps = tally.funnels[funnel.id];
      steps.reached.resize(funnel.zones.size());
      steps.people.resize(funnel.zones.size());
      for (std::size_t step = 0; step < funnel.zones.size(); ++step) {
        const std::vector<ZoneId> zones(
            funnel.zones.begin(), funnel.zones.begin() + static_cast<std::ptrdiff_t>(step + 1));
        if (went_through(visitor.path, zones)) ++steps.reached[step], ++steps.people[step];
      }
    }
    add_path(visitor, tally);
  }
  return tally;
}

}  // namespace sillage::floor::internal
