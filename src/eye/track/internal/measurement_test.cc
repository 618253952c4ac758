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

}  // namespace
}  // namespace sillage::eye
