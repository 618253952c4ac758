// SPDX-License-Identifier: Apache-2.0
#include "floor/measure/internal/units.h"

#include <gtest/gtest.h>

#include "floor/measure/internal/scene.h"

namespace sillage::floor::internal {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

TEST(Units, WhoCameInTwiceAndIsNoVisitorTakesTheUnitAlong) {
  const Plan plan = *Plan::of(test_store());
  Ledger ledger(plan, *BinClock::create({}), seconds(1));
  Units::Members people;
  Units units(plan, ledger, people);
  for (const Units::Serial serial : {1, 2}) {
    Person& person =
        people.try_emplace(serial, plan, TrackId{serial}, Instant{}, Point{}).first->second;
    for (Duration t{}; t < 3 * plan.group_window; t += milliseconds(500)) {
      person.trace.step(Instant{} + t, {0.5 * static_cast<double>(serial), 0},
                        plan.group_window * 4);
    }
  }
  units.come_in(1, Instant{});
  units.come_in(2, Instant{} + seconds(1));
  units.come_in(1, Instant{} + seconds(2));
  units.advance(Instant{} + 3 * plan.group_window);
  const auto amount = [&](Count kind) {
    const Amounts& amounts = people.at(1).account.bins().at(0).amounts;
    const auto found = amounts.find({kind});
    return found == amounts.end() ? 0 : found->second;
  };
  ASSERT_EQ(amount(Count::kUnit), 1);
  ASSERT_EQ(amount(Count::kUnitPeople), 3);
  units.forget(2);
  people.erase(2);
  people.at(1).account.clear();
  EXPECT_NO_THROW(units.exclude(1));
  EXPECT_TRUE(people.at(1).account.bins().empty());
}

}  // namespace
}  // namespace sillage::floor::internal
