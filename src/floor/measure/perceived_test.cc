// SPDX-License-Identifier: Apache-2.0
#include "floor/measure/perceived.h"

#include <cmath>

#include <gtest/gtest.h>

#include "floor/measure/internal/count_key.h"

namespace sillage::floor {
namespace {

using wire::Segment;

wire::Evidence of(double log_odds) {
  return {static_cast<std::int8_t>(std::lround(16 * log_odds))};
}

TEST(Perceived, NobodyIsGuessed) {
  Perceived seen;
  EXPECT_EQ(seen.segment(), Segment::kUnknown);
  seen.add(of(Perceived::kCertain - 0.1));
  EXPECT_EQ(seen.segment(), Segment::kUnknown);
}

TEST(Perceived, EvidenceAddsUp) {
  Perceived seen;
  for (int i = 0; i < 4; ++i) seen.add(of(-0.8 * Perceived::kCertain));
  EXPECT_EQ(seen.segment(), Segment::kMasculine);
}

TEST(Perceived, TheSamePictureAgainIsHardlyMoreEvidence) {
  Perceived once, often;
  once.add(of(0.2 * Perceived::kCertain));
  // Five looks that told of each other nothing would be enough.
  for (int i = 0; i < 900; ++i) often.add(of(0.2 * Perceived::kCertain));
  EXPECT_EQ(once.segment(), Segment::kUnknown);
  EXPECT_EQ(often.segment(), Segment::kUnknown);
}

TEST(Perceived, LooksThatDisagreeAnswerNothing) {
  Perceived seen;
  for (int i = 0; i < 10; ++i) seen.add(of(i % 2 == 0 ? 2 : -2));
  EXPECT_EQ(seen.segment(), Segment::kUnknown);
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
