// SPDX-License-Identifier: Apache-2.0
// What counts behind the stitcher: errors of identity that an eye makes must not become errors of
// counts.
#include <gmock/gmock.h>

#include "floor/journey/stitcher.h"
#include "floor/measure/internal/scene.h"
#include "floor/measure/meter.h"

namespace sillage::floor {
namespace {

using internal::Scene;
using internal::test_store;

const LineId kDoor("door");
const ZoneId kHall("hall");

BinTally count(const Scene& scene, double until_s) {
  auto stitcher = *Stitcher::create({});
  std::vector<wire::EyeMessage> stitched;
  const auto keep = [&](const std::vector<StitchedMessage>& messages) {
    for (const auto& [message, seen_as] : messages) stitched.push_back(message);
  };
  for (const auto& message : scene.messages(until_s)) keep(stitcher.process(message));
  keep(stitcher.finish());
  auto meter = *Meter::create(test_store(), {});
  const auto bins = internal::play(meter, stitched);
  EXPECT_EQ(bins.size(), 1u);
  EXPECT_EQ(meter.stats().rejected, 0);
  return bins.front();
}

TEST(Stitched, ANewTrackIdOnTheLineDoesNotCountTwice) {
  for (const double switch_y : {-0.5, -0.25, 0.0, 0.2, 0.6, 1.5}) {
    for (const double gap_s : {0.1, 0.5, 1.2}) {
      Scene scene;
      const double lost = scene.walk(1, 5, {{2, -4}, {2, switch_y}});
      scene.end(1, lost + 3);
      const double inside = scene.walk(2, lost + gap_s, {{2, switch_y + 1.4 * gap_s}, {2, 5}});
      scene.stand(2, inside + 0.1, {2, 5}, 5);
      const BinTally bin = count(scene, 40);
      EXPECT_EQ(bin.lines.at(kDoor).entries.count, 1) << "at " << switch_y << " m, " << gap_s;
      EXPECT_EQ(bin.lines.at(kDoor).entries.missed, 0);
      EXPECT_EQ(bin.lines.at(kDoor).entering_people, 1);
      EXPECT_EQ(bin.lines.at(kDoor).exits.count, 0);
      EXPECT_EQ(bin.people, 1);
    }
  }
}

TEST(Stitched, ANewTrackIdDoesNotCutAStay) {
  Scene scene;
  const double lost = scene.stand(1, 5, {2, 4}, 10);
  scene.end(1, lost + 3);
  const double left = scene.stand(2, lost + 0.5, {2.2, 4}, 10);
  scene.walk(2, left, {{2.2, 4}, {8, 4}});
  const ZoneTally hall = count(scene, 60).zones.at(kHall);
  EXPECT_EQ(hall.visits, 1);
  EXPECT_EQ(hall.completed[dwell_class(21)], 1);
}

}  // namespace
}  // namespace sillage::floor
