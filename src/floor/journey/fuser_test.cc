// SPDX-License-Identifier: Apache-2.0
#include "floor/journey/fuser.h"

#include <functional>
#include <map>
#include <optional>
#include <random>
#include <set>

#include <gmock/gmock.h>

namespace sillage::floor {
namespace {

using testing::HasSubstr;
using Messages = std::vector<wire::EyeMessage>;

const CameraId kA("a"), kB("b");

/// One person and what each camera sees of them: a track, or nothing.
struct Walker {
  std::function<Point(double)> place;
  std::function<std::uint64_t(const CameraId&, double)> track;  ///< 0: not seen
};

/// Two cameras at 10 frames/s, the second 40 ms after the first; 0.1 m of noise.
Messages film(const std::vector<Walker>& walkers, double until_s, std::uint64_t seed = 1) {
  std::mt19937_64 random(seed);
  std::normal_distribution<double> noise(0, 0.1);
  Messages messages;
  for (int frame = 0; frame < 10 * until_s; ++frame) {
    for (const CameraId& camera : {kA, kB}) {
      const double s = 0.1 * frame + (camera == kB ? 0.04 : 0);
      const Instant at(from_seconds(s));
      for (const Walker& walker : walkers) {
        const std::uint64_t track = walker.track(camera, s);
        if (track == 0) continue;
        const Point error{noise(random), noise(random)};
        messages.emplace_back(wire::Sighting{camera,
                                             at,
                                             TrackId{track},
                                             wire::SightingKind::kObserved,
                                             walker.place(s) + error,
                                             {0.01, 0, 0.01},
                                             0.9F});
      }
      messages.emplace_back(wire::FrameMark{camera, at, std::chrono::milliseconds(100)});
    }
  }
  return messages;
}

Messages play(Fuser& fuser, const Messages& messages) {
  Messages out;
  const auto add = [&](const Messages& more) { out.insert(out.end(), more.begin(), more.end()); };
  for (const auto& message : messages) add(fuser.process(message));
  add(fuser.finish());
  return out;
}

std::vector<wire::Sighting> sightings_of(const Messages& messages) {
  std::vector<wire::Sighting> sightings;
  for (const auto& message : messages) {
    if (const auto* sighting = std::get_if<wire::Sighting>(&message))
      sightings.push_back(*sighting);
  }
  return sightings;
}

std::set<TrackId> identities_of(const Messages& messages) {
  std::set<TrackId> identities;
  for (const auto& sighting : sightings_of(messages)) identities.insert(sighting.track);
  return identities;
}

Walker always_seen(std::function<Point(double)> place, std::uint64_t track) {
  return {std::move(place), [track](const CameraId&, double) { return track; }};
}

TEST(Fuser, OnePersonInTwoViewsIsOne) {
  const auto way = [](double s) { return Point{1.2 * s, 2}; };
  auto fuser = *Fuser::create({});
  const Messages out = play(fuser, film({always_seen(way, 7)}, 10));
  EXPECT_EQ(identities_of(out).size(), 1u);
  EXPECT_EQ(fuser.stats().people, 1);
  int spoken = 0;
  for (const auto& sighting : sightings_of(out)) {
    if (sighting.kind == wire::SightingKind::kEnded) continue;
    ++spoken;
    const Point truth = way(seconds(sighting.captured_at.time_since_epoch()));
    EXPECT_LT(distance(sighting.foot_in_floor, truth), 0.3);
  }
  EXPECT_EQ(spoken, 100) << "one camera speaks at a time";
}

TEST(Fuser, TwoPeopleSideBySideStayTwo) {
  auto fuser = *Fuser::create({});
  const Messages out = play(fuser, film({always_seen(
                                             [](double s) {
                                               return Point{1.2 * s, 2};
                                             },
                                             1),
                                         always_seen(
                                             [](double s) {
                                               return Point{1.2 * s, 2.6};
                                             },
                                             2)},
                                        10));
  EXPECT_EQ(identities_of(out).size(), 2u);
  EXPECT_EQ(fuser.stats().merged, 0);
}

TEST(Fuser, WhoWalksFromOneViewIntoTheNextKeepsTheIdentity) {
  const Walker walker{[](double s) {
                        return Point{1.2 * s, 2};
                      },
                      [](const CameraId& camera, double s) -> std::uint64_t {
                        return camera == kA ? (s < 6 ? 3 : 0) : (s > 4 ? 5 : 0);
                      }};
  auto fuser = *Fuser::create({});
  const Messages out = play(fuser, film({walker}, 10));
  EXPECT_EQ(identities_of(out).size(), 1u);
  std::map<CameraId, std::pair<double, double>> spans;
  for (const auto& sighting : sightings_of(out)) {
    const double s = seconds(sighting.captured_at.time_since_epoch());
    auto& span = spans.try_emplace(sighting.camera, s, s).first->second;
    span.second = s;
  }
  EXPECT_LT(spans.at(kA).second, 6.1);
  EXPECT_GT(spans.at(kB).first, 4) << "a sighting is by a camera that sees the person";
}

TEST(Fuser, TracksThatTheEyeTakesForEachOtherFollowThePlace) {
  const auto swapped = [](std::uint64_t mine, std::uint64_t other) {
    return [=](const CameraId& camera, double s) { return camera == kA && s > 5 ? other : mine; };
  };
  auto fuser = *Fuser::create({});
  const Messages out = play(fuser, film({{[](double s) {
                                            return Point{s, 2};
                                          },
                                          swapped(1, 2)},
                                         {[](double s) {
                                            return Point{s, 4};
                                          },
                                          swapped(2, 1)}},
                                        10));
  std::map<TrackId, std::set<int>> lanes;
  for (const auto& sighting : sightings_of(out)) {
    lanes[sighting.track].insert(static_cast<int>(std::lround(sighting.foot_in_floor.y / 2)));
  }
  EXPECT_EQ(lanes.size(), 2u);
  for (const auto& [identity, lane] : lanes) EXPECT_EQ(lane.size(), 1u);
}

TEST(Fuser, SendsInTheOrderOfTimeAndPassesEveryFrame) {
  const Messages messages = film({always_seen([](double) { return Point{1, 1}; }, 1)}, 5);
  auto fuser = *Fuser::create({});
  Instant last = Instant::min();
  int marks = 0;
  for (const auto& message : play(fuser, messages)) {
    const auto* sighting = std::get_if<wire::Sighting>(&message);
    if (sighting != nullptr && sighting->kind == wire::SightingKind::kEnded) continue;
    const Instant at = std::visit([](const auto& m) { return m.captured_at; }, message);
    EXPECT_GE(at, last);
    last = at;
    marks += sighting == nullptr;
  }
  EXPECT_EQ(marks, 100);
}

TEST(Fuser, EndsOnceAndThenKeepsNothing) {
  const Walker walker{[](double) {
                        return Point{1, 1};
                      },
                      [](const CameraId&, double s) -> std::uint64_t { return s < 3 ? 1 : 0; }};
  auto fuser = *Fuser::create({});
  int ends = 0;
  for (const auto& message : film({walker}, 10)) {
    for (const auto& sighting : sightings_of(fuser.process(message))) {
      ends += sighting.kind == wire::SightingKind::kEnded;
    }
  }
  EXPECT_EQ(ends, 1);
  EXPECT_EQ(fuser.stats().held, 0);
  EXPECT_TRUE(sightings_of(fuser.finish()).empty());
}

TEST(Fuser, CodesAndBadgesPassWhicheverCameraGaveThem) {
  Messages messages = film({always_seen([](double) { return Point{1, 1}; }, 1)}, 5);
  const wire::ClothingCode code{7, 0x1234};
  int given = 0;
  for (auto& message : messages) {
    auto* sighting = std::get_if<wire::Sighting>(&message);
    if (sighting == nullptr || ++given % 11 != 0) continue;
    sighting->code = code;
    if (sighting->camera == kB) sighting->badge = wire::Badge::kObjection;
  }
  auto fuser = *Fuser::create({});
  const Messages out = play(fuser, messages);
  EXPECT_EQ(identities_of(out).size(), 1u);
  std::map<CameraId, int> codes, badges;
  for (const auto& sighting : sightings_of(out)) {
    if (sighting.code == code) ++codes[sighting.camera];
    if (sighting.badge == wire::Badge::kObjection) ++badges[sighting.camera];
  }
  EXPECT_EQ(codes[kA] + codes[kB], given / 11);
  EXPECT_EQ(badges[kB], codes[kB]);
  EXPECT_GT(codes[kA], 0);
  EXPECT_GT(codes[kB], 0);
  EXPECT_EQ(badges[kA], 0);
}

/// Boxes that nobody has tracked: every camera sees the walker, and one sees a thing once.
TEST(Fuser, BoxesWithoutATrackBecomeAPersonOnceEnoughOfThemShowOne) {
  Messages messages;
  for (int frame = 0; frame < 20; ++frame) {
    const double s = 0.5 * frame;
    const Instant at(from_seconds(s));
    for (const CameraId& camera : {kA, kB}) {
      wire::Sighting box{camera,          at,  TrackId{0}, wire::SightingKind::kObserved, {s, 1},
                         {0.01, 0, 0.01}, 0.9F};
      messages.emplace_back(box);
      box.foot_in_floor = {s, 9};
      if (frame == 10 && camera == kA) messages.emplace_back(box);
      messages.emplace_back(wire::FrameMark{camera, at, std::chrono::milliseconds(500)});
    }
  }
  auto fuser = *Fuser::create({});
  const Messages out = play(fuser, messages);
  EXPECT_EQ(identities_of(out).size(), 1u);
  EXPECT_EQ(fuser.stats().people, 1);
  for (const auto& sighting : sightings_of(out)) EXPECT_LT(sighting.foot_in_floor.y, 5);
  EXPECT_EQ(sightings_of(out).size(), 21u) << "20 moments from the first on, and an end";
}

TEST(Fuser, RefusesOptionsThatMakeNoSense) {
  EXPECT_THAT(Fuser::create({.density = 0}).error().message, HasSubstr("give more than 0"));
  EXPECT_THAT(Fuser::create({.hold_s = -1}).error().message, HasSubstr("give 0 to 1000"));
}

/// A couple; camera a sees both from the start, camera b from 4 s on the second alone, whom it
/// takes for nearer to the first. Their clothes, where they are told, come a second after a track
/// began.
Messages couple_seen_apart(bool clothes) {
  const auto way = [](double y) { return [y](double s) { return Point{0.8 * s, y}; }; };
  Messages messages =
      film({{way(2), [](const CameraId& c, double) { return c == kA ? 1u : 0u; }},
            {way(2.7), [](const CameraId& c, double s) { return c == kA ? 2u
                                                                : s < 4 ? 0u
                                                                        : 3u; }}},
           12);
  std::map<TrackId, Instant> began;
  for (auto& message : messages) {
    auto* sighting = std::get_if<wire::Sighting>(&message);
    if (sighting == nullptr) continue;
    if (sighting->camera == kB) sighting->foot_in_floor.y -= 0.45;
    const Instant begin = began.try_emplace(sighting->track, sighting->captured_at).first->second;
    if (!clothes || sighting->captured_at - begin != std::chrono::seconds(1)) continue;
    sighting->code =
        wire::ClothingCode{9, sighting->track == TrackId{1} ? 0xff'ffff'ffffULL : 0xfULL};
  }
  return messages;
}

/// Whether camera b's track draws nothing away from the second's place, as it would if it were
/// theirs.
bool is_taken_for_the_first(const Messages& messages) {
  auto fuser = *Fuser::create({.align = false});
  TrackId first{}, second{}, last{};
  std::optional<double> second_at;
  for (const auto& sighting : sightings_of(play(fuser, messages))) {
    const double s = seconds(sighting.captured_at.time_since_epoch());
    if (sighting.camera == kA && s < 3) {
      (sighting.foot_in_floor.y < 2.35 ? first : second) = sighting.track;
    }
    // Of the two, whose place is drawn away by the other camera.
    if (s > 11 && sighting.track == second) second_at = sighting.foot_in_floor.y;
    if (s > 11 && sighting.track == first) last = sighting.track;
  }
  EXPECT_NE(first, second);
  EXPECT_EQ(last, first);
  EXPECT_TRUE(second_at);
  return second_at.value_or(0) > 2.6;
}

TEST(Fuser, ClothesTellCompanionsApart) {
  EXPECT_TRUE(is_taken_for_the_first(couple_seen_apart(false))) << "by the place alone";
  EXPECT_FALSE(is_taken_for_the_first(couple_seen_apart(true)));
}

}  // namespace
}  // namespace sillage::floor
