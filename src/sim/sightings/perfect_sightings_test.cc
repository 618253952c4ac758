// SPDX-License-Identifier: Apache-2.0
#include "sim/sightings/perfect_sightings.h"

#include <algorithm>
#include <functional>
#include <set>

#include <gtest/gtest.h>

#include "sim/sightings/testing/heard.h"
#include "sim/sightings/testing/store_room.h"

namespace sillage::sim {
namespace {

using testing::person;
using testing::stance;
using testing::store_room;

const std::vector<Person> kOne{person(0)};

/// What is sent of one person who is at `place(s)`.
struct Sent : testing::Heard {
  Sent(double for_s, const std::function<Point(double)>& place, bool with_codes = false,
       Instant from = {}) {
    const Plan plan = store_room();
    auto watch = Watch::create(plan, "corner", from, {.perfect = true});
    PerfectSightings perfect(plan.cameras[0], 1, with_codes);
    const auto at = [&](int tick) {
      return Moment{from + tick * kTick, {stance(0, place(0.1 * tick))}};
    };
    for (int tick = 0; 0.1 * tick < for_s; ++tick) {
      for (const auto& frame : watch->process(kOne, at(tick), at(tick + 1))) {
        take(perfect.process(frame, kOne));
      }
    }
    take(perfect.finish());
  }
  int count(wire::SightingKind kind) const {
    return static_cast<int>(std::count_if(sightings.begin(), sightings.end(),
                                          [&](const auto& each) { return each.kind == kind; }));
  }
};

Point walk(double s) { return {3 + 0.8 * s, 2.5 + 0.2 * s}; }

TEST(PerfectSightings, AreOneTrackAtTheTruePlaces) {
  const Sent sent(6, walk);
  EXPECT_EQ(sent.marks.size(), 60u);
  EXPECT_EQ(sent.tracks().size(), 1u);
  EXPECT_EQ(sent.count(wire::SightingKind::kObserved), 60);
  EXPECT_EQ(sent.count(wire::SightingKind::kEnded), 1);
  EXPECT_EQ(sent.sightings.back().kind, wire::SightingKind::kEnded);
  for (const auto& each : sent.sightings) {
    const Point truth = walk(seconds(each.captured_at.time_since_epoch()));
    EXPECT_LT(distance(each.foot_in_floor, truth), 1e-3);
    EXPECT_FALSE(each.code.has_value());
  }
}

TEST(PerfectSightings, WhoLeavesThePictureAndComesBackIsAnotherTrack) {
  const Sent sent(6, [](double s) { return s < 2 || s > 4 ? Point{4, 3} : Point{0.3, 7}; });
  EXPECT_EQ(sent.tracks().size(), 2u);
  EXPECT_EQ(sent.count(wire::SightingKind::kEnded), 2);
}

TEST(PerfectSightings, HaveOneCodeOfAPersonWhereverTheyAreSeen) {
  const Instant day{std::chrono::hours(24 * 20'000 + 10)};
  const auto away = [](double s) { return s < 2 || s > 4 ? Point{4, 3} : Point{0.3, 7}; };
  std::set<std::uint64_t> bits;
  std::set<TrackId> tracks;
  for (const auto& each : Sent(6, away, true, day + std::chrono::minutes(5)).sightings) {
    if (!each.code) continue;
    bits.insert(each.code->bits);
    tracks.insert(each.track);
  }
  EXPECT_EQ(tracks.size(), 2u);
  EXPECT_EQ(bits.size(), 1u);
}

}  // namespace
}  // namespace sillage::sim
