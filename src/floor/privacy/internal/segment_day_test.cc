// SPDX-License-Identifier: Apache-2.0
#include "floor/privacy/internal/segment_day.h"

#include <random>

#include <gmock/gmock.h>

namespace sillage::floor::internal {
namespace {

using ::testing::Each;
using ::testing::Field;
using wire::Metric;

/// Answers that are always right, so that figures are the counts themselves, nearly.
const Audits kSure{{{{1e7, 0, 0}, {0, 1e7, 0}}}, {}};
constexpr std::int64_t kK = 10;
const ZoneId kShelf("shelf");

SegmentCounts counts(std::int64_t unknown, std::int64_t feminine, std::int64_t masculine) {
  SegmentCounts made{};
  made[static_cast<std::size_t>(wire::Segment::kUnknown)] = unknown;
  made[static_cast<std::size_t>(wire::Segment::kFeminine)] = feminine;
  made[static_cast<std::size_t>(wire::Segment::kMasculine)] = masculine;
  return made;
}

Figures of(const SegmentDay& day, Metric metric) {
  Figures all, some;
  day.add_figures(kK, kSure, {}, all);
  for (const auto& figure : all) {
    if (figure.metric == metric) some.push_back(figure);
  }
  return some;
}

double sum(const Figures& figures, wire::Segment segment) {
  double sum = 0;
  for (const auto& figure : figures) {
    if (figure.extent[0] == static_cast<double>(segment)) sum += figure.value.value_or(0);
  }
  return sum;
}

TEST(SegmentDay, TellsADayOfEnoughPeople) {
  SegmentTally tally;
  tally.durations[4] = counts(0, 40, 60);
  SegmentDay day;
  day.add(tally, 9);
  const Figures visits = of(day, Metric::kSegmentVisits);
  ASSERT_EQ(visits.size(), wire::kSegments);
  EXPECT_NEAR(sum(visits, wire::Segment::kFeminine), 40, 2);
  EXPECT_NEAR(sum(visits, wire::Segment::kMasculine), 60, 2);
}

TEST(SegmentDay, AZoneIsCorrectedByItsOwnAudit) {
  SegmentTally tally;
  tally.zones[kShelf][3] = counts(0, 150, 50);
  tally.joined[kShelf] = counts(0, 150, 50);
  SegmentDay day;
  day.add(tally, 9);
  Audits audits = kSure;
  audits.zones[kShelf] = {{{1e6, 0, 0}, {5e5, 5e5, 0}}};  // half of the men are taken for women
  Figures figures;
  day.add_figures(kK, audits, {}, figures);
  int told = 0;
  for (const auto& figure : figures) {
    if (figure.scope != kShelf.value() || figure.extent[0] != 1) continue;
    if (figure.metric == Metric::kSegmentQueueAbandoned) continue;
    EXPECT_NEAR(figure.value.value_or(0), 100, 4) << static_cast<int>(figure.metric);
    ++told;
  }
  EXPECT_EQ(told, 3);  // visits, dwell, queue
}

TEST(SegmentDay, WithholdsATableWhereOneOfItsNumbersIsFew) {
  for (const SegmentCounts& few :
       {counts(0, 9, 60), counts(0, 60, 9), counts(9, 60, 60), counts(40, 0, 60)}) {
    SegmentTally tally;
    tally.zones[kShelf][3] = few;
    SegmentDay day;
    day.add(tally, 9);
    EXPECT_THAT(of(day, Metric::kSegmentZoneVisits),
                Each(Field(&wire::Figure::state, wire::FigureState::kWithheld)));
    EXPECT_TRUE(of(day, Metric::kSegmentDwell).empty());
  }
}

/// On random days, every number behind a figure, and behind the difference of a table's figures and
/// its whole, is nobody or k.
TEST(SegmentDay, NoCellAndNoRestIsOfFewerThanK) {
  std::mt19937 random(3);
  int cells = 0;
  for (int i = 0; i < 300; ++i) {
    SegmentTally tally;
    SegmentDay day;
    SegmentCounts whole{};
    for (int hour = 8; hour < 20; ++hour) {
      SegmentTally bin;
      bin.durations[random() % kDwellClasses] =
          counts(random() % 3 == 0 ? random() % 8 : 0, random() % 25, random() % 25);
      for (const auto& cell : bin.durations) {
        for (std::size_t s = 0; s < cell.size(); ++s) whole[s] += cell[s];
      }
      day.add(bin, hour);
    }
    for (const Metric metric : {Metric::kSegmentHours, Metric::kSegmentDurations}) {
      const Figures told = of(day, metric);
      for (std::size_t s = 0; s < wire::kSegments && !told.empty(); ++s) {
        const auto segment = static_cast<wire::Segment>(s);
        EXPECT_NEAR(sum(told, segment), static_cast<double>(whole[s]), 12) << "a rest would remain";
      }
      for (const auto& figure : told) {
        const double unknown = static_cast<double>(wire::Segment::kUnknown);
        if (figure.extent[0] == unknown) {
          EXPECT_TRUE(*figure.value == 0 || *figure.value >= kK);
        }
        ++cells;
      }
    }
  }
  EXPECT_GT(cells, 1000);
}

TEST(SegmentDay, WithholdsAZoneThatAllButFewWentTo) {
  SegmentTally tally;
  tally.durations[4] = counts(0, 40, 60);
  SegmentDay one, two;
  tally.zones[kShelf][3] = counts(0, 38, 40);
  one.add(tally, 9);
  tally.zones[kShelf][3] = counts(0, 30, 60);
  two.add(tally, 9);
  EXPECT_THAT(of(one, Metric::kSegmentZoneVisits),
              Each(Field(&wire::Figure::state, wire::FigureState::kWithheld)));
  EXPECT_TRUE(of(one, Metric::kSegmentDwell).empty());
  EXPECT_NEAR(sum(of(two, Metric::kSegmentZoneVisits), wire::Segment::kFeminine), 30, 2);
}

/// Zones that are told have something from each other; of one that is withheld nothing is in them.
TEST(SegmentDay, NothingOfAZoneThatIsWithheldIsInTheOthers) {
  const auto told_with = [](const SegmentCounts& hidden) {
    SegmentTally tally;
    tally.zones[ZoneId("a")][3] = counts(0, 14, 30);
    tally.zones[ZoneId("b")][3] = counts(0, 200, 200);
    tally.zones[ZoneId("c")][3] = hidden;
    SegmentDay day;
    day.add(tally, 9);
    std::vector<double> values;
    for (const auto& figure : of(day, Metric::kSegmentZoneVisits)) {
      if (figure.value) values.push_back(*figure.value);
    }
    return values;
  };
  const auto without = told_with(counts(0, 0, 0));
  ASSERT_EQ(without.size(), 2 * wire::kSegments);
  EXPECT_EQ(told_with(counts(0, kK - 1, 500)), without);
  EXPECT_NE(told_with(counts(0, kK, 500)), without);
  EXPECT_GT(without[static_cast<std::size_t>(wire::Segment::kFeminine)], 14.5) << "drawn to b";
}

TEST(SegmentDay, OfZonesWithinOneAnotherTellsOneWhereFewAreInTheOtherAlone) {
  const ZoneId outer("aisle"), inner("shelf");
  SegmentTally tally;
  tally.durations[4] = counts(0, 80, 80);
  tally.zones[outer][3] = counts(0, 40, 60);
  tally.zones[inner][3] = counts(0, 37, 40);
  SegmentDay day;
  day.add(tally, 9);
  Figures apart, within;
  day.add_figures(kK, kSure, {}, apart);
  day.add_figures(kK, kSure, {{inner, outer}}, within);
  const auto told = [](const Figures& figures) {
    std::set<std::string> zones;
    for (const auto& figure : figures) {
      if (figure.metric == Metric::kSegmentZoneVisits && figure.value) zones.insert(figure.scope);
    }
    return zones.size();
  };
  EXPECT_EQ(told(apart), 2u);
  EXPECT_EQ(told(within), 1u);
}

TEST(SegmentDay, PathsOfFewAreAmongTheOthers) {
  SegmentTally tally;
  tally.durations[2] = counts(0, 50, 50);
  tally.paths[{kShelf}] = counts(0, 35, 35);
  tally.paths[{kShelf, ZoneId("till")}] = counts(0, 12, 4);
  SegmentDay day;
  day.add(tally, 9);
  const Figures told = of(day, Metric::kSegmentPaths);
  ASSERT_EQ(told.size(), wire::kSegments);
  EXPECT_THAT(told, Each(Field(&wire::Figure::way, std::vector<std::string>{"shelf"})));
}

TEST(SegmentDay, IsTheSameAfterARestart) {
  SegmentTally tally;
  tally.durations[4] = counts(0, 40, 60);
  tally.zones[kShelf][3] = counts(12, 40, 60);
  tally.paths[{kShelf}] = counts(0, 40, 60);
  tally.joined[kShelf] = counts(0, 40, 60);
  SegmentDay day, again;
  day.add(tally, 9);
  ByteWriter out(4096);
  day.save(out);
  const auto bytes = std::move(out).take();
  ByteReader in(bytes);
  again.load(in);
  EXPECT_TRUE(in.at_end());
  ByteWriter twice(4096);
  again.save(twice);
  EXPECT_EQ(std::move(twice).take(), bytes);
}

}  // namespace
}  // namespace sillage::floor::internal
