// SPDX-License-Identifier: Apache-2.0
// Simulated truth through the floor, one test per figure that it measures. Perfect sightings give
// exactly the truth (heat: before the stitcher smooths places); realistic ones are off by what each
// test prints, and at most by its bound.
#include <algorithm>
#include <cmath>
#include <cstdio>

#include <gtest/gtest.h>

#include "tests/scenarios/chain.h"
#include "tests/scenarios/oracle.h"

namespace sillage::scenarios {
namespace {

constexpr std::uint64_t kScenes = 3;

struct Played {
  Truth truth;
  floor::BinTally perfect, real;
  floor::BinTally unstitched;  ///< perfect, with a lag of 0
};

floor::BinTally play(const Scene& scene, Eye eye, double lag_s = 2) {
  auto chain = Chain::create(scene.plan, "hall", scene.start, {.eye = eye, .lag_s = lag_s});
  EXPECT_TRUE(chain.has_value()) << chain.error().to_string();
  const auto cast = scene.cast();
  sim::Moment before = scene.moment(0);
  for (int tick = 1; tick <= scene.ticks; ++tick) {
    sim::Moment after = scene.moment(tick);
    chain->process(cast, before, after);
    before = std::move(after);
  }
  auto bins = chain->finish();
  EXPECT_GE(bins.size(), 1u);
  return bins.front();
}

/// Three scenes, played once for all tests.
const std::vector<Played>& played() {
  static const std::vector<Played> all = [] {
    std::vector<Played> made;
    for (std::uint64_t seed = 1; seed <= kScenes; ++seed) {
      const Scene scene = hall_scene(seed);
      made.push_back({truth_of(scene), play(scene, Eye::kPerfect), play(scene, Eye::kReal),
                      play(scene, Eye::kPerfect, 0)});
    }
    return made;
  }();
  return all;
}

/// Prints what was measured and checks it: the sum over all scenes of |measured - truth|, over the
/// sum of the truth.
class Error {
 public:
  void add(double measured, double truth) {
    off_ += std::abs(measured - truth);
    sum_ += measured - truth;
    truth_ += truth;
  }
  void expect_at_most(const char* what, const char* eye, double bound) const {
    ASSERT_GT(truth_, 0);
    std::printf("%s, %s: off by %.2f of %.1f = %.1f %% (bound %.0f %%), in sum by %+.2f\n", what,
                eye, off_, truth_, 100 * off_ / truth_, 100 * bound, sum_);
    EXPECT_LE(off_ / truth_, bound) << what << ", " << eye;
  }

