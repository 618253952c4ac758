// SPDX-License-Identifier: Apache-2.0
// Queues, and who comes in with whom.
#include <gmock/gmock.h>

#include "floor/measure/internal/scene.h"
#include "floor/measure/meter.h"

namespace sillage::floor {
namespace {

using internal::play;
using internal::Scene;
using internal::test_store;

const ZoneId kQueue("queue");

/// A waiting zone (x 10..14, y 2..6) beside its till (x 15..17), and a till far away.
config::StoreConfig shop() {
  config::StoreConfig store = test_store();
  const auto add = [&](const char* id, config::ZoneType type, double x, double width) {
    store.zones.push_back(
        {ZoneId(id), "", type, *Polygon::create({{x, 2}, {x + width, 2}, {x + width, 6}, {x, 6}})});
  };
  add("queue", config::ZoneType::kCheckoutQueue, 10, 4);
  add("till", config::ZoneType::kService, 15, 2);
  return store;
}

BinTally count(const Scene& scene, double until_s = 300) {
  auto meter = *Meter::create(shop(), {});
  const auto bins = play(meter, scene.messages(until_s));
  EXPECT_EQ(bins.size(), 1u);
  return bins.front();
}

TEST(Queues, WaitIsFromStandingStillToTheFirstSecondAtTheTill) {
  Scene scene;
  double s = scene.walk(1, 5, {{5, 4}, {13, 4}});
  s = scene.stand(1, s + 0.1, {13, 4}, 40);
  s = scene.walk(1, s, {{13, 4}, {16, 4}});
  s = scene.stand(1, s + 0.1, {16, 4}, 25);
  scene.walk(1, s, {{16, 4}, {24, 4}});
  const QueueTally queue = count(scene).queues.at(kQueue);
  EXPECT_EQ(queue.joined, 1);
  EXPECT_EQ(queue.joining_people, 1);
  EXPECT_EQ(queue.abandoned, 0);
  EXPECT_EQ(queue.wait.completed[dwell_class(42)], 1);
  EXPECT_EQ(queue.service.completed[dwell_class(27)], 1);
  EXPECT_EQ(queue.length_max, 1);
  EXPECT_NEAR(static_cast<double>(queue.person_s), 42, 2);
  EXPECT_EQ(queue.samples, 300);
}

TEST(Queues, WhoWalksAwayHasGivenUp) {
  Scene scene;
  double s = scene.stand(1, 5, {12, 4}, 40);
  scene.walk(1, s, {{12, 4}, {2, 4}, {2, 12}, {20, 12}});
  const QueueTally queue = count(scene).queues.at(kQueue);
  EXPECT_EQ(queue.joined, 1);
  EXPECT_EQ(queue.abandoned, 1);
  EXPECT_EQ(queue.abandoning_people, 1);
  EXPECT_EQ(queue.wait.completed, QueueTally{}.wait.completed);
}

TEST(Queues, WhoIsLostNeitherGaveUpNorWasServed) {
  Scene scene;
  scene.stand(1, 5, {12, 4}, 40);
  const QueueTally queue = count(scene).queues.at(kQueue);
  EXPECT_EQ(queue.abandoned, 0);
  EXPECT_EQ(queue.wait.censored[dwell_class(39)], 1);
}

TEST(Queues, WalkingThroughIsNoQueueingUnlessItEndsAtTheTill) {
  Scene passing;
  passing.walk(1, 5, {{5, 4}, {10, 3}, {10, 5}, {14, 5}, {14, 9}, {30, 9}});
  EXPECT_EQ(count(passing).queues.at(kQueue).joined, 0);

  Scene served;
  const double s = served.walk(1, 5, {{5, 4}, {16, 4}});
  served.stand(1, s + 0.1, {16, 4}, 25);
  const QueueTally queue = count(served).queues.at(kQueue);
  EXPECT_EQ(queue.joined, 1);
  EXPECT_EQ(queue.wait.completed[0], 1);  // less than seven seconds
}

TEST(Queues, SteppingOutForAMomentKeepsThePlace) {
  Scene scene;
  double s = scene.stand(1, 5, {12, 5.5}, 20);
  s = scene.stand(1, s, {12, 6.5}, 10);
  s = scene.stand(1, s, {12, 5.5}, 20);
  scene.stand(1, s, {16, 4}, 10);
  const QueueTally queue = count(scene).queues.at(kQueue);
  EXPECT_EQ(queue.joined, 1);
  EXPECT_EQ(queue.wait.completed[dwell_class(50)], 1);
}

GroupTally groups_of(const Scene& scene) { return count(scene).groups; }

TEST(Groups, WhoComesInTogetherAndStaysTogetherIsOneUnit) {
  Scene scene;
  for (std::uint64_t track : {1, 2, 3}) {
    const double x = 1 + 0.7 * static_cast<double>(track - 1);
    const double s = scene.walk(track, 5 + 0.4 * static_cast<double>(track), {{x, -4}, {x, 4}});
    scene.stand(track, s + 0.1, {x, 4}, 30);
  }
  const double s = scene.walk(9, 8, {{2, -4}, {2, 1}, {20, 1}});
  scene.stand(9, s + 0.1, {20, 1}, 30);
  const GroupTally groups = groups_of(scene);
  EXPECT_EQ(groups.units, 2);
  EXPECT_EQ(groups.units_of_several, 1);
  EXPECT_EQ(groups.people_in_several, 3);
}

TEST(Groups, WhoOnlyComesThroughTheDoorAtTheSameTimeDoesNotBelong) {
  Scene scene;
  scene.walk(1, 5, {{1, -4}, {1, 2}, {-15, 2}});
  scene.walk(2, 5.5, {{2, -4}, {2, 2}, {20, 2}});
  const GroupTally groups = groups_of(scene);
  EXPECT_EQ(groups.units, 2);
  EXPECT_EQ(groups.units_of_several, 0);
}

TEST(Groups, ALateExclusionTakesTheMemberOut) {
  for (const std::uint64_t who : {1, 2}) {
    Scene scene;
    for (std::uint64_t track : {1, 2, 3}) {
      const double x = 1 + 0.7 * static_cast<double>(track - 1);
      const double s = scene.walk(track, 5 + 0.4 * static_cast<double>(track), {{x, -4}, {x, 4}});
      scene.stand(track, s + 0.1, {x, 4}, 30);
    }
    for (auto& sighting : scene.sightings()) {
      const bool late = sighting.captured_at > scene.at(35);
      if (late && sighting.track == TrackId{who}) sighting.badge = wire::Badge::kObjection;
    }
    const BinTally bin = count(scene);
    EXPECT_EQ(bin.groups.units, 1) << who;
    EXPECT_EQ(bin.groups.people_in_several, 2) << who;
    EXPECT_EQ(bin.objections, 1);
  }
}

}  // namespace
}  // namespace sillage::floor
