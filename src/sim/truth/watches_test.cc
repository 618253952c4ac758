// SPDX-License-Identifier: Apache-2.0
#include <random>

#include <gtest/gtest.h>

#include "sim/plan/reader.h"
#include "sim/plan/testing/small_plan.h"
#include "sim/truth/internal/levels.h"
#include "sim/truth/internal/stay_watch.h"
#include "sim/truth/internal/zone_map.h"

namespace sillage::sim::internal {
namespace {

constexpr Tick kGap = 30;

TEST(StayWatch, TimeInsideIsCounted) {
  StayWatch watch;
  EXPECT_FALSE(watch.enter(100, false, kGap));
  EXPECT_TRUE(watch.is_inside());
  watch.leave(160);
  const auto stay = watch.end(500);
  ASSERT_TRUE(stay);
  EXPECT_EQ(stay->begin, 100);
  EXPECT_EQ(stay->end, 159);
  EXPECT_EQ(stay->length, 60) << "the step into the zone counts, the step out does not";
  EXPECT_FALSE(stay->cut_off);
}

TEST(StayWatch, AShortAbsenceIsNoPartOfIt) {
  StayWatch watch;
  watch.enter(100, false, kGap);
  watch.leave(160);
  EXPECT_FALSE(watch.enter(180, false, kGap)) << "less than the gap after 159";
  watch.leave(200);
  const auto stay = watch.end(1000);
  ASSERT_TRUE(stay);
  EXPECT_EQ(stay->length, 60 + 20);
  EXPECT_EQ(stay->begin, 100);
  EXPECT_EQ(stay->end, 199);
}

TEST(StayWatch, ALongerAbsenceEndsIt) {
  StayWatch watch;
  watch.enter(100, false, kGap);
  watch.leave(160);
  EXPECT_FALSE(watch.settle(188, kGap));
  const auto first = watch.enter(189, false, kGap);
  ASSERT_TRUE(first);
  EXPECT_EQ(first->length, 60);
  const auto second = watch.end(200);
  ASSERT_TRUE(second);
  EXPECT_EQ(second->length, 12);
  EXPECT_TRUE(second->cut_off);
}

TEST(StayWatch, WhoAppearsInsideHasNotStayedYet) {
  StayWatch watch;
  watch.enter(100, true, kGap);
  EXPECT_EQ(watch.end(100)->length, 0);
}

TEST(Levels, SamplesWholeSeconds) {
  Levels levels;
  levels.change(std::chrono::milliseconds(1'500), 2);   // counts from second 2
  levels.change(std::chrono::milliseconds(59'000), 1);  // from second 59
  levels.change(std::chrono::milliseconds(61'000), -3);
  const auto sampled = levels.sample(std::chrono::minutes(1), 3);
  EXPECT_DOUBLE_EQ(sampled[0].mean, (57 * 2 + 3) / 60.0);
  EXPECT_EQ(sampled[0].most, 3);
  EXPECT_DOUBLE_EQ(sampled[1].mean, 3 / 60.0);
  EXPECT_EQ(sampled[1].most, 3);
  EXPECT_EQ(sampled[2].most, 0);
}

TEST(Levels, TakesChangesInAnyOrder) {
  Levels levels;
  levels.change(std::chrono::seconds(40), -1);
  levels.change(std::chrono::seconds(10), 1);
  const auto sampled = levels.sample(std::chrono::minutes(1), 1);
  EXPECT_DOUBLE_EQ(sampled[0].mean, 0.5);
}

TEST(ZoneMap, SaysWhatThePolygonsSay) {
  auto plan = parse(testing::small_plan(), "plan.toml");
  ASSERT_TRUE(plan);
  plan->zones.push_back({"slanted", "", config::ZoneType::kOther, {{0.2, 1}, {5, 3}, {1, 5.5}}});
  ZoneMap map(*plan);
  std::vector<Polygon> zones;
  for (const Zone& zone : plan->zones) zones.push_back(*Polygon::create(zone.area));
  const Polygon cabin = *Polygon::create(plan->rooms[0].area);
  std::mt19937_64 random(3);
  std::uniform_real_distribution<double> x(-6, 14), y(-4, 7);
  int in_zones = 0, in_room = 0;
  for (int i = 0; i < 100'000; ++i) {
    const Point p{x(random), y(random)};
    std::vector<int> expected;
    for (int zone = 0; zone < static_cast<int>(zones.size()); ++zone) {
      if (!cabin.contains(p) && zones[zone].contains(p)) expected.push_back(zone);
    }
    ASSERT_EQ(map.at(p), expected) << p.x << " " << p.y;
    ASSERT_EQ(map.is_in_room(p), cabin.contains(p));
    in_zones += expected.empty() ? 0 : 1;
    in_room += cabin.contains(p) ? 1 : 0;
  }
  EXPECT_GT(in_zones, 1000);
  EXPECT_GT(in_room, 100);
}

}  // namespace
}  // namespace sillage::sim::internal
