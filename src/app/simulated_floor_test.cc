// SPDX-License-Identifier: Apache-2.0
// The truth of a simulated store against what the floor measures from perfect sightings of it: two
// implementations of the same definitions.
#include <chrono>

#include <gtest/gtest.h>

#include "floor/measure/meter.h"
#include "sim/agents/store_day.h"
#include "sim/plan/local_time.h"
#include "sim/plan/reader.h"
#include "sim/plan/testing/small_plan.h"
#include "sim/truth/day_books.h"

namespace sillage::app {
namespace {

const std::chrono::sys_days kDate = *sim::parse_date("2026-01-05");

sim::Plan busy_morning() {
  const auto plan = sim::parse(sim::testing::small_plan() + R"(
[opening]
monday = "09:00-11:00"
[arrivals]
visitors_per_day = 110
street_hours = [0,0,0,0,0,0,0,0,1,1,1,0,0,0,0,0,0,0,0,0,0,0,0,0]
[visitors]
stops_mean = 3
fitting_share = 0.2
trolley_share = 0.2
bounce_share = 0.2
return_share = 0.1
)",
                               "plan.toml");
  EXPECT_TRUE(plan) << plan.error().to_string();
  return *plan;
}

/// Both sides of one day; the floor sees everybody ten times a second, exactly.
struct Both {
  explicit Both(const sim::Plan& plan) {
    sim::Premises premises(plan);
    sim::StoreDay day(premises, 5, kDate);
    sim::DayBooks books(plan, sim::TruthOptions{}, kDate, nullptr);
    day.watch(books);
    const Instant midnight = day.begins_at();
    auto meter = floor::Meter::create(
        sim::store_config_of(plan),
        {midnight, midnight + std::chrono::hours(24), std::chrono::minutes(15), true});
    EXPECT_TRUE(meter);
    const CameraId camera("everything");
    const auto keep = [&](std::vector<floor::BinTally> closed) {
      for (auto& bin : closed) seen.push_back(std::move(bin));
    };
    for (Instant at = midnight + std::chrono::hours(7); !day.is_over(); at += sim::kTick) {
      day.run_to(at);
      for (const sim::Stance& stance : day.moment().people) {
        keep(meter->process(wire::Sighting{camera,
                                           at,
                                           TrackId{static_cast<std::uint64_t>(stance.person) + 1},
                                           wire::SightingKind::kObserved,
                                           stance.place,
                                           {1e-4, 0, 1e-4},
                                           1.0f}));
      }
      keep(meter->process(wire::FrameMark{camera, at, sim::kTick}));
    }
    keep(meter->finish());
    truth = books.close();
  }

  std::vector<floor::BinTally> seen;
  sim::DayFigures truth;
};

TEST(SimulatedFloor, TheFloorSeesTheTruthInPerfectSightings) {
  const sim::Plan plan = busy_morning();
  const Both both(plan);
  ASSERT_EQ(both.seen.size(), both.truth.bins.size());
  std::int64_t events = 0, squares = 0;
  for (std::size_t i = 0; i < both.seen.size(); ++i) {
    const floor::BinTally& seen = both.seen[i];
    const sim::BinFigures& truth = both.truth.bins[i];
    const std::string bin = to_iso8601(truth.start);
    ASSERT_EQ(seen.start, truth.start);
    for (std::size_t k = 0; k < plan.lines.size(); ++k) {
      const floor::LineTally& line = seen.lines.at(LineId(plan.lines[k].id));
      const auto entries = truth.crowd.lines[k].entries + truth.staff.lines[k].entries;
      const auto exits = truth.crowd.lines[k].exits + truth.staff.lines[k].exits;
      EXPECT_EQ(line.entries.count, entries) << bin;
      EXPECT_EQ(line.exits.count, exits) << bin;
      events += entries + exits;
    }
    for (std::size_t k = 0; k < plan.zones.size(); ++k) {
      const floor::ZoneTally& zone = seen.zones.at(ZoneId(plan.zones[k].id));
      const sim::ZoneFigures &crowd = truth.crowd.zones[k], &staff = truth.staff.zones[k];
      EXPECT_EQ(zone.visits, crowd.visits + staff.visits) << bin << " " << plan.zones[k].id;
      for (std::size_t c = 0; c < static_cast<std::size_t>(sim::kDurationClasses); ++c) {
        EXPECT_EQ(zone.completed[c] + zone.censored[c],
                  crowd.dwell.classes[c] + staff.dwell.classes[c])
            << bin << " " << plan.zones[k].id << " class " << c;
      }
      events += crowd.visits + staff.visits;
    }
    auto heat = truth.crowd.heat;
    for (const auto& [square, s] : truth.staff.heat) heat[square] += s;
    for (const auto& [cell, measured] : seen.heat[0]) {
      EXPECT_NEAR(measured.person_s, (heat[{cell.x, cell.y}]), 1e-6) << bin;
      heat.erase({cell.x, cell.y});
      ++squares;
    }
    for (const auto& [square, s] : heat) EXPECT_NEAR(s, 0, 1e-9) << bin;
  }
  EXPECT_GT(events, 400);
  EXPECT_GT(squares, 1000);
}

}  // namespace
}  // namespace sillage::app
