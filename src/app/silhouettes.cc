// SPDX-License-Identifier: Apache-2.0
#include "app/silhouettes.h"

#include <algorithm>
#include <cmath>

#include <fmt/core.h>

namespace sillage::app {
namespace {

/// Outline in the image; long edges are cut up so that parts behind the horizon can be left out.
std::vector<Point> project(const Homography& image_from_floor, const std::vector<Point>& corners) {
  std::vector<Point> outline;
  for (std::size_t i = 0; i < corners.size(); ++i) {
    const Point from = corners[i], to = corners[(i + 1) % corners.size()];
    const int steps = std::max(1, static_cast<int>(distance(from, to) / 0.5));
    for (int step = 0; step < std::min(steps, 200); ++step) {
      const Point p =
          image_from_floor.apply(from + (to - from) * (static_cast<double>(step) / steps));
      if (is_finite(p) && std::abs(p.x) < 1e5 && std::abs(p.y) < 1e5) outline.push_back(p);
    }
  }
  return outline;
}

}  // namespace

Result<Silhouettes> Silhouettes::create(const std::filesystem::path& path, const Eye& eye,
                                        const config::StoreConfig& store,
                                        const eye::I420View& background, double fps) {
  const Homography image_from_floor = eye.floor_from_image().inverse();
  eye::SilhouetteOptions options;
  options.path = path;
  options.source_width = eye.info().width;
  options.source_height = eye.info().height;
  options.fps = fps;
  for (const auto& line : store.lines) {
    const Segment segment{image_from_floor.apply(line.segment.from),
                          image_from_floor.apply(line.segment.to)};
    if (is_finite(segment.from) && is_finite(segment.to)) options.lines.push_back(segment);
  }
  for (const auto& zone : store.zones) {
    options.zones.push_back(project(image_from_floor, zone.area.corners()));
  }
  ASSIGN_OR_RETURN(auto video, eye::SilhouetteVideo::create(options, background));
  return Silhouettes(std::move(video));
}

Result<void> Silhouettes::draw_front() {
  const Scene& scene = scenes_.front();
  const double at = seconds(scene.captured_at - *first_);
  const int minutes = static_cast<int>(at) / 60;
  RETURN_IF_ERROR(video_.add({scene.people, fmt::format("{}:{:04.1f}  in view {}", minutes,
                                                        at - 60 * minutes, scene.people.size())}));
  scenes_.pop_front();
  return {};
}

Result<void> Silhouettes::add(const EyeFrame& frame, bool is_frame) {
  if (is_frame) {
    if (!first_) first_ = frame.captured_at;
    scenes_.push_back({frame.captured_at, {}});
  }
  for (const eye::TrackUpdate& update : frame.updates) {
    if (update.state == eye::TrackState::kEnded) continue;
    const auto scene =
        std::lower_bound(scenes_.begin(), scenes_.end(), update.captured_at,
                         [](const Scene& s, Instant at) { return s.captured_at < at; });
    if (scene != scenes_.end() && scene->captured_at == update.captured_at) {
      scene->people.push_back(update.box);
    }
  }
  while (!scenes_.empty() && frame.captured_at - scenes_.front().captured_at > wire::kMaxBackfill) {
    RETURN_IF_ERROR(draw_front());
  }
  return {};
}

Result<void> Silhouettes::flush() {
  while (!scenes_.empty()) RETURN_IF_ERROR(draw_front());
  return {};
}

Result<void> Silhouettes::finish() {
  RETURN_IF_ERROR(flush());
  return video_.finish();
}

}  // namespace sillage::app
