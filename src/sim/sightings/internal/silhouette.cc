// SPDX-License-Identifier: Apache-2.0
#include "sim/sightings/internal/silhouette.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <span>

namespace sillage::sim::internal {
namespace {

/// A horizontal section of a body: an ellipse around (ahead, 0) in the axes of the body.
struct Section {
  double height_m = 0;
  double half_side_m = 0;   ///< to the left and right
  double half_ahead_m = 0;  ///< to the front and back
  double ahead_m = 0;
};

constexpr double kTypicalStature = 1.7;
constexpr double kSeatM = 0.56, kSittingShare = 0.47;  // hips of who sits; from them to the crown
constexpr double kStrideShare = 0.72;                  // two steps, of the stature
constexpr double kReachM = 0.5;                        // a hand before the trunk

/// Breadths of a clothed adult of 1.7 m by share of the stature, m, arms included.
constexpr std::array<Section, 8> kStanding{{{0.01, 0.15, 0.11, 0.04},
                                            {0.10, 0.15, 0.10, 0.01},
                                            {0.28, 0.17, 0.11, 0},
                                            {0.47, 0.24, 0.15, 0},
                                            {0.65, 0.25, 0.16, 0},
                                            {0.80, 0.22, 0.14, 0},
                                            {0.89, 0.10, 0.11, 0.02},
                                            {0.99, 0.06, 0.05, 0.02}}};

/// Left and right feet part by up to this much from the middle, m: at most at heel strike.
double step_of(const Person& person, const Stance& stance) {
  if (stance.speed < 0.1) return 0;
  const double stride = kStrideShare * person.body.stature_m;
  const double swing = std::abs(std::cos(2 * std::numbers::pi * stance.walked_m / stride));
  return stride * (0.08 + 0.2 * swing) * std::min(1.0, stance.speed / 0.4);
}

/// Sections from the sole to the crown.
std::array<Section, 8> sections_of(const Person& person, const Stance& stance) {
  std::array<Section, 8> sections = kStanding;
  const double stature = person.body.stature_m;
  const double scale = stature / kTypicalStature * (1.16 + 0.18 * person.body.build);
  const double step = step_of(person, stance);
  for (Section& section : sections) {
    const double share = section.height_m;
    section.half_side_m *= scale;
    section.half_ahead_m = section.half_ahead_m * scale + step * std::max(0.0, 1 - share / 0.45);
    section.ahead_m *= scale;
    section.height_m = share * stature;
    if (person.prop != Prop::kWheelchair) continue;
    // Hips at the seat, shins ahead of it, the trunk upright above.
    section.height_m =
        share < 0.47 ? 0.15 + share : kSeatM + (share - 0.47) / 0.53 * kSittingShare * stature;
    if (share < 0.47) section.ahead_m += 0.35 * (1 - share / 0.47);
    section.half_side_m = std::max(section.half_side_m, share < 0.7 ? 0.26 : 0.0);
  }
  return sections;
}

Section between(std::span<const Section> sections, double height) {
  std::size_t i = 1;
  while (i + 1 < sections.size() && sections[i].height_m < height) ++i;
  const Section &a = sections[i - 1], &b = sections[i];
  const double t = std::clamp((height - a.height_m) / (b.height_m - a.height_m), 0.0, 1.0);
  const auto mix = [&](double from, double to) { return from + t * (to - from); };
  return {height, mix(a.half_side_m, b.half_side_m), mix(a.half_ahead_m, b.half_ahead_m),
          mix(a.ahead_m, b.ahead_m)};
}

class Bounds {
 public:
  void cover(Point p) {
    low_ = {std::min(low_.x, p.x), std::min(low_.y, p.y)};
    high_ = {std::max(high_.x, p.x), std::max(high_.y, p.y)};
  }
  Box box() const { return {low_.x, low_.y, high_.x - low_.x, high_.y - low_.y}; }

