// SPDX-License-Identifier: Apache-2.0
#include "eval/detection.h"

#include <gtest/gtest.h>

namespace sillage::eval {
namespace {

/// A box 10 pixels wide and 20 high; boxes 100 apart do not touch.
Box at(double left) { return {left, 0, 10, 20}; }

TEST(Detection, PerfectIsOneEverywhere) {
  const DetectionSample sample{{at(0), at(100)}, {}, {{at(100), 0.7}, {at(0), 0.9}}};
  const auto figures = compare_detections({sample, sample}, 0.5);
  EXPECT_DOUBLE_EQ(figures.ap50, 1);
  EXPECT_DOUBLE_EQ(figures.ap50_95, 1);
  EXPECT_DOUBLE_EQ(figures.recall, 1);
  EXPECT_DOUBLE_EQ(figures.precision, 1);
  EXPECT_DOUBLE_EQ(figures.best_threshold, 0.7);
  EXPECT_EQ(figures.truth, 4);
  EXPECT_EQ(figures.found, 4);
}

TEST(Detection, NothingFoundOrNothingThere) {
  const auto nothing_found = compare_detections({{{at(0)}, {}, {}}}, 0.5);
  EXPECT_EQ(nothing_found.ap50, 0);
  EXPECT_EQ(nothing_found.recall, 0);
  EXPECT_EQ(nothing_found.precision, 0);
  const auto nothing_there = compare_detections({{{}, {}, {{at(0), 0.9}}}}, 0.5);
  EXPECT_EQ(nothing_there.ap50, 0);
  EXPECT_EQ(nothing_there.precision, 0);
  EXPECT_EQ(nothing_there.found, 1);
  EXPECT_EQ(compare_detections({}, 0.5).ap50_95, 0);
}

TEST(Detection, CurveOfRightWrongRight) {
  // Recall 1/3 at precision 1, then 2/3 at precision 2/3; the third person is never found.
  const DetectionSample sample{
      {at(0), at(100), at(200)}, {}, {{at(0), 0.9}, {at(500), 0.8}, {at(100), 0.7}}};
  const auto figures = compare_detections({sample}, 0.75);
  EXPECT_NEAR(figures.ap50, 1.0 / 3 + 2.0 / 9, 1e-12);
  // Recall points 0 to 0.33 (34 of them) and 0.34 to 0.66 (33).
  EXPECT_NEAR(figures.ap50_95, (34 + 33 * 2.0 / 3) / 101, 1e-12);
  EXPECT_NEAR(figures.recall, 1.0 / 3, 1e-12);
  EXPECT_NEAR(figures.precision, 0.5, 1e-12);
  EXPECT_DOUBLE_EQ(figures.best_threshold, 0.7);
  EXPECT_NEAR(figures.best_recall, 2.0 / 3, 1e-12);
  EXPECT_NEAR(figures.best_precision, 2.0 / 3, 1e-12);
}

TEST(Detection, PrecisionIsInterpolatedFromHigherRecall) {
  const DetectionSample sample{
      {at(0), at(100)}, {}, {{at(500), 0.9}, {at(0), 0.8}, {at(100), 0.7}}};
  EXPECT_NEAR(compare_detections({sample}, 0).ap50, 2.0 / 3, 1e-12);
}

TEST(Detection, SecondBoxOnOnePersonIsWrong) {
  const DetectionSample sample{{at(0)}, {}, {{at(1), 0.8}, {at(0), 0.9}}};
  const auto figures = compare_detections({sample}, 0);
  EXPECT_DOUBLE_EQ(figures.ap50, 1);
  EXPECT_DOUBLE_EQ(figures.precision, 0.5);
}

TEST(Detection, HigherScoreChoosesFirst) {
  // The first box fits both people and takes the nearer one; the second fits only the other.
  const DetectionSample sample{{at(0), at(4)}, {}, {{at(3), 0.9}, {at(-1), 0.8}}};
  EXPECT_DOUBLE_EQ(compare_detections({sample}, 0).recall, 1);
}

TEST(Detection, OverlapDecidesUpToWhichThresholdABoxIsRight) {
  // IoU 8/12 is right at 0.50, 0.55, 0.60 and 0.65.
  const DetectionSample sample{{at(0)}, {}, {{at(2), 0.9}}};
  const auto figures = compare_detections({sample}, 0);
  EXPECT_DOUBLE_EQ(figures.ap50, 1);
  EXPECT_NEAR(figures.ap50_95, 0.4, 1e-12);
}

TEST(Detection, IgnoredRegionIsNeitherRightNorWrong) {
  const DetectionSample sample{{at(0)},
                               {{300, 0, 200, 200}},
                               {{at(0), 0.9}, {at(310), 0.95}, {at(400), 0.94}, {at(293), 0.93}}};
  const auto figures = compare_detections({sample}, 0);
  EXPECT_EQ(figures.truth, 1);
  EXPECT_EQ(figures.found, 2) << "the box that lies in the region with 3 of its 10 pixels counts";
  EXPECT_DOUBLE_EQ(figures.precision, 0.5);
  EXPECT_DOUBLE_EQ(figures.ap50, 0.5);
}

TEST(Detection, PersonInsideAnIgnoredRegionStillCounts) {
  const DetectionSample sample{{at(310)}, {{300, 0, 200, 200}}, {{at(310), 0.9}}};
  EXPECT_DOUBLE_EQ(compare_detections({sample}, 0).recall, 1);
}

TEST(Detection, BestThresholdDoesNotPartEqualScores) {
  const DetectionSample sample{{at(0)}, {}, {{at(0), 0.6}, {at(500), 0.6}}};
  const auto figures = compare_detections({sample}, 0);
  EXPECT_DOUBLE_EQ(figures.best_precision, 0.5);
  EXPECT_DOUBLE_EQ(figures.best_recall, 1);
}

}  // namespace
}  // namespace sillage::eval
