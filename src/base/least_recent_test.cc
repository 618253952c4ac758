// SPDX-License-Identifier: Apache-2.0
#include "base/least_recent.h"

#include <gtest/gtest.h>

namespace sillage {
namespace {

TEST(LeastRecent, ForgetsWhatWasNotAskedForTheLongest) {
  LeastRecent<int> kept(4000);
  for (int i = 0; i < 4; ++i) kept.put(std::to_string(i), i, 700);
  ASSERT_NE(kept.find("1"), nullptr);
  kept.put("4", 4, 700);
  kept.put("5", 5, 700);
  EXPECT_NE(kept.find("1"), nullptr);
  EXPECT_FALSE(kept.contains("0"));
  EXPECT_FALSE(kept.contains("2"));
  EXPECT_EQ(*kept.find("5"), 5);
}

TEST(LeastRecent, LeavesOutWhatWouldPushOutTheRest) {
  LeastRecent<int> kept(4000);
  kept.put("small", 1, 10);
  kept.put("large", 2, 1000);
  EXPECT_TRUE(kept.contains("small"));
  EXPECT_FALSE(kept.contains("large"));
}

TEST(LeastRecent, ForgetsAll) {
  LeastRecent<int> kept(4000);
  kept.put("a", 1, 10);
  kept.clear();
  EXPECT_EQ(kept.find("a"), nullptr);
  kept.put("a", 2, 10);
  EXPECT_EQ(*kept.find("a"), 2);
}

}  // namespace
}  // namespace sillage
