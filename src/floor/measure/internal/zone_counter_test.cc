// SPDX-License-Identifier: Apache-2.0
#include "floor/measure/internal/zone_counter.h"

#include <gmock/gmock.h>

namespace sillage::floor::internal {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

class ZoneCounterTest : public testing::Test {
 protected:
  /// Sightings every 0.1 s for so long.
  void stay(bool inside, double s, bool predicted = false) {
    for (int i = 0; i < static_cast<int>(s * 10 + 0.5); ++i) see(inside, 0.1, predicted);
  }
  void see(bool inside, double after_s, bool predicted = false) {
    now_ += from_seconds(after_s);
    trail_.step(rules_, inside, {now_, {}, predicted}, stays_);
  }
  void end() { trail_.end(rules_, stays_); }

  StayRules rules_{seconds(5), seconds(3)};
  ZoneTrail trail_;
  std::vector<Stay> stays_;
  Instant now_;
};

TEST_F(ZoneCounterTest, StayOfAtLeastTIsAVisit) {
  stay(false, 1);
  stay(true, 5);
  stay(false, 4);
  ASSERT_EQ(stays_.size(), 1u);
  EXPECT_EQ(stays_[0].length, seconds(5));
  EXPECT_EQ(stays_[0].end, Instant(seconds(6)));
  EXPECT_FALSE(stays_[0].censored);
  EXPECT_FALSE(stays_[0].doubtful);
}

TEST_F(ZoneCounterTest, ShorterStayIsNone) {
  stay(false, 1);
  stay(true, 4.9);
  stay(false, 4);
  end();
  EXPECT_TRUE(stays_.empty());
}

TEST_F(ZoneCounterTest, LeavingForLessThanGDoesNotEndAStayAndIsNotCountedIn) {
  stay(false, 1);
  stay(true, 3);
  stay(false, 2.8);
  stay(true, 3);
  stay(false, 4);
  ASSERT_EQ(stays_.size(), 1u);
  EXPECT_EQ(stays_[0].length, seconds(6));
}

TEST_F(ZoneCounterTest, LeavingForGEndsAStay) {
  stay(false, 1);
  stay(true, 6);
  stay(false, 3);
  stay(true, 6);
  stay(false, 3);
  EXPECT_EQ(stays_.size(), 2u);
}

TEST_F(ZoneCounterTest, BeingHiddenInsideIsTimeInside) {
  stay(false, 1);
  stay(true, 1);
  see(true, 4.5);
  stay(false, 4);
  ASSERT_EQ(stays_.size(), 1u);
  EXPECT_EQ(stays_[0].length, milliseconds(5500));
}

TEST_F(ZoneCounterTest, ComingInWhileHiddenCountsAtMostASecond) {
  stay(false, 1);
  see(true, 6);
  stay(true, 5);
  stay(false, 4);
  ASSERT_EQ(stays_.size(), 1u);
  EXPECT_EQ(stays_[0].length, seconds(6));
}

TEST_F(ZoneCounterTest, StayOpenAtTheEndIsCensored) {
  stay(true, 10);
  end();
  ASSERT_EQ(stays_.size(), 1u);
  EXPECT_TRUE(stays_[0].censored);
}

TEST_F(ZoneCounterTest, WhoWasSeenLeavingBeforeTheEndIsNotCensored) {
  stay(true, 10);
  stay(false, 1);
  end();
  ASSERT_EQ(stays_.size(), 1u);
  EXPECT_FALSE(stays_[0].censored);
}

TEST_F(ZoneCounterTest, ShortStayOpenAtTheEndIsNoVisit) {
  stay(true, 3);
  end();
  EXPECT_TRUE(stays_.empty());
}

TEST_F(ZoneCounterTest, MostlyPredictedStayIsDoubtful) {
  stay(true, 2);
  stay(true, 4, /*predicted=*/true);
  stay(false, 4);
  ASSERT_EQ(stays_.size(), 1u);
  EXPECT_TRUE(stays_[0].doubtful);
}

}  // namespace
}  // namespace sillage::floor::internal