 private:
  Point low_{1e9, 1e9}, high_{-1e9, -1e9};
};

/// Slices of a stack of sections, and the box around them and `hand`.
std::optional<Silhouette> draw(const Lens& lens, Point place, double heading,
                               std::span<const Section> sections) {
  Silhouette drawn;
  drawn.place = place;
  const Point eye{lens.position().x, lens.position().y};
  const Point way = place - eye;
  const double away = norm(way);
  const Point sight = away > 1e-6 ? way * (1 / away) : Point{1, 0};
  const Point front{std::cos(heading), std::sin(heading)};
  drawn.across = {-sight.y, sight.x};
  const double facing = dot(front, sight), turned = dot(front, drawn.across);
  const double lowest = sections.front().height_m, highest = sections.back().height_m;
  drawn.distance_m = std::hypot(away, lens.position().z - (lowest + highest) / 2);
  Bounds bounds;
  for (std::size_t i = 0; i < Silhouette::kSlices; ++i) {
    const double height =
        lowest + (highest - lowest) * static_cast<double>(i) / (Silhouette::kSlices - 1);
    const Section section = between(sections, height);
    // Half the extents of the ellipse along and across the line of sight.
    const double wide = std::hypot(section.half_side_m * facing, section.half_ahead_m * turned);
    const double deep = std::hypot(section.half_side_m * turned, section.half_ahead_m * facing);
    const Point middle = place + front * section.ahead_m;
    const auto seen = [&](Point p) { return lens.image_from_world({p.x, p.y, height}); };
    const auto centre = seen(middle), left = seen(middle + drawn.across * wide),
               right = seen(middle - drawn.across * wide), near = seen(middle - sight * deep),
               far = seen(middle + sight * deep);
    if (!centre || !left || !right || !near || !far) return std::nullopt;
    for (const Point p : {*left, *right, *near, *far}) bounds.cover(p);
    drawn.slices[i] = {*centre, distance(*left, *right) / 2, height, wide};
  }
  drawn.box = bounds.box();
  return drawn;
}

}  // namespace

bool Silhouette::covers(Point pixel) const {
  if (pixel.x < box.left || pixel.x > box.right() || pixel.y < box.top || pixel.y > box.bottom()) {
    return false;
  }
  for (std::size_t i = 0; i + 1 < kSlices; ++i) {
    const Slice &a = slices[i], &b = slices[i + 1];
    const Point along = b.centre - a.centre, to = pixel - a.centre;
    const double length2 = dot(along, along);
    const double t = length2 > 0 ? std::clamp(dot(to, along) / length2, 0.0, 1.0) : 0;
    const Point off = to - along * t;
    const double radius = a.radius + t * (b.radius - a.radius);
    if (dot(off, off) <= radius * radius) return true;
  }
  return false;
}

std::optional<Silhouette> silhouette_of(const Lens& lens, const Person& person,
                                        const Stance& stance) {
  const auto sections = sections_of(person, stance);
  auto drawn = draw(lens, stance.place, stance.heading, sections);
  if (!drawn || stance.pose != Pose::kReaching) return drawn;
  const Point hand =
      stance.place + Point{std::cos(stance.heading), std::sin(stance.heading)} * kReachM;
  const auto seen = lens.image_from_world({hand.x, hand.y, stance.hand_height_m});
  if (!seen) return drawn;
  Bounds bounds;
  for (const Point p : {Point{drawn->box.left, drawn->box.top},
                        Point{drawn->box.right(), drawn->box.bottom()}, *seen}) {
    bounds.cover(p);
  }
  drawn->box = bounds.box();
  return drawn;
}

std::optional<Silhouette> silhouette_of_prop(const Lens& lens, const Person& person,
                                             const Stance& stance) {
  constexpr std::array<Section, 2> kProp{{{0.1, 0.28, 0.4, 0}, {1.0, 0.28, 0.4, 0}}};
  if (person.prop != Prop::kPushchair && person.prop != Prop::kTrolley) return std::nullopt;
  return draw(lens, stance.prop_at, stance.heading, kProp);
}

}  // namespace sillage::sim::internal
