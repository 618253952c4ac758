// SPDX-License-Identifier: Apache-2.0
#include "sim/sightings/sighting_stream.h"

#include <cmath>
#include <functional>
#include <set>

#include <gtest/gtest.h>

#include "sim/sightings/internal/store_room.h"

namespace sillage::sim {
namespace {

using internal::person;
using internal::rectangle;
using internal::stance;
using internal::store_room;

const std::vector<Person> kOne{person(0)};

/// What is sent of one person who is at `place(s)`.
struct Sent {
  std::vector<wire::Sighting> sightings;
  std::vector<wire::FrameMark> marks;

  Sent(const Plan& plan, const WatchOptions& options, double for_s,
       const std::function<Point(double)>& place) {
    auto watch = Watch::create(plan, "corner", Instant{}, options);
    auto stream = SightingStream::create(watch->view(), options);
    const auto at = [&](int tick) {
      return Moment{Instant{} + tick * kTick, {stance(0, place(0.1 * tick))}};
    };
    for (int tick = 0; 0.1 * tick < for_s; ++tick) {
      for (const auto& frame : watch->process(kOne, at(tick), at(tick + 1))) {
        take(stream->process(frame));
      }
    }
    take(stream->finish());
  }
  void take(const std::vector<wire::EyeMessage>& messages) {
    for (const auto& message : messages) {
      const auto decoded = wire::decode_eye_message(wire::encode(message));
      EXPECT_TRUE(decoded.has_value()) << decoded.error().to_string();
      if (const auto* sighting = std::get_if<wire::Sighting>(&message)) {
        sightings.push_back(*sighting);
      } else {
        marks.push_back(std::get<wire::FrameMark>(message));
      }
    }
  }
  int count(wire::SightingKind kind) const {
    return static_cast<int>(std::count_if(sightings.begin(), sightings.end(),
                                          [&](const auto& each) { return each.kind == kind; }));
  }
  std::set<TrackId> tracks() const {
    std::set<TrackId> ids;
    for (const auto& each : sightings) ids.insert(each.track);
    return ids;
  }
};

WatchOptions only_people() {
  WatchOptions options;
  options.detector.clutter_spots = 0;
  options.detector.flicker_per_frame = 0;
  options.link = {0, 0, 0, 0};
  return options;
}

Point walk(double s) { return {3 + 0.8 * s, 2.5 + 0.2 * s}; }

TEST(SightingStream, PerfectIsOneTrackAtTheTruePlaces) {
  const Sent sent(store_room(), {.perfect = true}, 6, walk);
  EXPECT_EQ(sent.marks.size(), 60u);
  EXPECT_EQ(sent.tracks().size(), 1u);
  EXPECT_EQ(sent.count(wire::SightingKind::kObserved), 60);
  EXPECT_EQ(sent.count(wire::SightingKind::kEnded), 1);
  EXPECT_EQ(sent.sightings.back().kind, wire::SightingKind::kEnded);
  for (const auto& each : sent.sightings) {
    const Point truth = walk(seconds(each.captured_at.time_since_epoch()));
    EXPECT_LT(distance(each.foot_in_floor, truth), 1e-3);
  }
}

TEST(SightingStream, WhoLeavesThePictureAndComesBackIsAnotherTrack) {
  const auto place = [](double s) { return s < 2 || s > 4 ? Point{4, 3} : Point{0.3, 7}; };
  const Sent sent(store_room(), {.perfect = true}, 6, place);
  EXPECT_EQ(sent.tracks().size(), 2u);
  EXPECT_EQ(sent.count(wire::SightingKind::kEnded), 2);
}

TEST(SightingStream, RealisticPlacesAreNearTheTruthAndKnowHowFarOff) {
  double squares = 0, stated = 0, bias = 0;
  int count = 0;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    WatchOptions options = only_people();
    options.seed = seed;
    const Sent sent(store_room(), options, 6, walk);
    for (const auto& each : sent.sightings) {
      if (each.kind != wire::SightingKind::kObserved) continue;
      const Point off = each.foot_in_floor - walk(seconds(each.captured_at.time_since_epoch()));
      squares += dot(off, off);
      stated += each.foot_covariance.xx + each.foot_covariance.yy;
      bias += dot(off, Point{0.79, 0.61});
      ++count;
    }
  }
  const double rms = std::sqrt(squares / count);
  printf("rms error %.3f m, stated %.3f m, mean away from the camera %.3f m\n", rms,
         std::sqrt(stated / count), bias / count);
  EXPECT_GT(count, 20 * 50);
  EXPECT_LT(rms, 0.35);
  EXPECT_GT(rms, 0.01);
  EXPECT_LT(rms, 3 * std::sqrt(stated / count));
}

TEST(SightingStream, ATrackBreaksBehindAHighShelfOnlyIfThatTakesLong) {
  Plan plan = store_room();
  plan.cameras[0].at = {0.5, 4};
  plan.cameras[0].yaw_deg = 0;
  plan.shelves = {{"high", "wall", rectangle(4, 3.4, 0.5, 1.2), 2.9}};
  const auto past = [](double hidden_s) {
    return [hidden_s](double s) {
      // Behind the shelf from 3 s on.
      return s < 3 || s > 3 + hidden_s ? Point{6, 2} : Point{6, 4};
    };
  };
  EXPECT_EQ(Sent(plan, only_people(), 12, past(1.0)).tracks().size(), 1u);
  const Sent broken(plan, only_people(), 12, past(6.0));
  EXPECT_EQ(broken.tracks().size(), 2u);
  EXPECT_EQ(broken.count(wire::SightingKind::kEnded), 2);
}

TEST(SightingStream, PlacesBeforeTheConfirmationAreSentWithIt) {
  const Sent sent(store_room(), only_people(), 3, walk);
  ASSERT_FALSE(sent.sightings.empty());
  EXPECT_LT(seconds(sent.sightings.front().captured_at.time_since_epoch()), 0.5);
  for (std::size_t i = 1; i < sent.sightings.size(); ++i) {
    EXPECT_GE(sent.sightings[i].captured_at, sent.sightings[i - 1].captured_at);
  }
}

TEST(SightingStream, LostFramesHaveNoMarkAndTheNextStandsForThem) {
  WatchOptions options = only_people();
  options.link = {0, 0, 0.2, 0.5};
  const Sent sent(store_room(), options, 300, [](double) { return Point{4, 3}; });
  EXPECT_LT(sent.marks.size(), 3000u);
  EXPECT_GT(sent.marks.size(), 2400u);
  double observed = 0;
  for (const auto& mark : sent.marks) observed += seconds(mark.observed);
  EXPECT_GT(observed, 0.95 * 300);
  EXPECT_LE(observed, 300.001);
}

}  // namespace
}  // namespace sillage::sim
