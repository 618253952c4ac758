// SPDX-License-Identifier: Apache-2.0
#include "sim/camera/store_camera.h"

#include <algorithm>
#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/camera/truth_file.h"
#include "sim/plan/lens.h"

namespace sillage::sim {
namespace {

using testing::HasSubstr;

Corners rectangle(double x, double y, double width, double depth) {
  return {{x, y}, {x + width, y}, {x + width, y + depth}, {x, y + depth}};
}

/// A room of 8 x 6 m with one shelf, open all day, and a camera in a corner.
Plan room() {
  Plan plan;
  plan.outline = rectangle(0, 0, 8, 6);
  plan.doors = {{"door", {3, 0}, {5, 0}, 1}};
  plan.shelves = {{"shelf", "gondola", rectangle(3, 3.2, 2, 0.6), 1.5}};
  for (auto& hours : plan.opening) hours = Hours{std::chrono::hours(8), std::chrono::hours(20)};
  CameraPlan camera;
  camera.id = "corner";
  camera.at = {0.3, 0.3};
  camera.height_m = 2.8;
  camera.yaw_deg = 38;
  camera.pitch_deg = 25;
  camera.fov_deg = 80;
  camera.image_size = {160, 90};
  plan.cameras = {camera};
  return plan;
}

const Instant kNoon = Instant{} + std::chrono::hours(24 * 20000 + 12);

Person person(unsigned id) {
  Person person;
  person.id = PersonId{id};
  person.look.skin = {200, 150, 120};
  person.look.upper_colour = {160, 40, 40};
  person.look.lower_colour = {40, 50, 90};
  return person;
}

Stance stance(unsigned id, Point place, Pose pose = Pose::kStanding) {
  Stance stance;
  stance.person = PersonId{id};
  stance.place = stance.prop_at = place;
  stance.pose = pose;
  return stance;
}

Moment moment(std::vector<Stance> people, Instant at = kNoon) { return {at, std::move(people)}; }

StoreCamera camera_in(const Plan& plan, FilmOptions options = {}) {
  auto camera = StoreCamera::create(plan, plan.cameras.front().id, options);
  EXPECT_TRUE(camera.has_value()) << camera.error().to_string();
  return std::move(*camera);
}

/// A picture of people who stand still.
Shot shot_of(StoreCamera& camera, const std::vector<Person>& cast, const Moment& now) {
  Moment later = now;
  later.at += kTick;
  auto shot = camera.shoot(cast, now, later, now.at);
  EXPECT_TRUE(shot.has_value()) << shot.error().to_string();
  return std::move(*shot);
}

TEST(StoreCamera, SameSeedGivesSameBytes) {
  const std::vector<Person> cast{person(0), person(1)};
  const Moment now = moment({stance(0, {3, 2}), stance(1, {5, 2.4}, Pose::kReaching)});
  FilmOptions one_thread;
  one_thread.threads = 1;
  StoreCamera a = camera_in(room()), b = camera_in(room(), one_thread);
  EXPECT_EQ(shot_of(a, cast, now).picture, shot_of(b, cast, now).picture);
  FilmOptions other;
  other.seed = 2;
  StoreCamera c = camera_in(room(), other);
  EXPECT_NE(shot_of(a, cast, now).picture, shot_of(c, cast, now).picture);
}

TEST(StoreCamera, APersonChangesThePictureWhereTheTruthSaysSo) {
  FilmOptions quiet;
  quiet.read_noise = quiet.shot_noise = 0;
  StoreCamera with = camera_in(room(), quiet), without = camera_in(room(), quiet);
  const Shot shot = shot_of(with, {person(0)}, moment({stance(0, {3, 2})}));
  const Shot empty = shot_of(without, {}, moment({}));
  ASSERT_EQ(shot.people.size(), 1u);
  EXPECT_TRUE(empty.people.empty());
  const PersonTruth& truth = shot.people[0];
  EXPECT_GT(truth.visible_share, 0.99);
  int changed_inside = 0;
  for (int y = static_cast<int>(truth.visible.top); y < truth.visible.bottom(); ++y) {
    for (int x = static_cast<int>(truth.visible.left); x < truth.visible.right(); ++x) {
      const std::size_t at = static_cast<std::size_t>(y) * 160 + x;
      changed_inside += std::abs(shot.picture.y[at] - empty.picture.y[at]) > 12;
    }
  }
  EXPECT_GT(changed_inside, 0.3 * truth.visible.area());
}

TEST(StoreCamera, VisibleLiesWithinWholeAndThePictureWithinTolerance) {
  StoreCamera camera = camera_in(room());
  std::vector<Person> cast;
  std::vector<Stance> stances;
  for (unsigned i = 0; i < 12; ++i) {
    cast.push_back(person(i));
    stances.push_back(stance(i, {1.5 + 0.5 * i, 1.2 + 0.3 * i}, static_cast<Pose>(i % 6)));
  }
  const Shot shot = shot_of(camera, cast, moment(stances));
  ASSERT_GE(shot.people.size(), 8u);
  int visible = 0;
  for (const PersonTruth& truth : shot.people) {
    EXPECT_GE(truth.visible_share, 0);
    EXPECT_LE(truth.visible_share, 1);
    if (truth.visible.area() == 0) continue;
    ++visible;
    EXPECT_GE(truth.visible.left, std::max(0.0, std::floor(truth.whole.left)));
    EXPECT_GE(truth.visible.top, std::max(0.0, std::floor(truth.whole.top)));
    EXPECT_LE(truth.visible.right(), std::min(160.0, std::ceil(truth.whole.right())));
    EXPECT_LE(truth.visible.bottom(), std::min(90.0, std::ceil(truth.whole.bottom())));
  }
  EXPECT_GE(visible, 6);
}

TEST(StoreCamera, AShelfHidesWhoStandsBehindIt) {
  StoreCamera camera = camera_in(room());
  const std::vector<Person> cast{person(0), person(1)};
  const Shot shot = shot_of(camera, cast, moment({stance(0, {3.2, 2.4}), stance(1, {4.2, 4.1})}));
  ASSERT_EQ(shot.people.size(), 2u);
  EXPECT_GT(shot.people[0].visible_share, 0.95);
  EXPECT_LT(shot.people[1].visible_share, 0.8);
  EXPECT_GT(shot.people[1].whole.height, shot.people[1].visible.height + 3);
}

TEST(StoreCamera, FeetAndHeadAreWhereTheLensSeesThem) {
  const Plan plan = room();
  StoreCamera camera = camera_in(plan);
  const Lens lens(plan.cameras.front());
  const Shot shot = shot_of(camera, {person(0)}, moment({stance(0, {3, 2})}));
  ASSERT_EQ(shot.people.size(), 1u);
  const auto foot = lens.image_from_world({3, 2, 0});
  const auto head = lens.image_from_world({3, 2, 1.7});
  EXPECT_NEAR(shot.people[0].foot_in_image.y, foot->y, 1e-9);
  EXPECT_NEAR(shot.people[0].whole.bottom(), foot->y, 3);
  EXPECT_NEAR(shot.people[0].whole.top, head->y, 2);
}

TEST(StoreCamera, NightIsGreyAndDayIsNot) {
  StoreCamera camera = camera_in(room());
  const Instant midnight = kNoon + std::chrono::hours(12);
  EXPECT_TRUE(camera.is_night(midnight));
  EXPECT_FALSE(camera.is_night(kNoon));
  const auto coloured = [](const Shot& shot) {
    return std::count_if(shot.picture.u.begin(), shot.picture.u.end(),
                         [](int u) { return u != 128; });
  };
  EXPECT_EQ(coloured(shot_of(camera, {}, moment({}, midnight))), 0);
  EXPECT_GT(coloured(shot_of(camera, {}, moment({}, kNoon))), 100);
}

TEST(StoreCamera, NightIsExposedAtOnce) {
  StoreCamera camera = camera_in(room());
  (void)shot_of(camera, {}, moment({}, kNoon));
  const Shot night = shot_of(camera, {}, moment({}, kNoon + std::chrono::hours(12)));
  double sum = 0;
  for (const int level : night.picture.y) sum += level;
  EXPECT_GT(sum / static_cast<double>(night.picture.y.size()), 80);
}

TEST(StoreCamera, StrangersAndUnknownCamerasAreRefused) {
  StoreCamera camera = camera_in(room());
  const Moment now = moment({stance(7, {3, 2})});
  const auto shot = camera.shoot({}, now, now, now.at);
  ASSERT_FALSE(shot.has_value());
  EXPECT_THAT(shot.error().message, HasSubstr("pass all people"));
  const auto none = StoreCamera::create(room(), "roof", {});
  ASSERT_FALSE(none.has_value());
  EXPECT_THAT(none.error().message, HasSubstr("take one of: corner"));
  FilmOptions bad;
  bad.exposure_s = 3;
  const auto refused = StoreCamera::create(room(), "corner", bad);
  ASSERT_FALSE(refused.has_value());
  EXPECT_THAT(refused.error().message, HasSubstr("exposure_s is 3; give a value from 0 to 0.2"));
}

TEST(TruthFile, HasTheColumnsInOrder) {
  Shot shot;
  PersonTruth truth;
  truth.person = PersonId{4};
  truth.whole = {1, 2, 30, 40};
  truth.visible = {2, 3, 20, 10};
  truth.visible_share = 0.2;
  truth.foot_in_floor = {1.5, 2.25};
  truth.foot_in_image = {16, 42};
  shot.people = {truth};
  EXPECT_EQ(truth_lines(3, shot),
            "3,5,1.00,2.00,30.00,40.00,0,1,0.200,2.00,3.00,20.00,10.00,1.500,2.250,16.00,42.00\n");
}

}  // namespace
}  // namespace sillage::sim
