// SPDX-License-Identifier: Apache-2.0
#include "eye/detect/internal/suppress.h"

#include <algorithm>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sillage::eye {
namespace {

std::vector<Detection> random_detections(std::mt19937& random, std::size_t count) {
  std::uniform_real_distribution<double> place(0, 200);
  std::uniform_real_distribution<double> size(5, 80);
  std::uniform_int_distribution<int> score(1, 20);  // coarse, so that scores tie
  std::vector<Detection> detections;
  for (std::size_t i = 0; i < count; ++i) {
    detections.push_back({{place(random), place(random), size(random), size(random)},
                          static_cast<float>(score(random)) / 20});
  }
  return detections;
}

bool same(const std::vector<Detection>& a, const std::vector<Detection>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& x, const auto& y) {
    return x.box == y.box && x.score == y.score;
  });
}

TEST(SuppressOverlaps, KeepsTheBestOfACrowdAndEverythingApart) {
  const std::vector<Detection> found{
      {{1, 0, 10, 20}, 0.6F}, {{0, 0, 10, 20}, 0.9F}, {{100, 0, 10, 20}, 0.3F}};
  const auto kept = suppress_overlaps(found, 0.5);
  ASSERT_EQ(kept.size(), 2u);
  EXPECT_FLOAT_EQ(kept[0].score, 0.9F);
  EXPECT_FLOAT_EQ(kept[1].score, 0.3F);
}

TEST(SuppressOverlaps, AnOverlapOfExactlyTheLimitIsKept) {
  // 5 of 15 columns are shared.
  const std::vector<Detection> found{{{0, 0, 10, 10}, 0.9F}, {{5, 0, 10, 10}, 0.8F}};
  EXPECT_EQ(suppress_overlaps(found, 1.0 / 3).size(), 2u);
  EXPECT_EQ(suppress_overlaps(found, 0.33).size(), 1u);
}

TEST(SuppressOverlaps, ASuppressedBoxSuppressesNothing) {
  const std::vector<Detection> chain{
      {{0, 0, 10, 10}, 0.9F}, {{4, 0, 10, 10}, 0.8F}, {{8, 0, 10, 10}, 0.7F}};
  const auto kept = suppress_overlaps(chain, 0.4);
  ASSERT_EQ(kept.size(), 2u);
  EXPECT_EQ(kept[1].box.left, 8);
}

TEST(SuppressOverlaps, OfEqualScoresTheEarlierStays) {
  const std::vector<Detection> found{{{1, 0, 10, 10}, 0.5F}, {{0, 0, 10, 10}, 0.5F}};
  const auto kept = suppress_overlaps(found, 0.5);
  ASSERT_EQ(kept.size(), 1u);
  EXPECT_EQ(kept[0].box.left, 1);
}

TEST(SuppressOverlaps, NothingComesOfNothing) {
  EXPECT_THAT(suppress_overlaps({}, 0.5), ::testing::IsEmpty());
}

TEST(SuppressOverlaps, BoundsItsWorkByTakingTheBest) {
  std::vector<Detection> apart;
  for (std::size_t i = 0; i < kMaxCandidates + 50; ++i) {
    apart.push_back({{static_cast<double>(20 * i), 0, 10, 10}, static_cast<float>(i) / 10000});
  }
  const auto kept = suppress_overlaps(apart, 0.5);
  ASSERT_EQ(kept.size(), kMaxCandidates);
  EXPECT_FLOAT_EQ(kept.front().score, static_cast<float>(kMaxCandidates + 49) / 10000);
}

TEST(SuppressOverlaps, Properties) {
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    const auto found = random_detections(random, 60);
    const double limit = 0.1 + 0.004 * round;
    const auto kept = suppress_overlaps(found, limit);
    ASSERT_TRUE(same(kept, suppress_overlaps(kept, limit))) << "a second pass changes nothing";
    for (std::size_t i = 0; i < kept.size(); ++i) {
      for (std::size_t j = i + 1; j < kept.size(); ++j) {
        ASSERT_LE(iou(kept[i].box, kept[j].box), limit);
        ASSERT_GE(kept[i].score, kept[j].score);
      }
    }
    for (const auto& candidate : found) {
      const bool explained = std::any_of(kept.begin(), kept.end(), [&](const Detection& other) {
        return other.box == candidate.box ||
               (other.score >= candidate.score && iou(other.box, candidate.box) > limit);
      });
      ASSERT_TRUE(explained) << "a box vanished that no better one covers";
    }
  }
}

}  // namespace
}  // namespace sillage::eye
