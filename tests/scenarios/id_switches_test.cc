// SPDX-License-Identifier: Apache-2.0
// A tracker that gives everybody another name every second, through the whole floor: what one person
// changes in the strict tables stays within what their noise was made for.
#include <map>
#include <numeric>

#include <gtest/gtest.h>

#include "floor/journey/journeys.h"
#include "floor/measure/internal/scene.h"
#include "floor/measure/meter.h"
#include "floor/privacy/internal/strict_tables.h"

namespace sillage {
namespace {

using floor::BinTally;
using floor::internal::Scene;
using floor::internal::StrictTables;
using floor::internal::Table;

config::StoreConfig store_of(int level) {
  config::StoreConfig store;
  store.journey.level = level;
  config::Camera camera;
  camera.id = CameraId("cam");
  camera.calibration = config::PointCalibration{
      {{{0, 0}, {0, 0}}, {{9, 0}, {9, 0}}, {{9, 9}, {9, 9}}, {{0, 9}, {0, 9}}}};
  store.cameras.push_back(camera);
  store.lines.push_back({LineId("door"), "", {{0, 0}, {4, 0}}, {2, 1}});
  store.lines.push_back({LineId("side"), "", {{20, 0}, {24, 0}}, {22, 1}});
  const auto zone = [&](const char* id, config::ZoneType type, double x) {
    store.zones.push_back(
        {ZoneId(id), "", type, *Polygon::create({{x, 2}, {x + 4, 2}, {x + 4, 6}, {x, 6}})});
  };
  zone("shelf", config::ZoneType::kAisle, 0);
  zone("rack", config::ZoneType::kAisle, 5);
  zone("till", config::ZoneType::kService, 10);
  store.privacy.mode = config::PrivacyMode::kStrict;
  store.measure.zone_min_stay_s = 3;
  return store;
}

/// Comes in, looks at two shelves again and again, pays and leaves; some minutes in all.
void visit(Scene& scene, std::uint64_t track, double from_s) {
  double s = scene.walk(track, from_s, {{2, -3}, {2, 4}});
  for (int round = 0; round < 4; ++round) {
    s = scene.stand(track, s, {2, 4}, 20);
    s = scene.walk(track, s, {{2, 4}, {7, 4}});
    s = scene.stand(track, s, {7, 4}, 15);
    s = scene.walk(track, s, {{7, 4}, {2, 4}});
  }
  s = scene.walk(track, s, {{2, 4}, {12, 4}});
  s = scene.stand(track, s, {12, 4}, 30);
  scene.walk(track, s, {{12, 4}, {2, 4}, {2, -3}});
}

constexpr std::uint64_t kVictim = 1000;

/// Another name every `switch_s` for the victim; with `ends`, each old one is said to be over.
std::vector<wire::EyeMessage> messages(bool with_victim, double switch_s, bool ends,
                                       std::size_t& names) {
  Scene scene;
  for (std::uint64_t other = 1; other <= 6; ++other) visit(scene, other, 700.0 * static_cast<double>(other - 1) + 10);
  std::map<std::uint64_t, double> last;
  if (with_victim) {
    Scene alone;
    visit(alone, kVictim, 700.0 * 6 + 10);
    for (const wire::Sighting& sighting : alone.sightings()) {
      const double s = seconds(sighting.captured_at - Instant{});
      const auto name = kVictim + (switch_s > 0 ? static_cast<std::uint64_t>(s / switch_s) : 0);
      scene.see(name, s, sighting.foot_in_floor);
      last[name] = s;
    }
    for (const auto& [name, s] : last) {
      if (ends && name != last.rbegin()->first) scene.end(name, s + 0.1);
    }
  }
  names = last.size();
  return scene.messages(700.0 * 7 + 200);
}

std::vector<BinTally> through_the_floor(const config::StoreConfig& store,
                                        const std::vector<wire::EyeMessage>& heard) {
  auto journeys = *floor::Journeys::create(store);
  auto meter = *floor::Meter::create(store, {}, {CameraId("cam")});
  std::vector<BinTally> tallies;
  const auto take = [&](const std::vector<floor::JourneyMessage>& decided) {
    for (const floor::JourneyMessage& message : decided) {
      for (BinTally& tally : meter.process(message)) tallies.push_back(std::move(tally));
    }
  };
  for (const wire::EyeMessage& message : heard) take(journeys.process(message));
  take(journeys.finish());
  for (BinTally& tally : meter.finish()) tallies.push_back(std::move(tally));
  return tallies;
}

struct Counted {
  std::vector<std::int64_t> cells;
  std::int64_t entries = 0, exits = 0;
};

Counted count(const StrictTables& tables, const std::vector<BinTally>& tallies) {
  Counted counted{std::vector<std::int64_t>(tables.cells())};
  for (const BinTally& tally : tallies) {
    tables.count(tally, counted.cells);
    for (const auto& [id, line] : tally.lines) {
      counted.entries += line.entering_stays;
      counted.exits += line.exiting_stays;
    }
  }
  return counted;
}

struct Switching {
  int level;
  double every_s;
  bool ends;
};
class IdSwitches : public testing::TestWithParam<Switching> {};

TEST_P(IdSwitches, DoNotRaiseWhatOnePersonChanges) {
  const config::StoreConfig store = store_of(GetParam().level);
  const StrictTables tables = StrictTables::of(store, std::chrono::hours(24), 2000);
  std::size_t names = 0, none = 0;
  const auto heard = messages(true, GetParam().every_s, GetParam().ends, names);
  const auto with = through_the_floor(store, heard);
  const auto without = through_the_floor(store, messages(false, 0, false, none));
  const Counted a = count(tables, with), b = count(tables, without);
  const std::int64_t most = store.privacy.stays_per_day;
  EXPECT_LE(std::abs(a.entries - b.entries), most);
  EXPECT_LE(std::abs(a.exits - b.exits), most);
  std::int64_t changes = 0;
  constexpr Table kOrder[] = {Table::kLines, Table::kZones, Table::kDwell, Table::kVisits,
                              Table::kFlows};
  for (std::size_t i = 0; i < std::size(kOrder); ++i) {
    const std::size_t first = tables.first_cell(kOrder[i]);
    const std::size_t end =
        i + 1 < std::size(kOrder) ? tables.first_cell(kOrder[i + 1]) : tables.cells();
    std::int64_t squared = 0;
    for (std::size_t cell = first; cell < end; ++cell) {
      squared += (a.cells[cell] - b.cells[cell]) * (a.cells[cell] - b.cells[cell]);
    }
    EXPECT_LE(squared, tables.noise(kOrder[i]).squared_change) << "table " << i;
    changes += squared;
  }
  // Without stitching nobody is seen long enough under one name to be counted.
  EXPECT_TRUE(changes > 0 || GetParam().level == 0) << "the person was not counted at all";
  // Counted by name, the same person would be worth more than any noise was made for.
  if (GetParam().every_s > 0) {
    const auto by_name = static_cast<std::int64_t>(names * names);
    EXPECT_GT(by_name, 100 * tables.noise(Table::kZones).squared_change);
  }
}

INSTANTIATE_TEST_SUITE_P(Levels, IdSwitches,
                         testing::Values(Switching{0, 1, false}, Switching{1, 1, false},
                                         Switching{1, 1, true}, Switching{2, 1, false},
                                         Switching{2, 1, true}, Switching{2, 2.5, true},
                                         Switching{2, 0, false}),
                         [](const auto& one) {
                           return "L" + std::to_string(one.param.level) + "Every" +
                                  std::to_string(static_cast<int>(10 * one.param.every_s)) +
                                  (one.param.ends ? "Ended" : "");
                         });

}  // namespace
}  // namespace sillage
