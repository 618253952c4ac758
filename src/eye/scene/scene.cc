// SPDX-License-Identifier: Apache-2.0
#include "eye/scene/scene.h"

#include <utility>

#include "eye/scene/internal/clutter_level.h"
#include "eye/scene/internal/still_places.h"

namespace sillage::eye {
namespace {

constexpr double kLongestStepS = 1.0;  ///< frames further apart say nothing about ways

bool is_share(double value) { return value > 0 && value < 1; }

}  // namespace

Result<void> SceneOptions::check() const {
  const auto wrong = [](const char* name, double value, const char* wanted) {
    return fail(ErrorCode::kInvalidArgument, "scene option '{}' is {}; choose {}", name, value,
                wanted);
  };
  if (!is_share(same_place_iou)) return wrong("same_place_iou", same_place_iou, "0 to 1");
  if (!(ghost_after_s > 0)) return wrong("ghost_after_s", ghost_after_s, "more than 0 s");
  if (!(arrived_ghost_after_s >= ghost_after_s)) {
    return wrong("arrived_ghost_after_s", arrived_ghost_after_s, "ghost_after_s or more");
  }
  if (!(back_s > 0)) return wrong("back_s", back_s, "more than 0 s");
  if (!(forget_s > back_s)) return wrong("forget_s", forget_s, "more than back_s");
  if (!(forget_person_s > back_s)) {
    return wrong("forget_person_s", forget_person_s, "more than back_s");
  }
  if (!(surer >= 0)) return wrong("surer", surer, "0 or more");
  if (max_places < 1) return wrong("max_places", max_places, "1 or more");
  if (!(clutter_per_frame > 0)) {
    return wrong("clutter_per_frame", clutter_per_frame, "more than 0");
  }
  if (!(rise_limit >= 0)) return wrong("rise_limit", rise_limit, "0 or more");
  if (!(level_memory_s > 0)) return wrong("level_memory_s", level_memory_s, "more than 0 s");
  if (!(least_observed_s >= 0)) {
    return wrong("least_observed_s", least_observed_s, "0 s or more");
  }
  return {};
}

struct Scene::Impl {
  Impl(const SceneOptions& options, double threshold)
      : places(options), level(options, threshold) {}

  std::vector<Detection> process(Instant at, std::vector<Detection> detections) {
    const double apart_s = last_at ? seconds(at - *last_at) : 0;
    if (apart_s > kLongestStepS) {
      last.clear();
      older.clear();
    }
    level.count(older, last, detections, last_at ? std::max(apart_s, last_apart_s) : 0);
    const std::vector<bool> ghosts = places.process(at, detections, last, apart_s);
    const double lower = level.lowered_by();
    std::vector<Detection> people;
    people.reserve(detections.size());
    for (std::size_t i = 0; i < detections.size(); ++i) {
      if (ghosts[i]) continue;
      Detection person = detections[i];
      if (lower > 0) {
        person.score = static_cast<float>(score_of(log_odds(person.score) - lower));
      }
      people.push_back(person);
    }
    older = std::exchange(last, std::move(detections));
    last_apart_s = apart_s;
    last_at = at;
    return people;
  }

  StillPlaces places;
  ClutterLevel level;
  std::vector<Detection> older, last;
  double last_apart_s = 0;
  std::optional<Instant> last_at;
};

Result<Scene> Scene::create(SceneOptions options, double threshold) {
  RETURN_IF_ERROR(options.check());
  if (!is_share(threshold)) {
    return fail(ErrorCode::kInvalidArgument,
                "the detector's threshold is {}; give the model's, between 0 and 1", threshold);
  }
  return Scene(std::make_unique<Impl>(options, threshold));
}

Scene::Scene(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Scene::Scene(Scene&&) noexcept = default;
Scene& Scene::operator=(Scene&&) noexcept = default;
Scene::~Scene() = default;

std::vector<Detection> Scene::process(Instant at, std::vector<Detection> detections) {
  return impl_->process(at, std::move(detections));
}

std::vector<Box> Scene::ghosts() const { return impl_->places.ghosts(); }
double Scene::lowered_by() const { return impl_->level.lowered_by(); }

}  // namespace sillage::eye
