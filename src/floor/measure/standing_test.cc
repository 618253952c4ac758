// SPDX-License-Identifier: Apache-2.0
// Who is no visitor: staff and objectors; who only passes by; people inside by conservation.
#include <gmock/gmock.h>

#include "floor/measure/internal/head_count.h"
#include "floor/measure/internal/scene.h"
#include "floor/measure/meter.h"

namespace sillage::floor {
namespace {

using internal::HeadCount;
using internal::play;
using internal::Scene;
using internal::test_store;
using std::chrono::minutes;

const LineId kDoor("door");
const ZoneId kHall("hall");

config::StoreConfig shop() {
  config::StoreConfig store = test_store();
  const auto add = [&](const char* id, config::ZoneType type, std::vector<Point> corners) {
    store.zones.push_back({ZoneId(id), "", type, *Polygon::create(std::move(corners))});
  };
  add("back", config::ZoneType::kStaff, {{6, 2}, {9, 2}, {9, 6}, {6, 6}});
  add("spot", config::ZoneType::kObjection, {{-3, 2}, {-1, 2}, {-1, 4}, {-3, 4}});
  add("street", config::ZoneType::kFrontage, {{-9, -6}, {9, -6}, {9, -1}, {-9, -1}});
  return store;
}

/// Comes in, stays in the hall, does something and leaves.
void visit(Scene& scene, std::uint64_t track, Point aside, double aside_s) {
  double s = scene.walk(track, 5, {{2, -4}, {2, 4}});
  s = scene.stand(track, s + 0.1, {2, 4}, 20);
  s = scene.walk(track, s, {{2, 4}, aside});
  s = scene.stand(track, s + 0.1, aside, aside_s);
  scene.walk(track, s, {aside, {2, 4}, {2, -4}});
}

std::vector<BinTally> count(const Scene& scene, double until_s,
                            const config::StoreConfig& store = shop(), BinGrid grid = {}) {
  auto meter = *Meter::create(store, grid);
  return play(meter, scene.messages(until_s));
}

void expect_nobody(const BinTally& bin) {
  EXPECT_EQ(bin.people, 0);
  EXPECT_EQ(bin.lines.at(kDoor).entries.count, 0);
  EXPECT_EQ(bin.lines.at(kDoor).exits.count, 0);
  EXPECT_EQ(bin.zones.at(kHall).visits, 0);
  EXPECT_EQ(bin.visits.visits.count, 0);
  EXPECT_EQ(bin.groups.units, 0);
  EXPECT_EQ(bin.pass_by->people, 0);
  EXPECT_EQ(bin.occupancy_max, 0);
  EXPECT_EQ(bin.presence.at(kHall).shopper_s, 0);
  EXPECT_TRUE(bin.heat[0].empty());
  EXPECT_TRUE(bin.paths.empty());
}

TEST(Staff, WhoGoesToTheBackRoomHasBeenStaffFromTheStart) {
  Scene scene;
  visit(scene, 1, {7, 4}, 10);
  const BinTally bin = count(scene, 150).front();
  expect_nobody(bin);
  EXPECT_NEAR(static_cast<double>(bin.presence.at(kHall).staff_s), 26, 3);
  EXPECT_EQ(bin.presence.at(kHall).staff, 1);
}

TEST(Staff, PutsTheHeadInAndIsAVisitorAllTheSame) {
  Scene scene;
  visit(scene, 1, {7, 4}, 1);
  const BinTally bin = count(scene, 150).front();
  EXPECT_EQ(bin.visits.timed, 1);
  EXPECT_EQ(bin.presence.at(kHall).staff_s, 0);
}

TEST(Staff, ABadgeSaysIt) {
  Scene scene;
  visit(scene, 1, {2, 5}, 10);
  scene.sightings()[200].badge = wire::Badge::kStaff;
  expect_nobody(count(scene, 150).front());
}

TEST(Staff, WhoStaysLongerThanAVisitorWouldWorksHere) {
  config::StoreConfig store = shop();
  store.measure.staff_presence_min = 1;
  Scene scene;
  visit(scene, 1, {2, 5}, 60);
  expect_nobody(count(scene, 300, store).front());
  store.measure.staff_presence_min = 0;
  EXPECT_EQ(count(scene, 300, store).front().visits.timed, 1);
}

TEST(Objection, StandingOnTheSpotDropsEverythingButTheNumber) {
  Scene scene;
  visit(scene, 1, {-2, 3}, 4);
  BinTally bin = count(scene, 150).front();
  expect_nobody(bin);
  EXPECT_EQ(bin.objections, 1);
  EXPECT_EQ(bin.presence.at(kHall).staff_s, 0);

  Scene crossing;
  visit(crossing, 1, {-2, 3}, 0.5);
  bin = count(crossing, 150).front();
  EXPECT_EQ(bin.objections, 0);
  EXPECT_EQ(bin.visits.timed, 1);
}

TEST(Objection, DropsNobodyElse) {
  Scene scene;
  visit(scene, 1, {-2, 3}, 4);
  visit(scene, 2, {2, 5}, 4);
  const BinTally bin = count(scene, 150).front();
  EXPECT_EQ(bin.objections, 1);
  EXPECT_EQ(bin.visits.timed, 1);
  EXPECT_EQ(bin.people, 1);
}

TEST(PassBy, IsWhoNeverCameIn) {
  Scene scene;
  scene.walk(1, 5, {{-12, -3}, {12, -3}});
  scene.walk(2, 8, {{12, -4}, {-12, -4}});
  visit(scene, 3, {2, 5}, 4);
  EXPECT_EQ(count(scene, 150).front().pass_by->people, 2);
}

TEST(Conservation, CountsThoseWhomNobodySees) {
  config::StoreConfig store = shop();
  store.measure.all_doors_counted = true;
  Scene scene;
  for (std::uint64_t track = 1; track <= 3; ++track) {
    const double s = scene.walk(track, 5 + 4 * static_cast<double>(track), {{2, -4}, {2, 4}});
    scene.end(track, s + 0.1);
  }
  scene.walk(4, 200, {{2, 4}, {2, -4}});
  const BinTally bin = count(scene, 400, store).front();
  EXPECT_EQ(bin.occupancy_max, 3);
  EXPECT_NEAR(bin.occupancy_mean, (3 * 183 + 2 * 197) / 400.0, 0.1);
}

TEST(Conservation, WhoProvesToBeStaffLaterIsNotInsideAnyMore) {
  config::StoreConfig store = shop();
  store.measure.all_doors_counted = true;
  Scene scene;
  double s = scene.walk(1, 800, {{2, -4}, {2, 4}});
  s = scene.stand(1, s + 0.1, {2, 4}, 300);  // the first bin has closed
  s = scene.walk(1, s, {{2, 4}, {7, 4}});
  scene.stand(1, s + 0.1, {7, 4}, 100);
  const auto bins =
      count(scene, 2000, store, {.start = Instant{}, .length = minutes(15), .align = true});
  ASSERT_GE(bins.size(), 3u);
  EXPECT_EQ(bins[0].occupancy_max, 1);  // what has left cannot be called back
  EXPECT_LT(bins[1].occupancy_mean, 0.3);
  EXPECT_EQ(bins[2].occupancy_max, 0);
}

TEST(Conservation, WhoCrossesInTheLastFractionOfABinCountsFromTheNextOn) {
  config::StoreConfig store = shop();
  store.measure.all_doors_counted = true;
  const BinGrid grid{.start = Instant{}, .length = minutes(15), .align = true};
  const double before_line = 28.5 * seconds(Scene::kFrame);
  Scene leaving;
  leaving.end(1, leaving.walk(1, 100, {{2, -4}, {2, 4}}) + 0.1);
  leaving.walk(2, 899.5 - before_line, {{2, 4}, {2, -4}});
  auto bins = count(leaving, 1500, store, grid);
  ASSERT_GE(bins.size(), 2u);
  EXPECT_EQ(bins[0].occupancy_max, 1);
  EXPECT_EQ(bins[1].occupancy_max, 0);

  Scene coming;
  coming.end(1, coming.walk(1, 899.5 - before_line, {{2, -4}, {2, 4}}) + 0.1);
  coming.walk(2, 1000, {{2, 4}, {2, -4}});
  auto meter = *Meter::create(store, grid);
  bins = play(meter, coming.messages(1500));
  ASSERT_GE(bins.size(), 2u);
  EXPECT_EQ(bins[0].occupancy_max, 0);
  EXPECT_EQ(bins[1].occupancy_max, 1);
  EXPECT_EQ(meter.stats().inside_added, 0);
}

TEST(Conservation, TheDoorThatDisagreesIsNamed) {
  config::StoreConfig store = shop();
  store.measure.all_doors_counted = true;
  store.lines.push_back({LineId("side"), "", {{30, 0}, {34, 0}}, {32, 1}});
  Scene scene;
  for (std::uint64_t track = 1; track <= 8; ++track) {
    // Found behind the side door only, on the way in: nobody was seen to come in.
    const double s =
        scene.walk(track, 3 * static_cast<double>(track), {{32, 0.6}, {32, 3}, {3, 3}});
    scene.stand(track, s + 0.1, {3, 3}, 60);
  }
  auto meter = *Meter::create(store, {});
  play(meter, scene.messages(500));
  EXPECT_EQ(meter.stats().let_in, 8);
  EXPECT_EQ(meter.stats().disagreeing_door(), std::pair(LineId("side"), CameraId("cam")));
}

TEST(HeadCount, IsNeverLessThanWhoIsSeenNorNegative) {
  HeadCount inside;
  EXPECT_EQ(inside.step({0, 3, 0}), 0);
  EXPECT_EQ(inside.step({1, 0, 0}), 1);
  EXPECT_EQ(inside.step({0, 0, 4}), 4);
  EXPECT_EQ(inside.step({0, 1, 3}), 3);
  EXPECT_EQ(inside.added(), 6);
}

TEST(HeadCount, DoesNotDriftThoughExitsAreMissed) {
  HeadCount inside;
  std::int64_t worst = 0;
  for (int day = 0; day < 10; ++day) {
    std::int64_t truth = 0, off = 0;
    for (int s = 0; s < 10 * 3600; ++s) {
      HeadCount::Second second;
      if (s % 60 == 0 && s < 35400) second.in = 1, ++truth;
      if (s % 60 == 30 && s > 600) {
        --truth;
        second.out = s % 1200 == 630 ? 0 : 1;  // one of twenty is missed
      }
      off = inside.step(second) - truth;
    }
    if (day > 3) worst = std::max(worst, std::abs(off));
    for (int s = 0; s < 14 * 3600; ++s) inside.step({});
    EXPECT_EQ(inside.step({}), 0);
  }
  EXPECT_LE(worst, 4);  // of 590 a day; without the weight it would be 30
}

}  // namespace
}  // namespace sillage::floor
