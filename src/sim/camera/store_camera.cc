// SPDX-License-Identifier: Apache-2.0
#include "sim/camera/store_camera.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "sim/camera/internal/backdrop.h"
#include "sim/camera/internal/sensor.h"
#include "sim/camera/internal/stage.h"
#include "sim/camera/internal/stamp.h"
#include "sim/plan/lens.h"

namespace sillage::sim {
namespace {

using namespace render;

/// The store's lamps burn so long before opening and after closing.
constexpr std::chrono::minutes kLampsAround{45};
/// Shares of light change in such steps, so that the mixed backdrop can be kept.
constexpr float kMixStep = 1.0F / 64;
/// A lamp that is seen counts no more than this for what the floor mirrors.
constexpr float kGlare = 1;

/// Daylight over a day, 0 to 1: none before 6 and after 20, full at 13 o'clock.
float daylight_at(double local_hours) {
  const double height = std::sin(std::numbers::pi * (local_hours - 6) / 14);
  return local_hours <= 6 || local_hours >= 20
             ? 0
             : static_cast<float>(std::sqrt(std::max(0.0, height)));
}

const CameraPlan* camera_of(const Plan& plan, const std::string& id) {
  for (const CameraPlan& camera : plan.cameras) {
    if (camera.id == id) return &camera;
  }
  return nullptr;
}

/// Mean of the samples of a pixel that show something, and their share.
struct Sum {
  std::array<float, 3> colour{};
  float share = 0;
};

Sum sum_of(const Canvas::Pixel& pixel) {
  constexpr float kShare = 1.0F / kSamples;
  Sum sum;
  for (int s = 0; s < kSamples; ++s) {
    if (pixel.id[s] == 0) continue;
    sum.colour[0] += pixel.red[s] * kShare;
    sum.colour[1] += pixel.green[s] * kShare;
    sum.colour[2] += pixel.blue[s] * kShare;
    sum.share += kShare;
  }
  return sum;
}

struct VisiblePart {
  int left = std::numeric_limits<int>::max(), top = left, right = -1, bottom = -1;
  std::size_t pixels = 0;
};

}  // namespace

struct StoreCamera::Impl {
  Impl(const Plan& store, const CameraPlan& camera, const FilmOptions& film)
      : plan(camera),
        opening(store.opening),
        options(film),
        scene(make_scene(store, scatter(film.seed, 1))),
        lens(camera),
        backdrop(make_backdrop(scene, lens, film.threads)),
        stage(scene, lens, backdrop),
        sensor(backdrop.width, backdrop.height, film),
        light(pixels()),
        mixed(pixels()),
        shade_cell(pixels(), -1) {
    for (std::size_t i = 0; i < shade_cell.size(); ++i) {
      if (std::isfinite(backdrop.floor_x[i])) {
        shade_cell[i] = stage.shade().cell_of(backdrop.floor_x[i], backdrop.floor_y[i]);
      }
    }
  }

  std::size_t pixels() const { return static_cast<std::size_t>(backdrop.width) * backdrop.height; }

  bool lamps_burn(Instant at) const {
    const Instant local = at + options.utc_offset;
    const auto day = std::chrono::floor<std::chrono::days>(local);
    const std::size_t weekday = std::chrono::weekday(day).iso_encoding() - 1;
    const auto& hours = opening[weekday];
    return hours && local - day >= hours->from - kLampsAround &&
           local - day < hours->to + kLampsAround;
  }

  LightMix mix_at(Instant at) const {
    const Instant local = at + options.utc_offset;
    const double hours = seconds(local - std::chrono::floor<std::chrono::days>(local)) / 3600;
    if (lamps_burn(at)) return {1, std::round(daylight_at(hours) / kMixStep) * kMixStep, 0};
    if (options.infrared) return {0, 0, 1};
    return {0.015F, std::max(0.01F, std::round(daylight_at(hours) / kMixStep) * kMixStep), 0};
  }

