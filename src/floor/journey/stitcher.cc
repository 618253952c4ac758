// SPDX-License-Identifier: Apache-2.0
#include "floor/journey/stitcher.h"

#include <algorithm>
#include <map>
#include <utility>
#include <variant>

#include "floor/journey/internal/camera_stitcher.h"

namespace sillage::floor {

namespace {

constexpr std::size_t kMaxCameras = 256;
/// After that long without a frame, while other cameras go on, a camera's people are wiped.
constexpr Duration kMaxSilence = std::chrono::seconds(60);

}  // namespace

Result<void> StitcherOptions::check() const {
  if (!(lag_s >= 0 && lag_s <= 5)) {
    return fail(ErrorCode::kInvalidArgument, "the lag is {} s; give 0 to 5 s", lag_s);
  }
  if (!(memory_s > 0 && memory_s <= 30)) {
    return fail(ErrorCode::kInvalidArgument,
                "the memory for lost people is {} s; give more than 0 and at most 30 s", memory_s);
  }
  return {};
}

struct Stitcher::Impl {
  struct Camera {
    internal::CameraStitcher stitcher;
    Instant last_frame;
  };

  Impl(StitcherOptions o, std::vector<StitcherView> v) : options(o), views(std::move(v)) {}

  /// Nothing where there are too many.
  Camera* at(const CameraId& id, Instant first) {
    const auto known = cameras.find(id);
    if (known != cameras.end()) return &known->second;
    if (cameras.size() >= kMaxCameras) return nullptr;
    bool calibrated = true;
    for (const StitcherView& view : views) {
      if (view.camera == id) calibrated = view.calibrated;
    }
    return &cameras.emplace(id, Camera{{options, calibrated, stats}, first}).first->second;
  }

  static void pass(const wire::EyeMessage& message, std::vector<StitchedMessage>& out) {
    const auto* sighting = std::get_if<wire::Sighting>(&message);
    const bool was_seen = sighting != nullptr && sighting->kind == wire::SightingKind::kObserved;
    out.push_back({message, was_seen ? sighting->track : TrackId{}});
  }

  void take(const wire::EyeMessage& message, std::vector<StitchedMessage>& out) {
    std::visit(
        [&](const auto& content) {
          Camera* camera = at(content.camera, content.captured_at);
          if (camera == nullptr) return pass(message, out);
          take(content, *camera, out);
        },
        message);
  }

  void take(const wire::Sighting& sighting, Camera& camera, std::vector<StitchedMessage>&) {
    camera.stitcher.take(sighting);
  }

  void take(const wire::FrameMark& mark, Camera& camera, std::vector<StitchedMessage>& out) {
    camera.stitcher.take(mark, out);
    camera.last_frame = std::max(camera.last_frame, mark.captured_at);
    send_due(mark.captured_at, out);
    camera.stitcher.forget(mark.captured_at, out);
    settle_silent(mark.captured_at, out);
  }

  /// The frames of all cameras in the order of time.
  void send_due(Instant now, std::vector<StitchedMessage>& out) {
    while (true) {
      internal::CameraStitcher* first = nullptr;
      Instant due = now;
      for (auto& [id, camera] : cameras) {
        const auto mine = camera.stitcher.next_due();
        if (!mine || *mine > due || (first != nullptr && *mine == due)) continue;
        first = &camera.stitcher;
        due = *mine;
      }
      if (first == nullptr) return;
      first->send_next(out);
    }
  }

  void settle_silent(Instant now, std::vector<StitchedMessage>& out) {
    for (auto it = cameras.begin(); it != cameras.end();) {
      if (it->second.last_frame >= now - kMaxSilence) {
        ++it;
        continue;
      }
      it->second.stitcher.finish(out);
      it = cameras.erase(it);
    }
  }

  void count_held() {
    stats.pieces_held = 0;
    for (const auto& [id, camera] : cameras) {
      stats.pieces_held += static_cast<std::int64_t>(camera.stitcher.pieces_held());
    }
  }

  StitcherOptions options;
  std::vector<StitcherView> views;
  StitcherStats stats;
  std::map<CameraId, Camera> cameras;
};

Result<Stitcher> Stitcher::create(StitcherOptions options, std::vector<StitcherView> views) {
  RETURN_IF_ERROR(options.check());
  return Stitcher(std::make_unique<Impl>(options, std::move(views)));
}

Stitcher::Stitcher(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Stitcher::Stitcher(Stitcher&&) noexcept = default;
Stitcher& Stitcher::operator=(Stitcher&&) noexcept = default;
Stitcher::~Stitcher() = default;

std::vector<StitchedMessage> Stitcher::process(const wire::EyeMessage& message) {
  std::vector<StitchedMessage> out;
  if (impl_->options.lag_s == 0) {
    Impl::pass(message, out);
  } else {
    impl_->take(message, out);
    impl_->count_held();
  }
  return out;
}

std::vector<StitchedMessage> Stitcher::finish() {
  std::vector<StitchedMessage> out;
  impl_->send_due(Instant::max(), out);
  for (auto& [id, camera] : impl_->cameras) camera.stitcher.finish(out);
  impl_->cameras.clear();
  impl_->count_held();
  return out;
}

const StitcherStats& Stitcher::stats() const { return impl_->stats; }

}  // namespace sillage::floor
