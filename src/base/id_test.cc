// SPDX-License-Identifier: Apache-2.0
#include "base/id.h"

#include <type_traits>
#include <unordered_set>

#include <gtest/gtest.h>

namespace sillage {
namespace {

TEST(Id, ValidOnesAreShortLowerCaseNames) {
  for (const char* good : {"a", "7", "door-1", "cold_shelf", "0-0"}) {
    EXPECT_TRUE(is_valid_id(good)) << good;
  }
  EXPECT_TRUE(is_valid_id(std::string(32, 'x')));
}

TEST(Id, InvalidOnesAreRefused) {
  for (const char* bad : {"", "-a", "_a", "Door", "a b", "a/b", "a.b", "é", "a\n", "../x"}) {
    EXPECT_FALSE(is_valid_id(bad)) << bad;
  }
  EXPECT_FALSE(is_valid_id(std::string(33, 'x')));
  EXPECT_FALSE(is_valid_id(std::string("a\0b", 3)));
}

TEST(Id, KindsDoNotMix) {
  static_assert(!std::is_convertible_v<ZoneId, LineId>);
  static_assert(!std::is_convertible_v<std::string, ZoneId>);
  static_assert(!std::is_convertible_v<std::uint64_t, TrackId>);
}

TEST(Id, OrdersAndHashesByValue) {
  EXPECT_LT(ZoneId("a"), ZoneId("b"));
  EXPECT_EQ(ZoneId("a"), ZoneId("a"));
  EXPECT_TRUE(ZoneId().empty());
  const std::unordered_set<ZoneId> zones{ZoneId("a"), ZoneId("b"), ZoneId("a")};
  EXPECT_EQ(zones.size(), 2u);
}

}  // namespace
}  // namespace sillage
