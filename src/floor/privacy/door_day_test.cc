// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "floor/privacy/privacy_door.h"

namespace sillage::floor {
namespace {

config::StoreConfig paris() {
  config::StoreConfig store;
  store.time_zone = "Europe/Paris";
  store.journey.level = 3;
  store.zones.push_back({ZoneId("shelf"), "Shelf", config::ZoneType::kOther,
                         *Polygon::create({{0, 0}, {1, 0}, {1, 1}})});
  return store;
}

BinTally bin_at(Instant start, std::int64_t visits) {
  BinTally tally;
  tally.start = start;
  tally.end = start + std::chrono::minutes(15);
  tally.observed = std::chrono::minutes(12);
  tally.lines[LineId("door")] = {};
  tally.zones[ZoneId("shelf")] = {};
  tally.visits.timed = tally.visits.duration.people = visits;
  tally.paths[{ZoneId("shelf")}] = {visits, visits};
  return tally;
}

void take_days(const std::vector<wire::Release>& releases, std::vector<wire::Release>& days) {
  std::copy_if(releases.begin(), releases.end(), std::back_inserter(days),
               [](const auto& made) { return made.header().period == wire::Period::kDay; });
}

/// Days as they come out of bins of 15 minutes from `from` to `to`, one visit each.
std::vector<wire::Release> days_between(const char* from, const char* to) {
  auto door = PrivacyDoor::create(paris(), true);
  EXPECT_TRUE(door);
  std::vector<wire::Release> days;
  for (Instant t = *parse_iso8601(from); t < *parse_iso8601(to); t += std::chrono::minutes(15)) {
    take_days(door->take(bin_at(t, 1)), days);
  }
  take_days(door->finish(), days);
  EXPECT_TRUE(door->finish().empty());
  for (const wire::Release& day : days) {
    EXPECT_TRUE(wire::decode_release(wire::encode(day)));
    EXPECT_EQ(day.header().period, wire::Period::kDay);
    EXPECT_EQ(day.header().link_level, 3);
  }
  return days;
}

std::vector<wire::Figure> of(const wire::Release& day, wire::Metric metric) {
  std::vector<wire::Figure> figures;
  for (const wire::Figure& figure : day.figures()) {
    if (figure.metric == metric) figures.push_back(figure);
  }
  return figures;
}

double visits_of(const wire::Release& day) {
  double sum = 0;
  for (const wire::Figure& path : of(day, wire::Metric::kPath)) sum += path.value.value_or(0);
  return sum;
}

/// Days of a store whose bins hold so many visits of either segment.
std::vector<wire::Release> days_by_segment(bool enabled, std::int64_t of_each) {
  config::StoreConfig store = paris();
  store.audience.enabled = enabled;
  store.audience.share_error_points = 0;
  auto door = PrivacyDoor::create(store, true);
  EXPECT_TRUE(door);
  std::vector<wire::Release> days;
  for (int i = 0; i < 16; ++i) {
    BinTally bin = bin_at(*parse_iso8601("2026-01-05T09:00:00Z") + i * std::chrono::minutes(15), 1);
    SegmentTally& segments = bin.segments.emplace();
    segments.durations[static_cast<std::size_t>(i)] = {0, of_each, of_each};
    segments.zones[ZoneId("shelf")][static_cast<std::size_t>(i)] = {0, of_each, of_each};
    segments.paths[{ZoneId("shelf")}] = {0, of_each, of_each};
    take_days(door->take(bin), days);
    auto next = PrivacyDoor::create(store, true);  // a restart after every bin
    EXPECT_TRUE(next->load(door->save()));
    door = std::move(next);
  }
  take_days(door->finish(), days);
  return days;
}

TEST(DoorDay, TellsCorrectedCountsBySegmentWhereSwitchedOn) {
  const auto days = days_by_segment(true, 4);
  ASSERT_EQ(days.size(), 1u);
  const auto decoded = wire::decode_release(wire::encode(days[0]));
  ASSERT_TRUE(decoded) << decoded.error().to_string();
  const auto visits = of(days[0], wire::Metric::kSegmentVisits);
  ASSERT_EQ(visits.size(), wire::kSegments);
  EXPECT_EQ(visits[0].value, 0);
  EXPECT_NEAR(*visits[1].value + *visits[2].value, 128, 0.2);
  EXPECT_LT(*visits[1].low, *visits[1].value);
  // Four hours of 16 and 16; of 16 classes of 4 and 4 three at a time, the last one with the rest.
  EXPECT_EQ(of(days[0], wire::Metric::kSegmentHours).size(), 4 * wire::kSegments);
  EXPECT_EQ(of(days[0], wire::Metric::kSegmentDwell).size(), 5 * wire::kSegments);
  EXPECT_FALSE(of(days[0], wire::Metric::kSegmentPaths).empty());
}

TEST(DoorDay, TellsNothingBySegmentOfFewPeopleOrWhereSwitchedOff) {
  for (const auto& figure : of(days_by_segment(true, 0)[0], wire::Metric::kSegmentVisits)) {
    EXPECT_EQ(figure.state, wire::FigureState::kWithheld);
  }
  const auto switched_off = days_by_segment(false, 4);
  for (const auto& figure : switched_off[0].figures()) {
    EXPECT_LT(figure.metric, wire::Metric::kSegmentVisits);
  }
}

TEST(DoorDay, GoesOnInADoorThatTookOver) {
  std::vector<wire::Release> whole, handed_over;
  for (auto* ended : {&whole, &handed_over}) {
    auto door = *PrivacyDoor::create(paris(), true);
    const Instant from = *parse_iso8601("2026-11-23T08:00:00Z");
    for (int i = 0; i < 40; ++i) {
      EXPECT_EQ(door.take(bin_at(from + i * std::chrono::minutes(15), i)).size(), 1u);
      if (ended == &whole) continue;
      auto next = *PrivacyDoor::create(paris(), true);
      ASSERT_TRUE(next.load(door.save()));
      door = std::move(next);
    }
    *ended = door.finish();
  }
  ASSERT_EQ(whole.size(), 1u);
  ASSERT_EQ(handed_over.size(), 1u);
  EXPECT_EQ(wire::encode(whole[0]), wire::encode(handed_over[0]));
}

TEST(DoorDay, EndsWhenABinOfTheNextOneComes) {
  const auto days = days_between("2026-11-23T08:00:00Z", "2026-11-25T08:00:00Z");
  ASSERT_EQ(days.size(), 3u);
  EXPECT_EQ(to_iso8601(days[0].header().bin_start), "2026-11-22T23:00:00Z");
  EXPECT_EQ(visits_of(days[0]), 15 * 4);
  EXPECT_EQ(visits_of(days[1]), 24 * 4);
  EXPECT_EQ(visits_of(days[2]), 9 * 4);
  EXPECT_NEAR(days[1].header().coverage, 0.8, 1e-12);
  EXPECT_NEAR(days[0].header().coverage, 0.8 * 15 / 24, 1e-12);
  const auto paths = of(days[1], wire::Metric::kPath);
  ASSERT_EQ(paths.size(), 2u);
  EXPECT_TRUE(paths[0].way.empty());
  EXPECT_EQ(paths[0].value, 0);
  EXPECT_EQ(paths[1].way, std::vector<std::string>{"shelf"});
}

TEST(DoorDay, OfTwentyThreeAndTwentyFiveHours) {
  const auto spring = days_between("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z");
  ASSERT_EQ(spring.size(), 1u);
  EXPECT_EQ(visits_of(spring[0]), 23 * 4);
  EXPECT_NEAR(spring[0].header().coverage, 0.8, 1e-12);
  const auto autumn = days_between("2026-10-24T22:00:00Z", "2026-10-25T23:15:00Z");
  ASSERT_EQ(autumn.size(), 2u);
  EXPECT_EQ(visits_of(autumn[0]), 25 * 4);
  EXPECT_EQ(autumn[0].header().bin_end, autumn[1].header().bin_start);
}

TEST(DoorDay, FewVisitsAreOneFigure) {
  const auto days = days_between("2026-11-23T08:00:00Z", "2026-11-23T10:00:00Z");
  ASSERT_EQ(days.size(), 1u);
  const auto paths = of(days[0], wire::Metric::kPath);
  ASSERT_EQ(paths.size(), 1u);
  EXPECT_TRUE(paths[0].way.empty());
  EXPECT_EQ(paths[0].value, 8);
}

TEST(DoorDay, TellsHowLongVisitsWereThatWereTooFewInEachBin) {
  auto door = *PrivacyDoor::create(paris(), true);
  Instant at = *parse_iso8601("2026-11-23T08:00:00Z");
  for (int bin = 0; bin < 8; ++bin, at += std::chrono::minutes(15)) {
    BinTally tally = bin_at(at, 5);
    auto& stays = tally.visits.duration;
    stays.completed[3] = stays.class_people[3] = 2;
    stays.completed[12] = stays.class_people[12] = 3;
    tally.visits.bounces = tally.visits.bouncing_people = 2;
    for (const wire::Release& release : door.take(tally)) {
      EXPECT_TRUE(of(release, wire::Metric::kVisitDuration).empty());
      EXPECT_TRUE(of(release, wire::Metric::kBounces).empty());
    }
  }
  const auto day = door.finish();
  ASSERT_EQ(day.size(), 1u);
  EXPECT_EQ(of(day[0], wire::Metric::kTimedVisits)[0].value, 40);
  EXPECT_EQ(of(day[0], wire::Metric::kBounces)[0].value, 16);
  double told = 0;
  for (const wire::Figure& figure : of(day[0], wire::Metric::kVisitDuration)) {
    told += figure.value.value_or(0);
  }
  EXPECT_EQ(told, 40);
}

TEST(DoorDay, ThatNobodyWatchedIsNull) {
  auto door = PrivacyDoor::create(paris(), false);
  BinTally tally = bin_at(*parse_iso8601("2026-11-23T08:00:00Z"), 0);
  tally.observed = Duration::zero();
  ASSERT_EQ(door->take(tally).size(), 1u);
  const auto day = door->finish();
  ASSERT_EQ(day.size(), 1u);
  EXPECT_EQ(day[0].header().coverage, 0);
  EXPECT_EQ(of(day[0], wire::Metric::kPath).size(), 1u);
  for (const wire::Figure& figure : day[0].figures()) EXPECT_FALSE(figure.value);
}

TEST(DoorDay, WithoutLinesThereIsNone) {
  auto door = PrivacyDoor::create(paris(), false);
  BinTally tally = bin_at(*parse_iso8601("2026-11-23T08:00:00Z"), 3);
  tally.lines.clear();
  EXPECT_EQ(door->take(tally).size(), 1u);
  EXPECT_TRUE(door->finish().empty());
}

}  // namespace
}  // namespace sillage::floor
