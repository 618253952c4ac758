// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "base/time.h"
#include "geometry/point.h"
#include "sim/agents/person.h"

namespace sillage::sim {

/// Ticks of the simulated store: ten a second.
inline constexpr Duration kTick = std::chrono::milliseconds(100);

enum class Pose : std::uint8_t {
  kStanding,  ///< waiting, or with the others
  kWalking,
  kLooking,   ///< at goods, head down or turned to them
  kReaching,  ///< an arm out to the goods in front
  kPaying,
  kServing,  ///< a cashier with a customer
};

/// How one person stands or walks at one time.
struct Stance {
  PersonId person{};
  Point place;          ///< on the floor below the body's middle, m; whole millimetres
  double heading = 0;   ///< where the trunk faces, rad, 0 = +x, counter-clockwise
  double speed = 0;     ///< m/s
  double walked_m = 0;  ///< since they appeared; the phase of the step follows from it
  Pose pose = Pose::kStanding;
  double pose_s = 0;         ///< since the pose began, s
  double hand_height_m = 0;  ///< where a reaching hand goes
  Point prop_at;             ///< middle of what they push; their own place without one
  bool bought = false;       ///< carries a shopping bag now
};

/// Everybody who is there at one time, in the order of their ids.
struct Moment {
  Instant at;
  std::vector<Stance> people;
};

/// The moment a share (0 to 1) of the way from `before` to `after`, which is one tick later: who is
/// in both is in between, who is in one alone is where they are there. Poses are those of `before`.
Moment between(const Moment& before, const Moment& after, double share);

}  // namespace sillage::sim
