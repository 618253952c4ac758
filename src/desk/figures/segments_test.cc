// SPDX-License-Identifier: Apache-2.0
#include "desk/figures/segments.h"

#include <cmath>

#include <gtest/gtest.h>

namespace sillage::desk {
namespace {

using wire::Segment;

void put(Sums& sums, const std::string& scope, Segment segment, double count, double half,
         double from_s = 0, double to_s = 0, const std::string& way = "") {
  RollupRow row;
  row.total = count;
  row.low = count - half;
  row.high = count + half;
  row.ranged = row.measured = 1;
  sums[{scope, {static_cast<double>(segment), from_s, to_s, 0}, way}] = row;
}

TEST(SegmentShares, AreOfAllVisitsTheUnknownAmongThem) {
  Sums sums;
  put(sums, "", Segment::kUnknown, 50, 0);
  put(sums, "", Segment::kFeminine, 90, 20);
  put(sums, "", Segment::kMasculine, 60, 20);
  const SegmentShares shares = segment_shares(sums, "", Ground{});
  EXPECT_DOUBLE_EQ(*shares[0].value, 0.25);
  EXPECT_DOUBLE_EQ(*shares[1].value, 0.45);
  EXPECT_DOUBLE_EQ(*shares[1].low, 0.35);
  EXPECT_DOUBLE_EQ(*shares[2].high, 0.4);
}

TEST(SegmentShares, WhatIsNotToldHasNoValue) {
  const SegmentShares shares = segment_shares({}, "shelf", Ground{});
  for (const Number& share : shares) EXPECT_FALSE(share.value);
}

TEST(SegmentParts, HoursAreInOrderAndPathsByHowOftenTheyAreTaken) {
  Sums hours, paths;
  for (const Segment segment : {Segment::kFeminine, Segment::kMasculine}) {
    put(hours, "", segment, segment == Segment::kFeminine ? 30 : 10, 5, 14, 18);
    put(hours, "", segment, 50, 5, 0, 14);
    put(paths, "", segment, 20, 5, 0, 0, "shelf");
    put(paths, "", segment, segment == Segment::kFeminine ? 20 : 60, 5, 0, 0, "shelf>till");
  }
  const auto of_hours = segment_parts(hours, Ground{});
  ASSERT_EQ(of_hours.size(), 2u);
  EXPECT_EQ(of_hours[0].to_h, 14);
  EXPECT_DOUBLE_EQ(*of_hours[1].shares[1].value, 0.75);
  const auto of_paths = segment_parts(paths, Ground{});
  ASSERT_EQ(of_paths.size(), 2u);
  EXPECT_EQ(of_paths[0].way, "shelf>till");
  EXPECT_DOUBLE_EQ(*of_paths[0].shares[1].value, 0.25);
}

TEST(SegmentParts, AWithheldPartIsNotThere) {
  Sums hours;
  put(hours, "", Segment::kFeminine, 30, 5, 0, 24);
  for (auto& [key, row] : hours) row.withheld = 1;
  EXPECT_TRUE(segment_parts(hours, Ground{}).empty());
}

Sums stays(double more_long) {
  Sums sums;
  for (const auto& [segment, longer] :
       {std::pair{Segment::kFeminine, more_long}, {Segment::kMasculine, 0.0}}) {
    put(sums, "shelf", segment, 300 - longer, 20, 0, 20);
    put(sums, "shelf", segment, 300 + longer, 20, 20, 86'400);
  }
  return sums;
}

TEST(DwellDifference, IsSeenWhereItIsThere) {
  const auto found = dwell_difference(stays(120), "shelf");
  ASSERT_TRUE(found);
  EXPECT_GT(found->change, 0.5);
  EXPECT_GT(found->low, 0);
  EXPECT_TRUE(found->differs());
  EXPECT_NEAR(found->feminine_s / found->masculine_s - 1, found->change, 1e-9);
}

TEST(DwellDifference, IsNotSeenWhereItIsNot) {
  const auto found = dwell_difference(stays(0), "shelf");
  ASSERT_TRUE(found);
  EXPECT_FALSE(found->differs());
}

TEST(DwellDifference, NeedsEnoughStaysAndClasses) {
  Sums few;
  put(few, "shelf", Segment::kFeminine, 12, 2, 0, 20);
  put(few, "shelf", Segment::kFeminine, 12, 2, 20, 86'400);
  put(few, "shelf", Segment::kMasculine, 100, 2, 0, 20);
  put(few, "shelf", Segment::kMasculine, 100, 2, 20, 86'400);
  EXPECT_FALSE(dwell_difference(few, "shelf"));
  Sums one;
  put(one, "shelf", Segment::kFeminine, 120, 2, 0, 86'400);
  put(one, "shelf", Segment::kMasculine, 120, 2, 0, 86'400);
  EXPECT_FALSE(dwell_difference(one, "shelf"));
}

TEST(AbandonmentDifference, NeedsBothTold) {
  Sums joined, gone;
  put(joined, "queue", Segment::kFeminine, 200, 10);
  put(joined, "queue", Segment::kMasculine, 200, 10);
  put(gone, "queue", Segment::kFeminine, 60, 8);
  EXPECT_FALSE(abandonment_difference(joined, gone, "queue"));
  put(gone, "queue", Segment::kMasculine, 20, 8);
  const auto found = abandonment_difference(joined, gone, "queue");
  ASSERT_TRUE(found);
  EXPECT_NEAR(found->difference, 0.2, 1e-9);
  EXPECT_GT(found->low, 0);
  EXPECT_TRUE(found->differs());
}

}  // namespace
}  // namespace sillage::desk
