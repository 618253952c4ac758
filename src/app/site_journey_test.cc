// SPDX-License-Identifier: Apache-2.0
#include "app/site_journey.h"

#include <gtest/gtest.h>

namespace sillage::app {
namespace {

/// Two cameras 5 m above the floor that look straight down, and three people who walk abreast under
/// both for 20 s at 2 frames/s.
eval::Site three_walkers() {
  eval::Site site;
  site.frame_rate = 2;
  site.frames = 40;
  for (const char* name : {"a", "b"}) {
    eval::SiteCamera camera{name, {name, 2, site.frames, 1920, 1080}, {}, {}};
    camera.camera = {1000, 1000, 960, 540, {1, 0, 0, 0, -1, 0, 0, 0, -1}, {0, 0, 5}};
    site.cameras.push_back(camera);
  }
  for (int frame = 1; frame <= site.frames; ++frame) {
    for (long id = 1; id <= 3; ++id) {
      const Point place{-4 + 0.2 * frame, static_cast<double>(id - 2)};
      site.truth.push_back({frame, id, place});
      for (eval::SiteCamera& camera : site.cameras) {
        // One metre is 200 pixels.
        const Point foot{960 + 200 * place.x, 540 - 200 * place.y};
        camera.boxes.push_back({frame, id, {foot.x - 25, foot.y - 150, 50, 150}, 1});
      }
    }
  }
  return site;
}

eval::TrackingFigures figures_of(const eval::Site& site, const eval::Damage& damage) {
  std::vector<std::vector<eval::MotRow>> boxes;
  for (const auto& camera : site.cameras) boxes.push_back(eval::damaged(camera, damage));
  const auto tracked = track_site(site, boxes, {});
  EXPECT_TRUE(tracked) << tracked.error().to_string();
  const auto sums = eval::compare_places(site.truth, tracked->rows, site.frames, 1);
  EXPECT_TRUE(sums) << sums.error().to_string();
  return eval::figures(*sums);
}

TEST(SiteJourney, BoxesOfTwoCamerasBecomeOneTrackPerPerson) {
  const auto figures = figures_of(three_walkers(), {});
  EXPECT_NEAR(figures.idf1, 1, 1e-9);
  EXPECT_NEAR(figures.mota, 1, 1e-9);
}

TEST(SiteJourney, SurvivesMissesClutterAndJitter) {
  const auto figures =
      figures_of(three_walkers(), {.missed = 0.1, .clutter = 0.05, .jitter_px = 5, .seed = 2});
  EXPECT_GT(figures.idf1, 0.9);
  EXPECT_LT(figures.idf1, 1);
}

}  // namespace
}  // namespace sillage::app
