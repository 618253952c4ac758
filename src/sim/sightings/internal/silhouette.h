// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>

#include "geometry/box.h"
#include "sim/agents/moment.h"
#include "sim/agents/person.h"
#include "sim/plan/lens.h"

namespace sillage::sim::internal {

/// A slice of a body in the picture, and where it is in the store.
struct Slice {
  Point centre;       ///< pixels
  double radius = 0;  ///< across the line of sight, pixels
  double height_m = 0;
  double half_width_m = 0;  ///< across the line of sight
};

/// The outline of a body in the picture: a band around its slices, feet first.
struct Silhouette {
  static constexpr std::size_t kSlices = 12;
  std::array<Slice, kSlices> slices;
  Box box;
  Point across;  ///< unit vector on the floor, across the line of sight
  Point place;   ///< below the body's middle, m
  double distance_m = 0;

  bool covers(Point pixel) const;
};

/// Nothing where a part of it lies behind the camera or beyond what the lens can show.
std::optional<Silhouette> silhouette_of(const Lens& lens, const Person& person,
                                        const Stance& stance);
/// Of what the person pushes; nothing without a pushchair or a trolley.
std::optional<Silhouette> silhouette_of_prop(const Lens& lens, const Person& person,
                                             const Stance& stance);

}  // namespace sillage::sim::internal
