// SPDX-License-Identifier: Apache-2.0
#include "floor/journey/linker.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include <gtest/gtest.h>

namespace sillage::floor {
namespace {

const Instant kStart{std::chrono::hours(24 * 20000)};

/// Somebody whom a camera sees walking straight on, ten times a second.
struct Walk {
  std::string camera;
  std::uint64_t track = 0;
  double from_s = 0, to_s = 0;
  Point from, to;
};

/// What a linker makes of walks: everything, in order.
std::vector<JourneyMessage> link(const std::vector<Walk>& walks, double until_s,
                                 LinkerOptions options = {},
                                 const std::vector<config::Line>& doors = {}) {
  auto linker = Linker::create(options, doors);
  EXPECT_TRUE(linker) << linker.error().to_string();
  std::vector<JourneyMessage> all;
  const auto send = [&](const wire::EyeMessage& message) {
    for (auto& out : linker->process(message)) all.push_back(std::move(out));
  };
  for (int tick = 0; tick <= std::lround(until_s * 10); ++tick) {
    const double s = tick * 0.1;
    const Instant at = kStart + from_seconds(s);
    for (const Walk& walk : walks) {
      if (s < walk.from_s - 1e-6 || s > walk.to_s + 1e-6) continue;
      const double share = (s - walk.from_s) / (walk.to_s - walk.from_s);
      send(wire::Sighting{.camera = CameraId(walk.camera),
                          .captured_at = at,
                          .track = TrackId{walk.track},
                          .foot_in_floor = walk.from + (walk.to - walk.from) * share,
                          .foot_covariance = {0.01, 0, 0.01},
                          .score = 1});
    }
    send(wire::FrameMark{CameraId("a"), at, std::chrono::milliseconds(100)});
  }
  for (auto& out : linker->finish()) all.push_back(std::move(out));
  return all;
}

/// The identities that came out, in the order of time, of what `camera` saw near a place.
std::set<TrackId> identities(const std::vector<JourneyMessage>& all, const std::string& camera) {
  std::set<TrackId> ids;
  for (const auto& message : all) {
    const auto* sighting = std::get_if<wire::Sighting>(&message);
    if (sighting != nullptr && sighting->camera == CameraId(camera)) ids.insert(sighting->track);
  }
  return ids;
}

std::vector<PossibleLink> possible(const std::vector<JourneyMessage>& all) {
  std::vector<PossibleLink> links;
  for (const auto& message : all) {
    if (const auto* link = std::get_if<PossibleLink>(&message)) links.push_back(*link);
  }
  return links;
}

/// Walks through a blind gap of 5 m at 1.2 m/s.
const std::vector<Walk> kThrough{{"a", 7, 1, 6, {0, 0}, {6, 0}},
                                 {"b", 9, 10.2, 15.2, {11, 0}, {17, 0}}};

TEST(Linker, ContinuesWhoWalksThroughABlindGap) {
  const auto all = link(kThrough, 30);
  EXPECT_EQ(identities(all, "a"), identities(all, "b"));
  EXPECT_EQ(identities(all, "a").size(), 1u);
  EXPECT_TRUE(possible(all).empty());
}

TEST(Linker, SendsEverySightingOnceAndInOrder) {
  const auto all = link(kThrough, 30);
  Instant last{};
  int sightings = 0, ends = 0;
  for (const auto& message : all) {
    const auto* sighting = std::get_if<wire::Sighting>(&message);
    if (sighting == nullptr) continue;
    if (sighting->kind == wire::SightingKind::kEnded) {
      ++ends;
      EXPECT_EQ(sighting->captured_at, kStart + from_seconds(15.2));
      continue;
    }
    EXPECT_GE(sighting->captured_at, last);
    last = sighting->captured_at;
    ++sightings;
  }
  EXPECT_EQ(sightings, 102);
  EXPECT_EQ(ends, 1);
}

TEST(Linker, DoesNotLinkWhatIsTooFarForTheTime) {
  const auto all =
      link({{"a", 7, 1, 6, {0, 0}, {6, 0}}, {"b", 9, 7, 12, {24, 0}, {30, 0}}}, 30);
  EXPECT_NE(identities(all, "a"), identities(all, "b"));
  EXPECT_TRUE(possible(all).empty());
}

TEST(Linker, AbstainsWhereTwoCouldBeEither) {
  const auto all = link({{"a", 1, 1, 6, {0, 0}, {6, 0}},
                         {"a", 2, 1, 6, {0, 0.6}, {6, 0.6}},
                         {"b", 3, 10.2, 15.2, {11, 0.3}, {17, 0.3}},
                         {"b", 4, 10.2, 15.2, {11, 0.3}, {17, 0.3}}},
                        30);
  EXPECT_EQ(identities(all, "a").size(), 2u);
  EXPECT_EQ(identities(all, "b").size(), 2u);
  const auto links = possible(all);
  ASSERT_EQ(links.size(), 4u);
  std::map<TrackId, double> earlier, later;
  for (const PossibleLink& link : links) {
    EXPECT_NEAR(link.probability, 0.5, 0.15);
    EXPECT_EQ(link.at, kStart + from_seconds(10.2));
    EXPECT_TRUE(identities(all, "a").contains(link.earlier));
    EXPECT_TRUE(identities(all, "b").contains(link.later));
    earlier[link.earlier] += link.probability;
    later[link.later] += link.probability;
  }
  for (const auto& [id, sum] : earlier) EXPECT_LE(sum, 1 + 1e-6);
  for (const auto& [id, sum] : later) EXPECT_LE(sum, 1 + 1e-6);
}

TEST(Linker, TellsOfAPossibleLinkBeforeTheLaterIsSeen) {
  const auto all = link({{"a", 1, 1, 6, {0, 0}, {6, 0}},
                         {"a", 2, 1, 6, {0, 0.6}, {6, 0.6}},
                         {"b", 3, 10.2, 15.2, {11, 0.3}, {17, 0.3}}},
                        30);
  std::set<TrackId> seen;
  int links = 0;
  for (const auto& message : all) {
    if (const auto* link = std::get_if<PossibleLink>(&message)) {
      ++links;
      EXPECT_TRUE(seen.contains(link->earlier));
      EXPECT_FALSE(seen.contains(link->later));
    } else if (const auto* sighting = std::get_if<wire::Sighting>(&message)) {
      seen.insert(sighting->track);
    }
  }
  EXPECT_EQ(links, 2);
}

TEST(Linker, ForgetsAfterTheTimeToLive) {
  const Walk before{"a", 7, 1, 6, {0, 0}, {6, 0}};
  LinkerOptions options{.memory_s = 20};
  const auto late = link({before, {"a", 9, 27, 32, {6, 0}, {12, 0}}}, 90, options);
  EXPECT_EQ(identities(late, "a").size(), 2u);
  EXPECT_TRUE(possible(late).empty());
  auto linker = Linker::create(options);
  ASSERT_TRUE(linker);
  linker->process(wire::Sighting{.camera = CameraId("a"),
                                 .captured_at = kStart,
                                 .track = TrackId{1},
                                 .foot_in_floor = {1, 1},
                                 .foot_covariance = {0.01, 0, 0.01}});
  std::int64_t held = 0;
  for (int s = 0; s <= 24; ++s) {
    linker->process(wire::FrameMark{CameraId("a"), kStart + std::chrono::seconds(s), {}});
    if (s == 20) held = linker->stats().people_held;
  }
  EXPECT_EQ(held, 1);
  EXPECT_EQ(linker->stats().people_held, 0);
}

TEST(Linker, ATrackThatComesBackAfterItWasContinuedIsSomebodyNew) {
  auto walks = kThrough;
  walks.push_back({"a", 7, 13.6, 15, {6, 0}, {3, 0}});  // while the other is still seen
  const auto all = link(walks, 40);
  EXPECT_EQ(identities(all, "b").size(), 1u);
  EXPECT_EQ(identities(all, "a").size(), 2u);
}

TEST(Linker, WhoLeftThroughADoorIsNotTheNextOneWhoComesIn) {
  const config::Line door{LineId("door"), "", {{-1, 0}, {1, 0}}, {0, 3}};
  const std::vector<Walk> out_and_in{{"a", 1, 1, 6, {0, 4}, {0, -1.5}},
                                     {"a", 2, 20, 25, {0.3, -1.5}, {0, 4}}};
  EXPECT_EQ(identities(link(out_and_in, 60, {}, {door}), "a").size(), 2u);
}

TEST(Linker, LearnsHowLongAWayTakes) {
  // Always 24 s for 5 m: a queue in the blind. Then somebody else is lost there, three seconds
  // before the head; on a first day that would be the better guess.
  std::vector<Walk> walks;
  std::uint64_t track = 0;
  double s = 1;
  for (int i = 0; i < 40; ++i, s += 100) {
    walks.push_back({"a", ++track, s, s + 5, {0, 0}, {6, 0}});
    walks.push_back({"b", ++track, s + 29, s + 34, {11, 0}, {17, 0}});
  }
  walks.push_back({"a", ++track, s, s + 5, {0, 0}, {6, 0}});
  const std::uint64_t first = track;
  walks.push_back({"a", ++track, s + 20, s + 25, {0, 0.2}, {6, 0.2}});
  walks.push_back({"b", ++track, s + 29, s + 34, {11, 0.1}, {17, 0.1}});
  const auto all = link(walks, s + 200);
  std::map<double, TrackId> at;  // identities by the time that their tracks begin
  for (const auto& message : all) {
    const auto* sighting = std::get_if<wire::Sighting>(&message);
    if (sighting == nullptr || sighting->kind == wire::SightingKind::kEnded) continue;
    at.emplace(std::round(seconds(sighting->captured_at - kStart)), sighting->track);
  }
  EXPECT_EQ(at.at(s), at.at(s + 34)) << first;
  EXPECT_NE(at.at(s + 21), at.at(s + 34));
}

TEST(Linker, RefusesOptionsThatMakeNoSense) {
  const auto message = [](LinkerOptions options) {
    return Linker::create(options).error().to_string();
  };
  EXPECT_NE(message({.lag_s = 11}).find("give 0 to 10 s"), std::string::npos);
  EXPECT_NE(message({.memory_s = 301}).find("at most 300 s"), std::string::npos);
  EXPECT_NE(message({.surely = 0.5}).find("more than 0.5"), std::string::npos);
  EXPECT_NE(message({.surely = 0.9, .possibly = 0.95}).find("at most 0.9"), std::string::npos);
}

}  // namespace
}  // namespace sillage::floor
