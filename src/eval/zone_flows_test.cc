// SPDX-License-Identifier: Apache-2.0
#include "eval/zone_flows.h"

#include <gtest/gtest.h>

namespace sillage::eval {
namespace {

Instant at(int s) { return Instant{std::chrono::seconds(1'700'000'000 + s)}; }

void stay(ZoneFlows& flows, std::uint64_t identity, int from, int to, int zone) {
  for (int s = from; s <= to; ++s) flows.see(identity, at(s), zone);
}

using Table = std::map<std::pair<int, int>, double>;

TEST(ZoneFlows, CountTransitionsBetweenVisits) {
  ZoneFlows flows;
  stay(flows, 1, 0, 10, 3);
  stay(flows, 1, 11, 13, 4);  // too short for a visit
  stay(flows, 1, 14, 20, 5);
  stay(flows, 1, 30, 40, 3);
  EXPECT_EQ(flows.visits(), (Table{{{3, 3}, 2}, {{5, 5}, 1}}));
  EXPECT_EQ(flows.flows(), (Table{{{3, 5}, 1}, {{5, 3}, 1}}));
}

TEST(ZoneFlows, ShortAbsencesDoNotEndAVisit) {
  ZoneFlows flows;
  stay(flows, 1, 0, 4, 3);
  stay(flows, 1, 5, 5, -1);
  stay(flows, 1, 6, 20, 3);
  EXPECT_EQ(flows.visits(), (Table{{{3, 3}, 1}}));
  stay(flows, 1, 24, 30, 3);
  EXPECT_EQ(flows.visits(), (Table{{{3, 3}, 2}}));
  EXPECT_TRUE(flows.flows().empty());
}

TEST(ZoneFlows, PossibleLinksCountInPart) {
  ZoneFlows flows;
  stay(flows, 1, 0, 10, 3);
  stay(flows, 2, 0, 10, 4);
  flows.may_continue(1, 9, 0.6);
  flows.may_continue(2, 9, 0.3);
  flows.may_continue(9, 10, 0.5);
  stay(flows, 10, 30, 40, 5);
  EXPECT_EQ(flows.flows(), (Table{{{3, 5}, 0.3}, {{4, 5}, 0.15}}));
  stay(flows, 10, 41, 50, 4);
  EXPECT_EQ(flows.flows().at({5, 4}), 1);
}

}  // namespace
}  // namespace sillage::eval
