// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "sim/plan/lens.h"
#include "sim/plan/reader.h"
#include "sim/plan/testing/small_plan.h"

namespace sillage::sim {
namespace {

/// What the store's configuration makes of a pixel, on the floor.
Point floor_of(const config::Camera& camera, Point pixel, const CameraPlan& planned) {
  const int width = planned.image_size.width, height = planned.image_size.height;
  const auto plane = config::floor_from_image(camera, width, height);
  EXPECT_TRUE(plane);
  return plane->apply(config::lens_of(camera, width, height).straight(pixel));
}

TEST(StoreConfigOfAPlan, FindsTheFloorThroughABentLens) {
  auto plan = parse(testing::small_plan(), "plan.toml");
  ASSERT_TRUE(plan) << plan.error().to_string();
  ASSERT_FALSE(plan->cameras.empty());
  plan->cameras[0].k1 = -0.15;
  plan->cameras[0].k2 = 0.02;
  const CameraPlan& planned = plan->cameras[0];
  const config::StoreConfig store = store_config_of(*plan);
  const Lens lens(planned);
  int seen = 0;
  double worst_bent_m = 0;
  for (double x = -2; x <= 12; x += 0.5) {
    for (double y = -2; y <= 12; y += 0.5) {
      const auto pixel = lens.image_from_world({x, y, 0});
      if (!pixel || !lens.in_picture(*pixel)) continue;
      ++seen;
      EXPECT_NEAR(distance(floor_of(store.cameras[0], *pixel, planned), {x, y}), 0, 1e-5);
      const auto plane = config::floor_from_image(store.cameras[0], planned.image_size.width,
                                                  planned.image_size.height);
      worst_bent_m = std::max(worst_bent_m, distance(plane->apply(*pixel), {x, y}));
    }
  }
  EXPECT_GT(seen, 20);
  EXPECT_GT(worst_bent_m, 0.3) << "without straightening it would be wrong";
}

}  // namespace
}  // namespace sillage::sim
