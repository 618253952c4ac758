// SPDX-License-Identifier: Apache-2.0
// A wide lens bends the picture; the eye must straighten it before it looks for the floor.
#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "app/eye.h"
#include "config/reader.h"
#include "geometry/standing_body.h"
#include "tests/e2e/synthetic_clip.h"

namespace sillage::e2e {
namespace {

/// 3 m high, 30 degrees down, looking along y; 94 degrees wide.
config::Camera wide_camera(double k1) {
  auto store = config::parse(R"(
[[camera]]
id = "wide"
image_size = [320, 240]
[camera.calibration]
kind = "camera"
fx = 150
fy = 150
cx = 160
cy = 120
rotation = [1, 0, 0, 0, -0.5, -0.8660254, 0, 0.8660254, -0.5]
translation = [0, 2.5980762, 1.5]
)",
                             "wide.toml");
  config::Camera camera = store->cameras.front();
  std::get<config::CameraCalibration>(camera.calibration).k1 = k1;
  return camera;
}

/// Somebody who walks away along x = 3 m, which is near the picture's edge.
Point place_of(int frame) { return {3, 3.2 + 0.06 * frame}; }
Box box_of(const config::Camera& camera, int frame) {
  const auto plane = config::floor_from_image(camera, kClipWidth, kClipHeight);
  const auto lens = config::lens_of(camera, kClipWidth, kClipHeight);
  return *StandingBody::create(*plane, lens, kClipWidth, kClipHeight)->box_at(place_of(frame));
}

/// Mean distance between where the eye says the person is and where they are, m.
double error_of(const config::Camera& bent, const config::Camera& told) {
  const ScratchFolder folder;
  write_clip(folder / "walk.y4m", 40, [&](int frame) { return std::vector{box_of(bent, frame)}; });
  const auto detector = make_bright_detector();
  eye::SourceOptions source;
  source.url = (folder / "walk.y4m").string();
  source.starts_at = Instant{};
  auto eye = app::Eye::create(told, source, *detector, 0.3);
  EXPECT_TRUE(eye) << eye.error().to_string();
  double sum = 0;
  int count = 0;
  for (;;) {
    const auto frame = eye->next();
    EXPECT_TRUE(frame);
    if (!frame || !*frame) break;
    for (const wire::EyeMessage& message : (*frame)->messages) {
      const auto* sighting = std::get_if<wire::Sighting>(&message);
      if (sighting == nullptr || sighting->kind != wire::SightingKind::kObserved) continue;
      const auto number =
          static_cast<int>(std::lround(seconds(sighting->captured_at - Instant{}) * kClipFps));
      sum += distance(sighting->foot_in_floor, place_of(number));
      ++count;
    }
  }
  EXPECT_GT(count, 30);
  return sum / std::max(1, count);
}

TEST(BentLens, IsStraightenedBeforeTheFloor) {
  const double straightened = error_of(wide_camera(-0.15), wide_camera(-0.15));
  const double as_it_is = error_of(wide_camera(-0.15), wide_camera(0));
  EXPECT_LT(straightened, 0.2);
  EXPECT_GT(as_it_is, 2 * straightened);
}

TEST(BentLens, BoxesComeBackWhereTheyWereSeen) {
  const config::Camera camera = wide_camera(-0.15);
  const ScratchFolder folder;
  write_clip(folder / "walk.y4m", 30,
             [&](int frame) { return std::vector{box_of(camera, frame)}; });
  const auto detector = make_bright_detector();
  eye::SourceOptions source;
  source.url = (folder / "walk.y4m").string();
  source.starts_at = Instant{};
  auto eye = app::Eye::create(camera, source, *detector, 0.3);
  ASSERT_TRUE(eye) << eye.error().to_string();
  int boxes = 0;
  for (;;) {
    const auto frame = eye->next();
    ASSERT_TRUE(frame);
    if (!*frame) break;
    for (const eye::TrackUpdate& update : (*frame)->updates) {
      if (update.state != eye::TrackState::kObserved) continue;
      const auto number =
          static_cast<int>(std::lround(seconds(update.captured_at - Instant{}) * kClipFps));
      EXPECT_GT(iou(update.box, box_of(camera, number)), 0.7) << "frame " << number;
      ++boxes;
    }
  }
  EXPECT_GT(boxes, 20);
}

}  // namespace
}  // namespace sillage::e2e
