// SPDX-License-Identifier: Apache-2.0
// Counts by segment: only where switched on, once per body and stay, nobody guessed.
#include <gmock/gmock.h>

#include "floor/measure/internal/scene.h"
#include "floor/measure/meter.h"

namespace sillage::floor {
namespace {

using internal::play;
using internal::Scene;
using internal::test_store;
using wire::Segment;

const ZoneId kHall("hall");

std::size_t number(Segment segment) { return static_cast<std::size_t>(segment); }

/// In by the door, into the hall twice for so long, and out; a look each second says `log_odds`.
double visit(Scene& scene, std::uint64_t track, double s, std::optional<double> log_odds) {
  const std::size_t first = scene.sightings().size();
  s = scene.walk(track, s, {{2, -4}, {2, 1}, {2, 4}});
  s = scene.stand(track, s + 0.1, {2, 4}, 12);
  s = scene.walk(track, s, {{2, 4}, {8, 4}});
  s = scene.stand(track, s + 0.1, {8, 4}, 6);
  s = scene.walk(track, s, {{8, 4}, {2, 4}});
  s = scene.stand(track, s + 0.1, {2, 4}, 8);
  s = scene.walk(track, s, {{2, 4}, {2, 1}, {2, -4}});
  for (std::size_t i = first; log_odds && i < scene.sightings().size(); i += 10) {
    scene.sightings()[i].evidence = wire::Evidence{static_cast<std::int8_t>(16 * *log_odds)};
  }
  return s;
}

BinTally count(const Scene& scene, double until_s, bool enabled = true, double middle = 0) {
  config::StoreConfig store = test_store();
  store.audience.enabled = enabled;
  store.audience.middle = middle;
  store.audience.share_error_points = 0;
  auto meter = *Meter::create(store, {});
  std::vector<BinTally> bins;
  for (const auto& message : scene.messages(until_s)) {
    for (auto& bin : meter.process(message)) bins.push_back(std::move(bin));
  }
  for (auto& bin : meter.finish()) bins.push_back(std::move(bin));
  EXPECT_EQ(bins.size(), 1u);
  return bins.front();
}

SegmentCounts sum(const std::array<SegmentCounts, kDwellClasses>& classes) {
  SegmentCounts all{};
  for (const SegmentCounts& of_class : classes) {
    for (std::size_t i = 0; i < all.size(); ++i) all[i] += of_class[i];
  }
  return all;
}

TEST(Segments, AVisitIsOfWhatAllLooksSayTogether) {
  Scene scene;
  double s = visit(scene, 1, 5, 1.5);
  s = visit(scene, 2, s + 1, -1.5);
  s = visit(scene, 3, s + 1, -1.5);
  s = visit(scene, 4, s + 1, std::nullopt);
  const BinTally bin = count(scene, s + 70);
  ASSERT_TRUE(bin.segments);
  SegmentCounts wanted{};
  wanted[number(Segment::kUnknown)] = 1;
  wanted[number(Segment::kFeminine)] = 1;
  wanted[number(Segment::kMasculine)] = 2;
  EXPECT_EQ(sum(bin.segments->durations), wanted);
  // Two stays in the hall each: a body counts once.
  EXPECT_EQ(bin.zones.at(kHall).visits, 8);
  EXPECT_EQ(sum(bin.segments->zones.at(kHall)), wanted);
  ASSERT_EQ(bin.segments->paths.size(), 1u);
  EXPECT_EQ(bin.segments->paths.begin()->second, wanted);
}

TEST(Segments, AnAuditMovesTheMiddle) {
  Scene scene;
  double s = visit(scene, 1, 5, 1.5);
  s = visit(scene, 2, s + 1, 0.75);
  const BinTally bin = count(scene, s + 70, true, 1.125);
  SegmentCounts wanted{};
  wanted[number(Segment::kFeminine)] = wanted[number(Segment::kMasculine)] = 1;
  EXPECT_EQ(sum(bin.segments->durations), wanted);
}

TEST(Segments, NothingIsCountedWhereTheSwitchIsOff) {
  Scene scene;
  const double s = visit(scene, 1, 5, 1.5);
  const BinTally bin = count(scene, s + 70, false);
  EXPECT_FALSE(bin.segments);
  EXPECT_EQ(bin.visits.timed, 1);
}

}  // namespace
}  // namespace sillage::floor
