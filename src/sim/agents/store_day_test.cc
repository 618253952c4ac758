// SPDX-License-Identifier: Apache-2.0
#include "sim/agents/store_day.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "geometry/polygon.h"
#include "sim/agents/testing/day_log.h"
#include "sim/plan/local_time.h"
#include "sim/plan/reader.h"
#include "sim/plan/solids.h"
#include "sim/plan/testing/small_plan.h"

namespace sillage::sim {
namespace {

using testing::DayLog;

const std::chrono::sys_days kMonday = *parse_date("2026-01-05");

/// The kiosk, open for three hours, busier than it can bear for long.
Plan busy_kiosk(const std::string& more = {}) {
  const auto plan = parse(testing::small_plan() + R"(
[opening]
monday = "09:00-12:00"
tuesday = "09:00-12:00"
wednesday = "closed"
[arrivals]
visitors_per_day = 150
[visitors]
stops_mean = 3
fitting_share = 0.2
wheelchair_share = 0.05
trolley_share = 0.2
pushchair_share = 0.5
)" + more,
                          "plan.toml");
  EXPECT_TRUE(plan) << plan.error().to_string();
  return *plan;
}

struct Played {
  explicit Played(const Plan& plan, std::uint64_t seed = 1, std::chrono::sys_days date = kMonday)
      : premises(plan), day(premises, seed, date) {
    day.watch(log);
    day.run_to_end();
  }
  Premises premises;
  DayLog log;
  StoreDay day;
};

bool is_visitor(const DayLog::Life& life) { return life.person.role == Role::kVisitor; }

TEST(StoreDay, PeopleComeWalkPayAndLeave) {
  const Played played(busy_kiosk());
  EXPECT_TRUE(played.day.is_over());
  int visitors = 0, passers = 0, staff = 0;
  for (const auto& [id, life] : played.log.lives) {
    EXPECT_TRUE(life.gone);
    EXPECT_GT(life.path_m, 8) << "at least along a piece of pavement";
    EXPECT_LT(life.fastest_mps, 3.2);
    visitors += is_visitor(life) ? 1 : 0;
    passers += life.person.role == Role::kPasserBy ? 1 : 0;
    staff += life.person.role == Role::kCashier ? 1 : 0;
  }
  EXPECT_GT(visitors, 100);
  EXPECT_LT(visitors, 200);
  EXPECT_GT(passers, 800);
  EXPECT_EQ(staff, 1);
  const auto count = [&](char kind) {
    return std::count_if(played.log.till_events.begin(), played.log.till_events.end(),
                         [&](const DayLog::TillEvent& event) { return event.kind == kind; });
  };
  EXPECT_GT(count('b'), 20);
  EXPECT_EQ(count('b'), count('e'));
  EXPECT_EQ(count('j'), count('b') + count('l'));
}

TEST(StoreDay, NobodyIsInAWallOrInSomebodyElse) {
  const Plan plan = busy_kiosk();
  Premises premises(plan);
  StoreDay day(premises, 5, kMonday);
  std::vector<Polygon> solids;
  for (const Solid& solid : solids_of(plan)) solids.push_back(*Polygon::create(solid.area));
  Instant at = day.begins_at() + std::chrono::hours(9);
  std::int64_t looked = 0, overlapping = 0;
  double deepest = -1, nearest_wall = 1;
  for (; at < day.begins_at() + std::chrono::hours(12); at += kTick) {
    day.run_to(at);
    const Moment moment = day.moment();
    for (std::size_t i = 0; i < moment.people.size(); ++i) {
      const Stance& a = moment.people[i];
      const double radius = day.person(a.person).body.radius_m;
      for (const Polygon& solid : solids) {
        ASSERT_FALSE(solid.contains(a.place)) << a.place.x << " " << a.place.y;
        nearest_wall = std::min(nearest_wall, solid.distance_to_edge(a.place) - radius);
      }
      for (std::size_t j = 0; j < i; ++j) {
        const Stance& b = moment.people[j];
        const double touch = radius + day.person(b.person).body.radius_m;
        const double overlap = touch - distance(a.place, b.place);
        deepest = std::max(deepest, overlap);
        overlapping += overlap > 0.01 ? 1 : 0;
        ++looked;
      }
    }
  }
  EXPECT_GT(looked, 1'000'000);
  // This kiosk is fuller than it can bear; in a jam with trolleys bodies may be pressed together.
  EXPECT_LT(deepest, 0.12) << "two bodies overlap by this much, m";
  EXPECT_LT(overlapping, looked / 20'000);
  EXPECT_GT(nearest_wall, -0.05) << "a body reaches this far into a wall, m";
}

TEST(StoreDay, TheSameSeedGivesTheSameDay) {
  const auto fingerprint = [](const DayLog& log) {
    std::vector<double> all;
    for (const auto& [id, life] : log.lives) {
      all.insert(all.end(), {life.path_m, seconds(life.from.time_since_epoch()),
                             seconds(life.to.time_since_epoch()), life.at.x});
    }
    return all;
  };
  const Plan plan = busy_kiosk();
  const auto first = fingerprint(Played(plan, 3).log);
  EXPECT_EQ(first, fingerprint(Played(plan, 3).log));
  EXPECT_NE(first, fingerprint(Played(plan, 4).log));
  // A day does not depend on those before it, nor on who asks how often where people are.
  Premises premises(plan);
  StoreDay monday(premises, 3, kMonday), tuesday(premises, 3, kMonday + std::chrono::days(1));
  monday.run_to_end();
  DayLog log;
  tuesday.watch(log);
  for (Instant at = tuesday.begins_at(); !tuesday.is_over(); at += std::chrono::minutes(7)) {
    tuesday.run_to(at);
    tuesday.moment();
  }
  EXPECT_EQ(fingerprint(log), fingerprint(Played(plan, 3, kMonday + std::chrono::days(1)).log));
}

TEST(StoreDay, AClosedDayHasPassersByAlone) {
  const Played played(busy_kiosk(), 1, kMonday + std::chrono::days(2));
  EXPECT_FALSE(played.log.lives.empty());
  for (const auto& [id, life] : played.log.lives) {
    EXPECT_EQ(life.person.role, Role::kPasserBy);
  }
}

TEST(StoreDay, VisitorsComeWhileItIsOpenAndLeaveSoonAfter) {
  const Played played(busy_kiosk());
  for (const auto& [id, life] : played.log.lives) {
    if (!is_visitor(life)) continue;
    EXPECT_GE(life.from, played.day.begins_at() + std::chrono::hours(9));
    EXPECT_LT(life.from, played.day.begins_at() + std::chrono::hours(12));
    EXPECT_LT(life.to, played.day.begins_at() + std::chrono::hours(13));
  }
}

TEST(StoreDay, SpecialPeople) {
  const Plan plan =
      busy_kiosk("[special]\nregular_at = \"10:30\"\nlone_opening_min = 15\ntwins_per_day = 1\n");
  const Played monday(plan), tuesday(plan, 1, kMonday + std::chrono::days(1));
  const auto opens = monday.day.begins_at() + std::chrono::hours(9);
  int alone = 0, twins = 0, seen_again = 0;
  for (const auto& [id, life] : monday.log.lives) {
    if (!is_visitor(life)) continue;
    alone += life.from < opens + std::chrono::minutes(15) ? 1 : 0;
    for (const auto& [other_id, other] : monday.log.lives) {
      twins += other_id > id && other.person.look == life.person.look ? 1 : 0;
    }
    for (const auto& [other_id, other] : tuesday.log.lives) {
      if (other.person.look != life.person.look) continue;
      ++seen_again;
      EXPECT_LT(std::abs(seconds(life.from - opens) - 5400), 1000);
    }
  }
  EXPECT_EQ(alone, 1);
  EXPECT_EQ(twins, 1);
  EXPECT_EQ(seen_again, 1) << "the regular, and nobody else";
}

TEST(StoreDay, InSummerPeopleWearShorts) {
  const auto in_shorts = [](const std::string& share) {
    const Played played(busy_kiosk("shorts_share = " + share + "\n"));
    int men = 0, shorts = 0;
    for (const auto& [id, life] : played.log.lives) {
      if (!is_visitor(life) || life.person.presentation != Presentation::kMasculine) continue;
      ++men;
      shorts += life.person.look.lower == Lower::kShorts ? 1 : 0;
    }
    EXPECT_GT(men, 30);
    return static_cast<double>(shorts) / men;
  };
  EXPECT_EQ(in_shorts("0"), 0);
  EXPECT_NEAR(in_shorts("0.6"), 0.6, 0.2);
  EXPECT_EQ(in_shorts("1"), 1);
}

TEST(StoreDay, CompanyStaysTogether) {
  const Plan plan = busy_kiosk();
  const Played played(plan);
  int units = 0, apart = 0, samples = 0;
  std::map<UnitId, std::vector<const DayLog::Life*>> by_unit;
  for (const auto& [id, life] : played.log.lives) {
    if (is_visitor(life)) by_unit[life.person.unit].push_back(&life);
  }
  const auto place_at = [](const DayLog::Life& life, Instant at) {
    auto step = std::upper_bound(life.path.begin(), life.path.end(), at,
                                 [](Instant t, const auto& s) { return t < s.first; });
    return std::prev(step)->second;
  };
  for (const auto& [unit, members] : by_unit) {
    if (members.size() != 2) continue;
    ++units;
    for (Instant at = members[0]->from; at < members[0]->to; at += std::chrono::seconds(1)) {
      ++samples;
      apart += distance(place_at(*members[0], at), place_at(*members[1], at)) > 1.5 ? 1 : 0;
    }
  }
  EXPECT_GT(units, 5);
  EXPECT_LT(apart, samples * 0.15);
}

TEST(StoreDay, SomeWaitSomeGiveUp) {
  const Played patient(busy_kiosk());
  Plan plan = busy_kiosk();
  plan.visitors.patience_median_s = 20;
  plan.visitors.service_median_s = 150;
  const Played impatient(plan);
  const auto left = [](const DayLog& log) {
    return std::count_if(log.till_events.begin(), log.till_events.end(),
                         [](const auto& event) { return event.kind == 'l'; });
  };
  EXPECT_GT(left(impatient.log), left(patient.log) + 10);
}

TEST(StoreDay, MomentsShowEverybodyWhoIsThere) {
  Premises premises(busy_kiosk());
  StoreDay day(premises, 1, kMonday);
  DayLog log;
  day.watch(log);
  const Instant at = day.begins_at() + std::chrono::hours(11);
  day.run_to(at);
  const Moment moment = day.moment();
  EXPECT_EQ(moment.at, at);
  const auto there = std::count_if(log.lives.begin(), log.lives.end(),
                                   [](const auto& entry) { return !entry.second.gone; });
  ASSERT_EQ(static_cast<std::ptrdiff_t>(moment.people.size()), there);
  for (const Stance& stance : moment.people) {
    EXPECT_EQ(stance.place, log.lives.at(stance.person).at);
    if (day.person(stance.person).prop == Prop::kTrolley) {
      EXPECT_NEAR(distance(stance.place, stance.prop_at), 0.62, 0.1);
    }
  }
}

}  // namespace
}  // namespace sillage::sim
