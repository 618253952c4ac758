// SPDX-License-Identifier: Apache-2.0
#include "floor/privacy/internal/strict_door.h"

#include <cmath>
#include <set>

#include <gmock/gmock.h>

#include "floor/privacy/privacy_door.h"

namespace sillage::floor::internal {
namespace {

using testing::HasSubstr;
using wire::Metric;

config::StoreConfig store_of(int expected_visits) {
  config::StoreConfig store;
  for (const char* id : {"a", "b"}) store.lines.push_back({LineId(id), id, {}, {}});
  for (const char* id : {"x", "y", "z"}) {
    store.zones.push_back(
        {ZoneId(id), id, config::ZoneType::kAisle, *Polygon::create({{0, 0}, {1, 0}, {1, 1}})});
  }
  store.privacy.mode = config::PrivacyMode::kStrict;
  store.privacy.expected_visits = expected_visits;
  return store;
}

BinTally bin_of(int quarter, std::int64_t people) {
  BinTally tally;
  tally.start = Instant{} + std::chrono::minutes(15 * quarter);
  tally.end = tally.start + std::chrono::minutes(15);
  tally.observed = std::chrono::minutes(15);
  for (const char* id : {"a", "b"}) {
    tally.lines[LineId(id)].entering_stays = tally.lines[LineId(id)].exiting_stays = people / 2;
  }
  for (const char* id : {"x", "y", "z"}) tally.zones[ZoneId(id)].stays[5] = people / 2;
  tally.flows[{ZoneId("x"), ZoneId("y")}].stays = people / 3;
  tally.stays.visits = people;
  tally.stays.durations[14] = people;
  return tally;
}

/// From nine to nine.
std::vector<wire::Release> releases_of(PrivacyDoor& door, std::int64_t people, int day = 0) {
  std::vector<wire::Release> all;
  for (int quarter = 36; quarter < 84; ++quarter) {
    for (wire::Release& made : door.take(bin_of(96 * day + quarter, people))) {
      all.push_back(std::move(made));
    }
  }
  return all;
}

std::vector<wire::Release> whole_day(const config::StoreConfig& store, std::int64_t people) {
  PrivacyDoor door = *PrivacyDoor::create(store, false);
  std::vector<wire::Release> all = releases_of(door, people);
  for (wire::Release& made : door.finish()) all.push_back(std::move(made));
  return all;
}

const wire::Figure* find(const wire::Release& release, Metric metric,
                         const std::string& scope = "") {
  for (const wire::Figure& figure : release.figures()) {
    if (figure.metric == metric && figure.scope == scope) return &figure;
  }
  return nullptr;
}

double rho_of(const std::vector<wire::Release>& releases) {
  double sum = 0;
  for (const wire::Release& release : releases) sum += release.header().rho;
  return sum;
}

TEST(StrictDoor, EveryFigureHasNoiseAnIntervalAndIsUnderstoodByTheDesk) {
  for (const int expected : {0, 20'000}) {
    for (const wire::Release& release : whole_day(store_of(expected), 900)) {
      EXPECT_EQ(release.header().mode, wire::ReleaseMode::kStrict);
      const auto received = wire::decode_release(wire::encode(release));
      ASSERT_TRUE(received) << received.error().message;
      for (const wire::Figure& figure : release.figures()) {
        EXPECT_EQ(figure.value.has_value(), figure.low.has_value());
        EXPECT_GT(figure.high.value_or(99) - figure.low.value_or(0), 10)
            << to_string(figure.metric);
      }
    }
  }
}

TEST(StrictDoor, NoFigureOfADayIsTwiceTheSame) {
  const auto a = whole_day(store_of(0), 900), b = whole_day(store_of(0), 900);
  ASSERT_EQ(a.size(), 1u);
  std::size_t same = 0, all = 0;
  for (const wire::Figure& figure : a.front().figures()) {
    if (!figure.value) continue;
    ++all;
    for (const wire::Figure& other : b.front().figures()) {
      same += other.value == figure.value && other.metric == figure.metric ? 1 : 0;
    }
  }
  EXPECT_LE(same * 5, all);
}

TEST(StrictDoor, ADayCostsWhatIsDeclaredAndNoMore) {
  for (const int expected : {0, 5000, 20'000}) {
    const double rho = rho_of(whole_day(store_of(expected), 400));
    EXPECT_LE(rho, 0.015);
    EXPECT_GE(rho, 0.0149);
  }
}

TEST(StrictDoor, BinsAreAsLongAsTheNoiseWants) {
  const auto length_of = [](int expected) {
    const auto releases = whole_day(store_of(expected), 400);
    return releases.size() == 1
               ? std::chrono::hours(24)
               : std::chrono::duration_cast<std::chrono::hours>(releases[0].header().bin_end -
                                                                releases[0].header().bin_start);
  };
  EXPECT_EQ(length_of(0).count(), 24);
  EXPECT_EQ(length_of(500).count(), 24);
  EXPECT_EQ(length_of(3'000).count(), 4);
  EXPECT_EQ(length_of(20'000).count(), 1);
}

TEST(StrictDoor, WhatADayToldSaysHowLongTheBinsOfTheNextAre) {
  PrivacyDoor door = *PrivacyDoor::create(store_of(0), false);
  std::size_t first = releases_of(door, 900).size();
  EXPECT_EQ(first, 0u);
  const auto second = releases_of(door, 900, 1);
  EXPECT_GE(second.size(), 10u);
}

TEST(StrictDoor, StepsAddUpToTheRunningSumAndPartsToTheirWhole) {
  const auto releases = whole_day(store_of(20'000), 2000);
  double steps = 0;
  for (const wire::Release& release : releases) {
    if (release.header().period == wire::Period::kBin)
      steps += *find(release, Metric::kEntries)->value;
  }
  EXPECT_NEAR(steps, 48 * 2000, 2000);
  const wire::Release& day = releases.back();
  EXPECT_NEAR(*find(day, Metric::kEntries, "a")->value + *find(day, Metric::kEntries, "b")->value,
              steps, 1e-6);
}

TEST(StrictDoor, IntervalsHoldTheTruthNineteenTimesOfTwenty) {
  int inside = 0, all = 0;
  for (int run = 0; run < 60; ++run) {
    const auto releases = whole_day(store_of(20'000), 400);
    for (const wire::Release& release : releases) {
      const bool is_day = release.header().period == wire::Period::kDay;
      const wire::Figure& entries = *find(release, is_day ? Metric::kVisits : Metric::kEntries);
      const double truth = is_day ? 48 * 400 : 4 * 400;
      inside += *entries.low <= truth && truth <= *entries.high ? 1 : 0;
      ++all;
    }
  }
  EXPECT_GE(inside, 0.92 * all);
  EXPECT_LE(inside, 0.99 * all) << "intervals are wider than they say";
}

TEST(StrictDoor, ASmallStoreShowsNoPlaceThatIsMostlyNoise) {
  StrictDoor door(store_of(0), *LocalDays::create("UTC"), Entropy(Entropy::Seed{4}));
  for (int quarter = 36; quarter < 84; ++quarter) door.take(bin_of(quarter, 0));
  const Figures figures = door.finish().front().figures;
  for (const wire::Figure& figure : figures) {
    const bool is_place = figure.metric == Metric::kZoneVisits || figure.metric == Metric::kDwell;
    EXPECT_EQ(figure.state == wire::FigureState::kWithheld, is_place || figure.value == std::nullopt)
        << to_string(figure.metric);
    EXPECT_TRUE(figure.value || figure.metric != Metric::kVisits);
  }
}

TEST(StrictDoor, GoesOnAfterARestartWithoutPayingAgain) {
  const config::StoreConfig store = store_of(20'000);
  PrivacyDoor before = *PrivacyDoor::create(store, false);
  std::vector<wire::Release> all;
  const auto take = [&](PrivacyDoor& door, int from, int until) {
    for (int quarter = from; quarter < until; ++quarter) {
      for (auto& release : door.take(bin_of(quarter, 400))) all.push_back(std::move(release));
    }
  };
  take(before, 36, 61);
  PrivacyDoor after = *PrivacyDoor::create(store, false);
  ASSERT_TRUE(after.load(before.save()));
  take(after, 61, 84);
  for (auto& release : after.finish()) all.push_back(std::move(release));
  EXPECT_LE(rho_of(all), 0.015);
  EXPECT_NEAR(*find(all.back(), Metric::kVisits)->value, 48 * 400, 600);
  std::set<Instant> starts;
  for (const wire::Release& release : all) {
    if (release.header().period == wire::Period::kBin) {
      EXPECT_TRUE(starts.insert(release.header().bin_start).second);
    }
  }
  EXPECT_EQ(starts.size(), 12u);
}

TEST(StrictDoor, ADayThatHasBeenPaidForIsNotReleasedAgain) {
  const config::StoreConfig store = store_of(20'000);
  PrivacyDoor before = *PrivacyDoor::create(store, false);
  releases_of(before, 400);
  before.finish();
  PrivacyDoor after = *PrivacyDoor::create(store, false);
  ASSERT_TRUE(after.load(before.save()));
  EXPECT_TRUE(releases_of(after, 400).empty());
  EXPECT_TRUE(after.finish().empty());
  EXPECT_EQ(after.refused(), 48);
  EXPECT_FALSE(releases_of(after, 400, 1).empty()) << "the next day is free again";
}

TEST(StrictDoor, ADayOfWhichTheDeskHasFiguresIsNotReleasedAgain) {
  const config::StoreConfig store = store_of(20'000);
  PrivacyDoor door = *PrivacyDoor::create(store, false);
  door.note_released(bin_of(40, 0).start);
  EXPECT_TRUE(releases_of(door, 400).empty());
  EXPECT_FALSE(releases_of(door, 400, 1).empty());
}

TEST(StrictDoor, AnotherConfigurationDropsTheOpenDayButNotWhatItCost) {
  PrivacyDoor before = *PrivacyDoor::create(store_of(20'000), false);
  releases_of(before, 400);
  config::StoreConfig other = store_of(20'000);
  other.zones.pop_back();
  PrivacyDoor after = *PrivacyDoor::create(other, false);
  ASSERT_TRUE(after.load(before.save()));
  EXPECT_TRUE(releases_of(after, 400).empty());
}

TEST(StrictDoor, ADamagedStateSaysWhatToDo) {
  PrivacyDoor door = *PrivacyDoor::create(store_of(0), false);
  const auto result = door.load(std::vector<std::byte>{std::byte{1}, std::byte{9}});
  ASSERT_FALSE(result);
  EXPECT_THAT(result.error().message, HasSubstr("start anew"));
}

TEST(RhoLedger, NeverSpendsMoreThanTheCeiling) {
  RhoLedger ledger(0.015);
  EXPECT_TRUE(ledger.spend(Instant{}, 0.010));
  const auto refused = ledger.spend(Instant{}, 0.006);
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, HasSubstr("wait for the next day"));
  EXPECT_TRUE(ledger.spend(Instant{}, 0.005));
  EXPECT_FALSE(ledger.spend(Instant{}, -0.001));
  EXPECT_DOUBLE_EQ(ledger.spent(Instant{}), 0.015);
}

}  // namespace
}  // namespace sillage::floor::internal
