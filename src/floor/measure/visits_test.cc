// SPDX-License-Identifier: Apache-2.0
// Visits, what they reach and the ways between zones.
#include <gmock/gmock.h>

#include "floor/measure/internal/scene.h"
#include "floor/measure/meter.h"

namespace sillage::floor {
namespace {

using internal::play;
using internal::Scene;
using internal::test_store;

const ZoneId kHall("hall"), kTill("till"), kFar("far");

/// The test store with a till (x 10..14, y 2..6) and a far corner (x 20..24), and a funnel.
config::StoreConfig shop() {
  config::StoreConfig store = test_store();
  store.zones.push_back({kTill, "Till", config::ZoneType::kService,
                         *Polygon::create({{10, 2}, {14, 2}, {14, 6}, {10, 6}})});
  store.zones.push_back({kFar, "Far", config::ZoneType::kOther,
                         *Polygon::create({{20, 2}, {24, 2}, {24, 6}, {20, 6}})});
  store.funnels.push_back({FunnelId("buy"), "Buy", {kHall, kTill}});
  return store;
}

/// In by the door, standing for so long in each place, and out.
double visit(Scene& scene, std::uint64_t track, double s,
             std::vector<std::pair<double, double>> stops) {
  Point at{2, -4};
  Point next{2, 1};
  s = scene.walk(track, s, {at, next});
  for (const auto& [x, for_s] : stops) {
    s = scene.walk(track, s + 0.1, {next, {x, 4}});
    next = {x, 4};
    s = scene.stand(track, s + 0.1, next, for_s);
  }
  return scene.walk(track, s, {next, {2, 1}, {2, -4}});
}

BinTally count(const Scene& scene, double until_s, std::vector<PossibleLink> links = {}) {
  auto meter = *Meter::create(shop(), {});
  std::vector<BinTally> bins;
  for (const auto& message : scene.messages(until_s)) {
    const auto* sighting = std::get_if<wire::Sighting>(&message);
    for (const auto& link : links) {
      if (sighting != nullptr && sighting->captured_at == link.at) meter.process(link);
    }
    for (auto& bin : meter.process(message)) bins.push_back(std::move(bin));
  }
  for (auto& bin : meter.finish()) bins.push_back(std::move(bin));
  EXPECT_EQ(bins.size(), 1u);
  return bins.front();
}

TEST(Visits, OneFromDoorToDoorIsTimedWithWhatItReached) {
  Scene scene;
  const double out = visit(scene, 1, 5, {{2, 20}, {12, 8}});
  const BinTally bin = count(scene, out + 70);
  EXPECT_EQ(bin.visits.visits.count, 1);
  EXPECT_EQ(bin.visits.timed, 1);
  EXPECT_EQ(bin.visits.people, 1);
  EXPECT_EQ(bin.visits.duration.people, 1);
  EXPECT_EQ(bin.visits.bounces, 0);
  EXPECT_EQ(bin.visits.reached_service, 1);
  EXPECT_EQ(bin.reach.at(kHall).exposed, 1);
  EXPECT_EQ(bin.reach.at(kHall).engaged, 1);
  EXPECT_EQ(bin.reach.at(kTill).exposed, 1);
  EXPECT_EQ(bin.reach.at(kTill).engaged, 0);
  EXPECT_EQ(bin.reach.at(kFar).exposed, 0);
  EXPECT_EQ(bin.flows.at({kHall, kTill}).count.thousandths, 1000);
  EXPECT_EQ(bin.flows.at({kHall, kTill}).people, 1);
  EXPECT_EQ(bin.funnels.at(FunnelId("buy")).reached, (std::vector<std::int64_t>{1, 1}));
}

TEST(Visits, ThePathJoinsRepetitionsAndFunnelsKeepTheirOrder) {
  Scene scene;
  visit(scene, 1, 5, {{12, 8}, {22, 8}, {22, 8}, {12, 8}});
  const BinTally bin = count(scene, 200);
  const std::vector<ZoneId> path{kTill, kFar, kTill};
  ASSERT_EQ(bin.paths.size(), 1u);
  EXPECT_EQ(bin.paths.begin()->first, path);
  EXPECT_EQ(bin.paths.begin()->second.people, 1);
  // Walking through the hall is no stay.
  EXPECT_EQ(bin.funnels.at(FunnelId("buy")).reached, (std::vector<std::int64_t>{0, 0}));
}

TEST(Visits, LookingInIsABounce) {
  Scene scene;
  visit(scene, 1, 5, {{2, 6}});
  const BinTally bin = count(scene, 100);
  EXPECT_EQ(bin.visits.timed, 1);
  EXPECT_EQ(bin.visits.bounces, 1);
  EXPECT_EQ(bin.visits.bouncing_people, 1);
}

TEST(Visits, ComingBackWithinTheWindowIsTheSameVisit) {
  for (const double away_s : {20.0, 50.0, 75.0}) {
    Scene scene;
    double s = visit(scene, 1, 5, {{2, 10}});
    s = scene.stand(1, s + 0.1, {2, -4}, away_s);
    visit(scene, 1, s, {{2, 10}});
    const BinTally bin = count(scene, 400);
    const std::int64_t visits = away_s < 55 ? 1 : 2;
    EXPECT_EQ(bin.lines.at(LineId("door")).exits.count, 2);
    EXPECT_EQ(bin.visits.visits.count, visits) << away_s;
    EXPECT_EQ(bin.visits.timed, visits) << away_s;
    EXPECT_EQ(bin.reach.at(kHall).exposed, visits) << away_s;
  }
}

TEST(Visits, CountAtTheDoorWhereTheIdentityBroke) {
  Scene scene;
  double s = scene.walk(1, 5, {{2, -4}, {2, 4}});
  s = scene.stand(1, s + 0.1, {2, 4}, 20);
  scene.end(1, s + 0.1);
  scene.stand(2, s + 30, {22, 4}, 10);
  scene.walk(2, s + 40.1, {{22, 4}, {2, 1}, {2, -4}});
  const BinTally bin = count(scene, 200);
  EXPECT_EQ(bin.visits.visits.count, 1);
  EXPECT_EQ(bin.visits.timed, 0);
  EXPECT_EQ(bin.visits.duration.censored[dwell_class(23)], 1);
  EXPECT_TRUE(bin.flows.empty());
}

TEST(Visits, APossibleLinkIsAPartOfAFlowAndOfAReturn) {
  Scene scene;
  double s = scene.walk(1, 5, {{2, -4}, {2, 4}});
  s = scene.stand(1, s + 0.1, {2, 4}, 20);
  scene.stand(2, s + 30, {22, 4}, 10);
  BinTally bin = count(scene, 200, {{TrackId{1}, TrackId{2}, scene.at(s + 30), 0.4}});
  EXPECT_EQ(bin.flows.at({kHall, kFar}).count.thousandths, 400);
  EXPECT_EQ(bin.flows.at({kHall, kFar}).people, 0);

  Scene again;
  const double out = visit(again, 1, 5, {{2, 10}});
  again.end(1, out + 1);
  const double in = std::ceil(out + 20);
  visit(again, 2, in, {{2, 10}});
  bin = count(again, 200, {{TrackId{1}, TrackId{2}, again.at(in), 0.8}});
  EXPECT_EQ(bin.lines.at(LineId("door")).exits.count, 2);
  EXPECT_EQ(bin.visits.visits.count, 1);  // 1.2, rounded
}

TEST(Visits, AStayGoesOnUnderAnotherIdentityAsOftenAsIsLikely) {
  const auto two_of_three = [](double probability) {
    Scene scene;
    std::vector<PossibleLink> links;
    for (std::uint64_t track = 1; track <= 3; ++track) {
      const double s = 5 + 25.0 * static_cast<double>(track - 1);
      scene.stand(track, s, {2, 4}, 15);  // ten seconds out of sight, for all to see in the hall
      links.push_back({TrackId{track}, TrackId{track + 1}, scene.at(s + 25), probability});
    }
    return count(scene, 200, links).zones.at(kHall);
  };
  EXPECT_EQ(two_of_three(0).visits, 3);
  const ZoneTally joined = two_of_three(0.9);
  EXPECT_EQ(joined.visits, 1);
  EXPECT_EQ(joined.censored[dwell_class(64)], 1) << "with the time out of sight";
  EXPECT_EQ(two_of_three(0.25).visits, 2) << "two quarters are one half";
  EXPECT_EQ(two_of_three(0.4).visits, 2);
}

TEST(Visits, AStayGoesOnUntilItsPersonIsSurelyOutside) {
  const auto visits = [](double sd, double beyond) {
    Scene scene;
    double s = scene.stand(1, 5, {2, 5.9}, 10);
    s = scene.stand(1, s, {2, 6 + beyond}, 10);
    scene.stand(1, s, {2, 5.9}, 10);
    for (auto& sighting : scene.sightings()) sighting.foot_covariance = {sd * sd, 0, sd * sd};
    return count(scene, 200).zones.at(kHall).visits;
  };
  EXPECT_EQ(visits(0.01, 0.15), 2);
  EXPECT_EQ(visits(0.1, 0.15), 1);
  EXPECT_EQ(visits(0.1, 0.25), 2);
  EXPECT_EQ(visits(1, 0.45), 1);
  EXPECT_EQ(visits(1, 0.55), 2) << "whatever is said of the place";
}

TEST(Visits, WhoWasLostElsewhereIsAnotherStay) {
  Scene scene;
  scene.stand(1, 5, {2, 4}, 15);
  scene.stand(2, 30, {22, 4}, 10);
  const BinTally bin = count(scene, 200, {{TrackId{1}, TrackId{2}, scene.at(30), 0.9}});
  EXPECT_EQ(bin.zones.at(kHall).visits, 1);
  EXPECT_EQ(bin.zones.at(kFar).visits, 1);
}

TEST(Visits, WhoeverIsFirstSeenInsideOfADoorHasComeInUnlessTheyWereLost) {
  const auto entries = [](std::vector<PossibleLink> links, int level) {
    Scene scene;
    scene.stand(1, 5, {2, 3}, 10);
    scene.walk(2, 20, {{2, 0.8}, {2, 6}});
    config::StoreConfig store = shop();
    store.journey.level = level;
    auto meter = *Meter::create(store, {});
    for (const auto& link : links) meter.process(link);
    for (const auto& message : scene.messages(120)) meter.process(message);
    return meter.finish().front().lines.at(LineId("door")).entries;
  };
  const auto newcomer = entries({}, 2);
  EXPECT_EQ(newcomer.count, 1);
  EXPECT_EQ(newcomer.doubtful, 1);
  const Instant at = Scene().at(20);
  EXPECT_EQ(entries({{TrackId{1}, TrackId{2}, at, 0.7}}, 2).count, 0);
  EXPECT_EQ(entries({{TrackId{1}, TrackId{2}, at, 0.7}}, 2).missed, 1);
  EXPECT_EQ(entries({{TrackId{1}, TrackId{2}, at, 0.3}}, 2).count, 1);
  EXPECT_EQ(entries({}, 1).count, 0) << "where nobody looks for the lost";
  EXPECT_EQ(entries({}, 1).missed, 1);
}

TEST(Visits, WhoIsInsideAtTheEndHasACensoredDurationAndNoVisitYet) {
  Scene scene;
  const double s = scene.walk(1, 5, {{2, -4}, {2, 4}});
  const double end = scene.stand(1, s + 0.1, {2, 4}, 40);
  const BinTally bin = count(scene, end);
  EXPECT_EQ(bin.visits.visits.count, 0);
  EXPECT_EQ(bin.visits.duration.censored[dwell_class(42)], 1);
}

}  // namespace
}  // namespace sillage::floor
