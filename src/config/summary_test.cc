// SPDX-License-Identifier: Apache-2.0
#include "config/summary.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "config/reader.h"

namespace sillage::config {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;

TEST(Summary, StatesEachCamerasCalibration) {
  const auto config = parse(example_toml(), "example");
  ASSERT_TRUE(config);
  const std::string text = summary(*config);
  EXPECT_THAT(text, HasSubstr("camera  door: 5 points, residual 0.00"));
  EXPECT_THAT(text, HasSubstr("at worst (point "));
  EXPECT_THAT(text, HasSubstr("line    entrance: 3.00 m, inside is on the left"));
  EXPECT_THAT(text, HasSubstr("zone    tills: checkout_queue, 4 corners, 6.0 m^2"));
  EXPECT_THAT(text, EndsWith("\nok\n"));
}

TEST(Summary, SaysThatAnUncalibratedCameraIsApproximate) {
  EXPECT_THAT(summary(default_store()), HasSubstr("camera  camera: not calibrated"));
}

TEST(Summary, SaysThatFourPointsProveNothing) {
  StoreConfig config = default_store();
  config.cameras[0].calibration = PointCalibration{
      {{{0, 480}, {0, 0}}, {{640, 480}, {6, 0}}, {{440, 240}, {6, 8}}, {{200, 240}, {0, 8}}}};
  EXPECT_THAT(summary(config), HasSubstr("4 points always fit, a fifth would check them"));
}

TEST(Summary, TellsWhereACalibratedCameraHangs) {
  StoreConfig config = default_store();
  config.cameras[0].calibration =
      CameraCalibration{{500, 500, 320, 240, {1, 0, 0, 0, -1, 0, 0, 0, -1}, {-1, 2, 5}}};
  EXPECT_THAT(summary(config), HasSubstr("calibrated camera at [1.00, 2.00], 5.00 m above"));
}

}  // namespace
}  // namespace sillage::config
