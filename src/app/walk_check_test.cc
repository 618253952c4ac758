// SPDX-License-Identifier: Apache-2.0
#include "app/walk_check.h"

#include <gtest/gtest.h>

namespace sillage::app {
namespace {

config::StoreConfig a_store() {
  config::StoreConfig store;
  store.lines.push_back({LineId("door"), "Door", {{0, 0}, {2, 0}}, {1, 3}});
  store.zones.push_back({ZoneId("shelf"), "Shelf", config::ZoneType::kAisle,
                         *Polygon::create({{0, 4}, {2, 4}, {2, 6}, {0, 6}})});
  return store;
}

TEST(WalkCheck, WhoComesInAndStandsAtTheShelfIsCountedOnce) {
  const auto counts = walk_through(a_store(), {{1, -3}, {1, 5}, {1, 2}});
  ASSERT_TRUE(counts) << counts.error().to_string();
  EXPECT_EQ(counts->lines[0].entries, 1);
  EXPECT_EQ(counts->lines[0].exits, 0);
  EXPECT_EQ(counts->zones[0].visits, 1);
}

TEST(WalkCheck, WhoPassesByIsNot) {
  const auto counts = walk_through(a_store(), {{-5, -2}, {5, -2}});
  ASSERT_TRUE(counts);
  EXPECT_EQ(counts->lines[0].entries, 0);
  EXPECT_EQ(counts->zones[0].visits, 0);
}

TEST(WalkCheck, WhoGoesOutIsAnExit) {
  const auto counts = walk_through(a_store(), {{1, 3}, {1, -3}});
  ASSERT_TRUE(counts);
  EXPECT_EQ(counts->lines[0].exits, 1);
}

}  // namespace
}  // namespace sillage::app
