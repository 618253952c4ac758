// SPDX-License-Identifier: Apache-2.0
#include "eye/scene/scene.h"

#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sillage::eye {
namespace {

constexpr double kStepS = 0.2;
const Box kPoster{300, 100, 40, 100};

/// Feeds frames of one camera and remembers how often a box at a place got through.
class SceneTest : public ::testing::Test {
 protected:
  Scene make(SceneOptions options = {}) { return *Scene::create(options, 0.5); }

  /// Boxes that get through of one frame.
  std::vector<Detection> frame(Scene& scene, std::vector<Detection> boxes) {
    at_ += from_seconds(kStepS);
    return scene.process(at_, std::move(boxes));
  }

  /// The same frame over and over; the share of boxes that got through.
  double stay(Scene& scene, const std::vector<Detection>& boxes, double for_s) {
    double through = 0, all = 0;
    for (double t = 0; t < for_s; t += kStepS) {
      through += static_cast<double>(frame(scene, boxes).size());
      all += static_cast<double>(boxes.size());
    }
    return through / all;
  }

  /// Somebody walks in a straight line, at 80 pixels a second, and hides `behind`.
  void walk(Scene& scene, Box from, Box to, const std::vector<Detection>& behind = {}) {
    const int steps = std::max(1, static_cast<int>(std::abs(to.left - from.left) / 16));
    for (int i = 0; i <= steps; ++i) {
      Box box = from;
      box.left += (to.left - from.left) * i / steps;
      std::vector<Detection> boxes{{box, 0.8F}};
      for (const Detection& other : behind) {
        if (intersection_area(other.box, box) == 0) boxes.push_back(other);
      }
      people_ += static_cast<int>(frame(scene, boxes).size());
    }
  }

  Instant at_{};
  int people_ = 0;
};

TEST_F(SceneTest, APosterIsAGhostAfterTwoMinutes) {
  Scene scene = make();
  EXPECT_EQ(stay(scene, {{kPoster, 0.6F}}, 115), 1);
  stay(scene, {{kPoster, 0.6F}}, 10);
  EXPECT_EQ(stay(scene, {{kPoster, 0.6F}}, 600), 0);
  EXPECT_THAT(scene.ghosts(), ::testing::ElementsAre(kPoster));
}

TEST_F(SceneTest, AGhostThatFlickersIsOneToo) {
  Scene scene = make();
  for (int i = 0; i < 400; ++i) {
    stay(scene, {{kPoster, 0.6F}}, 0.3);
    stay(scene, {}, 4);
  }
  EXPECT_EQ(frame(scene, {{kPoster, 0.6F}}).size(), 0U);
}

TEST_F(SceneTest, WhoWasSeenArrivingMayStandForTwentyMinutes) {
  Scene scene = make();
  walk(scene, {20, 100, 40, 100}, kPoster);
  EXPECT_EQ(stay(scene, {{kPoster, 0.6F}}, 1200), 1);
}

TEST_F(SceneTest, WhoWasThereFromTheStartCountsAgainOnceTheyMove) {
  Scene scene = make();
  stay(scene, {{kPoster, 0.6F}}, 200);
  people_ = 0;
  walk(scene, {324, 100, 40, 100}, {500, 100, 40, 100});
  EXPECT_EQ(people_, 12);
  stay(scene, {}, 10);
  walk(scene, {500, 100, 40, 100}, kPoster);
  EXPECT_EQ(stay(scene, {{kPoster, 0.6F}}, 600), 1) << "came back to the same place";
}

TEST_F(SceneTest, PassersDoNotBringAGhostBack) {
  Scene scene = make();
  stay(scene, {{kPoster, 0.5F}}, 200);
  for (int i = 0; i < 20; ++i) {
    walk(scene, {100, 110, 40, 100}, {500, 110, 40, 100}, {{kPoster, 0.5F}});
    stay(scene, {{kPoster, 0.5F}}, 3);
  }
  EXPECT_EQ(stay(scene, {{kPoster, 0.5F}}, 20), 0);
}

TEST_F(SceneTest, SomebodyInFrontOfAGhostCounts) {
  Scene scene = make();
  stay(scene, {{kPoster, 0.5F}}, 200);
  EXPECT_EQ(frame(scene, {{kPoster, 0.9F}}).size(), 1U);
  EXPECT_EQ(frame(scene, {{kPoster, 0.5F}}).size(), 0U);
}

TEST_F(SceneTest, AJitteringPersonIsNoGhost) {
  Scene scene = make();
  std::mt19937 random(3);
  std::normal_distribution<double> sway(0, 8);
  int through = 0;
  constexpr int kFrames = 3000;
  for (int i = 0; i < kFrames; ++i) {
    Box box = kPoster;
    box.left += sway(random);
    through += static_cast<int>(frame(scene, {{box, 0.6F}}).size());
  }
  EXPECT_GT(through, kFrames * 9 / 10);
}

TEST_F(SceneTest, FlashesRaiseTheThresholdAndTheirAbsenceLeavesScoresAlone) {
  Scene quiet = make();
  Scene busy = make();
  std::mt19937 random(5);
  std::uniform_real_distribution<double> across(0, 560), score(0.3, 0.62);
  for (int i = 0; i < 1000; ++i) {
    Box walker{i % 500 * 1.0, 200, 40, 100};
    const Detection person{walker, 0.8F};
    const Detection flash{{across(random), 20, 20, 50}, static_cast<float>(score(random))};
    frame(quiet, {person});
    busy.process(at_, {person, flash});
  }
  EXPECT_EQ(quiet.lowered_by(), 0);
  // log-odds of 0.62 against 0.5: 0.49
  EXPECT_NEAR(busy.lowered_by(), 0.49, 0.1);
  const auto people = busy.process(at_ + from_seconds(kStepS), {{{0, 200, 40, 100}, 0.5F}});
  ASSERT_EQ(people.size(), 1U);
  EXPECT_NEAR(people[0].score, 0.38, 0.03);
}

TEST_F(SceneTest, MemoryIsBounded) {
  SceneOptions options;
  options.max_places = 5;
  Scene scene = make(options);
  for (int i = 0; i < 50; ++i) {
    std::vector<Detection> boxes;
    for (int k = 0; k < 20; ++k) boxes.push_back({{k * 30.0, 5, 20, 40}, 0.6F});
    stay(scene, boxes, 5);
  }
  EXPECT_LE(scene.ghosts().size(), 5U);
}

TEST(SceneOptions, AreChecked) {
  SceneOptions options;
  options.ghost_after_s = 0;
  EXPECT_THAT(Scene::create(options, 0.5).error().message,
              ::testing::HasSubstr("'ghost_after_s' is 0; choose more than 0 s"));
  EXPECT_THAT(Scene::create({}, 1).error().message, ::testing::HasSubstr("give the model's"));
}

}  // namespace
}  // namespace sillage::eye
