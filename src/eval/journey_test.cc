// SPDX-License-Identifier: Apache-2.0
#include "eval/journey.h"

#include <gtest/gtest.h>

namespace sillage::eval {
namespace {

constexpr Duration kMinute = std::chrono::seconds(60);

Instant at(int s) { return Instant{std::chrono::seconds(1'700'000'000 + s)}; }

/// Somebody stands still at a place of their own; each piece is (from, to, tracklet, identity).
struct Piece {
  int from = 0, to = 0;  ///< seconds, both included
  std::int64_t person = 0;
  std::uint64_t tracklet = 0, identity = 0;
};

Point place_of(std::int64_t person) { return {static_cast<double>(person) * 5, 0}; }

/// People are there for all of the time and count while `seen` says so.
JourneyFigures score(const std::vector<Piece>& pieces, int until, int people = 2,
                     bool counts = true) {
  JourneyScore score(kMinute);
  for (int s = 0; s <= until; ++s) {
    std::vector<TruePlace> truth;
    for (std::int64_t person = 0; person < people; ++person) {
      truth.push_back({person, place_of(person), counts});
    }
    std::vector<SeenPlace> seen;
    for (const Piece& piece : pieces) {
      if (s < piece.from || s > piece.to) continue;
      seen.push_back({piece.tracklet, piece.identity, place_of(piece.person)});
    }
    score.add(at(s), truth, seen);
  }
  return score.figures();
}

TEST(JourneyScore, IsPerfectWhenAllIsRight) {
  const auto figures = score({{0, 9, 0, 1, 1}, {20, 29, 0, 2, 1}, {0, 29, 1, 3, 2}}, 29);
  EXPECT_EQ(figures.links, 1);
  EXPECT_EQ(figures.right_links, 1);
  EXPECT_EQ(figures.gaps, 1);
  EXPECT_EQ(figures.closed_gaps, 1);
  EXPECT_DOUBLE_EQ(figures.link_precision, 1);
  EXPECT_DOUBLE_EQ(figures.link_recall, 1);
  EXPECT_EQ(figures.people, 2);
  EXPECT_EQ(figures.identities, 2);
  EXPECT_EQ(figures.tracklets, 3);
  EXPECT_EQ(figures.idtp, 50);
  EXPECT_EQ(figures.idfn, 10);  // ten moments that nobody saw
  EXPECT_EQ(figures.idfp, 0);
  EXPECT_DOUBLE_EQ(figures.idf1, 100.0 / 110);
}

TEST(JourneyScore, AMissedLinkCostsRecallAndIdentity) {
  const auto figures = score({{0, 9, 0, 1, 1}, {10, 29, 0, 2, 2}, {0, 29, 1, 3, 3}}, 29);
  EXPECT_EQ(figures.links, 0);
  EXPECT_DOUBLE_EQ(figures.link_precision, 0);
  EXPECT_EQ(figures.gaps, 1);
  EXPECT_DOUBLE_EQ(figures.link_recall, 0);
  EXPECT_EQ(figures.idtp, 50);  // the longer piece is hers
  EXPECT_EQ(figures.idfp, 10);
  EXPECT_EQ(figures.idfn, 10);
}

TEST(JourneyScore, AWrongLinkCostsPrecision) {
  // The two change identities.
  const auto figures =
      score({{0, 9, 0, 1, 1}, {0, 9, 1, 2, 2}, {20, 29, 0, 3, 2}, {20, 29, 1, 4, 1}}, 29);
  EXPECT_EQ(figures.links, 2);
  EXPECT_EQ(figures.right_links, 0);
  EXPECT_EQ(figures.gaps, 2);
  EXPECT_EQ(figures.closed_gaps, 0);
  EXPECT_EQ(figures.idtp, 20);
}

TEST(JourneyScore, LongGapsAreCountedApart) {
  const auto figures = score({{0, 9, 0, 1, 1}, {70, 79, 0, 2, 2}}, 79, 1);
  EXPECT_EQ(figures.gaps, 0);
  EXPECT_EQ(figures.longer_gaps, 1);
}

TEST(JourneyScore, WhoDoesNotCountIsNeitherRightNorWrong) {
  const auto figures = score({{0, 9, 0, 1, 1}, {20, 29, 1, 2, 1}}, 29, 2, false);
  EXPECT_EQ(figures.links, 0);
  EXPECT_EQ(figures.idtp + figures.idfp + figures.idfn, 0);
  EXPECT_EQ(figures.people, 0);
}

TEST(JourneyScore, WhatShowsNobodyIsWrong) {
  JourneyScore score(kMinute);
  for (int s = 0; s < 10; ++s) {
    score.add(at(s), {{0, {0, 0}, true}},
              {{1, 1, {0.4, 0}}, {2, 2, {3, 0}}, {3, 3, {0.6, 0}}});
  }
  const auto figures = score.figures();
  EXPECT_EQ(figures.idtp, 10);
  EXPECT_EQ(figures.idfp, 20);  // nobody's, and a second one of the same person
}

TEST(JourneyFigures, OfSeveralDaysAddUp) {
  auto days = score({{0, 9, 0, 1, 1}, {20, 29, 0, 2, 1}, {0, 29, 1, 3, 2}}, 29);
  days.add(score({{0, 9, 0, 1, 1}, {10, 29, 0, 2, 2}, {0, 29, 1, 3, 3}}, 29));
  EXPECT_EQ(days.gaps, 2);
  EXPECT_DOUBLE_EQ(days.link_recall, 0.5);
  EXPECT_DOUBLE_EQ(days.link_precision, 1);
  EXPECT_DOUBLE_EQ(days.idf1, 200.0 / 230);
}

TEST(ErrorSum, AddsUpBothSides) {
  ErrorSum error;
  EXPECT_DOUBLE_EQ(error.relative(), 0);
  error.add({{{0, 1}, 8}, {{1, 2}, 2}}, {{{0, 1}, 7}, {{2, 0}, 1}});
  EXPECT_DOUBLE_EQ(error.relative(), 0.4);
  error.add({{{0, 1}, 10}}, {{{0, 1}, 10}});
  EXPECT_DOUBLE_EQ(error.relative(), 0.2);
}

}  // namespace
}  // namespace sillage::eval