  void mix_backdrop(const LightMix& wanted) {
    if (mixed_for && mixed_for->lamps == wanted.lamps && mixed_for->daylight == wanted.daylight &&
        mixed_for->infrared == wanted.infrared) {
      return;
    }
    mixed_for = wanted;
    for (std::size_t c = 0; c < 3; ++c) {
      const float* lamps = backdrop.lamps.plane[c].data();
      const float* day = backdrop.daylight.plane[c].data();
      const float* infrared = backdrop.infrared.data();
      float* out = mixed.plane[c].data();
      for (std::size_t i = 0; i < pixels(); ++i) {
        out[i] = lamps[i] * wanted.lamps + day[i] * wanted.daylight + infrared[i] * wanted.infrared;
      }
    }
    room = mean_beside_floor();
  }

  /// Mean radiance of what stands on the floor: that which the floor mirrors where nobody stands.
  std::array<float, 3> mean_beside_floor() const {
    std::array<float, 3> mean{};
    float count = 0;
    for (std::size_t i = 0; i < pixels(); i += 7) {
      if (shade_cell[i] >= 0) continue;
      ++count;
      for (std::size_t c = 0; c < 3; ++c) mean[c] += std::min(mixed.plane[c][i], kGlare);
    }
    for (float& value : mean) value /= std::max(1.0F, count);
    return mean;
  }

  /// Shadows and mirror images on the floor.
  void touch_floor() {
    const FloorShade& shade = stage.shade();
    for (std::size_t i = 0; i < shade_cell.size(); ++i) {
      if (shade_cell[i] < 0 || !shade.is_touched(shade_cell[i])) continue;
      const float left = shade.at(backdrop.floor_x[i], backdrop.floor_y[i]);
      for (auto& plane : light.plane) plane[i] *= left;
    }
    const Canvas& mirror = stage.mirror();
    for (int y = 0; y < mirror.height(); ++y) {
      const Canvas::Span span = mirror.touched(y);
      for (int x = span.from; x < span.to; ++x) {
        const std::size_t i = static_cast<std::size_t>(y) * backdrop.width + x;
        const Sum seen = sum_of(mirror.at(i));
        for (std::size_t c = 0; c < 3 && seen.share > 0; ++c) {
          float& value = light.plane[c][i];
          value = std::max(0.5F * value,
                           value + backdrop.gloss[i] * (seen.colour[c] - room[c] * seen.share));
        }
      }
    }
  }

  void lay_people_over() {
    const Canvas& canvas = stage.canvas();
    for (int y = 0; y < canvas.height(); ++y) {
      const Canvas::Span span = canvas.touched(y);
      for (int x = span.from; x < span.to; ++x) {
        const std::size_t i = static_cast<std::size_t>(y) * backdrop.width + x;
        const Sum people = sum_of(canvas.at(i));
        for (std::size_t c = 0; c < 3 && people.share > 0; ++c) {
          light.plane[c][i] = light.plane[c][i] * (1 - people.share) + people.colour[c];
        }
      }
    }
  }

  std::vector<VisiblePart> visible_parts(std::size_t people) const {
    std::vector<VisiblePart> parts(people);
    const Canvas& canvas = stage.canvas();
    for (int y = 0; y < canvas.height(); ++y) {
      const Canvas::Span span = canvas.touched(y);
      for (int x = span.from; x < span.to; ++x) {
        const LaneInts ids = canvas.at(static_cast<std::size_t>(y) * backdrop.width + x).id;
        for (int s = 0; s < kSamples; ++s) {
          if (ids[s] == 0 || ids[s] == Stage::kProp) continue;
          VisiblePart& part = parts[static_cast<std::size_t>(ids[s]) - 1];
          part.left = std::min(part.left, x), part.right = std::max(part.right, x);
          part.top = std::min(part.top, y), part.bottom = std::max(part.bottom, y);
          if (s == 0) ++part.pixels;
        }
      }
    }
    return parts;
  }

