// SPDX-License-Identifier: Apache-2.0
#include "floor/journey/internal/clothing.h"

#include <cstring>
#include <new>

#include <gtest/gtest.h>

namespace sillage::floor::internal {
namespace {

TEST(Codes, AreComparedWithinOneEpochOnly) {
  Codes one, other;
  one.add(0, {7, 0xffff});
  other.add(1, {8, 0xffff});
  EXPECT_FALSE(one.distance(other));
  other.add(1, {7, 0xff00});
  ASSERT_TRUE(one.distance(other));
  EXPECT_DOUBLE_EQ(*one.distance(other), 8 / 64.0);
}

TEST(Codes, TheLatestOfACameraCounts) {
  Codes one, other;
  one.add(0, {7, 0});
  other.add(1, {7, ~0ull});
  other.add(1, {7, 0xf});
  EXPECT_DOUBLE_EQ(*one.distance(other), 4 / 64.0);
  other.add(2, {7, 0});  // another camera's: the mean
  EXPECT_DOUBLE_EQ(*one.distance(other), 2 / 64.0);
}

TEST(Codes, OfTheTrackBeforeCountToo) {
  Codes before, now, other;
  before.add(0, {7, 0xff});
  now.add(1, {7, 0});
  other.add(2, {7, 0});
  now.inherit(before);
  EXPECT_DOUBLE_EQ(*now.distance(other), 4 / 64.0);
  for (int camera = 0; camera < 9; ++camera) now.add(camera, {7, 0});
  EXPECT_DOUBLE_EQ(*now.distance(other), 0);  // its own take their place
}

TEST(Codes, OfACameraCanBeReplacedAndLeftOut) {
  Codes person, track;
  person.add(0, {7, 0xff});
  person.add(1, {7, 0});
  track.add(0, {7, 0});
  EXPECT_DOUBLE_EQ(*track.distance(person), 4 / 64.0);
  EXPECT_DOUBLE_EQ(*track.distance(person, 0), 0);
  person.replace(0, track);
  EXPECT_DOUBLE_EQ(*track.distance(person), 0);
  person.replace(1, {});
  EXPECT_FALSE(track.distance(person, 0)) << "nothing is left but the camera's own";
  person.replace(0, {});
  EXPECT_TRUE(person.empty());
}

TEST(Codes, OfPastEpochsAreForgotten) {
  Codes one, old;
  old.add(0, {7, 0});
  for (int camera = 0; camera < 6; ++camera) one.add(camera, {7, 0});
  one.add(0, {8, 0});
  EXPECT_TRUE(one.distance(old));  // the epoch before may still be compared
  one.add(0, {9, 0});
  EXPECT_FALSE(one.distance(old));
  one.inherit(old);
  EXPECT_FALSE(one.distance(old));
  Codes other;
  other.add(1, {9, 0xff});
  ASSERT_TRUE(one.distance(other));
  EXPECT_DOUBLE_EQ(*one.distance(other), 8 / 64.0);
}

TEST(Codes, OfPastEpochsAreOverwritten) {
  alignas(Codes) unsigned char memory[sizeof(Codes)];
  auto* codes = new (memory) Codes;
  const auto planted = [&] {
    const unsigned char code[] = {0xde, 0xc0, 0xde, 0xc0, 0xde, 0xc0, 0xde, 0xc0};
    return memmem(memory, sizeof memory, code, sizeof code) != nullptr;
  };
  for (int camera = 0; camera < 3; ++camera) codes->add(camera, {7, 0xc0dec0dec0dec0deull});
  EXPECT_TRUE(planted());
  codes->add(0, {9, 1});
  EXPECT_FALSE(planted());
  codes->~Codes();
}

TEST(Codes, LeaveNothingBehind) {
  alignas(Codes) unsigned char memory[sizeof(Codes)];
  auto* codes = new (memory) Codes;
  for (int camera = 0; camera < 9; ++camera) codes->add(camera, {7, 0xc0dec0dec0dec0deull});
  const auto planted = [&] {
    const unsigned char code[] = {0xde, 0xc0, 0xde, 0xc0, 0xde, 0xc0, 0xde, 0xc0};
    return memmem(memory, sizeof memory, code, sizeof code) != nullptr;
  };
  EXPECT_TRUE(planted());
  codes->~Codes();
  EXPECT_FALSE(planted());
}

TEST(ClothingOdds, BeginWithPublishedFigures) {
  const ClothingOdds odds;
  EXPECT_GT(odds.log_ratio(0, 1, 0.15), 1);
  EXPECT_LT(odds.log_ratio(0, 1, 0.5), -1);
  double last = 9;
  for (double d = 0.05; d < 0.65; d += 0.05) {
    EXPECT_LE(odds.log_ratio(0, 1, d), last + 1e-9) << d;
    last = odds.log_ratio(0, 1, d);
  }
}

TEST(ClothingOdds, LearnWhatAPairOfCamerasDoes) {
  ClothingOdds odds;
  const double before = odds.log_ratio(0, 1, 0.4);
  EXPECT_LT(before, 0);
  // These two see colours differently: the same person is at 0.4, others at 0.6.
  for (int i = 0; i < 300; ++i) {
    odds.learn_same(0, 1, 0.4 + 0.02 * (i % 5 - 2), 1);
    odds.learn_two(1, 0, 0.6 + 0.02 * (i % 7 - 3), 1);
    odds.learn_same(2, 3, 0.2 + 0.02 * (i % 5 - 2), 1);
    odds.learn_two(2, 3, 0.5 + 0.02 * (i % 7 - 3), 1);
  }
  EXPECT_GT(odds.log_ratio(0, 1, 0.4), 1);
  EXPECT_GT(odds.log_ratio(0, 1, 0.4), odds.log_ratio(2, 3, 0.4) + 1);
}

TEST(ClothingOdds, NoCodeIsProof) {
  ClothingOdds odds;
  for (int i = 0; i < 5000; ++i) {
    odds.learn_same(0, 1, 0.1, 1);
    odds.learn_two(0, 1, 0.6, 1);
  }
  EXPECT_LE(odds.log_ratio(0, 1, 0.1), 3.5);
  EXPECT_GE(odds.log_ratio(0, 1, 0.6), -3.5);
}

TEST(Codes, ExpireByTheClockThoughNoNewerOneComes) {
  const Instant begin{std::chrono::minutes(15) * 100};
  Codes held, other;
  held.add(0, {101, 0xF0});
  other.add(1, {101, 0xF1});
  held.expire(begin + std::chrono::minutes(15) + std::chrono::seconds(60));
  ASSERT_TRUE(held.distance(other)) << "codes of the epoch before are still made for a minute";
  held.expire(begin + std::chrono::minutes(15) + std::chrono::seconds(65));
  EXPECT_TRUE(held.empty());
  EXPECT_FALSE(held.distance(other));
}

}  // namespace
}  // namespace sillage::floor::internal
