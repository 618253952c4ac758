// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>

#include "sim/agents/moment.h"
#include "sim/agents/person.h"
#include "sim/camera/internal/vec.h"

namespace sillage::sim::render {

/// Left before right, as in `bone + side`.
enum Bone : std::size_t {
  kPelvis,
  kSpine,
  kChest,
  kHead,
  kUpperArm,
  kForearm = kUpperArm + 2,
  kThigh = kForearm + 2,
  kShank = kThigh + 2,
  kFoot = kShank + 2,
  kHanging = kFoot + 2,  ///< upright below a hand: a carried bag
  kBones = kHanging + 2,
};

/// A turn about the origin, then a move.
struct Rigid {
  Basis turn;
  Vec move;
  Vec operator*(Vec v) const { return turn * v + move; }
};

/// The body at rest: upright, facing +x, left is +y, feet on z = 0, arms straight and 30 degrees
/// out. Lengths as shares of the stature: Winter, Biomechanics and Motor Control of Human Movement,
/// 4th ed., fig. 4.1 (after Drillis and Contini 1966).
struct Skeleton {
  float stature = 1.7F;
  float age = 40;
  std::array<Vec, kBones> joint;                           ///< where each bone turns, m
  float upper_arm = 0, forearm = 0, thigh = 0, shank = 0;  ///< lengths, m; the forearm to the palm
  float ankle = 0;                                         ///< height, m

  explicit Skeleton(const Body& body);
};

/// Where every bone has come to from its rest, in the axes of the store.
using Posture = std::array<Rigid, kBones>;

/// Gait from `walked_m`, arms and trunk from the pose; feet that carry do not slide.
Posture posture_of(const Skeleton& skeleton, const Person& person, const Stance& stance);

}  // namespace sillage::sim::render
