// SPDX-License-Identifier: Apache-2.0
#include "floor/journey/merger.h"

#include <algorithm>
#include <random>
#include <string>

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace sillage::floor {
namespace {

using testing::HasSubstr;
using Messages = std::vector<wire::EyeMessage>;

const CameraId kA("a"), kB("b"), kC("c");

wire::Sighting seen(const CameraId& camera, std::uint64_t track, double s, Point place = {}) {
  return {camera,
          Instant(from_seconds(s)),
          TrackId{track},
          wire::SightingKind::kObserved,
          place,
          {0.01, 0, 0.01},
          1};
}

wire::FrameMark mark(const CameraId& camera, double s) {
  return {camera, Instant(from_seconds(s)), std::chrono::milliseconds(100)};
}

Instant time_of(const wire::EyeMessage& message) {
  return std::visit([](const auto& content) { return content.captured_at; }, message);
}

std::string to_text(const Messages& messages) {
  std::string text;
  for (const auto& message : messages) {
    if (const auto* sighting = std::get_if<wire::Sighting>(&message)) {
      text +=
          fmt::format("{} of {} at ({}, {}), kind {}, by ", int(sighting->track),
                      sighting->captured_at.time_since_epoch().count(), sighting->foot_in_floor.x,
                      sighting->foot_in_floor.y, int(sighting->kind));
      text += sighting->camera.value() + "\n";
    } else {
      const auto& mark = std::get<wire::FrameMark>(message);
      text += fmt::format("frame {} of {}\n", mark.captured_at.time_since_epoch().count(),
                          mark.camera.value());
    }
  }
  return text;
}

Messages play(Merger& merger, const Messages& messages) {
  Messages out;
  const auto add = [&](const Messages& more) { out.insert(out.end(), more.begin(), more.end()); };
  for (const auto& message : messages) add(merger.process(message));
  add(merger.finish());
  return out;
}

/// Three cameras with clocks and rates of their own, some people in each, for half a minute.
Messages half_a_minute(std::mt19937_64& random) {
  Messages messages;
  int number = 0;
  for (const CameraId& camera : {kA, kB, kC}) {
    const double step = 0.1 + 0.13 * number, offset = 0.017 * number++;
    for (double s = offset; s < 30; s += step) {
      for (std::uint64_t track = 1 + random() % 3; track <= 5; ++track) {
        auto sighting = seen(camera, track, s, {static_cast<double>(random() % 100), 1});
        if (random() % 10 == 0) sighting.kind = wire::SightingKind::kPredicted;
        messages.emplace_back(sighting);
      }
      messages.emplace_back(mark(camera, s));
    }
  }
  return messages;
}

/// Every message comes up to `limit_s` after its time, some twice: lost and sent again.
Messages delayed(const Messages& messages, double limit_s, std::mt19937_64& random) {
  std::vector<std::pair<double, wire::EyeMessage>> arrivals;
  std::uniform_real_distribution<double> delay(0, limit_s);
  for (const auto& message : messages) {
    const double at = seconds(time_of(message).time_since_epoch());
    arrivals.emplace_back(at + delay(random), message);
    if (random() % 5 == 0) arrivals.emplace_back(at + delay(random), message);
  }
  std::stable_sort(arrivals.begin(), arrivals.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  Messages late;
  for (auto& [at, message] : arrivals) late.push_back(std::move(message));
  return late;
}

TEST(Merger, OrderDelayAndRepetitionWithinTheLimitDoNotMatter) {
  for (std::uint64_t seed = 1; seed <= 15; ++seed) {
    std::mt19937_64 random(seed);
    const Messages messages = half_a_minute(random);
    auto merger = *Merger::create({}, {kA, kB, kC});
    const Messages expected = play(merger, delayed(messages, 0, random));
    ASSERT_EQ(expected.size(), messages.size());
    for (const double limit_s : {0.5, 3.0, 4.0}) {
      auto again = *Merger::create({}, {kA, kB, kC});
      EXPECT_EQ(to_text(play(again, delayed(messages, limit_s, random))), to_text(expected))
          << "seed " << seed << ", delays up to " << limit_s << " s";
      for (const MergedCamera& camera : again.stats().cameras) EXPECT_EQ(camera.late, 0);
    }
  }
}

TEST(Merger, BeyondTheLimitMessagesAreDroppedAndCounted) {
  std::mt19937_64 random(7);
  const Messages messages = half_a_minute(random);
  auto merger = *Merger::create({.lateness_s = 3}, {kA, kB, kC});
  const Messages out = play(merger, delayed(messages, 9, random));
  std::int64_t dropped = 0;
  for (const MergedCamera& camera : merger.stats().cameras) dropped += camera.late;
  EXPECT_GT(dropped, 0);
  EXPECT_LT(out.size(), messages.size());
  EXPECT_TRUE(std::is_sorted(out.begin(), out.end(),
                             [](const auto& a, const auto& b) { return time_of(a) < time_of(b); }));
}

TEST(Merger, OfOneInstantSightingsComeBeforeMarksInTheOrderOfCameras) {
  auto merger = *Merger::create({}, {kB, kA});
  const Messages out = play(merger, {mark(kA, 1), seen(kA, 2, 1), mark(kB, 1), seen(kB, 9, 1),
                                     seen(kA, 1, 1), seen(kB, 3, 0.5)});
  EXPECT_EQ(to_text(out), to_text({seen(kB, 3, 0.5), seen(kB, 9, 1), seen(kA, 1, 1), seen(kA, 2, 1),
                                   mark(kB, 1), mark(kA, 1)}));
}

TEST(Merger, ASilentCameraIsNamedAndStallsNobody) {
  auto merger = *Merger::create({.lateness_s = 3}, {kA, kB});
  Messages out;
  for (int i = 0; i <= 100; ++i) {
    if (i < 20) merger.process(mark(kB, 0.1 * i));
    for (auto& message : merger.process(mark(kA, 0.1 * i))) out.push_back(message);
  }
  const auto& cameras = merger.stats().cameras;
  EXPECT_FALSE(cameras[0].is_silent);
  EXPECT_TRUE(cameras[1].is_silent);
  EXPECT_EQ(cameras[1].silences, 1);
  EXPECT_EQ(time_of(out.back()), Instant(from_seconds(6.9))) << "the other goes on";
  // It comes back: what is too old is dropped, the rest counts.
  merger.process(mark(kB, 2.0));
  EXPECT_EQ(cameras[1].late, 1);
  merger.process(mark(kB, 9.9));
  EXPECT_FALSE(cameras[1].is_silent);
}

TEST(Merger, ACameraThatNeverCameIsWaitedForOnlyWithinTheLimit) {
  auto merger = *Merger::create({.lateness_s = 3}, {kA, kB});
  Messages out;
  for (int i = 0; i <= 31; ++i) {
    EXPECT_TRUE(out.empty()) << i;
    out = merger.process(mark(kA, 0.1 * i));
  }
  EXPECT_FALSE(out.empty());
  EXPECT_TRUE(merger.stats().cameras[1].is_silent);
}

TEST(Merger, AnObservationStandsForAPredictionOfTheSameInstant) {
  auto predicted = seen(kA, 1, 1, {5, 5});
  predicted.kind = wire::SightingKind::kPredicted;
  for (const Messages& order :
       {Messages{predicted, seen(kA, 1, 1)}, Messages{seen(kA, 1, 1), predicted}}) {
    auto merger = *Merger::create({}, {kA});
    EXPECT_EQ(to_text(play(merger, order)), to_text({seen(kA, 1, 1)}));
    EXPECT_EQ(merger.stats().cameras[0].duplicates, 1);
  }
}

TEST(Merger, EndsAreLeftOutAndStrangersRefused) {
  auto merger = *Merger::create({}, {kA});
  auto end = seen(kA, 1, 1);
  end.kind = wire::SightingKind::kEnded;
  EXPECT_TRUE(play(merger, {end, seen(kB, 1, 1), mark(kB, 1)}).empty());
  EXPECT_EQ(merger.stats().refused, 2);
}

TEST(Merger, WhatWaitsIsBounded) {
  auto merger = *Merger::create({.most_waiting = 100}, {kA});
  Messages out;
  for (std::uint64_t track = 1; track <= 500; ++track) {
    const double s = 0.001 * static_cast<double>(track);
    for (auto& message : merger.process(seen(kA, track, s))) out.push_back(message);
    EXPECT_LE(merger.stats().waiting, 100);
  }
  EXPECT_EQ(out.size(), 400u) << "the oldest went on early, nothing was lost";
  EXPECT_EQ(merger.stats().overrun, 400);
}

TEST(Merger, RefusesWhatItCannotDoAndSaysWhatToGive) {
  EXPECT_THAT(Merger::create({.lateness_s = 1}, {kA}).error().message, HasSubstr("give 3 to 60"));
  EXPECT_THAT(Merger::create({}, {}).error().message, HasSubstr("give 1 to 256"));
  EXPECT_THAT(Merger::create({}, {kA, kA}).error().message, HasSubstr("name each once"));
}

}  // namespace
}  // namespace sillage::floor