  CameraPlan plan;
  std::array<std::optional<Hours>, 7> opening;
  FilmOptions options;
  Scene scene;
  Lens lens;
  Backdrop backdrop;
  Stage stage;
  Sensor sensor;
  Planes light, mixed;
  std::array<float, 3> room{};
  std::vector<int> shade_cell;
  std::optional<LightMix> mixed_for;
};

StoreCamera::StoreCamera(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
StoreCamera::StoreCamera(StoreCamera&&) noexcept = default;
StoreCamera& StoreCamera::operator=(StoreCamera&&) noexcept = default;
StoreCamera::~StoreCamera() = default;

Result<StoreCamera> StoreCamera::create(const Plan& plan, const std::string& camera,
                                        const FilmOptions& options) {
  RETURN_IF_ERROR(options.check());
  const CameraPlan* found = camera_of(plan, camera);
  if (found == nullptr) {
    std::string names;
    for (const CameraPlan& one : plan.cameras) names += " " + one.id;
    return fail(ErrorCode::kNotFound, "the plan has no camera '{}'; take one of:{}", camera, names);
  }
  return StoreCamera(std::make_unique<Impl>(plan, *found, options));
}

const CameraPlan& StoreCamera::plan() const { return impl_->plan; }

bool StoreCamera::is_night(Instant at) const { return impl_->mix_at(at).infrared > 0; }

Result<Shot> StoreCamera::shoot(std::span<const Person> cast, const Moment& before,
                                const Moment& after, Instant at) {
  Impl& impl = *impl_;
  const double tick = seconds(after.at - before.at);
  const auto share_at = [&](double later_s) {
    return tick > 0 ? std::clamp((seconds(at - before.at) + later_s) / tick, 0.0, 1.0) : 0.0;
  };
  const Moment open = between(before, after, share_at(0));
  const Moment close = between(before, after, share_at(impl.options.exposure_s));
  const LightMix mix = impl.mix_at(at);
  impl.stage.clear();
  Shot shot;
  std::vector<std::size_t> whole_pixels;
  for (std::size_t i = 0; i < open.people.size(); ++i) {
    const Stance& stance = open.people[i];
    const auto person = std::lower_bound(cast.begin(), cast.end(), stance.person,
                                         [](const Person& p, PersonId id) { return p.id < id; });
    if (person == cast.end() || person->id != stance.person) {
      return fail(ErrorCode::kInvalidArgument,
                  "person {} stands in the store but is not in the cast of the picture; pass all "
                  "people of the day",
                  static_cast<std::uint32_t>(stance.person));
    }
    const int id = static_cast<int>(shot.people.size()) + 1;
    const auto drawn = impl.stage.draw({&*person, stance, close.people[i]}, mix, id);
    if (!drawn) continue;
    PersonTruth truth;
    truth.person = stance.person;
    truth.whole = drawn->whole;
    truth.foot_in_floor = stance.place;
    truth.foot_in_image = impl.lens.image_from_world({stance.place.x, stance.place.y, 0})
                              .value_or(drawn->whole.foot());
    shot.people.push_back(truth);
    whole_pixels.push_back(drawn->pixels);
  }
  impl.mix_backdrop(mix);
  impl.light = impl.mixed;
  impl.touch_floor();
  impl.lay_people_over();
  const auto parts = impl.visible_parts(shot.people.size());
  std::vector<PersonTruth> kept;
  const Box frame{0, 0, static_cast<double>(impl.backdrop.width),
                  static_cast<double>(impl.backdrop.height)};
  for (std::size_t i = 0; i < parts.size(); ++i) {
    PersonTruth& truth = shot.people[i];
    const VisiblePart& part = parts[i];
    if (part.right >= 0) {
      truth.visible = {static_cast<double>(part.left), static_cast<double>(part.top),
                       static_cast<double>(part.right - part.left + 1),
                       static_cast<double>(part.bottom - part.top + 1)};
      truth.visible_share = whole_pixels[i] > 0 ? static_cast<double>(part.pixels) /
                                                      static_cast<double>(whole_pixels[i])
                                                : 0;
    }
    if (part.right >= 0 || intersection_area(truth.whole, frame) > 0) kept.push_back(truth);
  }
  shot.people = std::move(kept);
  Exposure exposure;
  exposure.at_s = seconds(at.time_since_epoch());
  exposure.seed = static_cast<std::uint64_t>(at.time_since_epoch().count());
  exposure.lamp_share = mix.lamps / (mix.lamps + 0.3F * mix.daylight + 0.01F);
  exposure.infrared = mix.infrared > 0;
  shot.picture = impl.sensor.develop(impl.light, exposure);
  if (impl.options.time_stamp) stamp(shot.picture, at + impl.options.utc_offset);
  return shot;
}

}  // namespace sillage::sim
