// SPDX-License-Identifier: Apache-2.0
#include "floor/measure/internal/line_counter.h"

#include <gmock/gmock.h>

namespace sillage::floor::internal {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::string to_text(const LineEvent& event) {
  std::string text = event.direction == Direction::kEntry ? "entry" : "exit";
  if (event.verdict == Verdict::kDoubtful) text += " doubtful";
  if (event.verdict == Verdict::kMissed) text += " missed";
  return text;
}

/// A door from x = 0 to x = 2 on the axis y = 0; inside is above.
class LineCounterTest : public testing::Test {
 protected:
  LineCounterTest() {
    config::Line line{LineId("door"), "", {{0, 0}, {2, 0}}, {1, 1}};
    gate_ = LineGate::of(line, {});
  }

  /// One step, a tenth of a second after the last.
  void go(Point place) { see({now(0.1), place}); }
  void go_predicted(Point place) { see({now(0.1), place, true}); }
  void wait(double s) { now_ += from_seconds(s); }
  void see(const Step& step) { trail_.step(gate_, step, birth_, events_); }
  /// In steps of 0.14 m, which is walking.
  void walk(Point from, Point to) {
    const int steps = static_cast<int>(distance(from, to) / 0.14) + 1;
    for (int i = 0; i <= steps; ++i) go(from + (to - from) * (1.0 * i / steps));
  }
  void stand(Point place, double s) {
    for (int i = 0; i < static_cast<int>(s * 10); ++i) go(place);
  }
  void end(bool data_end = false) { trail_.end(gate_, data_end, events_); }
  std::vector<std::string> events() const {
    std::vector<std::string> texts;
    for (const LineEvent& event : events_) texts.push_back(to_text(event));
    return texts;
  }
  Instant now(double plus) {
    wait(plus);
    return now_;
  }

