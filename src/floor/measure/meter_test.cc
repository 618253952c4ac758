// SPDX-License-Identifier: Apache-2.0
#include "floor/measure/meter.h"

#include <gmock/gmock.h>

#include "floor/measure/internal/scene.h"

namespace sillage::floor {
namespace {

using internal::play;
using internal::Scene;
using internal::test_store;
using std::chrono::minutes;
using testing::HasSubstr;

const LineId kDoor("door");
const ZoneId kHall("hall");

Meter make_meter(const config::StoreConfig& store = test_store(), BinGrid grid = {}) {
  return *Meter::create(store, grid);
}

BinTally only_bin(Meter& meter, const Scene& scene, double until_s) {
  auto bins = play(meter, scene.messages(until_s));
  EXPECT_EQ(bins.size(), 1u);
  return bins.front();
}

TEST(Meter, CountsAVisitFromDoorToDoor) {
  Scene scene;
  const double inside = scene.walk(1, 2, {{2, -4}, {2, 4}});
  const double leaving = scene.stand(1, inside + 0.1, {2, 4}, 10);
  scene.walk(1, leaving, {{2, 4}, {2, -4}});
  Meter meter = make_meter();
  const BinTally bin = only_bin(meter, scene, 60);
  EXPECT_EQ(bin.lines.at(kDoor).entries.count, 1);
  EXPECT_EQ(bin.lines.at(kDoor).entries.doubtful, 0);
  EXPECT_EQ(bin.lines.at(kDoor).exits.count, 1);
  EXPECT_EQ(bin.lines.at(kDoor).entering_people, 1);
  EXPECT_EQ(bin.lines.at(kDoor).exiting_people, 1);
  const ZoneTally& hall = bin.zones.at(kHall);
  EXPECT_EQ(hall.visits, 1);
  EXPECT_EQ(hall.people, 1);
  EXPECT_EQ(hall.completed[dwell_class(12.8)], 1);
  EXPECT_EQ(hall.class_people[dwell_class(12.8)], 1);
  EXPECT_EQ(bin.people, 1);
  EXPECT_EQ(bin.occupancy_max, 1);
  EXPECT_EQ(bin.occupancy_samples, 60);
  EXPECT_NEAR(bin.occupancy_mean, 22.0 / 60, 1.0 / 60);
  EXPECT_EQ(bin.observed, std::chrono::seconds(60));
  EXPECT_EQ(bin.end - bin.start, std::chrono::seconds(60));
}

TEST(Meter, OneLoitererWithManyTrackIdsIsOneBody) {
  Scene scene;
  double s = 5;
  for (std::uint64_t track = 1; track <= 20; ++track) {
    s = scene.stand(track, s, {2, 4}, 8);
    scene.end(track, s);
    s += 4;
  }
  Meter meter = make_meter();
  const BinTally bin = only_bin(meter, scene, s + 30);
  EXPECT_EQ(bin.people, 1);
  EXPECT_EQ(bin.zones.at(kHall).visits, 20);
  EXPECT_EQ(bin.zones.at(kHall).people, 1);
  for (const auto& level : bin.heat) {
    for (const auto& [index, cell] : level) EXPECT_EQ(cell.people, 1);
  }
}

TEST(Meter, PeopleSideBySideAreSeveralBodies) {
  Scene scene;
  for (std::uint64_t track = 1; track <= 12; ++track) {
    scene.stand(track, 5, {0.3 * static_cast<double>(track), 4}, 20);
  }
  Meter meter = make_meter();
  const BinTally bin = only_bin(meter, scene, 60);
  EXPECT_EQ(bin.people, 12);
  EXPECT_EQ(bin.zones.at(kHall).people, 12);
  EXPECT_EQ(bin.occupancy_max, 12);
}

TEST(Meter, WhoComesBackAfterTheTimeToLiveIsAnotherBody) {
  Scene scene;
  scene.stand(1, 5, {2, 4}, 10);
  scene.stand(2, 120, {2, 4}, 10);
  Meter meter = make_meter();
  EXPECT_EQ(only_bin(meter, scene, 180).people, 2);
}

TEST(Meter, OnePersonCannotBeInTwoPlacesTooFarApart) {
  Scene scene;
  scene.stand(1, 5, {2, 4}, 10);
  scene.end(1, 16);
  scene.stand(2, 17, {12, 4}, 10);  // 2 s for 10 m
  Meter meter = make_meter();
  EXPECT_EQ(only_bin(meter, scene, 60).people, 2);
}

TEST(Meter, NothingOfAPersonIsLeftAfterTheTimeToLive) {
  Scene scene;
  for (std::uint64_t track = 1; track <= 30; ++track) {
    scene.walk(track, 0.5 * static_cast<double>(track), {{2, -4}, {2, 4}});
  }
  Meter meter = make_meter();
  bool held = false;
  for (const auto& message : scene.messages(100)) {
    meter.process(message);
    held = held || meter.stats().people_held > 20;
  }
  EXPECT_TRUE(held);
  EXPECT_EQ(meter.stats().people_held, 0);
}

TEST(Meter, StaffAndFittingZonesAreNotMeasuredInside) {
  for (const auto type : {config::ZoneType::kStaff, config::ZoneType::kFitting}) {
    config::StoreConfig store = test_store();
    store.zones.push_back(
        {ZoneId("cabin"), "", type, *Polygon::create({{1, 3}, {3, 3}, {3, 5}, {1, 5}})});
    Scene scene;
    scene.stand(1, 5, {2, 4}, 30);
    Meter meter = make_meter(store);
    const BinTally bin = only_bin(meter, scene, 60);
    EXPECT_FALSE(bin.zones.contains(ZoneId("cabin")));
    EXPECT_EQ(bin.zones.at(kHall).visits, 0);
    EXPECT_TRUE(bin.heat[0].empty());
    // A customer in a cabin is in the store; staff in the back room are not customers.
    EXPECT_EQ(bin.occupancy_max, type == config::ZoneType::kFitting ? 1 : 0);
  }
}

TEST(Meter, PredictionsCountAsPresence) {
  Scene scene;
  scene.see(1, 5.0, {2, 4});
  for (int i = 1; i <= 10; ++i) {
    scene.see(1, 5.0 + 0.1 * i, {2, 4}, wire::SightingKind::kPredicted);
  }
  Meter meter = make_meter();
  const BinTally bin = only_bin(meter, scene, 30);
  EXPECT_NEAR(bin.heat[0].begin()->second.person_s, 1.0, 1e-9);
  EXPECT_EQ(bin.occupancy_max, 1);
}

TEST(Meter, BinsCloseOnceAllIsDecidedAndHoldWhatHappenedInThem) {
  Scene scene;
  scene.walk(1, 899 - 4 / 1.4, {{2, -4}, {2, 4}});  // crosses at about 899 s
  scene.stand(1, 902.0, {2, 4}, 5);
  Meter meter = make_meter(test_store(), {.start = Instant{}, .length = minutes(15)});
  std::vector<BinTally> closed;
  Instant closed_at;
  for (const auto& message : scene.messages(1000)) {
    for (auto& bin : meter.process(message)) {
      closed.push_back(bin);
      closed_at = std::get<wire::FrameMark>(message).captured_at;
    }
  }
  ASSERT_EQ(closed.size(), 1u);
  EXPECT_EQ(closed[0].lines.at(kDoor).entries.count, 1);
  EXPECT_EQ(closed[0].end, Instant(minutes(15)));
  EXPECT_EQ(closed[0].occupancy_samples, 900);
  EXPECT_LT(closed_at - closed[0].end, std::chrono::seconds(80));  // who is out may come back
  const auto rest = meter.finish();
  ASSERT_EQ(rest.size(), 1u);
  EXPECT_EQ(rest[0].lines.at(kDoor).entries.count, 0);
  EXPECT_EQ(rest[0].zones.at(kHall).visits, 1);  // it ended in the second bin
  EXPECT_EQ(rest[0].end, Instant(minutes(30)));
}

TEST(Meter, TruncatedRecordingKeepsItsPromisedEnd) {
  Scene scene;
  Meter meter =
      make_meter(test_store(), {.start = Instant{}, .end = Instant(minutes(10)), .align = false});
  const BinTally bin = only_bin(meter, scene, 60);
  EXPECT_EQ(bin.end, Instant(minutes(10)));
  EXPECT_EQ(bin.observed, minutes(1));
}

TEST(Meter, OutageOfYearsDoesNotMakeABinForEveryQuarter) {
  Meter meter = make_meter();
  const CameraId camera("cam");
  meter.process(wire::FrameMark{camera, Instant{}, Scene::kFrame});
  std::size_t bins = 0;
  bins +=
      meter.process(wire::FrameMark{camera, Instant(std::chrono::hours(24 * 3650)), Scene::kFrame})
          .size();
  bins += meter.finish().size();
  EXPECT_GE(bins, 2u);
  EXPECT_LT(bins, 1100u);
}

TEST(Meter, RejectsWhatIsTooLateTooFarOrOutOfOrder) {
  Meter meter = make_meter();
  Scene scene;
  scene.see(1, 20, {1, 1});
  for (const auto& message : scene.messages(30)) meter.process(message);
  ASSERT_EQ(meter.stats().rejected, 0);
  const auto send = [&](double s, Point place, std::uint64_t track) {
    const auto before = meter.stats().rejected;
    meter.process(wire::Sighting{
        CameraId("cam"), scene.at(s), TrackId{track}, wire::SightingKind::kObserved, place, {}, 1});
    return meter.stats().rejected - before;
  };
  EXPECT_EQ(send(26.8, {1, 1}, 2), 1);  // 3.1 s before the last frame
  EXPECT_EQ(send(26.95, {1, 1}, 2), 0);
  EXPECT_EQ(send(26.94, {1, 1}, 2), 1);  // goes back in time
  EXPECT_EQ(send(29, {10'001, 0}, 3), 1);
  EXPECT_EQ(send(29, {std::nan(""), 0}, 3), 1);
  EXPECT_EQ(send(-5, {1, 1}, 3), 1);
}

TEST(Meter, ASilentCameraDoesNotHoldUpTheOthers) {
  Meter meter = make_meter(test_store(), {.start = Instant{}, .length = minutes(15)});
  meter.process(wire::FrameMark{CameraId("silent"), Instant{}, Scene::kFrame});
  std::size_t closed = 0;
  for (const auto& message : Scene().messages(980)) closed += meter.process(message).size();
  EXPECT_EQ(closed, 1u);
}

TEST(Meter, AnIdentityIsOnePersonWhateverTheCamera) {
  Scene scene;
  const double inside = scene.walk(1, 5, {{2, -4}, {2, 4}});
  scene.stand(1, inside + 0.1, {2, 4}, 10);
  auto messages = scene.messages(60);
  std::vector<wire::EyeMessage> handed_over;
  for (const auto& message : messages) {
    const auto* sighting = std::get_if<wire::Sighting>(&message);
    auto other = message;
    std::visit([](auto& content) { content.camera = CameraId("other"); }, other);
    if (sighting == nullptr) handed_over.push_back(message);
    handed_over.push_back(sighting == nullptr || sighting->foot_in_floor.y > 1 ? other : message);
  }
  Meter meter = make_meter();
  const auto bins = play(meter, handed_over);
  EXPECT_EQ(meter.stats().tracks, 1);
  EXPECT_EQ(bins.at(0).people, 1);
  EXPECT_EQ(bins.at(0).occupancy_max, 1);
  EXPECT_EQ(bins.at(0).lines.at(kDoor).entries.count, 1);
  EXPECT_EQ(bins.at(0).zones.at(kHall).visits, 1);
  EXPECT_EQ(bins.at(0).observed, std::chrono::seconds(60));
}

TEST(Meter, AnIdentityMayBeUnseenForLessThanTheTimeToLive) {
  for (const double unseen_s : {30.0, 59.0, 61.0}) {
    Scene scene;
    const double inside = scene.walk(1, 5, {{2, -4}, {2, 1.5}});
    const double back = scene.walk(1, inside + unseen_s, {{2, 1.5}, {2, -4}});
    Meter meter = make_meter();
    const BinTally bin = only_bin(meter, scene, back + 10);
    EXPECT_EQ(meter.stats().tracks, unseen_s < 60 ? 1 : 2);
    EXPECT_EQ(bin.lines.at(kDoor).exits.count, 1);
    EXPECT_EQ(bin.visits.visits.count, 1);
    EXPECT_EQ(bin.visits.timed, unseen_s < 60 ? 1 : 0);
    // Nobody was seen for a while: nobody was in view.
    EXPECT_LT(bin.occupancy_mean * static_cast<double>(bin.occupancy_samples), 20);
  }
}

TEST(Meter, CoverageIsTheMeanOverAllCamerasAndTheSilentOneIsNamed) {
  auto meter = Meter::create(test_store(), {.start = Instant{}, .length = minutes(15)},
                             {CameraId("cam"), CameraId("dead")});
  ASSERT_TRUE(meter);
  const auto bins = play(*meter, Scene().messages(900));
  ASSERT_EQ(bins.size(), 1u);
  EXPECT_EQ(bins[0].observed, std::chrono::seconds(450));
  EXPECT_THAT(bins[0].silent, testing::ElementsAre(testing::Pair(CameraId("dead"), minutes(15))));
}

TEST(Meter, NeverHoldsMoreThanTheStatedNumberOfPeople) {
  Meter meter = make_meter();
  for (std::uint64_t track = 1; track <= 10'050; ++track) {
    meter.process(wire::Sighting{CameraId("cam"),
                                 Instant(Duration(track)),
                                 TrackId{track},
                                 wire::SightingKind::kObserved,
                                 {1, 1},
                                 {},
                                 1});
  }
  EXPECT_EQ(meter.stats().people_held, 10'000);
  EXPECT_EQ(meter.stats().people_dropped, 50);
}

TEST(Meter, SaysWhatToDoAboutAWrongConfiguration) {
  config::StoreConfig store = test_store();
  store.lines[0].segment.to = store.lines[0].segment.from;
  auto meter = Meter::create(store, {});
  ASSERT_FALSE(meter);
  EXPECT_THAT(meter.error().message, HasSubstr("'door' has no length; give two different"));

  store = test_store();
  store.lines[0].inside = {9, 0};
  meter = Meter::create(store, {});
  ASSERT_FALSE(meter);
  EXPECT_THAT(meter.error().message, HasSubstr("move it to the inner side"));

  store = test_store();
  store.zones.push_back(store.zones[0]);
  meter = Meter::create(store, {});
  ASSERT_FALSE(meter);
  EXPECT_THAT(meter.error().message, HasSubstr("rename one of them"));

  store = test_store();
  store.measure.state_ttl_s = -1;
  EXPECT_FALSE(Meter::create(store, {}));
}

TEST(Meter, PeopleAreForgottenByTheClockWhenNoFrameComesAnyMore) {
  Scene scene;
  scene.stand(1, 5, {2, 4}, 20);
  Meter meter = make_meter();
  for (const auto& message : scene.messages(26)) meter.process(message);
  EXPECT_EQ(meter.stats().people_held, 1);
  const Instant seen = Instant{} + std::chrono::seconds(25);
  meter.pass_time(seen + std::chrono::seconds(80));
  EXPECT_EQ(meter.stats().people_held, 1) << "messages may be late";
  meter.pass_time(seen + std::chrono::seconds(91));
  EXPECT_EQ(meter.stats().people_held, 0);
  const auto bins = meter.finish();
  ASSERT_EQ(bins.size(), 1u);
  EXPECT_EQ(bins.front().zones.at(kHall).visits, 1) << "what was seen still counts";
  EXPECT_GE(*bins.front().oldest_person, std::chrono::seconds(60));
  // Looked at as often as the clock was told: most of what was held was in view.
  EXPECT_GE(meter.stats().oldest_person, std::chrono::seconds(60));
  EXPECT_GE(meter.stats().person_ages.total(), 26u);
  EXPECT_GE(meter.stats().person_ages.counts[0], 20u);
}

}  // namespace
}  // namespace sillage::floor
