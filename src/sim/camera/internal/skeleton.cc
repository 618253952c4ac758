// SPDX-License-Identifier: Apache-2.0
#include "sim/camera/internal/skeleton.h"

namespace sillage::sim::render {

Skeleton::Skeleton(const Body& body)
    : stature(static_cast<float>(body.stature_m)), age(static_cast<float>(body.age_years)) {
  const float h = stature;
  joint[kPelvis] = {0, 0, 0.53F * h};
  joint[kSpine] = {-0.01F * h, 0, 0.58F * h};
  joint[kChest] = {-0.01F * h, 0, 0.69F * h};
  joint[kHead] = {0, 0, 0.86F * h};
  upper_arm = 0.175F * h;
  forearm = 0.19F * h;
  thigh = 0.24F * h;
  shank = 0.241F * h;
  ankle = 0.039F * h;
  for (std::size_t side = 0; side < 2; ++side) {
    const float left = side == 0 ? 1 : -1;
    const Vec out{0, 0.5F * left, -0.866F};
    joint[kUpperArm + side] = {-0.005F * h, 0.108F * h * left, 0.812F * h};
    joint[kForearm + side] = joint[kUpperArm + side] + out * upper_arm;
    joint[kHanging + side] = joint[kForearm + side] + out * forearm;
    joint[kThigh + side] = {0, 0.053F * h * left, 0.52F * h};
    joint[kShank + side] = joint[kThigh + side] + Vec{0, 0, -thigh};
    joint[kFoot + side] = joint[kShank + side] + Vec{0, 0, -shank};
  }
}

}  // namespace sillage::sim::render
