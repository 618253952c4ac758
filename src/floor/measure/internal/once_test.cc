// SPDX-License-Identifier: Apache-2.0
#include "floor/measure/internal/once.h"

#include <gmock/gmock.h>

namespace sillage::floor::internal {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Once, CountsAPlaceOnceWhateverTheBin) {
  Once once;
  const Amounts first{{{Count::kDwell, 3, 4}, 1}, {{Count::kDwellCensored, 3, 6}, 1}};
  EXPECT_THAT(once.take(first), ElementsAre(CountKey{Count::kNewcomer, 3, 0},
                                            CountKey{Count::kStayInZone, 3, 6}));
  EXPECT_THAT(once.take(first), IsEmpty());
}

TEST(Once, AnEntryCountsOnceThroughWhateverLine) {
  Once once;
  EXPECT_THAT(once.take({{{Count::kEntry, 1}, 1}, {{Count::kEntry, 0}, 2}}),
              ElementsAre(CountKey{Count::kStayEntry, 0, 0}));
  EXPECT_THAT(once.take({{{Count::kEntry, 2}, 1}}), IsEmpty());
}

TEST(Once, ABrokenIdentityGoesOnWithTheStay) {
  Once before, heir;
  before.take({{{Count::kEntry, 0}, 1}, {{Count::kDwell, 5, 1}, 1}, {{Count::kFlow, 5, 6}, 1}});
  heir.inherit(before, /*stay_goes_on=*/true);
  EXPECT_THAT(heir.take({{{Count::kEntry, 0}, 1},
                         {{Count::kDwell, 5, 9}, 1},
                         {{Count::kFlow, 5, 6}, 1}}),
              IsEmpty());
}

TEST(Once, WhoComesInAfterSomebodyLeftIsANewStayOfPerhapsTheSameBody) {
  Once before, heir;
  before.take({{{Count::kEntry, 0}, 1}, {{Count::kDwell, 5, 1}, 1}});
  heir.inherit(before, /*stay_goes_on=*/false);
  EXPECT_THAT(heir.take({{{Count::kEntry, 0}, 1}, {{Count::kDwell, 5, 9}, 1}}),
              ElementsAre(CountKey{Count::kStayEntry, 0, 0}, CountKey{Count::kStayInZone, 5, 9}));
}

TEST(Once, NobodyIsInMoreZonesOrOnMoreWaysThanTheBound) {
  Once once;
  std::size_t zones = 0, flows = 0;
  for (int bin = 0; bin < 50; ++bin) {
    const Amounts amounts{{{Count::kDwell, bin, 1}, 1},
                          {{Count::kFlow, bin, static_cast<std::uint64_t>(bin) + 1}, 1}};
    for (const CountKey& key : once.take(amounts)) {
      zones += key.kind == Count::kStayInZone ? 1 : 0;
      flows += key.kind == Count::kStayBetween ? 1 : 0;
    }
  }
  EXPECT_EQ(zones, kMostStayZones);
  EXPECT_EQ(flows, kMostStayFlows);
}

}  // namespace
}  // namespace sillage::floor::internal
