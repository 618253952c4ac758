// SPDX-License-Identifier: Apache-2.0
#include "eval/analytics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sillage::eval {
namespace {

using ::testing::HasSubstr;

/// One line, at x = 100; ten frames a second.
constexpr AnalyticsOptions kOptions{.frame_rate = 10, .image_width = 200, .lines = 1};

/// A person whose foot is at `xs`, one frame after another.
std::vector<MotRow> path(std::vector<double> xs, long id = 1, int first_frame = 1) {
  std::vector<MotRow> rows;
  for (const double x : xs) {
    rows.push_back({first_frame++, id, Box{x - 10, 0, 20, 40}, 1, 1});
  }
  return rows;
}

Analytics compare(const std::vector<MotRow>& truth, const std::vector<MotRow>& result) {
  const auto analytics = compare_analytics(truth, result, kOptions, Preprocess::kMot17);
  EXPECT_TRUE(analytics) << analytics.error().to_string();
  return analytics.value_or(Analytics{});
}

CrossingCount crossings_of(std::vector<double> xs) {
  return compare({}, path(std::move(xs))).lines.at(0).result;
}

TEST(Analytics, LinesAreEvenlySpaced) {
  const auto analytics =
      compare_analytics({}, {}, {.frame_rate = 30, .image_width = 1920}, Preprocess::kMot17);
  ASSERT_TRUE(analytics);
  ASSERT_EQ(analytics->lines.size(), 15u);
  EXPECT_DOUBLE_EQ(analytics->lines.front().x, 120);
  EXPECT_DOUBLE_EQ(analytics->lines.back().x, 1800);
}

TEST(Analytics, CrossingNeedsTheBandOnBothSides) {
  EXPECT_EQ(crossings_of({80, 120}).right, 1);
  EXPECT_EQ(crossings_of({120, 80}).left, 1);
  EXPECT_EQ(crossings_of({120, 80}).right, 0);
  EXPECT_EQ(crossings_of({80, 115}).right, 0) << "just at the edge of the band";
  EXPECT_EQ(crossings_of({85, 120}).right, 0) << "began inside the band";
  EXPECT_EQ(crossings_of({80, 110, 90, 110, 90, 120}).right, 1) << "dawdled in the band";
  const auto there_and_back = crossings_of({80, 120, 80, 120});
  EXPECT_EQ(there_and_back.right, 2);
  EXPECT_EQ(there_and_back.left, 1);
}

TEST(Analytics, VisitorIsThereForASecondGapsIncluded) {
  EXPECT_EQ(compare({}, path(std::vector<double>(9, 50))).sums.result_visitors, 0);
  EXPECT_EQ(compare({}, path(std::vector<double>(10, 50))).sums.result_visitors, 1);
  auto with_gap = path({50});
  with_gap.push_back(path({50}, 1, 10).front());
  EXPECT_EQ(compare({}, with_gap).sums.result_visitors, 1);
}

TEST(Analytics, ErrorsDoNotNetBetweenDirectionsOrSequences) {
  const auto analytics = compare(path({80, 120}), path({120, 80}));
  EXPECT_EQ(analytics.sums.truth_crossings, 1);
  EXPECT_EQ(analytics.sums.result_crossings, 1);
  EXPECT_EQ(analytics.sums.crossing_absolute_error, 2);
  EXPECT_DOUBLE_EQ(errors(analytics.sums).crossings, 2);

  const auto somebody = path(std::vector<double>(20, 50));
  AnalyticsSums sums = compare(somebody, {}).sums;
  sums += compare({}, somebody).sums;
  EXPECT_EQ(sums.visitor_absolute_error, 2);
  EXPECT_DOUBLE_EQ(errors(sums).visitors, 2);
  EXPECT_DOUBLE_EQ(errors(sums).visitors_net, 0);
}

TEST(Analytics, IgnoredRowsAndOtherClassesAreNoTruth) {
  auto ignored = path(std::vector<double>(20, 50), 1);
  for (auto& row : ignored) row.confidence = 0;
  auto car = path(std::vector<double>(20, 50), 2);
  for (auto& row : car) row.object_class = 3;
  ignored.insert(ignored.end(), car.begin(), car.end());
  EXPECT_EQ(compare(ignored, {}).sums.truth_ids, 0);
  const auto mot15 = compare_analytics(ignored, {}, kOptions, Preprocess::kMot15);
  ASSERT_TRUE(mot15);
  EXPECT_EQ(mot15->sums.truth_ids, 1);
}

TEST(Analytics, OptionsAreChecked) {
  const auto no_rate = compare_analytics({}, {}, {.image_width = 200}, Preprocess::kMot15);
  ASSERT_FALSE(no_rate);
  EXPECT_THAT(no_rate.error().message, HasSubstr("give both, in seqinfo.ini"));
  const auto no_lines = compare_analytics({}, {}, {.frame_rate = 1, .image_width = 200, .lines = 0},
                                          Preprocess::kMot15);
  ASSERT_FALSE(no_lines);
  EXPECT_THAT(no_lines.error().message, HasSubstr("give 1 to 1000 lines"));
}

}  // namespace
}  // namespace sillage::eval
