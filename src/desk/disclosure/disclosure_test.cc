// SPDX-License-Identifier: Apache-2.0
#include "desk/disclosure/disclosure.h"

#include <gmock/gmock.h>

#include "desk/disclosure/internal/equations.h"

namespace sillage::desk {
namespace {

using internal::Equations;
using internal::Fraction;
using wire::Figure;
using wire::FigureState;
using wire::Metric;

TEST(Equations, GiveWhatFollowsAndNothingElse) {
  Equations equations(4);
  equations.add({{0, 1}, {1, 1}, {2, 1}}, 20);
  equations.add({{1, 1}, {2, 1}, {3, 1}}, 15);
  equations.add({{3, 2}}, 8);
  EXPECT_EQ(equations.value_of({{3, 1}}), Fraction(4));
  EXPECT_EQ(equations.value_of({{0, 1}}), Fraction(9));
  EXPECT_EQ(equations.value_of({{1, 1}, {2, 1}}), Fraction(11));
  EXPECT_FALSE(equations.value_of({{1, 1}}));
  EXPECT_FALSE(equations.value_of({{1, 1}, {2, 2}}));
}

TEST(Equations, BoundWhatDoesNotFollow) {
  Equations equations(3);
  equations.add({{0, 1}, {1, 1}}, 7);
  equations.add({{1, 1}, {2, -1}}, 5);
  const auto bounds = *equations.bounds({{1, 1}});
  EXPECT_EQ(bounds.low, Fraction(5));
  EXPECT_EQ(bounds.high, Fraction(7));
  Equations open(2);
  open.add({{0, 1}, {1, -1}}, 3);
  EXPECT_EQ(open.bounds({{0, 1}})->low, Fraction(3));
  EXPECT_FALSE(open.bounds({{0, 1}})->high);
  Equations pinned(2);
  pinned.add({{0, 1}, {1, 1}}, 0);
  EXPECT_EQ(pinned.bounds({{0, 1}})->high, Fraction(0));
  Equations impossible(1);
  impossible.add({{0, 1}}, -1);
  EXPECT_FALSE(impossible.bounds({{0, 1}}));
}

TEST(Fraction, StaysExactOrSaysThatItDoesNot) {
  EXPECT_EQ(Fraction(1) / Fraction(3) + Fraction(1) / Fraction(6), Fraction(1) / Fraction(2));
  EXPECT_EQ((Fraction(-7) / Fraction(2)).floor(), -4);
  EXPECT_EQ((Fraction(-7) / Fraction(2)).ceil(), -3);
  Fraction large(INT64_MAX);
  for (int i = 0; i < 4; ++i) large = large * large;
  EXPECT_FALSE(large.is_exact());
}

Figure figure(Metric metric, const std::string& scope, std::optional<double> value,
              FigureState state = FigureState::kReleased, const std::string& group = "") {
  Figure made;
  made.metric = metric;
  made.scope = scope;
  made.value = value;
  made.state = state;
  made.group = group;
  return made;
}

Published bin(std::vector<Figure> figures, int quarter = 0) {
  Published made;
  made.header.bin_start = Instant{} + std::chrono::minutes(15 * quarter);
  made.header.bin_end = made.header.bin_start + std::chrono::minutes(15);
  made.figures = std::move(figures);
  return made;
}

Published day(std::vector<Figure> figures) {
  Published made = bin(std::move(figures));
  made.header.period = wire::Period::kDay;
  made.header.bin_end = made.header.bin_start + std::chrono::hours(24);
  return made;
}

std::vector<std::int64_t> found(const std::vector<Published>& releases) {
  std::vector<std::int64_t> people;
  for (const Finding& finding : find_small_groups(releases).findings) {
    people.push_back(finding.people);
  }
  return people;
}

constexpr auto kHidden = FigureState::kWithheld;
constexpr auto kPooled = FigureState::kMerged;

TEST(Disclosure, ALineWithheldWithoutItsComplementIsFound) {
  EXPECT_THAT(found({bin({figure(Metric::kEntries, "", 40), figure(Metric::kEntries, "a", 37),
                          figure(Metric::kEntries, "b", std::nullopt, kHidden)})}),
              testing::ElementsAre(3));
  EXPECT_THAT(found({bin({figure(Metric::kEntries, "", 60), figure(Metric::kEntries, "a", 37),
                          figure(Metric::kEntries, "b", 23, kPooled, "other"),
                          figure(Metric::kEntries, "c", 23, kPooled, "other")})}),
              testing::IsEmpty());
}

TEST(Disclosure, AZoneIsFoundInADayLessItsBins) {
  const Published shown = bin({figure(Metric::kZoneVisits, "z", 12)});
  const Published hidden = bin({figure(Metric::kZoneVisits, "z", std::nullopt, kHidden)}, 1);
  const Published more = bin({figure(Metric::kZoneVisits, "z", std::nullopt, kHidden)}, 2);
  EXPECT_THAT(found({shown, hidden, day({figure(Metric::kZoneVisits, "z", 16)})}),
              testing::ElementsAre(4));
  EXPECT_THAT(found({shown, hidden, more, day({figure(Metric::kZoneVisits, "z", 25)})}),
              testing::IsEmpty());
}

TEST(Disclosure, APoolAndADayTogetherPinAZone) {
  const std::vector<Published> releases = {
      bin({figure(Metric::kZoneVisits, "y", 14, kPooled, "zones:aisle"),
           figure(Metric::kZoneVisits, "z", 14, kPooled, "zones:aisle")}),
      bin({figure(Metric::kZoneVisits, "y", 12), figure(Metric::kZoneVisits, "z", 11)}, 1),
      day({figure(Metric::kZoneVisits, "y", 20)})};
  EXPECT_THAT(found(releases), testing::ElementsAre(8, 6));
}

TEST(Disclosure, DifferencesOfNestedFiguresAreFound) {
  EXPECT_THAT(
      found({bin({figure(Metric::kTimedVisits, "", 40), figure(Metric::kZoneExposed, "z", 38)})}),
      testing::ElementsAre(2));
  Figure path = figure(Metric::kPath, "", 24);
  path.way = {"z"};
  EXPECT_THAT(found({bin({figure(Metric::kZoneExposed, "z", 25)}),
                     day({path, figure(Metric::kPath, "", 19)})}),
              testing::ElementsAre(1));
}

TEST(Disclosure, StrictReleasesAreLeftOut) {
  Published strict = bin({figure(Metric::kTimedVisits, "", 40), figure(Metric::kBounces, "", 38)});
  strict.header.mode = wire::ReleaseMode::kStrict;
  EXPECT_EQ(find_small_groups({{strict}}).releases, 0u);
}

}  // namespace
}  // namespace sillage::desk
