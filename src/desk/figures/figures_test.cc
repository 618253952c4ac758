// SPDX-License-Identifier: Apache-2.0
#include "desk/figures/figures.h"

#include <cmath>
#include <numeric>

#include <gmock/gmock.h>

#include "desk/figures/comparison.h"
#include "desk/figures/histogram.h"

namespace sillage::desk {
namespace {

using ::testing::DoubleNear;

Calendar paris() { return *Calendar::create("Europe/Paris"); }
Instant at(const char* text) { return *parse_iso8601(text); }
Instant day(int year, unsigned month, unsigned number) {
  return paris().begin_of(std::chrono::year(year) / static_cast<int>(month) /
                          static_cast<int>(number));
}

TEST(Period, IsCutIntoFewPiecesWithoutGapOrOverlap) {
  const Period period{at("2026-08-25T09:15:00Z"), at("2026-11-23T10:30:00Z")};
  const auto pieces = pieces_of(period, paris());
  EXPECT_LT(pieces.size(), 12u);
  Instant next = period.from;
  for (const Piece& piece : pieces) {
    EXPECT_EQ(piece.period.from, next);
    EXPECT_GT(piece.period.to, piece.period.from);
    if (piece.level != Level::kBin) {
      EXPECT_EQ(paris().floor(piece.level, piece.period.from), piece.period.from);
      EXPECT_EQ(paris().floor(piece.level, piece.period.to), piece.period.to);
    }
    next = piece.period.to;
  }
  EXPECT_EQ(next, period.to);
}

TEST(Period, StretchesAreCutToIt) {
  const auto weeks = stretches_of({day(2026, 11, 4), day(2026, 11, 18)}, Level::kWeek, paris());
  ASSERT_EQ(weeks.size(), 3u);
  EXPECT_EQ(weeks[0].from, day(2026, 11, 4));
  EXPECT_EQ(weeks[0].to, day(2026, 11, 9));
  EXPECT_EQ(weeks[2].to, day(2026, 11, 18));
}

TEST(Period, EarlierPeriodsKeepDaysAcrossAClockChange) {
  // Clocks went back on 25 October 2026.
  const Period week{day(2026, 10, 26), day(2026, 11, 2)};
  EXPECT_EQ(earlier(week, Against::kPrevious, paris()),
            (Period{day(2026, 10, 19), day(2026, 10, 26)}));
  const Period one{day(2026, 11, 3), day(2026, 11, 4)};
  EXPECT_EQ(earlier(one, Against::kWeek, paris()), (Period{day(2026, 10, 27), day(2026, 10, 28)}));
  EXPECT_EQ(earlier(one, Against::kYear, paris()), (Period{day(2025, 11, 4), day(2025, 11, 5)}));
}

Ground ground(std::int64_t bins = 4) {
  Ground made;
  made.span.bins = bins;
  made.span.observed_s = 1800;
  made.span.k = 10;
  made.length_s = 3600;
  made.metric_version = 2;
  return made;
}

RollupRow row_of(double total, std::int64_t measured, std::int64_t withheld = 0) {
  RollupRow row;
  row.total = row.low = row.high = total;
  row.measured = measured;
  row.withheld = withheld;
  return row;
}

TEST(Number, NullIsNotZero) {
  const Number none = sum_of(nullptr, ground());
  EXPECT_EQ(none.value, std::nullopt);
  EXPECT_FALSE(none.withheld);
  EXPECT_EQ(none.missing, 4);
  EXPECT_EQ(none.coverage, 0.5);
  const RollupRow hidden = row_of(0, 0, 4);
  EXPECT_TRUE(sum_of(&hidden, ground()).withheld);
  EXPECT_EQ(sum_of(&hidden, ground()).value, std::nullopt);
  const RollupRow zero = row_of(0, 4);
  EXPECT_EQ(sum_of(&zero, ground()).value, 0);
}

TEST(Number, WithheldBinsMakeItAtLeast) {
  const RollupRow row = row_of(30, 3, 1);
  const Number number = sum_of(&row, ground());
  EXPECT_EQ(number.value, 30);
  EXPECT_EQ(number.interval, Interval::kAtLeast);
  EXPECT_EQ(number.low, 30);
  EXPECT_EQ(number.high, std::nullopt);
}

TEST(Number, SharesHaveWilsonsInterval) {
  RollupRow row = row_of(10, 4);
  row.part = 10;
  row.whole = 100;
  row.paired = 4;
  const Number rate = number_of(*find_metric("bounce_rate"), std::vector{row}, ground());
  EXPECT_EQ(rate.value, 0.1);
  // Newcombe (1998) gives 0.0552 to 0.1744 for 10 of 100.
  EXPECT_THAT(*rate.low, DoubleNear(0.0552, 1e-4));
  EXPECT_THAT(*rate.high, DoubleNear(0.1744, 1e-4));
  const Number both = number_of(*find_metric("capture_rate"), std::vector{row}, ground());
  EXPECT_THAT(*both.value, DoubleNear(10.0 / 110, 1e-12));
  row.paired = 0;
  EXPECT_EQ(number_of(*find_metric("bounce_rate"), std::vector{row}, ground()).value,
            std::nullopt);
}

TEST(Number, MeansAreWeighedByObservedTime) {
  RollupRow row = row_of(12, 2);
  row.weighted = 10 * 900 + 2 * 300;
  row.weight_s = 1200;
  row.largest = 10;
  EXPECT_EQ(number_of(*find_metric("occupancy_mean"), std::vector{row}, ground()).value, 8);
  EXPECT_EQ(number_of(*find_metric("occupancy_max"), std::vector{row}, ground()).value, 10);
}

RollupRow durations(double from, double to, double count) {
  RollupRow row = row_of(count, 1);
  row.extent = {from, to, 0, 0};
  return row;
}

TEST(Histogram, SharesOutWhatIsKnownOfAWiderClassAlone) {
  const std::vector rows{durations(10, 20, 6), durations(10, 40, 10), durations(20, 40, 4)};
  const Histogram histogram = histogram_of(rows);
  ASSERT_EQ(histogram.classes.size(), 2u);
  EXPECT_DOUBLE_EQ(histogram.classes[0].count, 11);
  EXPECT_DOUBLE_EQ(histogram.classes[1].count, 9);
  EXPECT_TRUE(histogram.classes[0].joined);
  EXPECT_TRUE(histogram.classes[1].joined);
  EXPECT_DOUBLE_EQ(histogram.total, 20);
}

TEST(Histogram, SharesOutNeitherMoreNorLessThanThereIsFromZeroOn) {
  const std::vector rows{durations(0, 10, 27), durations(0, 113, 60), durations(10, 56, 37),
                         durations(56, 113, 23), durations(113, 226, 153)};
  double sum = 0;
  for (const HistogramClass& next : histogram_of(rows).classes) sum += next.count;
  EXPECT_NEAR(sum, 300, 1e-9);
  EXPECT_GT(*quantile_of(histogram_of(rows), 0.5).value_s, 113);
}

TEST(Histogram, QuantilesLieInTheirClass) {
  const Histogram histogram =
      histogram_of(std::vector{durations(10, 20, 50), durations(20, 40, 40),
                               durations(40, 86400, 10)});
  const Quantile median = quantile_of(histogram, 0.5);
  EXPECT_DOUBLE_EQ(*median.value_s, 20);
  EXPECT_EQ(median.low_s, 10);
  const Quantile p70 = quantile_of(histogram, 0.7);
  EXPECT_THAT(*p70.value_s, DoubleNear(20 * std::sqrt(2.0), 1e-9));
  const Quantile p95 = quantile_of(histogram, 0.95);
  EXPECT_EQ(p95.value_s, std::nullopt) << "somewhere above";
  EXPECT_EQ(p95.low_s, 40);
  EXPECT_EQ(quantile_of(Histogram{}, 0.5).value_s, std::nullopt);
}

std::vector<NumberAt> days_of(std::initializer_list<double> values) {
  std::vector<NumberAt> days;
  for (const double value : values) days.emplace_back().number.value = value;
  return days;
}

TEST(Comparison, SaysMoreOnlyWhereTheIntervalDoes) {
  const auto before = days_of({100, 104, 96, 101, 99, 100, 100});
  const auto after = days_of({120, 118, 122, 121, 119, 120, 120});
  const Comparison more = compare(before, after);
  EXPECT_EQ(more.movement.verdict, Verdict::kMore);
  EXPECT_DOUBLE_EQ(*more.difference, 20);
  EXPECT_GT(*more.low, 15);
  EXPECT_EQ(compare(after, before).movement.verdict, Verdict::kLess);
  const auto noisy = days_of({60, 160, 90, 130, 70, 140, 95});
  EXPECT_EQ(compare(before, noisy).movement.verdict, Verdict::kNoClearChange);
  const Comparison few = compare(days_of({100, 100}), after);
  EXPECT_EQ(few.movement.verdict, Verdict::kNotEnoughData);
  EXPECT_EQ(few.low, std::nullopt);
  EXPECT_DOUBLE_EQ(*few.difference, 20);
  EXPECT_EQ(compare({}, after).difference, std::nullopt);
}

/// Days that are gaps are no zeros.
TEST(Comparison, LeavesOutDaysWithoutAValue) {
  auto before = days_of({100, 104, 96, 101, 99, 100});
  before.emplace_back();
  EXPECT_EQ(compare(before, before).a.days, 6);
  EXPECT_DOUBLE_EQ(*compare(before, before).a.mean, 100);
}

TEST(Movement, OfCountsIsThatOfTheirRatio) {
  Number now, before;
  now.value = 1200;
  before.value = 1000;
  const Movement clear = movement_of(*find_metric("entries"), now, before);
  EXPECT_EQ(clear.verdict, Verdict::kMore);
  EXPECT_THAT(*clear.relative, DoubleNear(0.2, 1e-12));
  now.value = 12;
  before.value = 10;
  EXPECT_EQ(movement_of(*find_metric("entries"), now, before).verdict, Verdict::kNoClearChange);
  before.value = 0;
  EXPECT_EQ(movement_of(*find_metric("entries"), now, before).verdict, Verdict::kNotEnoughData);
}

}  // namespace
}  // namespace sillage::desk
