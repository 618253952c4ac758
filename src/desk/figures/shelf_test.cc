// SPDX-License-Identifier: Apache-2.0
#include "desk/figures/shelf.h"

#include <gmock/gmock.h>

namespace sillage::desk {
namespace {

using ::testing::ElementsAre;

constexpr Instant day(int number) { return Instant(std::chrono::days(number)); }

/// A span a day, from a table that counts how often it is read.
class ShelfTest : public ::testing::Test {
 protected:
  std::vector<std::int64_t> bins(Instant from, Instant to) {
    std::vector<std::int64_t> seen;
    const auto read = [this](Instant first, Instant end) -> Result<std::vector<SpanRow>> {
      ++reads_;
      if (is_changed_meanwhile_) shelf_.renew();
      if (fails_) return fail(ErrorCode::kUnavailable, "busy");
      std::vector<SpanRow> rows;
      for (int i = 0; i < 100; ++i) {  // the newest first: the shelf puts them in order
        const int number = 99 - i;
        if (day(number) >= first && day(number) < end) {
          rows.push_back({day(number), day(number + 1), number + added_});
        }
      }
      return rows;
    };
    const auto done = shelf_.visit("spans", std::chrono::days(32), from, to, read,
                                   [&](const SpanRow& row) { seen.push_back(row.bins); });
    is_done_ = done.has_value();
    return seen;
  }

  Shelf<SpanRow> shelf_{1 << 20};
  int reads_ = 0, added_ = 0;
  bool is_changed_meanwhile_ = false, fails_ = false, is_done_ = false;
};

TEST_F(ShelfTest, ShowsThePeriodInTheOrderOfTimeAndReadsABlockOnce) {
  EXPECT_THAT(bins(day(30), day(34)), ElementsAre(30, 31, 32, 33));
  EXPECT_EQ(reads_, 2);  // days 0 to 31, and 32 to 63
  EXPECT_THAT(bins(day(31) + std::chrono::hours(1), day(33)), ElementsAre(32));
  EXPECT_EQ(reads_, 2);
  EXPECT_THAT(bins(day(33), day(33)), ElementsAre());
}

TEST_F(ShelfTest, ReadsAgainAfterAChange) {
  EXPECT_THAT(bins(day(1), day(2)), ElementsAre(1));
  added_ = 100;
  EXPECT_THAT(bins(day(1), day(2)), ElementsAre(1));
  shelf_.renew();
  EXPECT_THAT(bins(day(1), day(2)), ElementsAre(101));
}

TEST_F(ShelfTest, DoesNotKeepWhatChangedWhileItWasRead) {
  is_changed_meanwhile_ = true;
  EXPECT_THAT(bins(day(1), day(2)), ElementsAre(1));
  is_changed_meanwhile_ = false;
  added_ = 100;
  EXPECT_THAT(bins(day(1), day(2)), ElementsAre(101));
}

TEST_F(ShelfTest, PassesOnAFailureAndTriesAgain) {
  fails_ = true;
  EXPECT_THAT(bins(day(1), day(2)), ElementsAre());
  EXPECT_FALSE(is_done_);
  fails_ = false;
  EXPECT_THAT(bins(day(1), day(2)), ElementsAre(1));
  EXPECT_TRUE(is_done_);
}

TEST_F(ShelfTest, KnowsTimesBeforeTheEpoch) {
  EXPECT_THAT(bins(day(-40), day(2)), ElementsAre(0, 1));
}

}  // namespace
}  // namespace sillage::desk
