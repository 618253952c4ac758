// SPDX-License-Identifier: Apache-2.0
#include <set>

#include <gtest/gtest.h>

#include "floor/privacy/internal/breakdown.h"
#include "floor/privacy/internal/visitors_test.h"

namespace sillage::floor::internal {
namespace {

using Way = std::vector<std::string>;

std::map<Way, double> flows_of(const BinTally& tally) {
  Figures figures;
  add_flows(tally, 10, figures);
  std::map<Way, double> flows;
  for (const wire::Figure& figure : figures) {
    EXPECT_EQ(figure.metric, wire::Metric::kFlow);
    EXPECT_TRUE(figure.value);
    flows[figure.way] = figure.value.value_or(-1);
  }
  EXPECT_EQ(flows.size(), figures.size());
  return flows;
}

BinTally two_zones() {
  BinTally tally;
  for (const char* id : {"shelf", "till"}) {
    tally.zones[ZoneId(id)].visits = tally.zones[ZoneId(id)].people = 100;
  }
  return tally;
}

void add(BinTally& tally, const char* from, const char* to, std::int64_t thousandths,
         std::int64_t people) {
  tally.flows[{ZoneId(from), ZoneId(to)}] = {{thousandths}, people};
}

TEST(FlowFigures, SmallOnesAreAmongTheOthers) {
  BinTally tally = two_zones();
  add(tally, "shelf", "till", 40'000, 40);
  add(tally, "till", "shelf", 12'000, 11);
  add(tally, "shelf", "shelf", 3'000, 3);
  const auto flows = flows_of(tally);
  EXPECT_EQ(flows, (std::map<Way, double>{{{}, 15}, {{"shelf", "till"}, 40}}))
      << "the smallest large one hides the small one";
}

TEST(FlowFigures, PartsOfEventsAreReleasedAsWholeOnes) {
  BinTally tally = two_zones();
  add(tally, "shelf", "till", 40'499, 45);
  EXPECT_EQ(flows_of(tally), (std::map<Way, double>{{{}, 0}, {{"shelf", "till"}, 40}}));
}

TEST(FlowFigures, NobodyMovedIsZeroAndOneZoneHasNoFlows) {
  BinTally tally = two_zones();
  EXPECT_EQ(flows_of(tally), (std::map<Way, double>{{{}, 0}}));
  tally.zones.erase(ZoneId("till"));
  EXPECT_TRUE(flows_of(tally).empty());
}

TEST(FlowFigures, WhoCameStraightToAZoneIsNotWorkedOutFromItsVisits) {
  BinTally tally = two_zones();
  tally.zones[ZoneId("till")].visits = tally.zones[ZoneId("till")].people = 41;
  add(tally, "shelf", "till", 40'000, 40);
  EXPECT_EQ(flows_of(tally), (std::map<Way, double>{{{}, 40}}));
  tally.zones[ZoneId("till")].visits = tally.zones[ZoneId("till")].people = 40;
  EXPECT_EQ(flows_of(tally).size(), 2u) << "nobody came straight";
}

/// Bodies behind what is known of: others, and the visits of a zone that no shown flow is part of.
TEST(FlowFigures, NoRestShowsFewerThanK) {
  constexpr int kZones = 4;
  const auto store = store_of(kZones);
  std::mt19937_64 random(6);
  int shown = 0, hidden = 0;
  for (int round = 0; round < 300; ++round) {
    const auto visitors = some_visitors(random, 20 + static_cast<int>(random() % 300), kZones);
    const BinTally tally = tally_of(visitors, store);
    const auto flows = flows_of(tally);
    std::set<std::size_t> others;
    std::map<ZoneId, std::set<std::size_t>> first, last;
    for (std::size_t v = 0; v < visitors.size(); ++v) {
      const auto& path = visitors[v].path;
      for (std::size_t i = 0; i < path.size(); ++i) {
        const ZoneId here = zone_id(path[i]);
        const auto is_shown = [&](std::size_t from) {
          return flows.contains({zone_id(path[from]).value(), zone_id(path[from + 1]).value()});
        };
        if (i + 1 < path.size() && !is_shown(i)) others.insert(v);
        if (i == 0 || !is_shown(i - 1)) first[here].insert(v);
        if (i + 1 == path.size() || !is_shown(i)) last[here].insert(v);
      }
    }
    shown += static_cast<int>(flows.size()) - 1;
    hidden += static_cast<int>(tally.flows.size() - flows.size()) + 1;
    EXPECT_TRUE(flows.size() == 1 || others.empty() || others.size() >= 10) << others.size();
    for (const auto& [id, zone] : tally.zones) {
      if (zone.people < 10) continue;
      for (const auto* side : {&first, &last}) {
        const std::size_t rest = side->contains(id) ? side->at(id).size() : 0;
        EXPECT_TRUE(rest == 0 || rest >= 10) << rest << " of " << id.value();
      }
    }
  }
  EXPECT_GT(shown, 300);
  EXPECT_GT(hidden, 300);
}

}  // namespace
}  // namespace sillage::floor::internal
