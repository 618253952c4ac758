// SPDX-License-Identifier: Apache-2.0
#include "app/simulated_eye.h"

#include <algorithm>
#include <utility>

namespace sillage::app {
namespace {

/// A track shows whose box overlaps its own by this much.
constexpr double kSameBody = 0.4;

const sim::FoundBox* shown_by(const eye::TrackUpdate& update,
                              const std::vector<sim::FoundBox>& found) {
  const sim::FoundBox* best = nullptr;
  double most = kSameBody;
  for (const sim::FoundBox& box : found) {
    const double overlap = iou(box.box, update.box);
    if (overlap >= most) most = overlap, best = &box;
  }
  return best;
}

const sim::SeenPerson* seen_of(const sim::FoundBox& found,
                               const std::vector<sim::SeenPerson>& people) {
  const auto seen = std::find_if(people.begin(), people.end(), [&](const sim::SeenPerson& person) {
    return found.person == person.person;
  });
  return seen != people.end() ? &*seen : nullptr;
}

}  // namespace

Result<SimulatedEye> SimulatedEye::create(const sim::Plan& plan, const config::StoreConfig& store,
                                          const std::string& camera, Instant from,
                                          const sim::WatchOptions& watching, bool with_codes) {
  ASSIGN_OR_RETURN(auto watch, sim::Watch::create(plan, camera, from, watching));
  const auto configured =
      std::find_if(store.cameras.begin(), store.cameras.end(),
                   [&](const config::Camera& each) { return each.id.value() == camera; });
  if (configured == store.cameras.end()) {
    return fail(ErrorCode::kNotFound, "the store's configuration has no camera \"{}\"; add it",
                camera);
  }
  std::optional<Follower> follower;
  if (!watching.perfect) {
    const sim::ImageSize picture = watch.view().plan().image_size;
    ASSIGN_OR_RETURN(follower, Follower::create(*configured, picture.width, picture.height,
                                                watching.detector.threshold));
  }
  return SimulatedEye(std::move(watch), std::move(follower), watching, with_codes,
                      store.detector.min_score);
}

SimulatedEye::SimulatedEye(sim::Watch watch, std::optional<Follower> follower,
                           const sim::WatchOptions& watching, bool with_codes, double min_score)
    : camera_(watch.view().plan().id),
      watch_(std::move(watch)),
      follower_(std::move(follower)),
      min_score_(min_score) {
  const sim::CameraPlan& plan = watch_.view().plan();
  if (watching.perfect) {
    perfect_.emplace(plan, watching.seed, with_codes);
  } else if (with_codes) {
    codes_.emplace(plan, watching.seed);
  }
}

std::vector<SimulatedEye::Frame> SimulatedEye::process(std::span<const sim::Person> cast,
                                                       const sim::Moment& before,
                                                       const sim::Moment& after) {
  std::vector<Frame> frames;
  for (sim::WatchedFrame& watched : watch_.process(cast, before, after)) {
    auto messages = perfect_ ? perfect_->process(watched, cast) : look(watched, cast);
    frames.push_back({std::move(watched), std::move(messages)});
  }
  return frames;
}

std::vector<wire::EyeMessage> SimulatedEye::look(const sim::WatchedFrame& frame,
                                                 std::span<const sim::Person> cast) {
  std::vector<wire::EyeMessage> out;
  if (frame.lost) return out;
  std::vector<sim::FoundBox> found;
  std::vector<eye::Detection> people;
  for (const sim::FoundBox& box : frame.boxes) {
    if (box.score < min_score_) continue;
    found.push_back(box);
    people.push_back({box.box, static_cast<float>(box.score)});
  }
  const Instant at = frame.stamped_at;
  for (const eye::TrackUpdate& update : follower_->process(at, std::move(people))) {
    wire::Sighting sighting = follower_->told(update);
    const bool is_seen_now = update.state == eye::TrackState::kObserved && update.captured_at == at;
    if (codes_ && is_seen_now) {
      const sim::FoundBox* box = shown_by(update, found);
      if (box != nullptr) {
        sighting.code = codes_->look(update.track, *box, seen_of(*box, frame.people), cast, at);
      }
    }
    if (codes_ && update.state == eye::TrackState::kEnded) codes_->end(update.track);
    out.emplace_back(std::move(sighting));
  }
  const double nominal_s = 1 / watch_.view().plan().fps;
  out.emplace_back(wire::FrameMark{camera_, at, observed_since(last_frame_, at, nominal_s)});
  last_frame_ = at;
  return out;
}

std::vector<wire::EyeMessage> SimulatedEye::finish() {
  if (perfect_) return perfect_->finish();
  std::vector<wire::EyeMessage> out;
  for (const eye::TrackUpdate& update : follower_->finish()) {
    out.emplace_back(follower_->told(update));
    if (codes_) codes_->end(update.track);
  }
  return out;
}

}  // namespace sillage::app
