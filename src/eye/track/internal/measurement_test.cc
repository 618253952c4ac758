// SPDX-License-Identifier: Apache-2.0
#include "eye/track/internal/measurement.h"

#include <cmath>
#include <limits>
#include <random>

#include <gtest/gtest.h>

namespace sillage::eye {
namespace {

const TrackerView kView{Homography::scale(0.01), 640, 480, true};

TEST(HiddenShares, TheNearerOfTwoHidesTheOther) {
  const std::vector<Box> boxes{{100, 100, 40, 100}, {120, 120, 40, 100}};
  const auto hidden = hidden_shares(boxes, {true, true});
  EXPECT_NEAR(hidden[0], 20 * 80 / 4000.0, 1e-12);
  EXPECT_EQ(hidden[1], 0);
}

TEST(HiddenShares, WhoHidesNobodyHidesNobody) {
  const std::vector<Box> boxes{{100, 100, 40, 100}, {120, 120, 40, 100}};
  EXPECT_EQ(hidden_shares(boxes, {true, false})[0], 0);
}

TEST(HiddenShares, AreThoseOfAllPairs) {
  std::mt19937 random(5);
  std::uniform_real_distribution<double> place(0, 500), size(5, 120);
  std::vector<Box> boxes;
  for (int i = 0; i < 80; ++i)
    boxes.push_back({place(random), place(random), size(random) / 2, size(random)});
  boxes.push_back({});  // of no size
  const auto hidden = hidden_shares(boxes, std::vector<bool>(boxes.size(), true));
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    double open = 1;
    for (const Box& other : boxes) {
      const double common = intersection_area(other, boxes[i]);
      if (common > 0 && other.bottom() > boxes[i].bottom()) open *= 1 - common / boxes[i].area();
    }
    EXPECT_NEAR(hidden[i], 1 - open, 1e-12) << i;
  }
}

TEST(Measure, LeavesOutWhatCanBeNobody) {
  const double nan = std::nan(""), infinite = std::numeric_limits<double>::infinity();
  const std::vector<Detection> detections{
      {{10, 10, 40, 100}, 0.9F},      {{10, 10, 0, 100}, 0.9F},
      {{10, 10, 40, nan}, 0.9F},      {{nan, 10, 40, 100}, 0.9F},
      {{10, 10, 40, 100}, 0.0F},      {{10, 10, infinite, 100}, 0.9F},
      {{10, 10, 40, infinite}, 0.9F}, {{10, 10, 40, 100}, std::nanf("")}};
  const auto boxes = measure(detections, {}, kView);
  ASSERT_EQ(boxes.size(), 1u);
  EXPECT_EQ(boxes[0].box, detections[0].box);
}

TEST(Measure, OfTooManyBoxesTheSurestAreKept) {
  std::vector<Detection> flood(6000, {{10, 10, 4, 10}, 0.3F});
  flood.push_back({{500, 300, 40, 100}, 0.9F});
  const auto boxes = measure(flood, {}, kView);
  EXPECT_EQ(boxes.size(), 4096u);
  EXPECT_EQ(boxes.front().box, flood.back().box);
}

TEST(Measure, TrustsHiddenFeetAndCutBoxesLess) {
  const Detection free{{300, 200, 40, 100}, 0.9F}, behind{{300, 200, 40, 100}, 0.9F},
      in_front{{310, 240, 40, 110}, 0.9F}, cut{{100, 380, 40, 100}, 0.9F};
  const auto alone = measure(std::vector{free}, {}, kView);
  const auto both = measure(std::vector{behind, in_front}, {}, kView);
  EXPECT_GT(both[0].noise.bottom, alone[0].noise.bottom);
  EXPECT_EQ(both[0].noise.top, alone[0].noise.top) << "the head is in sight";
  EXPECT_GT(measure(std::vector{cut}, {}, kView)[0].noise.bottom, 2 * alone[0].noise.bottom);
}

/// 3 m above the floor's origin, looks along y and down by 30 degrees.
Homography tilted() {
  PinholeCamera camera{350, 350, 320, 240, {1, 0, 0, 0, -0.5, -0.8660254, 0, 0.8660254, -0.5}, {}};
  camera.translation = {0, 3 * 0.8660254, 3 * 0.5};
  return *Homography::from_camera(camera);
}

TEST(Measure, SeesThatLegsMayBeHidden) {
  const TrackerView view{tilted(), 640, 480, true, true};
  const auto body = StandingBody::create(view.floor_from_image, {}, view.width, view.height);
  ASSERT_TRUE(body);
  const Box whole = *body->box_at({0, 6});
  const auto look = [&](const Box& box) {
    return measure(std::vector{Detection{box, 0.9F}}, {}, view, body)[0];
  };
  EXPECT_FALSE(look(whole).whole) << "nothing is missing";

  Box upper = whole;
  upper.height *= 0.55;
  const Measurement behind_counter = look(upper);
  ASSERT_TRUE(behind_counter.whole);
  EXPECT_GT(behind_counter.whole->log_odds, 0);
  EXPECT_NEAR(behind_counter.whole->box.height / whole.height, 1, 0.06);
  EXPECT_EQ(behind_counter.whole->box.top, upper.top);
  EXPECT_GT(behind_counter.whole->noise.bottom, behind_counter.noise.bottom);

  Box child = whole;
  child.height *= 0.6, child.width *= 0.6;
  child.top = whole.bottom() - child.height;
  const Measurement small = look(child);
  ASSERT_TRUE(small.whole);
  EXPECT_LT(small.whole->log_odds, 0) << "as slender as a whole body";

  Box headless = whole;
  headless.top = 0, headless.height = whole.height * 0.5;
  EXPECT_FALSE(look(headless).whole) << "where the picture cuts it, the upper edge is no head";

  Box chin = whole;
  chin.height *= 0.15;
  EXPECT_FALSE(look(chin).whole);
  EXPECT_FALSE(measure(std::vector{Detection{upper, 0.9F}}, {}, view)[0].whole);
}

}  // namespace
}  // namespace sillage::eye
