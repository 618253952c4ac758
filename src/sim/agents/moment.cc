// SPDX-License-Identifier: Apache-2.0
#include "sim/agents/moment.h"

#include <cmath>
#include <numbers>

namespace sillage::sim {
namespace {

double blend(double a, double b, double share) { return a + (b - a) * share; }
Point blend(Point a, Point b, double share) { return a + (b - a) * share; }

/// The short way round.
double blend_angle(double a, double b, double share) {
  return a + std::remainder(b - a, 2 * std::numbers::pi) * share;
}

Stance blend(const Stance& a, const Stance& b, double share) {
  Stance between = a;
  between.place = blend(a.place, b.place, share);
  between.heading = blend_angle(a.heading, b.heading, share);
  between.speed = blend(a.speed, b.speed, share);
  between.walked_m = blend(a.walked_m, b.walked_m, share);
  between.pose_s = a.pose_s + seconds(kTick) * share;
  between.prop_at = blend(a.prop_at, b.prop_at, share);
  return between;
}

}  // namespace

Moment between(const Moment& before, const Moment& after, double share) {
  Moment moment;
  moment.at = before.at + from_seconds(seconds(after.at - before.at) * share);
  auto b = after.people.begin();
  for (const Stance& a : before.people) {
    for (; b != after.people.end() && b->person < a.person; ++b) moment.people.push_back(*b);
    if (b != after.people.end() && b->person == a.person) {
      moment.people.push_back(blend(a, *b++, share));
    } else {
      moment.people.push_back(a);
    }
  }
  moment.people.insert(moment.people.end(), b, after.people.end());
  return moment;
}

}  // namespace sillage::sim
