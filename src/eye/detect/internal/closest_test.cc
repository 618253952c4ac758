// SPDX-License-Identifier: Apache-2.0
#include "eye/detect/internal/closest.h"

#include <gtest/gtest.h>

namespace sillage::eye {
namespace {

const std::vector<std::string> kNames{"sillage-person-v1", "yolox-nano"};

TEST(Closest, FindsASlipOfTheFinger) {
  EXPECT_EQ(closest("yolox-nanno", kNames), "yolox-nano");
  EXPECT_EQ(closest("yolo-nano", kNames), "yolox-nano");
  EXPECT_EQ(did_you_mean("sillage-person-v1", kNames), "; did you mean 'sillage-person-v1'?");
}

TEST(Closest, DoesNotGuessWildly) {
  EXPECT_EQ(closest("resnet", kNames), "");
  EXPECT_EQ(closest("", kNames), "");
  EXPECT_EQ(closest(std::string(100000, 'y'), kNames), "");
  EXPECT_EQ(did_you_mean("x", {"a", "b"}), "");
}

}  // namespace
}  // namespace sillage::eye
