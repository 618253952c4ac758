// SPDX-License-Identifier: Apache-2.0
// A meter that goes on from what another one saved.
#include <gmock/gmock.h>

#include "floor/measure/internal/scene.h"
#include "floor/measure/meter.h"

namespace sillage::floor {
namespace {

using internal::play;
using internal::Scene;
using internal::test_store;

/// In by the door, some time in the hall, and out.
double visit(Scene& scene, std::uint64_t track, double s) {
  s = scene.walk(track, s, {{2, -4}, {2, 4}});
  s = scene.stand(track, s + 0.1, {2, 4}, 12);
  return scene.walk(track, s + 0.1, {{2, 4}, {2, -4}});
}

std::vector<BinTally> count(const Scene& scene, double until_s, std::optional<double> cut_s) {
  auto meter = *Meter::create(test_store(), {});
  std::vector<BinTally> bins;
  bool is_cut = !cut_s;
  for (const auto& message : scene.messages(until_s)) {
    const auto* mark = std::get_if<wire::FrameMark>(&message);
    if (!is_cut && mark != nullptr && seconds(mark->captured_at.time_since_epoch()) > *cut_s) {
      auto next = *Meter::create(test_store(), {});
      const auto loaded = next.load(meter.save());
      EXPECT_TRUE(loaded);
      meter = std::move(next);
      is_cut = true;
    }
    for (auto& bin : meter.process(message)) bins.push_back(std::move(bin));
  }
  for (auto& bin : meter.finish()) bins.push_back(std::move(bin));
  return bins;
}

std::int64_t entries(const std::vector<BinTally>& bins) {
  std::int64_t sum = 0;
  for (const BinTally& bin : bins) {
    for (const auto& [id, line] : bin.lines) sum += line.entries.count;
  }
  return sum;
}

TEST(SavedMeter, GoesOnAsIfNothingHadHappenedWhileNobodyIsThere) {
  Scene scene;
  double s = 5;
  for (std::uint64_t track = 1; track <= 6; ++track) {
    s = visit(scene, track, s) + (track == 3 ? 100 : 2);
  }
  const double cut = s / 2 + 30;
  const auto whole = count(scene, s + 80, {});
  const auto cut_up = count(scene, s + 80, cut);
  ASSERT_EQ(whole.size(), cut_up.size());
  for (std::size_t i = 0; i < whole.size(); ++i) {
    const BinTally &a = whole[i], &b = cut_up[i];
    EXPECT_EQ(a.start, b.start);
    EXPECT_EQ(a.end, b.end);
    EXPECT_EQ(a.people, b.people);
    EXPECT_EQ(a.visits.visits.count, b.visits.visits.count);
    EXPECT_EQ(a.visits.duration.completed, b.visits.duration.completed);
    EXPECT_EQ(a.occupancy_samples, b.occupancy_samples);
    EXPECT_EQ(a.occupancy_mean, b.occupancy_mean);
    EXPECT_EQ(a.heat[0].size(), b.heat[0].size());
    for (const auto& [zone, tally] : a.zones) {
      EXPECT_EQ(tally.visits, b.zones.at(zone).visits);
      EXPECT_EQ(tally.completed, b.zones.at(zone).completed);
      EXPECT_EQ(tally.people, b.zones.at(zone).people);
    }
    for (const auto& [cell, heat] : a.heat[0]) {
      EXPECT_EQ(heat.person_s, b.heat[0].at(cell).person_s);
      EXPECT_EQ(heat.people, b.heat[0].at(cell).people);
    }
  }
  EXPECT_EQ(entries(whole), 6);
  EXPECT_EQ(entries(cut_up), 6);
}

TEST(SavedMeter, AnEntryThatWasCountedIsNotCountedAgain) {
  Scene scene;
  const double out = visit(scene, 1, 5);
  for (double cut = 6; cut < out + 30; cut += 0.7) {
    const std::int64_t counted = entries(count(scene, out + 80, cut));
    EXPECT_LE(counted, 1) << cut;
    // Once it was confirmed (2 s inside, seen 3 s later) it stays.
    if (cut > 19) {
      EXPECT_EQ(counted, 1) << cut;
    }
  }
}

TEST(SavedMeter, BytesThatAreNotWholeAreRefused) {
  Scene scene;
  visit(scene, 1, 5);
  auto meter = *Meter::create(test_store(), {});
  for (const auto& message : scene.messages(30)) meter.process(message);
  const std::vector<std::byte> saved = meter.save();
  for (std::size_t size = 0; size < saved.size(); size += 7) {
    auto next = *Meter::create(test_store(), {});
    EXPECT_FALSE(next.load(std::span(saved).first(size)));
  }
}

}  // namespace
}  // namespace sillage::floor
