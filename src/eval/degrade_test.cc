// SPDX-License-Identifier: Apache-2.0
#include "eval/degrade.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sillage::eval {
namespace {

/// As wide as the network's input, so that pixels are network pixels.
const SequenceInfo kInfo{"people", 10, 1000, 416, 416};

/// One standing person in each of `frames` frames, with one nearer in front who hides `hidden` of
/// the box.
std::vector<MotRow> person(double height, int frames, double hidden = 0, double confidence = 1) {
  std::vector<MotRow> rows;
  for (int frame = 1; frame <= frames; ++frame) {
    rows.push_back({frame, 1, {200, 200, height * 0.4, height}, confidence, -1});
    if (hidden > 0) {
      const double top = 200 + height * (1 - hidden);
      rows.push_back({frame, 2, {200, top, height * 0.4, height}, 1, -1});
    }
  }
  return rows;
}

std::vector<MotRow> of(long id, std::vector<MotRow> rows) {
  std::erase_if(rows, [&](const MotRow& row) { return row.id != id; });
  return rows;
}

/// Independent draws: every seed sees one frame.
std::vector<MotRow> draws(const std::vector<MotRow>& one_frame, int number) {
  std::vector<MotRow> all;
  for (int seed = 0; seed < number; ++seed) {
    const auto rows = degrade(one_frame, kInfo, {.seed = static_cast<std::uint64_t>(seed)});
    all.insert(all.end(), rows.begin(), rows.end());
  }
  return of(1, all);
}

double missed(double height, double hidden = 0) {
  constexpr int kDraws = 4000;
  return 1 - static_cast<double>(draws(person(height, 1, hidden), kDraws).size()) / kDraws;
}

double quantile(const std::vector<MotRow>& rows, double share) {
  std::vector<double> scores;
  for (const auto& row : rows) scores.push_back(row.confidence);
  std::sort(scores.begin(), scores.end());
  return scores[static_cast<std::size_t>(share * static_cast<double>(scores.size() - 1))];
}

double deviation(const std::vector<MotRow>& rows, const std::function<double(const Box&)>& edge) {
  double sum = 0, squares = 0;
  for (const auto& row : rows) {
    sum += edge(row.box);
    squares += edge(row.box) * edge(row.box);
  }
  const auto n = static_cast<double>(rows.size());
  return std::sqrt(squares / n - sum / n * (sum / n));
}

TEST(Degrade, TheSameSeedGivesTheSameBoxes) {
  const auto boxes = person(40, 200, 0.3);
  EXPECT_EQ(to_mot(degrade(boxes, kInfo, {.seed = 5})), to_mot(degrade(boxes, kInfo, {.seed = 5})));
  EXPECT_NE(to_mot(degrade(boxes, kInfo, {.seed = 5})), to_mot(degrade(boxes, kInfo, {.seed = 6})));
}

TEST(Degrade, SmallPeopleAreMissedAsOftenAsMeasured) {
  EXPECT_NEAR(missed(12), 0.38, 0.20);  // steep here: measured over heights 10 to 14
  EXPECT_NEAR(missed(16), 0.154, 0.04);
  EXPECT_NEAR(missed(20), 0.063, 0.02);
  EXPECT_NEAR(missed(40), 0.02, 0.015);
  EXPECT_GT(missed(6), 0.95);
}

TEST(Degrade, HiddenPeopleAreMissedAsOftenAsMeasured) {
  EXPECT_NEAR(missed(50, 0.1), 0.09, 0.04);
  EXPECT_NEAR(missed(50, 0.6), 0.40, 0.10);
  EXPECT_NEAR(missed(50, 0.85), 0.68, 0.05);
}

TEST(Degrade, OnlyNearerPeopleHide) {
  // Whoever stands in front stays as visible as somebody alone.
  std::vector<MotRow> front = person(50, 1, 0.8);
  for (auto& row : front) row.id = 3 - row.id;
  EXPECT_LT(1 - static_cast<double>(draws(front, 2000).size()) / 2000, 0.05);
  // A box that is hardly one hides nobody.
  std::vector<MotRow> faint = person(50, 1, 0.8);
  faint.back().confidence = 0.2;
  EXPECT_LT(1 - static_cast<double>(draws(faint, 2000).size()) / 2000, 0.05);
}

TEST(Degrade, ScoresAreThoseOfTheMeasuredDetector) {
  for (const auto& [height, lowest_tenth, median] :
       {std::tuple(16.0, 0.17, 0.43), std::tuple(20.0, 0.32, 0.61), std::tuple(28.0, 0.51, 0.73),
        std::tuple(45.0, 0.68, 0.80), std::tuple(81.0, 0.80, 0.85)}) {
    const auto found = draws(person(height, 1), 3000);
    EXPECT_NEAR(quantile(found, 0.1), lowest_tenth, 0.07) << height;
    EXPECT_NEAR(quantile(found, 0.5), median, 0.06) << height;
    EXPECT_GE(quantile(found, 0), 0.0999);
    EXPECT_LT(quantile(found, 1), 1);
  }
}

TEST(Degrade, WhatIsHardlyAPersonScoresLikeClutter) {
  const auto clutter = draws(person(60, 1, 0, 0.0), 3000);
  EXPECT_NEAR(quantile(clutter, 0.5), 0.20, 0.04);
  EXPECT_NEAR(quantile(clutter, 0.9), 0.60, 0.06);
}

TEST(Degrade, EdgesMoveInProportionToHeight) {
  for (const auto& [height, side, upper, lower] :
       {std::tuple(46.0, 0.030, 0.024, 0.023), std::tuple(29.0, 0.033, 0.042, 0.039),
        std::tuple(23.0, 0.042, 0.060, 0.055)}) {
    const auto found = draws(person(height, 1), 4000);
    const double left = deviation(found, [](const Box& box) { return box.left; }) / height;
    const double top = deviation(found, [](const Box& box) { return box.top; }) / height;
    const double bottom = deviation(found, [](const Box& box) { return box.bottom(); }) / height;
    EXPECT_NEAR(left, side, 0.006) << height;
    EXPECT_NEAR(top, upper, 0.012) << height;
    EXPECT_NEAR(bottom, lower, 0.010) << height;
  }
}

TEST(Degrade, MissesComeInRuns) {
  constexpr int kFrames = 60'000;
  std::vector<char> seen(kFrames + 1, 0);
  for (const auto& row : degrade(person(45, kFrames), kInfo, {})) seen[row.frame] = 1;
  int misses = 0, again = 0;
  for (int frame = 1; frame < kFrames; ++frame) {
    misses += !seen[frame];
    again += !seen[frame] && !seen[frame + 1];
  }
  EXPECT_NEAR(static_cast<double>(again) / misses, 0.51, 0.07);
}

TEST(Degrade, BoxesStayInsideThePicture) {
  std::vector<MotRow> rows;
  for (int frame = 1; frame <= 500; ++frame) {
    rows.push_back({frame, -1, {-10, -20, 40, 100}, 1, -1});
    rows.push_back({frame, -1, {390, 350, 40, 100}, 1, -1});
    rows.push_back({frame, -1, {500, 500, 40, 100}, 1, -1});
  }
  const auto inside = degrade(rows, kInfo, {});
  EXPECT_GT(inside.size(), 500u);
  for (const auto& row : inside) {
    EXPECT_GE(row.box.left, 0);
    EXPECT_GE(row.box.top, 0);
    EXPECT_LE(row.box.right(), 416);
    EXPECT_LE(row.box.bottom(), 416);
    EXPECT_GE(row.box.width, 1);
    EXPECT_GE(row.box.height, 1);
  }
}

TEST(Degrade, NothingIsAdded) {
  EXPECT_TRUE(degrade({}, kInfo, {}).empty());
  const auto boxes = person(50, 100);
  const auto worse = degrade(boxes, kInfo, {});
  EXPECT_LT(worse.size(), boxes.size());
  for (std::size_t i = 1; i < worse.size(); ++i) EXPECT_LT(worse[i - 1].frame, worse[i].frame);
}

}  // namespace
}  // namespace sillage::eval
