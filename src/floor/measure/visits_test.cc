// SPDX-License-Identifier: Apache-2.0
// Visits, what they reach and the ways between zones.
#include <functional>

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

TEST(Visits, APersonAtTheTillIsThereHoweverNearTheQueueIs) {
  config::StoreConfig store = shop();
  store.zones.push_back({ZoneId("queue"), "Queue", config::ZoneType::kCheckoutQueue,
                         *Polygon::create({{10, 6}, {14, 6}, {14, 9}, {10, 9}})});
  Scene scene;
  const double s = scene.stand(1, 5, {12, 7}, 20);
  scene.stand(1, s, {12, 5.65}, 60);
  for (auto& sighting : scene.sightings()) sighting.foot_covariance = {0.04, 0, 0.04};
  auto meter = *Meter::create(store, {});
  for (const auto& message : scene.messages(200)) meter.process(message);
  const BinTally bin = meter.finish().front();
  EXPECT_EQ(bin.zones.at(kTill).visits, 1);
  EXPECT_EQ(bin.queues.at(ZoneId("queue")).abandoned, 0);
}

TEST(Visits, WhoIsServedAtTheEdgeOfATillDoesNotQueueAnew) {
  config::StoreConfig store = shop();
  store.zones.push_back({ZoneId("queue"), "Queue", config::ZoneType::kCheckoutQueue,
                         *Polygon::create({{10, 6}, {14, 6}, {14, 9}, {10, 9}})});
  const auto played = [&](double beyond) {
    Scene scene;
    double s = scene.stand(1, 5, {12, 7}, 20);
    for (int i = 0; i < 3; ++i) {
      s = scene.stand(1, s, {12, 5.8}, 15);
      s = scene.stand(1, s, {12, 6 + beyond}, 15);
    }
    for (auto& sighting : scene.sightings()) sighting.foot_covariance = {0.01, 0, 0.01};
    auto meter = *Meter::create(store, {});
    for (const auto& message : scene.messages(200)) meter.process(message);
    return meter.finish().front();
  };
  const BinTally near = played(0.15), far = played(0.3);
  EXPECT_EQ(near.zones.at(kTill).visits, 1);
  EXPECT_EQ(near.queues.at(ZoneId("queue")).joined, 1);
  EXPECT_EQ(far.zones.at(kTill).visits, 3);
  EXPECT_GT(far.queues.at(ZoneId("queue")).joined, 1);
}

TEST(Visits, APossibleFlowIsOverWithTheTimeToLive) {
  const auto flows = [](double outside_s) {
    Scene scene;
    double s = scene.stand(1, 5, {22, 4}, 10);
    scene.end(1, s);
    const double began = std::ceil(s + 5);
    s = scene.stand(2, began, {2, -4}, outside_s);
    scene.walk(2, s, {{2, -4}, {2, 4}});
    scene.stand(2, s + 6, {2, 4}, 10);
    return count(scene, 400, {{TrackId{1}, TrackId{2}, scene.at(began), 0.4}}).flows;
  };
  EXPECT_EQ(flows(10).at({kFar, kHall}).count.thousandths, 400);
  EXPECT_TRUE(flows(120).empty());
}

EventCount entries_of(const std::vector<PossibleLink>& links, int level,
                      const std::function<void(Scene&)>& before, double deep_m = 6) {
  Scene scene;
  before(scene);
  const double s = scene.walk(2, 20, {{2, 0.8}, {2, deep_m}});
  scene.stand(2, s, {2, deep_m}, 3);
  config::StoreConfig store = shop();
  store.journey.level = level;
  auto meter = *Meter::create(store, {});
  for (const auto& message : scene.messages(120)) {
    const auto* sighting = std::get_if<wire::Sighting>(&message);
    for (const auto& link : links) {
      if (sighting != nullptr && sighting->captured_at == link.at) meter.process(link);
    }
    meter.process(message);
  }
  return meter.finish().front().lines.at(LineId("door")).entries;
}

TEST(Visits, ANewcomerWhoIsFirstSeenInsideOfADoorHasComeIn) {
  const auto someone = [](Scene& scene) { scene.stand(1, 5, {2, 3}, 10); };
  const auto link = [](double probability) {
    return std::vector{PossibleLink{TrackId{1}, TrackId{2}, Scene().at(20), probability}};
  };
  EXPECT_EQ(entries_of({}, 2, someone).count, 1);
  EXPECT_EQ(entries_of({}, 2, someone).doubtful, 1);
  EXPECT_EQ(entries_of(link(0.3), 2, someone).count, 1);
  EXPECT_EQ(entries_of(link(0.7), 2, someone).count, 0);
  EXPECT_EQ(entries_of(link(0.7), 2, someone).missed, 1);
  EXPECT_EQ(entries_of({}, 1, someone).count, 0) << "where nobody looks for the lost";
  EXPECT_EQ(entries_of({}, 2, someone, 1.5).count, 0) << "not far enough";
}

TEST(Visits, WhoMayBeAnybodyWhoWasLostIsNoNewcomerUnlessThatOneWentOut) {
  const std::vector link{PossibleLink{TrackId{1}, TrackId{2}, Scene().at(20), 0.7}};
  const auto nobody = [](Scene&) {};
  EXPECT_EQ(entries_of(link, 2, nobody).count, 0) << "somebody whom the meter does not hold";
  const auto staff = [](Scene& scene) {
    scene.stand(1, 5, {2, 3}, 10);
    for (auto& sighting : scene.sightings()) sighting.badge = wire::Badge::kStaff;
  };
  EXPECT_EQ(entries_of(link, 2, staff).count, 0);
  const auto gone = [](Scene& scene) { scene.walk(1, 5, {{2, 3}, {2, -4}}); };
  EXPECT_EQ(entries_of(link, 2, gone).count, 1) << "they must have come in again";
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
