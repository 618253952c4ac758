// SPDX-License-Identifier: Apache-2.0
#include "sim/sightings/camera_view.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "sim/sightings/internal/shade.h"
#include "sim/sightings/internal/silhouette.h"

namespace sillage::sim {
namespace {

using internal::Shade;
using internal::Silhouette;
using internal::Slice;

constexpr std::array<double, 5> kColumns{-0.8, -0.4, 0, 0.4, 0.8};  // of the half width
constexpr double kBodyReachM = 1.2;  // no part of a body is farther from its middle

const Person* find(std::span<const Person> cast, PersonId id) {
  const auto at = std::lower_bound(cast.begin(), cast.end(), id,
                                   [](const Person& person, auto of) { return person.id < of; });
  return at != cast.end() && at->id == id ? &*at : nullptr;
}

/// Somebody in view, or what they push; then `person` is nobody's to find.
struct Figure {
  Silhouette silhouette;
  PersonId person{};
  bool is_prop = false;
};

/// What of one body shows, by places on it.
class Tally {
 public:
  void add(Point pixel, double weight, bool in_picture, bool blocked, bool covered) {
    all_ += weight;
    if (!blocked) {
      low_ = {std::min(low_.x, pixel.x), std::min(low_.y, pixel.y)};
      high_ = {std::max(high_.x, pixel.x), std::max(high_.y, pixel.y)};
    }
    if (!in_picture) return;
    in_picture_ += weight;
    if (blocked) blocked_ += weight;
    if (!blocked && !covered) shown_ += weight;
  }

  void put(SeenPerson& seen, bool any_blocked) const {
    seen.visible_share = all_ > 0 ? shown_ / all_ : 0;
    seen.hidden_share = in_picture_ > 0 ? 1 - shown_ / in_picture_ : 1;
    seen.blocked_share = in_picture_ > 0 ? blocked_ / in_picture_ : 1;
    if (!any_blocked) {
      seen.unblocked = seen.whole;
    } else if (high_.x >= low_.x) {
      seen.unblocked = {low_.x, low_.y, high_.x - low_.x, high_.y - low_.y};
    }
  }

 private:
  double all_ = 0, in_picture_ = 0, shown_ = 0, blocked_ = 0;
  Point low_{1e9, 1e9}, high_{-1e9, -1e9};
};

}  // namespace

struct CameraView::Impl {
  CameraPlan plan;
  Lens lens;
  Shade shade;
  Box picture;
  double half_angle = 0;  ///< of the cone around the axis that holds the picture, rad

  Impl(const Plan& store, const CameraPlan& camera)
      : plan(camera), lens(camera), shade(store, lens.position()) {
    picture = {0, 0, 1.0 * lens.image_width(), 1.0 * lens.image_height()};
    for (const Point corner : {Point{0, 0}, Point{picture.width, 0}, Point{0, picture.height},
                               Point{picture.width, picture.height}}) {
      const Place3 ray = lens.ray_from_image(corner);
      const double length2 = ray.x * ray.x + ray.y * ray.y + ray.z * ray.z;
      half_angle = std::max(half_angle, std::acos(1 / std::sqrt(length2)));
    }
  }

  /// False for most of those whom the camera cannot see; cheap.
  bool may_see(Point place, double height) const {
    const Place3 middle{place.x, place.y, height / 2};
    const Place3 eye = lens.position();
    const double away = std::hypot(middle.x - eye.x, middle.y - eye.y, middle.z - eye.z);
    if (away <= kBodyReachM) return true;
    const double off_axis = std::acos(std::clamp(lens.depth_of(middle) / away, -1.0, 1.0));
    return off_axis - std::asin(kBodyReachM / away) < half_angle;
  }

  void add_figures(const Person& person, const Stance& stance, std::vector<Figure>& figures) const {
    const auto add = [&](const std::optional<Silhouette>& drawn, bool is_prop) {
      if (drawn && intersection_area(drawn->box, picture) > 0) {
        figures.push_back({*drawn, person.id, is_prop});
      }
    };
    add(internal::silhouette_of(lens, person, stance), false);
    add(internal::silhouette_of_prop(lens, person, stance), true);
  }

  SeenPerson look_at(const Figure& figure, std::span<const Figure> all) {
    const Silhouette& body = figure.silhouette;
    std::vector<const Silhouette*> nearer;
    for (const Figure& other : all) {
      if (other.silhouette.distance_m < body.distance_m &&
          intersection_area(other.silhouette.box, body.box) > 0) {
        nearer.push_back(&other.silhouette);
      }
    }
    SeenPerson seen;
    seen.person = figure.person;
    seen.whole = body.box;
    seen.distance_m = body.distance_m;
    seen.foot_in_floor = body.place;
    const auto foot = lens.image_from_world({body.place.x, body.place.y, 0});
    seen.foot_in_picture = foot && lens.in_picture(*foot);
    Tally tally;
    bool any_blocked = false;
    for (const double column : kColumns) {
      for (const Slice& slice : body.slices) {
        const Point beside = body.across * (column * slice.half_width_m);
        const auto pixel = lens.image_from_world(
            {body.place.x + beside.x, body.place.y + beside.y, slice.height_m});
        if (!pixel) continue;
        const bool blocked = slice.height_m < shade.height_at(body.place + beside);
        const bool covered = std::any_of(nearer.begin(), nearer.end(),
                                         [&](const auto* other) { return other->covers(*pixel); });
        any_blocked = any_blocked || blocked;
        tally.add(*pixel, slice.half_width_m, lens.in_picture(*pixel), blocked, covered);
      }
    }
    tally.put(seen, any_blocked);
    return seen;
  }
};

Result<CameraView> CameraView::create(const Plan& plan, std::string_view camera) {
  const auto at = std::find_if(plan.cameras.begin(), plan.cameras.end(),
                               [&](const CameraPlan& each) { return each.id == camera; });
  if (at == plan.cameras.end()) {
    std::string known;
    for (const CameraPlan& each : plan.cameras) known += (known.empty() ? "" : ", ") + each.id;
    return fail(ErrorCode::kNotFound, "the plan has no camera '{}'; name one of: {}", camera,
                known.empty() ? "(it has none, add a [[camera]])" : known);
  }
  return CameraView(std::make_unique<Impl>(plan, *at));
}

CameraView::CameraView(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
CameraView::CameraView(CameraView&&) noexcept = default;
CameraView& CameraView::operator=(CameraView&&) noexcept = default;
CameraView::~CameraView() = default;

const CameraPlan& CameraView::plan() const { return impl_->plan; }
const Lens& CameraView::lens() const { return impl_->lens; }

std::vector<SeenPerson> CameraView::see(std::span<const Person> cast, const Moment& moment) const {
  std::vector<Figure> figures;
  for (const Stance& stance : moment.people) {
    const Person* person = find(cast, stance.person);
    if (person == nullptr || !impl_->may_see(stance.place, person->body.stature_m)) continue;
    impl_->add_figures(*person, stance, figures);
  }
  std::vector<SeenPerson> seen;
  for (const Figure& figure : figures) {
    if (!figure.is_prop) seen.push_back(impl_->look_at(figure, figures));
  }
  return seen;
}

}  // namespace sillage::sim
