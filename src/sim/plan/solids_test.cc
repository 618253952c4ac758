// SPDX-License-Identifier: Apache-2.0
#include "sim/plan/solids.h"

#include <gtest/gtest.h>

#include "geometry/polygon.h"
#include "sim/plan/internal/check_shapes.h"

namespace sillage::sim {
namespace {

Plan l_shaped() {
  Plan plan;
  plan.outline = {{0, 0}, {10, 0}, {10, 4}, {4, 4}, {4, 8}, {0, 8}};
  plan.doors = {{"main", {2, 0}, {4, 0}, 1}};
  return plan;
}

bool is_solid(const Plan& plan, Point p) {
  for (const Solid& solid : solids_of(plan)) {
    if (Polygon::create(solid.area)->contains(p)) return true;
  }
  return false;
}

TEST(Solids, OuterWallsStandOutsideAndLeaveDoorsOpen) {
  for (const bool reversed : {false, true}) {
    Plan plan = l_shaped();
    if (reversed) std::reverse(plan.outline.begin(), plan.outline.end());
    EXPECT_TRUE(is_solid(plan, {1, -0.1}));
    EXPECT_FALSE(is_solid(plan, {3, -0.1})) << "the door";
    EXPECT_TRUE(is_solid(plan, {5, -0.1}));
    EXPECT_TRUE(is_solid(plan, {-0.1, -0.1})) << "corners are closed";
    EXPECT_TRUE(is_solid(plan, {4.1, 4.1})) << "in the notch, outside";
    EXPECT_FALSE(is_solid(plan, {3.9, 3.9})) << "no wall into the floor at the inner corner";
    EXPECT_FALSE(is_solid(plan, {3.95, 4.1}));
    EXPECT_NEAR(inward_of(plan, plan.doors[0]).y, 1, 1e-12);
  }
}

TEST(Solids, RoomsAreWalledButForTheirOpening) {
  Plan plan = l_shaped();
  plan.rooms = {
      {"r", RoomKind::kStaff, {{1, 5}, {3, 5}, {3, 7}, {1, 7}}, {{{1.5, 5}, {2.5, 5}}}, 2}};
  EXPECT_TRUE(is_solid(plan, {1.2, 5}));
  EXPECT_FALSE(is_solid(plan, {2, 5}));
  EXPECT_TRUE(is_solid(plan, {3, 6}));
}

TEST(Solids, GroundReachesThroughTheDoor) {
  Plan plan = l_shaped();
  plan.pavements = {{"street", {-4, -1.5}, {14, -1.5}, 2, 0}};
  const Ground ground(ground_shape_of(plan));
  for (double y = -1.5; y < 1; y += 0.1) {
    EXPECT_GT(ground.clearance({3, y}), 0.4) << "a wheelchair fits at y " << y;
  }
  EXPECT_LT(ground.clearance({7, -0.1}), 0);
  EXPECT_LT(ground.clearance({7, 6}), 0) << "outside";
}

TEST(Solids, InteriorPointsLieWithin) {
  const Corners horseshoe = {{0, 0}, {10, 0}, {10, 5}, {9, 5}, {9, 1}, {1, 1}, {1, 5}, {0, 5}};
  for (const Corners& area : {horseshoe, l_shaped().outline, Corners{{0, 0}, {4, 0}, {0, 3}}}) {
    const auto polygon = Polygon::create(area);
    EXPECT_TRUE(polygon->contains(interior_point(area)));
    EXPECT_GT(polygon->distance_to_edge(interior_point(area)), 0.2);
  }
}

TEST(Overlap, SharesMoreThanAnEdge) {
  const auto box = [](double left, double low, double right, double high) {
    return Corners{{left, low}, {right, low}, {right, high}, {left, high}};
  };
  using internal::overlap;
  EXPECT_FALSE(overlap(box(0, 0, 2, 2), box(2, 0, 4, 2))) << "side by side";
  EXPECT_FALSE(overlap(box(0, 0, 2, 2), box(2, 2, 4, 4))) << "corner to corner";
  EXPECT_TRUE(overlap(box(0, 0, 2, 2), box(0, 0, 2, 2))) << "the same";
  EXPECT_TRUE(overlap(box(0, 0, 2, 2), box(1.9, 0, 4, 2)));
  EXPECT_TRUE(overlap(box(0, 0, 9, 9), box(3, 3, 4, 4))) << "within";
  EXPECT_TRUE(overlap(box(0, 4, 9, 5), box(4, 0, 5, 9))) << "a cross";
  EXPECT_FALSE(overlap(l_shaped().outline, box(4, 4, 10, 8))) << "in the notch";
}

}  // namespace
}  // namespace sillage::sim
