// SPDX-License-Identifier: Apache-2.0
#include "sim/truth/internal/line_watch.h"

#include <gtest/gtest.h>

#include "sim/agents/moment.h"

namespace sillage::sim::internal {
namespace {

/// A line along x from 0 to 2; inside is y > 0.
Gate gate() { return Gate::of({"door", "Door", {0, 0}, {2, 0}, {1, 1}}, config::MeasureOptions{}); }

class Walker {
 public:
  /// From here to there in so many seconds, at even speed.
  void walk(Point to, double in_s) {
    const int steps = std::max(1, static_cast<int>(in_s * 10 + 0.5));
    const Point from = place_;
    for (int i = 1; i <= steps; ++i) {
      at_ += kTick;
      see(from + (to - from) * (1.0 * i / steps));
    }
  }
  void stand(double for_s) { at_ += from_seconds(for_s); }
  void begin(Point at) { see(at); }
  void end() { watch_.end(gate_, at_, crossings); }
  double seconds_at(std::size_t i) const { return seconds(crossings.at(i).at.time_since_epoch()); }

  std::vector<Crossing> crossings;

 private:
  void see(Point place) {
    place_ = place;
    watch_.step(gate_, at_, place, crossings);
  }
  Gate gate_ = gate();
  LineWatch watch_;
  Instant at_;
  Point place_;
};

TEST(LineWatch, WhoStaysInsideHasEntered) {
  Walker walker;
  walker.begin({1, -1});
  walker.walk({1, 1}, 2);
  EXPECT_TRUE(walker.crossings.empty()) << "not for two seconds yet";
  walker.walk({1, 2}, 1.5);
  ASSERT_EQ(walker.crossings.size(), 1u);
  EXPECT_TRUE(walker.crossings[0].inward);
  EXPECT_NEAR(walker.seconds_at(0), 1, 0.01);
}

TEST(LineWatch, StandingCountsAsStaying) {
  Walker walker;
  walker.begin({1, -1});
  walker.walk({1, 0.5}, 1.5);
  walker.stand(10);
  walker.end();
  ASSERT_EQ(walker.crossings.size(), 1u);
  EXPECT_NEAR(walker.seconds_at(0), 1, 0.01);
}

TEST(LineWatch, WhoTurnsOnTheDoorstepCountsNeitherWay) {
  Walker walker;
  walker.begin({1, -1});
  walker.walk({1, 0.5}, 1);
  walker.walk({1, -1}, 0.7);
  walker.end();
  EXPECT_TRUE(walker.crossings.empty());
}

TEST(LineWatch, LeavingCountsAtOnce) {
  Walker walker;
  walker.begin({1, 1});
  walker.walk({1, -1}, 2);
  ASSERT_EQ(walker.crossings.size(), 1u);
  EXPECT_FALSE(walker.crossings[0].inward);
  EXPECT_NEAR(walker.seconds_at(0), 1, 0.01);
}

TEST(LineWatch, SwayingOnTheLineCountsOnce) {
  Walker walker;
  walker.begin({1, -1});
  for (int i = 0; i < 20; ++i) {
    walker.walk({1, 0.25}, 0.5);
    walker.walk({1, -0.25}, 0.5);
  }
  EXPECT_TRUE(walker.crossings.empty()) << "within the band";
  walker.walk({1, 1}, 1);
  walker.stand(5);
  walker.end();
  EXPECT_EQ(walker.crossings.size(), 1u);
}

TEST(LineWatch, RoundTheEndIsNoCrossing) {
  Walker walker;
  walker.begin({1, -1});
  walker.walk({3, -1}, 2);
  walker.walk({3, 1}, 2);
  walker.walk({1, 1}, 2);
  walker.stand(5);
  walker.end();
  EXPECT_TRUE(walker.crossings.empty());
}

TEST(LineWatch, TheCrossingIsWhenTheyWalkedNotWhenTheyStood) {
  Walker walker;
  walker.begin({1, -0.05});
  walker.stand(30);
  walker.walk({1, 0.95}, 1);
  walker.stand(5);
  walker.end();
  EXPECT_TRUE(walker.crossings.empty()) << "the first side counts nothing, and this was none";
  Walker other;
  other.begin({1, -1});
  other.walk({1, -0.05}, 1);
  other.stand(30);
  other.walk({1, 0.95}, 1);
  other.stand(5);
  other.end();
  ASSERT_EQ(other.crossings.size(), 1u);
  EXPECT_NEAR(other.seconds_at(0), 31.05, 0.01);
}

}  // namespace
}  // namespace sillage::sim::internal
