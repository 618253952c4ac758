// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "sim/agents/moment.h"
#include "sim/agents/person.h"
#include "sim/plan/plan.h"

namespace sillage::sim::testing {

/// Test support: a room of 10 x 8 m with a camera in its corner, and people put into it.
inline Corners rectangle(double x, double y, double width, double depth) {
  return {{x, y}, {x + width, y}, {x + width, y + depth}, {x, y + depth}};
}

inline Plan store_room() {
  Plan plan;
  plan.outline = rectangle(0, 0, 10, 8);
  plan.doors = {{"door", {9.8, 7}, {9.8, 7.5}, 1}};
  CameraPlan camera;
  camera.id = "corner";
  camera.at = {0.3, 0.3};
  camera.height_m = 2.8;
  camera.yaw_deg = 38;
  camera.pitch_deg = 25;
  camera.fov_deg = 80;
  plan.cameras = {camera};
  return plan;
}

inline Person person(unsigned id, double stature_m = 1.7) {
  Person person;
  person.id = PersonId{id};
  person.body.stature_m = stature_m;
  return person;
}

inline Stance stance(unsigned id, Point place, double heading = 0, Pose pose = Pose::kStanding) {
  Stance stance;
  stance.person = PersonId{id};
  stance.place = stance.prop_at = place;
  stance.heading = heading;
  stance.pose = pose;
  return stance;
}

}  // namespace sillage::sim::testing
