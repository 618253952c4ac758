// SPDX-License-Identifier: Apache-2.0
#include "app/describer.h"

#include <cmath>
#include <memory>
#include <random>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "app/follower.h"
#include "eye/describe/mark.h"
#include "eye/describe/testing/drawn_mark.h"
#include "eye/describe/testing/dressed.h"

namespace sillage::app {
namespace {

using std::chrono::seconds;

const Instant kNoon =
    std::chrono::sys_days(std::chrono::year(2026) / 11 / 26) + std::chrono::hours(12);
const Box kBox{250, 60, 120, 320};

/// Somebody in red and blue who wears the mark of an objection.
eye::Frame frame(Instant at) {
  auto image = std::make_shared<eye::I420Image>(eye::testing::empty_room());
  eye::testing::draw_person(*image, kBox, eye::testing::kRed, eye::testing::kBlue);
  eye::testing::draw_mark(*image, eye::mark_pattern(wire::Badge::kObjection), {{310, 172}, 60});
  std::mt19937 random(1);
  eye::testing::add_noise(*image, random);
  eye::Frame made;
  made.captured_at = at;
  made.picture = image->view();
  made.owner = image;
  return made;
}

eye::TrackUpdate update(Instant at, eye::TrackState state = eye::TrackState::kObserved) {
  eye::TrackUpdate made;
  made.track = TrackId{7};
  made.captured_at = at;
  made.state = state;
  made.box = kBox;
  return made;
}

wire::Sighting described(Describer& describer, const eye::TrackUpdate& of) {
  wire::Sighting sighting = sighting_of(CameraId("cam"), of);
  describer.describe(of, sighting);
  return sighting;
}

/// One frame, in which the past of the track is sent too.
std::vector<wire::Sighting> watch(Describer& describer, Instant at) {
  const std::vector<eye::TrackUpdate> updates{update(at - seconds(1)), update(at)};
  EXPECT_TRUE(describer.process(frame(at), std::vector<eye::Detection>{{kBox, 0.9F}}, updates));
  return {described(describer, updates[0]), described(describer, updates[1])};
}

/// Nine tracks pass before, so that the camera knows its people.
std::vector<wire::Sighting> watch_tenth(Describer& describer) {
  for (int i = 9; i > 0; --i) {
    watch(describer, kNoon - seconds(i));
    described(describer, update(kNoon, eye::TrackState::kEnded));
  }
  return watch(describer, kNoon);
}

config::StoreConfig store(int level, bool marks) {
  config::StoreConfig made;
  made.journey.level = level;
  made.privacy.read_marks = marks;
  return made;
}

TEST(Describer, BelowLevelThreeNobodysClothesAreLookedAt) {
  for (int level = 0; level < 3; ++level) {
    auto describer = *Describer::create(describe_recordings(store(level, true), kNoon));
    for (int i = 0; i < 4; ++i) {
      for (const auto& sighting : watch(describer, kNoon + seconds(i))) {
        EXPECT_FALSE(sighting.code);
      }
    }
    EXPECT_EQ(describer.stats().clothing.looks, 0);
    EXPECT_GT(describer.stats().marks.looks, 0);
  }
}

TEST(Describer, AtLevelThreeTheSightingOfTheFrameCarriesTheCode) {
  auto describer = *Describer::create(describe_recordings(store(3, true), kNoon));
  const auto sightings = watch_tenth(describer);
  EXPECT_FALSE(sightings[0].code);
  ASSERT_TRUE(sightings[1].code);
  EXPECT_EQ(sightings[1].code->epoch, eye::EpochKeys::epoch_of(kNoon));
  EXPECT_EQ(describer.stats().clothing.looks, 10);
  // Another eye with the same recording key can compare.
  auto other = *Describer::create(describe_recordings(store(3, true), kNoon));
  EXPECT_EQ(watch_tenth(other)[1].code, sightings[1].code);
}

TEST(Describer, AMarkIsOnTheSightingsUntilTheTrackEnds) {
  auto describer = *Describer::create(describe_recordings(store(2, true), kNoon));
  EXPECT_EQ(watch(describer, kNoon)[1].badge, wire::Badge::kNone);
  EXPECT_EQ(watch(describer, kNoon + seconds(1))[1].badge, wire::Badge::kObjection);
  const auto end = update(kNoon + seconds(1), eye::TrackState::kEnded);
  EXPECT_EQ(described(describer, end).badge, wire::Badge::kObjection);
  EXPECT_EQ(described(describer, end).badge, wire::Badge::kNone);
}

TEST(Describer, MarksCanBeLeftUnread) {
  auto describer = *Describer::create(describe_recordings(store(2, false), kNoon));
  for (int i = 0; i < 4; ++i) {
    EXPECT_EQ(watch(describer, kNoon + seconds(i))[1].badge, wire::Badge::kNone);
  }
  EXPECT_EQ(describer.stats().marks.looks, 0);
}

class Counting final : public eye::BodyNetwork {
 public:
  Result<double> feminine(std::span<const float>) override {
    ++looks;
    return -1.5;
  }
  int looks = 0;
};

TEST(Describer, NobodysBodyIsCutOutUnlessSwitchedOn) {
  auto describer = *Describer::create(describe_recordings(store(2, false), kNoon));
  for (int i = 0; i < 4; ++i) {
    for (const auto& sighting : watch(describer, kNoon + seconds(i))) {
      EXPECT_FALSE(sighting.evidence);
    }
  }
  EXPECT_EQ(describer.stats().audience.crops, 0);
}

/// Below a camera that hangs 3 m high and looks down by 30 degrees: who is cut at the knees, or is
/// half as tall, is not looked at.
TEST(Describer, ACameraThatKnowsItsPoseLooksAtStandingAdultsOnly) {
  const double s = 0.5, c = std::sqrt(0.75);
  PinholeCamera camera{400, 400, 320, 240, {1, 0, 0, 0, -s, -c, 0, c, -s}, {0, 3 * c, 3 * s}};
  const auto floor = Homography::from_camera(camera);
  ASSERT_TRUE(floor);
  const auto body = StandingBody::create(*floor, {}, 640, 480);
  ASSERT_TRUE(body);
  const auto whole = body->box_at({0, 4.5});
  ASSERT_TRUE(whole && whole->height > 120);
  Box cut = *whole, small = *whole;
  cut.height *= 0.75;
  small.top += small.height / 2;
  small.height /= 2;
  for (const auto& [box, crops] : {std::pair{*whole, 1}, {cut, 0}, {small, 0}}) {
    Description wanted = describe_recordings(store(2, false), kNoon);
    wanted.body_network = std::make_shared<Counting>();
    auto describer = *Describer::create(std::move(wanted), *floor, body);
    eye::TrackUpdate seen = update(kNoon);
    seen.box = box;
    ASSERT_TRUE(describer.process(frame(kNoon), std::vector<eye::Detection>{{box, 0.9F}},
                                  std::vector<eye::TrackUpdate>{seen}));
    EXPECT_EQ(describer.stats().audience.crops, crops) << box.top << " " << box.height;
    EXPECT_EQ(describer.stats().audience.cut, 1 - crops);
  }
}

TEST(Describer, EvidenceIsOnTheSightingOfTheFrameAlone) {
  Description wanted = describe_recordings(store(2, false), kNoon);
  const auto network = std::make_shared<Counting>();
  wanted.body_network = network;
  auto describer = *Describer::create(wanted);
  const auto first = watch(describer, kNoon),
             soon = watch(describer, kNoon + std::chrono::milliseconds(200));
  EXPECT_FALSE(first[0].evidence);
  EXPECT_EQ(first[1].evidence, wire::Evidence{-24});
  EXPECT_FALSE(soon[1].evidence) << "once a second";
  EXPECT_EQ(network->looks, 1);
  EXPECT_EQ(describer.stats().audience.looks, 1);
}

}  // namespace
}  // namespace sillage::app
