// SPDX-License-Identifier: Apache-2.0
#include "floor/journey/journeys.h"

#include <algorithm>
#include <random>
#include <set>

#include <gtest/gtest.h>

namespace sillage::floor {
namespace {

constexpr Instant kStart = std::chrono::sys_days(std::chrono::year{2026} / 11 / 23);
constexpr Duration kFrame = std::chrono::milliseconds(100);

config::StoreConfig store_of(int level, int cameras) {
  config::StoreConfig store;
  store.journey.level = level;
  for (int i = 0; i < cameras; ++i) {
    config::Camera camera;
    camera.id = CameraId("cam" + std::to_string(i));
    camera.calibration = config::PointCalibration{};
    store.cameras.push_back(camera);
  }
  return store;
}

/// Somebody who walks along x for 20 s at 1.2 m/s, seen by camera 0 for the first `until` frames,
/// by camera 1 from frame `from` on. Both call the track 1.
std::vector<wire::EyeMessage> walk(int until, int from) {
  std::vector<wire::EyeMessage> messages;
  for (int i = 0; i < 200; ++i) {
    const Instant at = kStart + i * kFrame;
    for (int camera = 0; camera < 2; ++camera) {
      const CameraId id("cam" + std::to_string(camera));
      if (camera == 0 ? i < until : i >= from) {
        wire::Sighting sighting{
            id,  at, TrackId{1}, wire::SightingKind::kObserved, {0.12 * i, 2.0}, {0.01, 0, 0.01},
            0.9f};
        sighting.code = wire::ClothingCode{7, 0xABCD};
        messages.emplace_back(sighting);
      }
      messages.emplace_back(wire::FrameMark{id, at, kFrame});
    }
  }
  return messages;
}

std::vector<JourneyMessage> run(const config::StoreConfig& store,
                                const std::vector<wire::EyeMessage>& messages) {
  auto journeys = Journeys::create(store);
  EXPECT_TRUE(journeys) << journeys.error().to_string();
  std::vector<JourneyMessage> out;
  for (const wire::EyeMessage& message : messages) {
    for (JourneyMessage& more : journeys->process(message)) out.push_back(std::move(more));
  }
  for (JourneyMessage& more : journeys->finish()) out.push_back(std::move(more));
  return out;
}

std::set<TrackId> people(const std::vector<JourneyMessage>& messages) {
  std::set<TrackId> ids;
  for (const JourneyMessage& message : messages) {
    if (const auto* sighting = std::get_if<wire::Sighting>(&message)) ids.insert(sighting->track);
  }
  return ids;
}

Instant time_of(const JourneyMessage& message) {
  if (const auto* sighting = std::get_if<wire::Sighting>(&message)) {
    // An end tells when the person was last seen, which is long before.
    return sighting->kind == wire::SightingKind::kEnded ? Instant::max() : sighting->captured_at;
  }
  if (const auto* mark = std::get_if<wire::FrameMark>(&message)) return mark->captured_at;
  return std::get<PossibleLink>(message).at;
}

TEST(Journeys, TwoCamerasThatSeeOnePersonAtOnce) {
  EXPECT_EQ(people(run(store_of(0, 2), walk(150, 50))).size(), 2u);
  EXPECT_EQ(people(run(store_of(1, 2), walk(150, 50))).size(), 2u);
  EXPECT_EQ(people(run(store_of(2, 2), walk(150, 50))).size(), 1u);
  EXPECT_EQ(people(run(store_of(3, 2), walk(150, 50))).size(), 1u);
}

TEST(Journeys, AtEveryLevelMessagesComeInTheOrderOfTimeWithEveryMark) {
  for (int level = 0; level <= 3; ++level) {
    const auto out = run(store_of(level, 2), walk(80, 120));
    Instant last = Instant::min();
    int marks = 0;
    for (const JourneyMessage& message : out) {
      if (time_of(message) == Instant::max()) continue;
      EXPECT_GE(time_of(message), last) << "level " << level;
      last = time_of(message);
      marks += std::holds_alternative<wire::FrameMark>(message) ? 1 : 0;
    }
    EXPECT_EQ(marks, 400) << "level " << level;
  }
}

TEST(Journeys, CodesGoNoFurther) {
  const auto has_code = [](const JourneyMessage& message) {
    const auto* sighting = std::get_if<wire::Sighting>(&message);
    return sighting != nullptr && sighting->code.has_value();
  };
  for (int level = 0; level <= 3; ++level) {
    const auto out = run(store_of(level, 2), walk(150, 50));
    EXPECT_FALSE(std::any_of(out.begin(), out.end(), has_code)) << "level " << level;
  }
}

TEST(Journeys, WithoutAFloorViewsAreNotJoined) {
  config::StoreConfig store = store_of(2, 2);
  for (config::Camera& camera : store.cameras) camera.calibration = config::ScaleCalibration{};
  auto journeys = Journeys::create(store);
  ASSERT_TRUE(journeys);
  EXPECT_EQ(journeys->level(), 1);
  EXPECT_EQ(people(run(store, walk(150, 50))).size(), 2u);
}

/// What came, as one text, to compare whole runs.
std::string told(const std::vector<JourneyMessage>& messages) {
  std::string text;
  for (const JourneyMessage& message : messages) {
    if (const auto* link = std::get_if<PossibleLink>(&message)) {
      text += "link " + std::to_string(link->probability) + "\n";
      continue;
    }
    const auto bytes = std::holds_alternative<wire::Sighting>(message)
                           ? wire::encode(std::get<wire::Sighting>(message))
                           : wire::encode(std::get<wire::FrameMark>(message));
    text.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  }
  return text;
}

TEST(Journeys, DisorderDelayAndRepetitionWithinTheLimitChangeNothing) {
  const auto messages = walk(90, 130);
  for (int level = 0; level <= 3; ++level) {
    const std::string expected = told(run(store_of(level, 2), messages));
    for (unsigned seed = 0; seed < 5; ++seed) {
      std::mt19937 random(seed);
      std::uniform_real_distribution<double> delay(0, 1.9);
      std::vector<std::pair<double, wire::EyeMessage>> late;
      for (const wire::EyeMessage& message : messages) {
        const double at =
            std::visit([](const auto& m) { return seconds(m.captured_at - kStart); }, message);
        late.emplace_back(at + delay(random), message);
        if (random() % 10 == 0) late.emplace_back(at + delay(random), message);  // comes twice
      }
      std::stable_sort(late.begin(), late.end(),
                       [](const auto& a, const auto& b) { return a.first < b.first; });
      std::vector<wire::EyeMessage> arrived;
      for (auto& [at, message] : late) arrived.push_back(std::move(message));
      EXPECT_EQ(told(run(store_of(level, 2), arrived)), expected)
          << "level " << level << " seed " << seed;
    }
  }
}

/// All cameras die at once and come back a minute later.
TEST(Journeys, NobodyIsHeldWhileNoCameraSends) {
  for (const int level : {0, 1, 2, 3}) {
    auto journeys = *Journeys::create(store_of(level, 2));
    const auto messages = walk(60, 50);
    std::size_t seen = 0, later = 0;
    const auto count = [](const std::vector<JourneyMessage>& from, Instant after) {
      return static_cast<std::size_t>(
          std::count_if(from.begin(), from.end(), [&](const JourneyMessage& message) {
            const auto* sighting = std::get_if<wire::Sighting>(&message);
            return sighting != nullptr && sighting->captured_at >= after &&
                   sighting->kind == wire::SightingKind::kObserved;
          }));
    };
    for (const auto& message : messages) seen += count(journeys.process(message), kStart);
    EXPECT_GT(journeys.merged().waiting, 0) << level;
    const auto left = journeys.settle();
    EXPECT_GT(count(left, kStart), 0u) << level;
    EXPECT_EQ(journeys.merged().waiting, 0) << level;
    EXPECT_EQ(journeys.stitched().pieces_held, 0) << level;
    EXPECT_TRUE(journeys.settle().empty()) << level;
    EXPECT_GE(seen + count(left, kStart), 150u) << level;
    // What comes afterwards is measured as ever.
    const Duration gap = std::chrono::seconds(80);
    for (auto message : messages) {
      std::visit([&](auto& content) { content.captured_at += gap; }, message);
      later += count(journeys.process(message), kStart + gap);
    }
    later += count(journeys.finish(), kStart + gap);
    EXPECT_GE(later, 150u) << level;
  }
}

}  // namespace
}  // namespace sillage::floor
