// SPDX-License-Identifier: Apache-2.0
#include "app/simulated_eye.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdio>
#include <functional>
#include <map>
#include <set>

#include <gtest/gtest.h>

#include "sim/plan/reader.h"
#include "sim/sightings/testing/heard.h"
#include "sim/sightings/testing/store_room.h"

namespace sillage::app {
namespace {

using sim::kTick;
using sim::testing::person;
using sim::testing::rectangle;
using sim::testing::stance;
using sim::testing::store_room;

/// A day of the wire's, so that there are codes.
const Instant kStart{std::chrono::hours(24 * 20'000)};

sim::WatchOptions only_people() {
  sim::WatchOptions options;
  options.detector.clutter_spots = 0;
  options.detector.flicker_per_frame = 0;
  options.link = {0, 0, 0, 0};
  return options;
}

/// What is sent of people who are at `places(s)`.
struct Sent : sim::testing::Heard {
  Sent(const sim::Plan& plan, const sim::WatchOptions& options, double for_s,
       const std::vector<std::function<Point(double)>>& places,
       const std::vector<sim::Colour>& colours = {}) {
    // Those whose clothes are told have codes.
    auto eye = SimulatedEye::create(plan, sim::store_config_of(plan), "corner", kStart, options,
                                    !colours.empty());
    EXPECT_TRUE(eye.has_value()) << eye.error().to_string();
    std::vector<sim::Person> cast;
    for (unsigned id = 0; id < places.size(); ++id) {
      cast.push_back(person(id));
      if (id < colours.size()) cast.back().look.upper_colour = colours[id];
    }
    const auto at = [&](int tick) {
      sim::Moment moment{kStart + tick * kTick, {}};
      for (unsigned id = 0; id < places.size(); ++id) {
        moment.people.push_back(stance(id, places[id](0.1 * tick)));
      }
      return moment;
    };
    for (int tick = 0; 0.1 * tick < for_s; ++tick) {
      for (const auto& frame : eye->process(cast, at(tick), at(tick + 1))) take(frame.messages);
    }
    take(eye->finish());
  }
};

double seconds_in(const wire::Sighting& sighting) { return seconds(sighting.captured_at - kStart); }
Point walk(double s) { return {3 + 0.8 * s, 2.5 + 0.2 * s}; }

TEST(SimulatedEye, PlacesAreNearTheTruthAndKnowHowFarOff) {
  double squares = 0, stated = 0;
  int count = 0;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    sim::WatchOptions options = only_people();
    options.seed = seed;
    for (const auto& each : Sent(store_room(), options, 6, {walk}).sightings) {
      if (each.kind != wire::SightingKind::kObserved) continue;
      const Point off = each.foot_in_floor - walk(seconds_in(each));
      squares += dot(off, off);
      stated += each.foot_covariance.xx + each.foot_covariance.yy;
      ++count;
    }
  }
  const double rms = std::sqrt(squares / count);
  std::printf("rms error %.3f m, stated %.3f m\n", rms, std::sqrt(stated / count));
  EXPECT_GT(count, 20 * 50);
  EXPECT_LT(rms, 0.35);
  EXPECT_GT(rms, 0.01);
  EXPECT_LT(rms, 3 * std::sqrt(stated / count));
}

TEST(SimulatedEye, ATrackBreaksBehindAHighShelfOnlyIfThatTakesLong) {
  sim::Plan plan = store_room();
  plan.cameras[0].at = {0.5, 4};
  plan.cameras[0].yaw_deg = 0;
  plan.shelves = {{"high", "wall", rectangle(4, 3.4, 0.5, 1.2), 2.9}};
  // Across the picture, and behind the shelf for as long as it takes.
  const auto past = [](double hidden_s) {
    return [hidden_s](double s) {
      const double walked = s < 2 ? s : std::max(2.0, s - hidden_s);
      return Point{6, 1 + 1.5 * walked};
    };
  };
  const auto tracks = [&](double hidden_s) {
    std::size_t all = 0;
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
      sim::WatchOptions options = only_people();
      options.seed = seed;
      all += Sent(plan, options, 4 + hidden_s, {past(hidden_s)}).tracks().size();
    }
    return all;
  };
  const std::size_t soon = tracks(0), late = tracks(8);
  EXPECT_LT(soon, late);
  EXPECT_GE(late, 10u) << "twice each";
}

TEST(SimulatedEye, PlacesBeforeTheConfirmationAreSentWithIt) {
  const Sent sent(store_room(), only_people(), 3, {walk});
  ASSERT_FALSE(sent.sightings.empty());
  EXPECT_LT(seconds_in(sent.sightings.front()), 0.5);
  for (std::size_t i = 1; i < sent.sightings.size(); ++i) {
    EXPECT_GE(sent.sightings[i].captured_at, sent.sightings[i - 1].captured_at);
  }
}

TEST(SimulatedEye, LostFramesHaveNoMarkAndTheNextStandsForThem) {
  sim::WatchOptions options = only_people();
  options.link = {0, 0, 0.2, 0.5};
  const Sent sent(store_room(), options, 300, {[](double) { return Point{4, 3}; }});
  EXPECT_LT(sent.marks.size(), 3000u);
  EXPECT_GT(sent.marks.size(), 2400u);
  double observed = 0;
  for (const auto& mark : sent.marks) observed += seconds(mark.observed);
  EXPECT_GT(observed, 0.95 * 300);
  EXPECT_LE(observed, 300.001);
}

TEST(SimulatedEye, CodesAreOfWhomATrackShows) {
  sim::WatchOptions options = only_people();
  const auto still = [](Point at) { return [at](double) { return at; }; };
  const std::vector<std::function<Point(double)>> places{still({3, 3}), still({5, 4}),
                                                         still({7, 3.5})};
  const sim::Colour red{200, 30, 30}, blue{30, 40, 170};
  // The last code of each person, by where their track is.
  std::map<int, std::uint64_t> bits;
  for (const auto& each : Sent(store_room(), options, 12, places, {red, blue, red}).sightings) {
    if (each.code) bits[static_cast<int>(std::lround(each.foot_in_floor.x))] = each.code->bits;
  }
  ASSERT_EQ(bits.size(), 3u);
  const auto differ = [&](int a, int b) { return std::popcount(bits.at(a) ^ bits.at(b)); };
  EXPECT_LT(differ(3, 7), differ(3, 5));
  EXPECT_LT(differ(3, 7), differ(5, 7));
  for (const auto& each : Sent(store_room(), options, 8, {still({3, 3})}).sightings) {
    EXPECT_FALSE(each.code.has_value());
  }
}

TEST(SimulatedEye, PerfectOnesKnowNoError) {
  sim::WatchOptions options = only_people();
  options.perfect = true;
  const Sent sent(store_room(), options, 6, {walk});
  EXPECT_EQ(sent.tracks().size(), 1u);
  for (const auto& each : sent.sightings) {
    EXPECT_LT(distance(each.foot_in_floor, walk(seconds_in(each))), 1e-3);
  }
}

TEST(SimulatedEye, ACameraThatTheStoreLacksIsNamed) {
  const sim::Plan plan = store_room();
  const auto eye = SimulatedEye::create(plan, config::StoreConfig{}, "corner", kStart, {});
  ASSERT_FALSE(eye.has_value());
  EXPECT_NE(eye.error().to_string().find("\"corner\"; add it"), std::string::npos);
}

}  // namespace
}  // namespace sillage::app
