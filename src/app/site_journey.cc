// SPDX-License-Identifier: Apache-2.0
#include "app/site_journey.h"

#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <utility>
#include <variant>

#include "app/frame_clock.h"
#include "geometry/homography.h"

namespace sillage::app {
namespace {

using Messages = std::vector<wire::EyeMessage>;

/// A camera of which only its boxes are known.
class BoxEye {
 public:
  static Result<BoxEye> create(const eval::SiteCamera& camera,
                               const std::vector<eval::MotRow>& boxes) {
    ASSIGN_OR_RETURN(auto plane, Homography::from_camera(camera.camera));
    return BoxEye(CameraId(camera.name), plane, boxes);
  }

  /// The boxes of one frame, and that there was one.
  void send(int frame, const FrameClock& clock, const SiteTracking& options, Messages& out) {
    for (; next_ < boxes_->size() && (*boxes_)[next_].frame == frame; ++next_) {
      const Box& box = (*boxes_)[next_].box;
      const Point place = floor_from_image_.apply(box.foot());
      if (!is_finite(place)) continue;  // at or above the horizon
      const double x = options.noise_x * box.height, y = options.noise_y * box.height;
      out.emplace_back(wire::Sighting{
          .camera = id_,
          .captured_at = clock.at(frame),
          .track = TrackId{0},
          .kind = wire::SightingKind::kObserved,
          .foot_in_floor = place,
          .foot_covariance = floor_from_image_.propagate(box.foot(), {x * x, 0, y * y}),
          .score = static_cast<float>(options.box_score)});
    }
    out.emplace_back(wire::FrameMark{id_, clock.at(frame), clock.step()});
  }
  const CameraId& id() const { return id_; }

 private:
  BoxEye(CameraId id, Homography plane, const std::vector<eval::MotRow>& boxes)
      : id_(std::move(id)), floor_from_image_(plane), boxes_(&boxes) {}

  CameraId id_;
  Homography floor_from_image_;
  const std::vector<eval::MotRow>* boxes_;
  std::size_t next_ = 0;  ///< row that was not sent yet
};

/// Where everybody was in each frame.
class Places {
 public:
  explicit Places(FrameClock clock) : clock_(clock) {}
  void keep(const Messages& messages) {
    for (const auto& message : messages) {
      const auto* sighting = std::get_if<wire::Sighting>(&message);
      if (sighting == nullptr || sighting->kind == wire::SightingKind::kEnded) continue;
      places_[{clock_.frame_at(sighting->captured_at), static_cast<long>(sighting->track)}] =
          sighting->foot_in_floor;
    }
  }
  std::vector<eval::PlaceRow> rows() const {
    std::vector<eval::PlaceRow> rows;
    for (const auto& [key, place] : places_) rows.push_back({key.first, key.second, place});
    return rows;
  }

 private:
  FrameClock clock_;
  std::map<std::pair<int, long>, Point> places_;
};

}  // namespace

Result<TrackedSite> track_site(const eval::Site& site,
                               const std::vector<std::vector<eval::MotRow>>& boxes,
                               const SiteTracking& options) {
  using SteadyClock = std::chrono::steady_clock;
  std::vector<BoxEye> eyes;
  std::vector<CameraId> ids;
  for (std::size_t c = 0; c < site.cameras.size(); ++c) {
    ASSIGN_OR_RETURN(auto eye, BoxEye::create(site.cameras[c], boxes[c]));
    ids.push_back(eye.id());
    eyes.push_back(std::move(eye));
  }
  ASSIGN_OR_RETURN(auto merger, floor::Merger::create(options.merger, std::move(ids)));
  ASSIGN_OR_RETURN(auto fuser, floor::Fuser::create(options.fuser));
  const FrameClock clock(site.frame_rate);
  Places places(clock);
  SteadyClock::duration inside{};
  const auto fuse = [&](const Messages& merged) {
    for (const auto& message : merged) places.keep(fuser.process(message));
  };
  for (int frame = 1; frame <= site.frames; ++frame) {
    Messages messages;
    for (BoxEye& eye : eyes) eye.send(frame, clock, options, messages);
    const auto start = SteadyClock::now();
    for (const auto& message : messages) fuse(merger.process(message));
    inside += SteadyClock::now() - start;
  }
  const auto start = SteadyClock::now();
  fuse(merger.finish());
  places.keep(fuser.finish());
  inside += SteadyClock::now() - start;
  return TrackedSite{places.rows(), fuser.alignment(),
                     std::chrono::duration<double>(inside).count()};
}

}  // namespace sillage::app