  LineGate gate_;
  LineTrail trail_;
  std::vector<LineEvent> events_;
  Instant now_;
  Birth birth_ = Birth::kSeen;
};

TEST_F(LineCounterTest, WalkingInAndStayingIsOneEntry) {
  walk({1, -3}, {1, 3});
  stand({1, 3}, 1);
  end();
  EXPECT_THAT(events(), ElementsAre("entry"));
}

TEST_F(LineCounterTest, EntryIsAtTheMomentOfCrossing) {
  see({now(0.0), {1, -3}});
  see({now(0.5), {1, -1}});
  see({now(0.5), {1, 1}});
  see({now(2.0), {1, 1}});
  ASSERT_EQ(events_.size(), 1u);
  EXPECT_EQ(events_[0].at, Instant(std::chrono::milliseconds(750)));
}

TEST_F(LineCounterTest, WalkingOutIsAnExitAtOnce) {
  walk({1, 3}, {1, -0.5});
  EXPECT_THAT(events(), ElementsAre("exit"));
}

TEST_F(LineCounterTest, InsideIsWhereTheConfigurationSays) {
  config::Line line{LineId("door"), "", {{0, 0}, {2, 0}}, {1, -1}};
  gate_ = LineGate::of(line, {});
  walk({1, 3}, {1, -3});
  stand({1, -3}, 1);
  EXPECT_THAT(events(), ElementsAre("entry"));
}

TEST_F(LineCounterTest, TrembleWithinTheBandCountsNothing) {
  walk({1, 3}, {1, 0.2});
  for (int i = 0; i < 100; ++i) go({1, i % 2 == 0 ? 0.25 : -0.25});
  walk({1, 0}, {1, 3});
  end();
  EXPECT_THAT(events(), IsEmpty());
}

TEST_F(LineCounterTest, PauseOnTheLineIsStillOneEntry) {
  walk({1, -3}, {1, 0});
  for (int i = 0; i < 300; ++i) go({1, i % 3 == 0 ? 0.2 : -0.2});
  walk({1, 0}, {1, 3});
  stand({1, 3}, 1);
  end();
  EXPECT_THAT(events(), ElementsAre("entry"));
}

TEST_F(LineCounterTest, GoingOutAgainBeforeConfirmationCountsNeither) {
  walk({1, -3}, {1, 0.5});
  walk({1, 0.5}, {1, -3});
  end();
  EXPECT_THAT(events(), IsEmpty());
}

TEST_F(LineCounterTest, GoingOutAfterConfirmationCountsBoth) {
  walk({1, -3}, {1, 0.5});
  stand({1, 0.5}, 2);
  walk({1, 0.5}, {1, -3});
  end();
  EXPECT_THAT(events(), ElementsAre("entry", "exit"));
}

TEST_F(LineCounterTest, HiddenStayIsADoubtfulEntryAndADoubtfulExit) {
  walk({1, -3}, {1, 1});
  wait(5);
  go({1, -1});
  end();
  EXPECT_THAT(events(), ElementsAre("entry doubtful", "exit doubtful"));
}

TEST_F(LineCounterTest, WalkingRoundTheEndChangesTheSideSilently) {
  walk({1, -2}, {4, -2});
  walk({4, -2}, {4, 2});
  walk({4, 2}, {1, 2});
  walk({1, 2}, {1, -2});  // the side is known, so this is an exit
  end();
  EXPECT_THAT(events(), ElementsAre("exit"));
}

TEST_F(LineCounterTest, EntryThatLeavesRoundTheEndDoesNotCount) {
  walk({2, -1}, {2, 0.5});
  walk({2.4, 0.5}, {2.4, -1});
  end();
  EXPECT_THAT(events(), IsEmpty());
}

TEST_F(LineCounterTest, TheBandLengthensTheSegment) {
  walk({2.25, 1}, {2.25, -1});
  EXPECT_THAT(events(), ElementsAre("exit"));
}

TEST_F(LineCounterTest, JustBeyondTheLengthenedSegmentIsNoCrossing) {
  walk({2.35, 1}, {2.35, -1});
  EXPECT_THAT(events(), IsEmpty());
}

TEST_F(LineCounterTest, WalkingAlongTheLineAndAroundItsEndIsNoCrossing) {
  walk({1, 1}, {1, 0.1});
  walk({1, 0.1}, {3, 0.1});
  walk({3, 0.1}, {1.5, -1});  // the straight line from the last inner point would cross the door
  EXPECT_THAT(events(), IsEmpty());
}

TEST_F(LineCounterTest, MostlyPredictedCrossingIsDoubtful) {
  walk({1, 3}, {1, 0.4});
  go_predicted({1, 0.2});
  go_predicted({1, 0});
  go_predicted({1, -0.2});
  go({1, -0.4});
  EXPECT_THAT(events(), ElementsAre("exit doubtful"));
}

TEST_F(LineCounterTest, LowScoreIsDoubtful) {
  walk({1, 3}, {1, 0.1});
  see({now(0.1), {1, -1}, false, 0.4f});
  EXPECT_THAT(events(), ElementsAre("exit doubtful"));
}

TEST_F(LineCounterTest, CrossingInAGapIsDoubtful) {
  walk({1, 3}, {1, 1});
  wait(1.5);
  go({1, -1});
  EXPECT_THAT(events(), ElementsAre("exit doubtful"));
}

TEST_F(LineCounterTest, PredictionsAloneDoNotConfirmAnEntry) {
  walk({1, -3}, {1, 0.5});
  for (int i = 0; i < 30; ++i) go_predicted({1, 1});
  EXPECT_THAT(events(), IsEmpty());
  end();
  EXPECT_THAT(events(), ElementsAre("entry missed"));
}

TEST_F(LineCounterTest, TrackLostBeforeConfirmationIsAMissedEntry) {
  walk({1, -3}, {1, 1});
  end();
  EXPECT_THAT(events(), ElementsAre("entry missed"));
}

TEST_F(LineCounterTest, EndOfDataBeforeConfirmationIsADoubtfulEntry) {
  walk({1, -3}, {1, 1});
  end(/*data_end=*/true);
  EXPECT_THAT(events(), ElementsAre("entry doubtful"));
}

TEST_F(LineCounterTest, TrackLostOnTheLineIsMissed) {
  walk({1, 3}, {1, 0.6});
  stand({1, 0.6}, 5);
  walk({1, 0.6}, {1, 0.1});
  end();
  EXPECT_THAT(events(), ElementsAre("exit missed"));
}

TEST_F(LineCounterTest, WhoWalksToTheDoorwayAndIsLostThereHasGoneOut) {
  walk({1, 3}, {1, 0.1});
  end();
  EXPECT_THAT(events(), ElementsAre("exit doubtful"));
}

TEST_F(LineCounterTest, WhoWalksToTheDoorwayFromOutsideAndIsLostThereIsMissed) {
  walk({1, -3}, {1, -0.1});
  end();
  EXPECT_THAT(events(), ElementsAre("entry missed")) << "whoever is found there next comes in";
}

TEST_F(LineCounterTest, TheEndOfTheDataIsNoDoorway) {
  walk({1, 3}, {1, 0.1});
  end(/*data_end=*/true);
  EXPECT_THAT(events(), IsEmpty());
}

TEST_F(LineCounterTest, TrackLostOnTheLineBesideTheSegmentIsNotMissed) {
  walk({4, 3}, {4, 0.1});
  end();
  EXPECT_THAT(events(), IsEmpty());
}

TEST_F(LineCounterTest, AppearingNextToTheLineAndWalkingInIsAMissedEntry) {
  walk({1, 0.5}, {1, 5});
  end();
  EXPECT_THAT(events(), ElementsAre("entry missed"));
}

TEST_F(LineCounterTest, WhoBeginsInTheDoorwayHasComeThroughIt) {
  walk({1, 0.1}, {1, 5});
  end();
  EXPECT_THAT(events(), ElementsAre("entry doubtful"));
}

TEST_F(LineCounterTest, WhoBeginsInTheDoorwayAndStaysThereHasNot) {
  walk({1, 0.1}, {1, 1.5});
  EXPECT_THAT(events(), IsEmpty());
  stand({1, 1.5}, 5);
  walk({1, 1.5}, {1, 5});
  end();
  EXPECT_THAT(events(), ElementsAre("entry missed"));
}

TEST_F(LineCounterTest, WhoBeginsInTheDoorwayAndWalksOutIsMissed) {
  walk({1, -0.1}, {1, -5});
  end();
  EXPECT_THAT(events(), ElementsAre("exit missed")) << "whoever was lost there has gone out";
}

TEST_F(LineCounterTest, WhoBeginsBesideTheDoorwayHasNot) {
  walk({4, 0.1}, {4, 5});
  end();
  EXPECT_THAT(events(), IsEmpty());
}

TEST_F(LineCounterTest, WhoWasThereBeforeTheDataIsNotMissed) {
  birth_ = Birth::kDataStart;
  walk({1, 0.5}, {1, 5});
  end();
  EXPECT_THAT(events(), IsEmpty());
}

TEST_F(LineCounterTest, AppearingNextToTheLineAndCrossingItIsNotMissed) {
  walk({1, 0.8}, {1, -5});
  end();
  EXPECT_THAT(events(), ElementsAre("exit"));
}

TEST_F(LineCounterTest, ZeroConfirmationCountsAtOnce) {
  gate_.confirm = Duration::zero();
  walk({1, -1}, {1, 0.5});
  EXPECT_THAT(events(), ElementsAre("entry"));
}

TEST_F(LineCounterTest, StartingInTheBandTakesTheFirstSideWithoutCounting) {
  birth_ = Birth::kDataStart;
  walk({1, 0.1}, {1, -3});
  walk({1, -3}, {1, 3});
  stand({1, 3}, 1);
  EXPECT_THAT(events(), ElementsAre("entry"));
}

}  // namespace
}  // namespace sillage::floor::internal
