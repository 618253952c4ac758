// SPDX-License-Identifier: Apache-2.0
#include "sim/sightings/camera_view.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <gmock/gmock.h>

#include "sim/agents/random.h"
#include "sim/camera/store_camera.h"
#include "sim/sightings/testing/store_room.h"

namespace sillage::sim {
namespace {

using ::testing::HasSubstr;
using testing::person;
using testing::rectangle;
using testing::stance;
using testing::store_room;

const std::vector<Person> kOne{person(0)};

SeenPerson look(const Plan& plan, const Stance& where) {
  const auto view = CameraView::create(plan, "corner");
  const auto seen = view->see(kOne, {{}, {where}});
  EXPECT_EQ(seen.size(), 1u);
  return seen.empty() ? SeenPerson{} : seen.front();
}

TEST(CameraView, AnUnknownCameraIsAnErrorThatNamesThoseThereAre) {
  const auto view = CameraView::create(store_room(), "attic");
  ASSERT_FALSE(view.has_value());
  EXPECT_EQ(view.error().code, ErrorCode::kNotFound);
  EXPECT_THAT(view.error().message, HasSubstr("'attic'; name one of: corner"));
}

TEST(CameraView, WhoStandsInTheOpenIsSeenWhole) {
  const SeenPerson seen = look(store_room(), stance(0, {4, 3}));
  EXPECT_EQ(seen.visible_share, 1);
  EXPECT_EQ(seen.hidden_share, 0);
  EXPECT_EQ(seen.unblocked, seen.whole);
  EXPECT_TRUE(seen.foot_in_picture);
  EXPECT_EQ(seen.foot_in_floor, (Point{4, 3}));
  // The crown and the soles lie at the box's edges.
  const Lens lens(store_room().cameras[0]);
  EXPECT_NEAR(seen.whole.top, lens.image_from_world({4, 3, 1.7})->y, 0.03 * seen.whole.height);
  EXPECT_NEAR(seen.whole.bottom(), lens.image_from_world({4, 3, 0})->y, 0.1 * seen.whole.height);
}

TEST(CameraView, WhoIsBesideTheViewIsNotListed) {
  const auto view = CameraView::create(store_room(), "corner");
  EXPECT_TRUE(view->see(kOne, {{}, {stance(0, {0.3, 7.8})}}).empty());
  EXPECT_TRUE(view->see(kOne, {{}, {stance(0, {-3, -3})}}).empty());
  EXPECT_TRUE(view->see({}, {{}, {stance(0, {4, 3})}}).empty());
}

TEST(CameraView, AShelfHidesUpToWhereTheLineOfSightPassesIt) {
  Plan plan = store_room();
  CameraPlan& camera = plan.cameras[0];
  camera.at = {0.5, 4};
  camera.yaw_deg = 0;
  plan.shelves = {{"shelf", "gondola", rectangle(4, 2, 0.5, 4), 1.4}};
  const SeenPerson seen = look(plan, stance(0, {5.5, 4}));
  // Over the far edge, 4 m away: 2.8 - (2.8 - 1.4) / 4 * 5 = 1.05 m of 1.7 are hidden.
  const Lens lens(camera);
  const double edge = lens.image_from_world({5.5, 4, 1.05})->y;
  EXPECT_NEAR(seen.unblocked.bottom(), edge, 0.1 * seen.whole.height);
  EXPECT_NEAR(seen.unblocked.top, seen.whole.top, 0.05 * seen.whole.height);
  EXPECT_GT(seen.hidden_share, 0.5);
  EXPECT_LT(seen.hidden_share, 0.8);
  EXPECT_NEAR(seen.blocked_share, seen.hidden_share, 1e-9);
  // The higher the shelf the less shows; as high as the camera, nothing does.
  double before = seen.visible_share;
  for (const double height : {1.6, 1.8, 2.9}) {
    plan.shelves[0].height_m = height;
    const SeenPerson now = look(plan, stance(0, {5.5, 4}));
    EXPECT_LT(now.visible_share, before) << height;
    before = now.visible_share;
  }
  EXPECT_EQ(before, 0);
  // In front of it nothing is hidden.
  EXPECT_EQ(look(plan, stance(0, {3.3, 4})).hidden_share, 0);
}

TEST(CameraView, WhoStandsInFrontHidesWhoStandsBehind) {
  Plan plan = store_room();
  plan.cameras[0].at = {0.5, 4};
  plan.cameras[0].yaw_deg = 0;
  plan.cameras[0].height_m = 1.7;
  plan.cameras[0].pitch_deg = 0;
  const auto view = CameraView::create(plan, "corner");
  const std::vector<Person> cast{person(0), person(1)};
  const auto seen = view->see(cast, {{}, {stance(0, {6, 4}), stance(1, {5, 4})}});
  ASSERT_EQ(seen.size(), 2u);
  EXPECT_LT(seen[0].visible_share, 0.1);
  EXPECT_EQ(seen[0].blocked_share, 0);
  EXPECT_EQ(seen[0].unblocked, seen[0].whole);
  EXPECT_EQ(seen[1].visible_share, 1);
  const auto apart = view->see(cast, {{}, {stance(0, {6, 4}), stance(1, {5, 3.2})}});
  EXPECT_EQ(apart[0].visible_share, 1);
}

TEST(CameraView, ThePicturesBorderCuts) {
  Plan plan = store_room();
  plan.cameras[0].at = {0.5, 4};
  plan.cameras[0].yaw_deg = 0;
  const SeenPerson near = look(plan, stance(0, {1.6, 4}));
  EXPECT_GT(near.whole.bottom(), 360);
  EXPECT_FALSE(near.foot_in_picture);
  EXPECT_LT(near.visible_share, 1);
  EXPECT_EQ(near.hidden_share, 0);
}

TEST(CameraView, WhoPushesATrolleyTowardsTheCameraIsPartlyBehindIt) {
  Plan plan = store_room();
  std::vector<Person> cast{person(0)};
  cast[0].prop = Prop::kTrolley;
  Stance where = stance(0, {5, 4}, 218 * std::numbers::pi / 180);
  where.prop_at = {4.4, 3.5};
  const auto view = CameraView::create(plan, "corner");
  const auto seen = view->see(cast, {{}, {where}});
  ASSERT_EQ(seen.size(), 1u);
  EXPECT_GT(seen[0].hidden_share, 0.2);
}

TEST(CameraView, WhoSitsInAWheelchairIsLower) {
  std::vector<Person> cast{person(0)};
  cast[0].prop = Prop::kWheelchair;
  const auto view = CameraView::create(store_room(), "corner");
  const auto sits = view->see(cast, {{}, {stance(0, {5, 4})}});
  ASSERT_EQ(sits.size(), 1u);
  EXPECT_LT(sits[0].whole.height, 0.9 * look(store_room(), stance(0, {5, 4})).whole.height);
}

/// The boxes of the renderer's meshed and posed bodies are the measure of ours.
TEST(CameraView, BoxesAndSharesAgreeWithTheRenderedBodies) {
  Plan plan = store_room();
  plan.cameras[0].k1 = -0.12;
  plan.cameras[0].image_size = {320, 180};
  plan.shelves = {{"low", "gondola", rectangle(3.5, 3, 1.8, 0.6), 1.3},
                  {"high", "gondola", rectangle(6, 1.5, 0.6, 2), 1.8}};
  auto camera = StoreCamera::create(plan, "corner", {});
  ASSERT_TRUE(camera.has_value());
  const auto view = CameraView::create(plan, "corner");
  Random random({4});
  std::vector<double> overlaps, share_errors, bottoms, tops, widths;
  for (int round = 0; round < 12; ++round) {
    std::vector<Person> cast;
    Moment now{Instant{} + std::chrono::hours(12), {}};
    for (unsigned i = 0; i < 8; ++i) {
      cast.push_back(person(i, random.uniform(1.5, 1.9)));
      Stance where = stance(i, {random.uniform(1.5, 9), random.uniform(1, 7.5)},
                            random.uniform(0, 6.28), i % 2 == 0 ? Pose::kWalking : Pose::kStanding);
      where.speed = i % 2 == 0 ? 1.2 : 0;
      where.walked_m = random.uniform(0, 5);
      now.people.push_back(where);
    }
    Moment later = now;
    later.at += kTick;
    const auto shot = camera->shoot(cast, now, later, now.at);
    ASSERT_TRUE(shot.has_value());
    for (const SeenPerson& seen : view->see(cast, now)) {
      const auto truth =
          std::find_if(shot->people.begin(), shot->people.end(),
                       [&](const PersonTruth& each) { return each.person == seen.person; });
      if (truth == shot->people.end()) continue;
      overlaps.push_back(iou(seen.whole, truth->whole));
      share_errors.push_back(seen.visible_share - truth->visible_share);
      bottoms.push_back((seen.whole.bottom() - truth->whole.bottom()) / truth->whole.height);
      tops.push_back((seen.whole.top - truth->whole.top) / truth->whole.height);
      widths.push_back(seen.whole.width / truth->whole.width);
    }
  }
  const auto mean = [](const std::vector<double>& values) {
    double sum = 0;
    for (const double value : values) sum += value;
    return sum / static_cast<double>(values.size());
  };
  double absolute = 0;
  for (const double error : share_errors) absolute += std::abs(error);
  absolute /= static_cast<double>(share_errors.size());
  std::sort(overlaps.begin(), overlaps.end());
  const double tenth = overlaps[overlaps.size() / 10];
  printf(
      "%zu bodies: IoU mean %.3f, lowest tenth %.3f; bottom %.3f, top %.3f h, width %.3f; "
      "visible share error %.3f, bias %.3f\n",
      overlaps.size(), mean(overlaps), tenth, mean(bottoms), mean(tops), mean(widths), absolute,
      mean(share_errors));
  ASSERT_GT(overlaps.size(), 60u);
  EXPECT_GT(mean(overlaps), 0.8);
  EXPECT_GT(tenth, 0.65);
  EXPECT_LT(absolute, 0.08);
}

}  // namespace
}  // namespace sillage::sim
