// SPDX-License-Identifier: Apache-2.0
#include "floor/measure/internal/bin_clock.h"

#include <gmock/gmock.h>

namespace sillage::floor::internal {
namespace {

using std::chrono::minutes;
using testing::HasSubstr;

Instant at(Duration since_epoch) { return Instant(since_epoch); }

BinClock clock(BinGrid grid) { return *BinClock::create(grid); }

TEST(BinClock, AlignsToTheHourAndJoinsShortEnds) {
  const BinClock bins = clock({at(minutes(5)), at(minutes(70)), minutes(15), true});
  EXPECT_EQ(bins.last_index(), 2);
  EXPECT_EQ(bins.start_of(0), at(minutes(5)));
  EXPECT_EQ(bins.end_of(0), at(minutes(30)));
  EXPECT_EQ(bins.end_of(1), at(minutes(45)));
  EXPECT_EQ(bins.start_of(2), at(minutes(45)));
  EXPECT_EQ(bins.end_of(2), at(minutes(70)));
}

TEST(BinClock, KeepsAnAlignedDayWhole) {
  const BinClock bins = clock({at(minutes(0)), at(minutes(1440)), minutes(15), true});
  EXPECT_EQ(bins.last_index(), 95);
  EXPECT_EQ(bins.end_of(0), at(minutes(15)));
  EXPECT_EQ(bins.end_of(95), at(minutes(1440)));
}

TEST(BinClock, ShortRecordingIsOneBin) {
  const BinClock bins = clock({at(minutes(14)), at(minutes(16)), minutes(15), true});
  EXPECT_EQ(bins.last_index(), 0);
  EXPECT_EQ(bins.start_of(0), at(minutes(14)));
  EXPECT_EQ(bins.end_of(0), at(minutes(16)));
}

TEST(BinClock, CountsFromTheStartWhereItIsUnknown) {
  const BinClock bins = clock({at(minutes(7)), std::nullopt, minutes(15), false});
  EXPECT_FALSE(bins.last_index());
  EXPECT_EQ(bins.end_of(0), at(minutes(22)));
  EXPECT_EQ(bins.index_of(at(minutes(22))), 1);
  EXPECT_EQ(bins.index_of(at(minutes(22)) - Duration(1)), 0);
}

TEST(BinClock, NoBinIsShorterThanItsLengthButTheOnlyOne) {
  for (int start = 0; start < 40; ++start) {
    for (int length = 1; length < 100; ++length) {
      const BinClock bins =
          clock({at(minutes(start)), at(minutes(start + length)), minutes(15), true});
      Instant last_end = at(minutes(start));
      for (std::int64_t i = 0; i <= *bins.last_index(); ++i) {
        EXPECT_EQ(bins.start_of(i), last_end);
        last_end = bins.end_of(i);
        if (*bins.last_index() > 0) {
          EXPECT_GE(last_end - bins.start_of(i), minutes(15));
        }
        EXPECT_EQ(bins.index_of(bins.start_of(i)), i);
        EXPECT_EQ(bins.index_of(last_end - Duration(1)), i);
      }
      EXPECT_EQ(last_end, at(minutes(start + length)));
    }
  }
}

TEST(BinClock, TimesOutsideOfKnownDataAreBeforeOrInTheLastBin) {
  const BinClock bins = clock({at(minutes(5)), at(minutes(70)), minutes(15), true});
  EXPECT_EQ(bins.index_of(at(minutes(4))), -1);
  EXPECT_EQ(bins.index_of(at(minutes(500))), 2);
}

TEST(BinClock, SaysWhatToDoAboutAnImpossibleGrid) {
  const auto no_length = BinClock::create({at(minutes(0)), std::nullopt, minutes(0), true});
  ASSERT_FALSE(no_length);
  EXPECT_THAT(no_length.error().message, HasSubstr("give a length of more than 0 s"));
  const auto backwards = BinClock::create({at(minutes(9)), at(minutes(3)), minutes(15), true});
  ASSERT_FALSE(backwards);
  EXPECT_THAT(backwards.error().message, HasSubstr("leave the end unknown"));
  const auto far = BinClock::create({Instant::max(), std::nullopt, minutes(15), true});
  ASSERT_FALSE(far);
  EXPECT_THAT(far.error().message, HasSubstr("check the clock of the recording"));
}

}  // namespace
}  // namespace sillage::floor::internal
