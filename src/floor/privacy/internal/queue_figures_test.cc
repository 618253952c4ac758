// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "floor/privacy/internal/breakdown.h"

namespace sillage::floor::internal {
namespace {

using wire::Figure;
using wire::FigureState;
using wire::Metric;

QueueTally queue_of(std::int64_t joined, std::int64_t abandoned) {
  QueueTally queue;
  queue.joined = queue.joining_people = joined;
  queue.abandoned = queue.abandoning_people = abandoned;
  queue.wait.completed[4] = queue.wait.class_people[4] = joined - abandoned;
  queue.wait.people = joined - abandoned;
  queue.service = queue.wait;
  queue.person_s = 30 * joined;
  queue.samples = 900;
  queue.length_max = 3;
  return queue;
}

std::map<Metric, Figure> figures_of(const QueueTally& queue) {
  BinTally tally;
  tally.queues[ZoneId("till")] = queue;
  Figures figures;
  add_queues(tally, 10, figures);
  std::map<Metric, Figure> found;
  for (const Figure& figure : figures) {
    EXPECT_EQ(figure.scope, "till");
    if (figure.extent[1] != 0 && figure.value == 0) continue;  // durations of nobody
    EXPECT_TRUE(found.emplace(figure.metric, figure).second);
  }
  return found;
}

TEST(QueueFigures, OfKPeopleAreShown) {
  const auto figures = figures_of(queue_of(40, 12));
  EXPECT_EQ(figures.at(Metric::kQueueJoined).value, 40);
  EXPECT_EQ(figures.at(Metric::kQueueAbandoned).value, 12);
  EXPECT_EQ(figures.at(Metric::kQueueWait).value, 28);
  EXPECT_EQ(figures.at(Metric::kServiceTime).value, 28);
  EXPECT_NEAR(*figures.at(Metric::kQueueLengthMean).value, 1200.0 / 900, 1e-12);
  EXPECT_EQ(figures.at(Metric::kQueueLengthMax).value, 3);
}

TEST(QueueFigures, OfFewerTellNothing) {
  for (const auto& [metric, figure] : figures_of(queue_of(9, 0))) {
    if (metric == Metric::kQueueAbandoned) continue;
    EXPECT_EQ(figure.state, FigureState::kWithheld) << to_string(metric);
  }
}

TEST(QueueFigures, WhoWaitedAloneIsNotWorkedOut) {
  EXPECT_FALSE(figures_of(queue_of(40, 3)).at(Metric::kQueueAbandoned).value);
  EXPECT_FALSE(figures_of(queue_of(40, 38)).at(Metric::kQueueAbandoned).value)
      << "two of forty stayed";
  EXPECT_EQ(figures_of(queue_of(40, 40)).at(Metric::kQueueAbandoned).value, 40);
  EXPECT_EQ(figures_of(queue_of(40, 0)).at(Metric::kQueueAbandoned).value, 0);
}

TEST(QueueFigures, WhoGaveUpIsNotWorkedOutFromWhoWaited) {
  for (const Metric metric : {Metric::kQueueWait, Metric::kServiceTime}) {
    EXPECT_FALSE(figures_of(queue_of(40, 3)).at(metric).value);
    EXPECT_TRUE(figures_of(queue_of(40, 12)).at(metric).value);
    EXPECT_EQ(figures_of(queue_of(9, 0)).at(metric).state, FigureState::kWithheld);
    // One is still waiting, or waited when the bin began.
    for (const std::int64_t waited : {39, 41, 27, 29}) {
      QueueTally queue = queue_of(40, waited < 30 ? 12 : 0);
      DurationTally& stays = metric == Metric::kQueueWait ? queue.wait : queue.service;
      stays.completed[4] = stays.class_people[4] = stays.people = waited;
      EXPECT_FALSE(figures_of(queue).at(metric).value) << waited;
    }
  }
}

TEST(QueueFigures, NobodyIsZeroAndNoSampleIsNull) {
  QueueTally queue = queue_of(0, 0);
  EXPECT_EQ(figures_of(queue).at(Metric::kQueueJoined).value, 0);
  EXPECT_EQ(figures_of(queue).at(Metric::kQueueLengthMean).value, 0);
  queue.samples = 0;
  const auto figures = figures_of(queue);
  EXPECT_FALSE(figures.at(Metric::kQueueLengthMean).value);
  EXPECT_EQ(figures.at(Metric::kQueueLengthMax).state, FigureState::kReleased);
}

Figure ratio_of(const PresenceTally& presence) {
  BinTally tally;
  tally.presence[ZoneId("desk")] = presence;
  Figures figures;
  add_ratios(tally, 10, figures);
  EXPECT_EQ(figures.size(), 1u);
  return figures.at(0);
}

TEST(Ratios, NeedKShoppersAndKOfTheStaff) {
  EXPECT_EQ(ratio_of({.shopper_s = 4'321, .shoppers = 30, .staff_s = 1'000, .staff = 10}).value,
            4.3);
  EXPECT_EQ(ratio_of({.shopper_s = 0, .shoppers = 0, .staff_s = 1'000, .staff = 10}).value, 0);
  for (const PresenceTally& few :
       {PresenceTally{.shopper_s = 900, .shoppers = 9, .staff_s = 1'000, .staff = 20},
        PresenceTally{.shopper_s = 900, .shoppers = 30, .staff_s = 1'000, .staff = 9},
        PresenceTally{.shopper_s = 900, .shoppers = 30, .staff_s = 0, .staff = 0},
        PresenceTally{}}) {
    EXPECT_EQ(ratio_of(few).state, FigureState::kWithheld) << few.staff;
  }
}

}  // namespace
}  // namespace sillage::floor::internal
