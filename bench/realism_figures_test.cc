// SPDX-License-Identifier: Apache-2.0
#include "realism_figures.h"

#include <gtest/gtest.h>

namespace sillage::bench {
namespace {

Seen somebody(long id, Box box, bool counts = true) {
  return {id, box, box, counts, counts, counts};
}

TEST(Match, EachPersonOnceBestScoreFirst) {
  const Look look{{somebody(1, {0, 0, 40, 100})},
                  {{{0, 0, 40, 90}, 0.5}, {{0, 5, 40, 95}, 0.9}, {{300, 0, 40, 100}, 0.6}}};
  const auto matches = match(look);
  EXPECT_EQ(matches[0].verdict, Verdict::kWrong);  // a second box of the same person
  EXPECT_EQ(matches[1].verdict, Verdict::kRight);
  EXPECT_EQ(matches[1].person, 0);
  EXPECT_EQ(matches[2].verdict, Verdict::kWrong);
}

TEST(Match, WhoDoesNotCountMayBeFoundOrNot) {
  const Look look{{somebody(1, {0, 0, 40, 50}, false)},
                  {{{0, 0, 40, 50}, 0.9}, {{5, 5, 10, 10}, 0.9}}};
  for (const Match& one : match(look)) EXPECT_EQ(one.verdict, Verdict::kIgnored);
}

TEST(Match, ABoxOfAllOfSomebodyHalfHiddenIsNotWrong) {
  Look look{{somebody(1, {0, 0, 40, 45})}, {{{0, 0, 40, 100}, 0.9}}};
  look.people[0].whole = {0, 0, 40, 100};
  EXPECT_EQ(match(look)[0].verdict, Verdict::kIgnored);
}

TEST(EdgeJitter, IsNothingOnAStraightWayAndSeesASingleJump) {
  std::vector<TrackedBox> track;
  for (int i = 0; i < 7; ++i) track.push_back({i, {3.0 * i, 2.0 * i, 40, 100}});
  for (const double value : edge_jitter(track)) EXPECT_NEAR(value, 0, 1e-12);
  track[3].box.left += 7;
  track[3].box.width -= 7;
  const auto jitter = edge_jitter(track);
  ASSERT_EQ(jitter.size(), 4u);
  EXPECT_NEAR(jitter[0], 0.06, 1e-12);  // 7 px less a seventh, of 100
  EXPECT_NEAR(jitter[2], 0, 1e-12);
}

TEST(EdgeJitter, NeedsSevenPicturesInARow) {
  std::vector<TrackedBox> track;
  for (int i = 0; i < 7; ++i) track.push_back({i < 4 ? i : i + 1, {0, 0, 40, 100}});
  EXPECT_TRUE(edge_jitter(track).empty());
}

TEST(Histogram, OverlapIsOneForAlikeAndNoneForApart) {
  Histogram a(0.1, 4), b(0.1, 4), c(0.1, 4);
  for (const double value : {0.05, 0.15}) a.add(value), b.add(value), b.add(value);
  c.add(0.25), c.add(9);
  EXPECT_DOUBLE_EQ(overlap(a, b), 1);
  EXPECT_DOUBLE_EQ(overlap(a, c), 0);
  EXPECT_EQ(c.counts[3], 1);
}

TEST(Realism, CountsWhoIsFoundFromTheThresholdOn) {
  const Look look{{somebody(1, {0, 0, 40, 100}), somebody(2, {100, 0, 40, 100}),
                   somebody(3, {200, 0, 40, 100})},
                  {{{0, 0, 40, 100}, 0.8}, {{100, 0, 40, 100}, 0.2}, {{400, 0, 40, 100}, 0.5}}};
  Realism realism;
  realism.add(std::vector<Look>{look}, 1);
  EXPECT_EQ(realism.people, 3);
  EXPECT_EQ(realism.score.total(), 2) << "below the threshold as well";
  EXPECT_DOUBLE_EQ(realism.recall(), 1.0 / 3);
  EXPECT_DOUBLE_EQ(realism.precision(), 0.5);
}

TEST(Realism, ComparesOnlyWhoIsAlike) {
  Look look{{somebody(1, {0, 0, 40, 100}), somebody(2, {100, 0, 40, 100})},
            {{{0, 0, 40, 100}, 0.8}, {{100, 0, 40, 100}, 0.7}}};
  look.people[1].compared = look.people[1].whole_shows = false;
  Realism realism;
  realism.add(std::vector<Look>(7, look), 7);
  EXPECT_EQ(realism.found.from(Realism::kThreshold), 14);
  EXPECT_EQ(realism.compared, 7);
  EXPECT_EQ(realism.whole, 7);
  EXPECT_EQ(realism.whole_found.from(Realism::kThreshold), 7);
  EXPECT_EQ(realism.score.total(), 7);
  EXPECT_EQ(realism.jitter.total(), 4);
}

TEST(Realism, PicturesThatDoNotCountAddToTheJitterAlone) {
  const Look look{{somebody(1, {0, 0, 40, 100})},
                  {{{0, 0, 40, 100}, 0.8}, {{300, 0, 40, 100}, 0.7}}};
  Realism realism;
  realism.add(std::vector<Look>(7, look), 2);
  EXPECT_EQ(realism.pictures, 2);
  EXPECT_EQ(realism.people, 2);
  EXPECT_EQ(realism.individuals.size(), 1u);
  EXPECT_EQ(realism.whole_found.from(Realism::kThreshold), 2);
  EXPECT_EQ(realism.wrong.from(Realism::kThreshold), 2);
  EXPECT_EQ(realism.score.total(), 2);
  EXPECT_EQ(realism.jitter.total(), 4);
}

}  // namespace
}  // namespace sillage::bench
