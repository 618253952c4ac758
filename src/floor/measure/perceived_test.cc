// SPDX-License-Identifier: Apache-2.0
#include "floor/measure/perceived.h"

#include <cmath>

#include <gtest/gtest.h>

#include "floor/measure/internal/count_key.h"

namespace sillage::floor {
namespace {

using wire::Segment;

constexpr double kCertain = 0.4;

wire::Evidence of(double log_odds) {
  return {static_cast<std::int8_t>(std::lround(16 * log_odds))};
}

TEST(Perceived, NobodyIsGuessed) {
  Perceived seen;
  EXPECT_EQ(seen.segment(0, kCertain), Segment::kUnknown);
  seen.add(of(kCertain - 0.1));
  EXPECT_EQ(seen.segment(0, kCertain), Segment::kUnknown);
}

TEST(Perceived, EvidenceAddsUp) {
  Perceived seen;
  for (int i = 0; i < 4; ++i) seen.add(of(-0.8 * kCertain));
  EXPECT_EQ(seen.segment(0, kCertain), Segment::kMasculine);
}

TEST(Perceived, TheSamePictureAgainIsHardlyMoreEvidence) {
  Perceived once, often;
  once.add(of(0.2 * kCertain));
  // Five looks that told of each other nothing would be enough.
  for (int i = 0; i < 900; ++i) often.add(of(0.2 * kCertain));
  EXPECT_EQ(once.segment(0, kCertain), Segment::kUnknown);
  EXPECT_EQ(often.segment(0, kCertain), Segment::kUnknown);
}

TEST(Perceived, LooksThatDisagreeAnswerNothing) {
  Perceived seen;
  for (int i = 0; i < 10; ++i) seen.add(of(i % 2 == 0 ? 2 : -2));
  EXPECT_EQ(seen.segment(0, kCertain), Segment::kUnknown);
}

TEST(Perceived, AnswersAreFromTheMiddleOfTheStoresCameras) {
  Perceived seen;
  for (int i = 0; i < 3; ++i) seen.add(of(0.5));
  EXPECT_EQ(seen.segment(0, kCertain), Segment::kFeminine);
  EXPECT_EQ(seen.segment(0.4, kCertain), Segment::kUnknown);
  EXPECT_EQ(seen.segment(1, kCertain), Segment::kMasculine);
  EXPECT_EQ(seen.segment(1, 2 * kCertain * seen.weight()), Segment::kUnknown);
  EXPECT_DOUBLE_EQ(seen.mean(), 0.5);
  EXPECT_DOUBLE_EQ(seen.weight(), 3 / 1.6);
  EXPECT_EQ(Perceived().segment(-3, 0), Segment::kUnknown) << "nobody looked";
}

TEST(Perceived, WhatCountsOncePerBodyCountsBySegmentAndNothingElseDoes) {
  using internal::by_segment, internal::Count, internal::CountKey;
  const auto in_zone = by_segment({Count::kStayInZone, 2, 7}, Segment::kMasculine);
  EXPECT_EQ(in_zone, (CountKey{Count::kSegmentZone, 2, 7 * wire::kSegments + 2}));
  EXPECT_FALSE(by_segment({Count::kNewcomer, 2, 0}, Segment::kFeminine));
  EXPECT_FALSE(by_segment({Count::kDwell, 2, 7}, Segment::kFeminine));
}

}  // namespace
}  // namespace sillage::floor
