// SPDX-License-Identifier: Apache-2.0
#include "floor/journey/stitcher.h"

#include <set>

#include <gmock/gmock.h>

namespace sillage::floor {
namespace {

using testing::HasSubstr;

wire::Sighting seen(std::uint64_t track, double s, Point place) {
  return {CameraId("cam"),
          Instant(from_seconds(s)),
          TrackId{track},
          wire::SightingKind::kObserved,
          place,
          {0.01, 0, 0.01},
          1};
}

wire::FrameMark mark(double s) {
  return {CameraId("cam"), Instant(from_seconds(s)), std::chrono::milliseconds(100)};
}

/// One person walks to the right at 1.2 m/s; lost from 3.0 to 4.0 s, then track 2.
std::vector<wire::EyeMessage> lost_and_found() {
  std::vector<wire::EyeMessage> messages;
  for (int i = 0; i <= 80; ++i) {
    const double s = 0.1 * i;
    if (s < 3.05 || s > 3.95) messages.emplace_back(seen(s < 3.5 ? 1 : 2, s, {1.2 * s, 3}));
    messages.emplace_back(mark(s));
  }
  return messages;
}

std::vector<StitchedMessage> play(Stitcher& stitcher,
                                  const std::vector<wire::EyeMessage>& messages) {
  std::vector<StitchedMessage> out;
  const auto add = [&](std::vector<StitchedMessage> more) {
    out.insert(out.end(), more.begin(), more.end());
  };
  for (const auto& message : messages) add(stitcher.process(message));
  add(stitcher.finish());
  return out;
}

TEST(Stitcher, JoinsTheTracksOfOnePersonAndFillsTheGap) {
  auto stitcher = *Stitcher::create({});
  std::set<TrackId> identities;
  int filled = 0, sightings = 0;
  for (const auto& [message, seen_as] : play(stitcher, lost_and_found())) {
    const auto* sighting = std::get_if<wire::Sighting>(&message);
    if (sighting == nullptr) continue;
    identities.insert(sighting->track);
    if (sighting->kind == wire::SightingKind::kEnded) continue;
    ++sightings;
    if (sighting->kind == wire::SightingKind::kObserved) continue;
    ++filled;
    EXPECT_EQ(seen_as, TrackId{});
    EXPECT_NEAR(sighting->foot_in_floor.x, 1.2 * seconds(sighting->captured_at.time_since_epoch()),
                0.05);
  }
  EXPECT_EQ(identities.size(), 1u);
  EXPECT_EQ(filled, 9);
  EXPECT_EQ(sightings, 81);
}

TEST(Stitcher, WithoutLagEverythingPassesUnchanged) {
  auto stitcher = *Stitcher::create({.lag_s = 0});
  for (const auto& message : lost_and_found()) {
    const auto out = stitcher.process(message);
    ASSERT_EQ(out.size(), 1u);
    EXPECT_EQ(wire::encode(out[0].message), wire::encode(message));
  }
  EXPECT_TRUE(stitcher.finish().empty());
}

TEST(Stitcher, RefusesALagThatIsNone) {
  const auto refused = Stitcher::create({.lag_s = 6});
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, HasSubstr("give 0 to 5 s"));
}

}  // namespace
}  // namespace sillage::floor
