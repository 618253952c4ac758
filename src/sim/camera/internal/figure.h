// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "sim/camera/internal/skeleton.h"
#include "sim/camera/internal/solid.h"

namespace sillage::sim::render {

/// The surfaces of a person at one fineness, ready to be posed.
struct Figure {
  struct Part {
    Mesh mesh;
    Dye dye;
    float lowest = 0;  ///< height at rest, m
  };
  std::vector<Part> parts;
  Part shopping;  ///< drawn for those who have bought
};

std::unique_ptr<Figure> make_figure(const Person& person, const Skeleton& skeleton, float cell);

}  // namespace sillage::sim::render
