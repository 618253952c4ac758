// SPDX-License-Identifier: Apache-2.0
#include "app/follower.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <variant>

namespace sillage::app {
namespace {

/// A longer gap between frames is time that nobody observed.
constexpr double kLongestObservedGapS = 1.0;

wire::SightingKind kind_of(eye::TrackState state) {
  switch (state) {
    case eye::TrackState::kObserved:
      return wire::SightingKind::kObserved;
    case eye::TrackState::kPredicted:
      return wire::SightingKind::kPredicted;
    case eye::TrackState::kEnded:
      return wire::SightingKind::kEnded;
  }
  return wire::SightingKind::kEnded;
}

}  // namespace

wire::Sighting sighting_of(const CameraId& camera, const eye::TrackUpdate& update) {
  return {camera,
          update.captured_at,
          update.track,
          kind_of(update.state),
          update.foot_in_floor,
          update.foot_covariance,
          update.score};
}

Duration observed_since(const std::optional<Instant>& last, Instant at, double nominal_s) {
  const double gap = last ? seconds(at - *last) : nominal_s;
  return from_seconds(std::min(gap, std::max(kLongestObservedGapS, 1.5 * nominal_s)));
}

StraightPicture::StraightPicture(const RadialLens& l, int w, int h) : lens(l), width(w), height(h) {
  if (lens.is_straight()) return;
  const Point left = lens.straight(Point{0, h / 2.0}),
              right = lens.straight(Point{1.0 * w, h / 2.0});
  const Point top = lens.straight(Point{w / 2.0, 0}),
              bottom = lens.straight(Point{w / 2.0, 1.0 * h});
  origin = {left.x, top.y};
  width = static_cast<int>(std::ceil(right.x - left.x));
  height = static_cast<int>(std::ceil(bottom.y - top.y));
}

Box StraightPicture::straight(const Box& seen) const {
  Box box = lens.straight(seen);
  box.left -= origin.x, box.top -= origin.y;
  return box;
}

Box StraightPicture::seen(Box straight) const {
  straight.left += origin.x, straight.top += origin.y;
  return lens.seen(straight);
}

RadialLens StraightPicture::straight_lens() const {
  return {lens.fx, lens.fy, lens.cx - origin.x, lens.cy - origin.y, 0, 0};
}

Result<Homography> StraightPicture::moved(const Homography& plane) const {
  if (lens.is_straight()) return plane;
  std::array<double, 9> m = plane.matrix();
  for (std::size_t row = 0; row < 9; row += 3)
    m[row + 2] += m[row] * origin.x + m[row + 1] * origin.y;
  return Homography::from_matrix(m);
}

Result<Follower> Follower::create(const config::Camera& camera, int width, int height,
                                  double threshold) {
  ASSIGN_OR_RETURN(const Homography plane, config::floor_from_image(camera, width, height));
  const bool is_calibrated = !std::holds_alternative<config::ScaleCalibration>(camera.calibration);
  const StraightPicture picture(config::lens_of(camera, width, height), width, height);
  ASSIGN_OR_RETURN(const Homography straight_plane, picture.moved(plane));
  ASSIGN_OR_RETURN(
      eye::Tracker tracker,
      eye::Tracker::create({}, {straight_plane, picture.width, picture.height, is_calibrated,
                                is_calibrated, picture.straight_lens()}));
  ASSIGN_OR_RETURN(eye::Scene scene, eye::Scene::create({}, threshold));
  std::optional<StandingBody> body;
  if (is_calibrated) body = StandingBody::create(plane, picture.lens, width, height);
  return Follower(camera, std::move(scene), std::move(tracker), picture, plane, is_calibrated,
                  std::move(body));
}

Follower::Follower(const config::Camera& camera, eye::Scene scene, eye::Tracker tracker,
                   const StraightPicture& picture, const Homography& plane, bool is_calibrated,
                   std::optional<StandingBody> body)
    : camera_(camera.id),
      scene_(std::move(scene)),
      tracker_(std::move(tracker)),
      picture_(picture),
      floor_from_image_(plane),
      is_calibrated_(is_calibrated),
      body_(std::move(body)) {}

std::vector<eye::TrackUpdate> Follower::process(Instant at, std::vector<eye::Detection> people) {
  people = scene_.process(at, std::move(people));
  for (eye::Detection& person : people) person.box = picture_.straight(person.box);
  std::vector<eye::TrackUpdate> updates = tracker_.process(at, people);
  for (auto& update : updates) update.box = picture_.seen(update.box);
  return updates;
}

std::vector<eye::TrackUpdate> Follower::finish() {
  std::vector<eye::TrackUpdate> updates = tracker_.finish();
  for (auto& update : updates) update.box = picture_.seen(update.box);
  return updates;
}

wire::Sighting Follower::told(const eye::TrackUpdate& update) const {
  wire::Sighting sighting = sighting_of(camera_, update);
  if (body_) sighting.foot_in_floor = body_->place_of(update.foot_in_floor);
  return sighting;
}

}  // namespace sillage::app
