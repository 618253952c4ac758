// SPDX-License-Identifier: Apache-2.0
#include "floor/journey/stitcher.h"

#include <cmath>
#include <map>
#include <utility>
#include <variant>

#include "floor/journey/internal/camera_stitcher.h"

namespace sillage::floor {

Result<void> StitcherOptions::check() const {
  if (!(lag_s >= 0 && lag_s <= 5)) {
    return fail(ErrorCode::kInvalidArgument, "the lag is {} s; give 0 to 5 s", lag_s);
  }
  if (!(memory_s > 0 && memory_s <= 60)) {
    return fail(ErrorCode::kInvalidArgument,
                "the memory for lost people is {} s; give more than 0 and at most 60 s", memory_s);
  }
  return {};
}

struct Stitcher::Impl {
  internal::CameraStitcher& at(const CameraId& camera) {
    const auto known = cameras.find(camera);
    if (known != cameras.end()) return known->second;
    bool calibrated = true;
    for (const StitcherView& view : views) {
      if (view.camera == camera) calibrated = view.calibrated;
    }
    return cameras
        .emplace(std::piecewise_construct, std::forward_as_tuple(camera),
                 std::forward_as_tuple(options, calibrated, last_identity))
        .first->second;
  }

  StitcherOptions options;
  std::vector<StitcherView> views;
  std::uint64_t last_identity = 0;
  std::map<CameraId, internal::CameraStitcher> cameras;
};

Result<Stitcher> Stitcher::create(StitcherOptions options, std::vector<StitcherView> views) {
  RETURN_IF_ERROR(options.check());
  return Stitcher(std::make_unique<Impl>(Impl{options, std::move(views), 0, {}}));
}

Stitcher::Stitcher(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Stitcher::Stitcher(Stitcher&&) noexcept = default;
Stitcher& Stitcher::operator=(Stitcher&&) noexcept = default;
Stitcher::~Stitcher() = default;

std::vector<StitchedMessage> Stitcher::process(const wire::EyeMessage& message) {
  std::vector<StitchedMessage> out;
  const auto* sighting = std::get_if<wire::Sighting>(&message);
  if (impl_->options.lag_s == 0) {
    const bool was_seen = sighting != nullptr && sighting->kind == wire::SightingKind::kObserved;
    out.push_back({message, was_seen ? sighting->track : TrackId{}});
  } else if (sighting != nullptr) {
    impl_->at(sighting->camera).take(*sighting);
  } else {
    const auto& mark = std::get<wire::FrameMark>(message);
    impl_->at(mark.camera).take(mark, out);
  }
  return out;
}

std::vector<StitchedMessage> Stitcher::finish() {
  std::vector<StitchedMessage> out;
  for (auto& [id, camera] : impl_->cameras) camera.finish(out);
  return out;
}

}  // namespace sillage::floor