 private:
  double off_ = 0, sum_ = 0, truth_ = 0;
};

/// `figure(tally, truth)` is called with an Error to add to.
template <class Compare>
void expect_bounds(const char* what, double bound, Compare compare) {
  Error real;
  for (const Played& scene : played()) {
    compare(scene.real, scene.truth, real);
  }
  real.expect_at_most(what, "real", bound);
}

const LineId kEntrance("entrance");

TEST(Scenario, Entries) {
  for (const Played& scene : played()) {
    EXPECT_EQ(scene.perfect.lines.at(kEntrance).entries.count, scene.truth.entries.at("entrance"));
  }
  expect_bounds("entries", 0.12, [](const auto& tally, const Truth& truth, Error& error) {
    error.add(static_cast<double>(tally.lines.at(kEntrance).entries.count),
              static_cast<double>(truth.entries.at("entrance")));
  });
}

TEST(Scenario, Exits) {
  for (const Played& scene : played()) {
    EXPECT_EQ(scene.perfect.lines.at(kEntrance).exits.count, scene.truth.exits.at("entrance"));
  }
  expect_bounds("exits", 0.12, [](const auto& tally, const Truth& truth, Error& error) {
    error.add(static_cast<double>(tally.lines.at(kEntrance).exits.count),
              static_cast<double>(truth.exits.at("entrance")));
  });
}

TEST(Scenario, OccupancyMean) {
  for (const Played& scene : played()) {
    EXPECT_EQ(scene.perfect.occupancy_samples, 900);
    EXPECT_NEAR(scene.perfect.occupancy_mean, scene.truth.occupancy_mean, 1e-9);
  }
  expect_bounds("occupancy mean", 0.05, [](const auto& tally, const Truth& truth, Error& error) {
    error.add(tally.occupancy_mean, truth.occupancy_mean);
  });
}

TEST(Scenario, OccupancyMax) {
  for (const Played& scene : played()) {
    EXPECT_EQ(scene.perfect.occupancy_max, scene.truth.occupancy_max);
  }
  expect_bounds("occupancy max", 0.15, [](const auto& tally, const Truth& truth, Error& error) {
    error.add(static_cast<double>(tally.occupancy_max), static_cast<double>(truth.occupancy_max));
  });
}

TEST(Scenario, ZoneVisits) {
  for (const Played& scene : played()) {
    for (const auto& [zone, visits] : scene.truth.visits) {
      EXPECT_EQ(scene.perfect.zones.at(ZoneId(zone)).visits, visits) << zone;
    }
  }
  expect_bounds("zone visits", 0.18, [](const auto& tally, const Truth& truth, Error& error) {
    for (const auto& [zone, visits] : truth.visits) {
      error.add(static_cast<double>(tally.zones.at(ZoneId(zone)).visits),
                static_cast<double>(visits));
    }
  });
}

TEST(Scenario, DwellClasses) {
  for (const Played& scene : played()) {
    for (const auto& [zone, visits] : scene.truth.visits) {
      const auto& tally = scene.perfect.zones.at(ZoneId(zone));
      const auto find = [&](const auto& by_zone) {
        const auto at = by_zone.find(zone);
        return at == by_zone.end() ? std::array<std::int64_t, floor::kDwellClasses>{} : at->second;
      };
      EXPECT_EQ(tally.completed, find(scene.truth.completed)) << zone;
      EXPECT_EQ(tally.censored, find(scene.truth.censored)) << zone;
    }
  }
  // Off by one class counts once where it is missing and once where it is too many.
  expect_bounds("dwell classes", 0.5, [](const auto& tally, const Truth& truth, Error& error) {
    for (const auto& [zone, classes] : truth.completed) {
      const auto& got = tally.zones.at(ZoneId(zone)).completed;
      for (std::size_t i = 0; i < classes.size(); ++i) {
        error.add(static_cast<double>(got[i]), static_cast<double>(classes[i]));
      }
    }
  });
}

void add_heat_errors(const floor::BinTally& tally, const Truth& truth, Error& error) {
  auto cells = tally.heat[0];
  for (const auto& [index, s] : truth.heat_s) error.add(cells[index].person_s, s);
  for (const auto& [index, cell] : cells) {
    if (!truth.heat_s.contains(index)) error.add(cell.person_s, 0);
  }
}

TEST(Scenario, Heat) {
  Error stitched;
  for (const Played& scene : played()) {
    const auto& cells = scene.unstitched.heat[0];
    EXPECT_EQ(cells.size(), scene.truth.heat_s.size());
    for (const auto& [index, s] : scene.truth.heat_s) {
      const auto at = cells.find(index);
      ASSERT_NE(at, cells.end()) << index.x << " " << index.y;
      EXPECT_NEAR(at->second.person_s, s, 1e-6) << index.x << " " << index.y;
      EXPECT_EQ(at->second.people, scene.truth.heat_people.at(index));
    }
    add_heat_errors(scene.perfect, scene.truth, stitched);
  }
  // The stitcher smooths places over time, also exact ones: who turns sharply cuts the corner.
  stitched.expect_at_most("heat", "perfect, stitched", 0.09);
  // In squares of 0.5 m, most of the error is that a stop is next to the square where it was.
  expect_bounds("heat", 0.4, add_heat_errors);
}

TEST(Scenario, People) {
  for (const Played& scene : played()) EXPECT_EQ(scene.perfect.people, scene.truth.people);
  expect_bounds("people", 0.4, [](const auto& tally, const Truth& truth, Error& error) {
    error.add(static_cast<double>(tally.people), static_cast<double>(truth.people));
  });
}

}  // namespace
}  // namespace sillage::scenarios
