// SPDX-License-Identifier: Apache-2.0
#include "config/store_config.h"

#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sillage::config {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

Camera camera_with_points() {
  Camera camera;
  camera.id = CameraId("door");
  camera.image_width = 640;
  camera.image_height = 480;
  camera.calibration = PointCalibration{
      {{{0, 480}, {0, 0}}, {{640, 480}, {6, 0}}, {{440, 240}, {6, 8}}, {{200, 240}, {0, 8}}}};
  return camera;
}

TEST(Options, DefaultsAreValid) {
  EXPECT_TRUE(MeasureOptions{}.check());
  EXPECT_TRUE(PrivacyOptions{}.check());
  EXPECT_TRUE(DetectorSettings{}.check());
}

TEST(Options, StateMayNotOutliveThePromise) {
  MeasureOptions options;
  options.state_ttl_s = 301;
  const auto result = options.check();
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::kConfiguration);
  EXPECT_THAT(result.error().message,
              AllOf(HasSubstr("measure.state_ttl_s is 301 s"), HasSubstr("between 1 and 300 s")));
}

TEST(Options, NotANumberIsRefused) {
  MeasureOptions options;
  options.line_band_m = std::numeric_limits<double>::quiet_NaN();
  EXPECT_FALSE(options.check());
}

TEST(Options, SmallGroupsAreRefused) {
  PrivacyOptions options;
  options.k = 9;
  ASSERT_FALSE(options.check());
  EXPECT_THAT(options.check().error().message, HasSubstr("set it to between 10"));
}

TEST(Options, BinsDivideADay) {
  PrivacyOptions options;
  for (const int good : {15, 16, 20, 30, 60, 720, 1440}) {
    options.bin_minutes = good;
    EXPECT_TRUE(options.check()) << good;
  }
  for (const int bad : {0, -15, 10, 17, 2880}) {
    options.bin_minutes = bad;
    EXPECT_FALSE(options.check()) << bad;
  }
  options.bin_minutes = 50;
  EXPECT_THAT(options.check().error().message, HasSubstr("use 15, 20, 30, 60"));
}

TEST(FloorFromImage, PointsAreRescaledToTheFrame) {
  HomographyFit fit;
  const auto floor = floor_from_image(camera_with_points(), 320, 240, &fit);
  ASSERT_TRUE(floor) << floor.error().to_string();
  const Point far_corner = floor->apply({220, 120});
  EXPECT_NEAR(far_corner.x, 6, 1e-9);
  EXPECT_NEAR(far_corner.y, 8, 1e-9);
  EXPECT_LT(fit.residual_rms_m, 1e-9);
}

TEST(FloorFromImage, CameraIsRescaledToTheFrame) {
  // Straight down from 5 m: image right is floor x, image down is floor -y.
  Camera camera;
  camera.id = CameraId("top");
  camera.image_width = 640;
  camera.image_height = 480;
  camera.calibration =
      CameraCalibration{{500, 500, 320, 240, {1, 0, 0, 0, -1, 0, 0, 0, -1}, {0, 0, 5}}};
  for (const double scale : {0.5, 1.0, 2.0}) {
    const auto floor =
        floor_from_image(camera, static_cast<int>(640 * scale), static_cast<int>(480 * scale));
    ASSERT_TRUE(floor) << floor.error().to_string();
    const Point p = floor->apply({(320 + 100) * scale, (240 + 50) * scale});
    EXPECT_NEAR(p.x, 1.0, 1e-9);
    EXPECT_NEAR(p.y, -0.5, 1e-9);
  }
}

TEST(FloorFromImage, WithoutCalibrationThePictureIsTheFloor) {
  const auto floor = floor_from_image(default_store().cameras.front(), 640, 480);
  ASSERT_TRUE(floor);
  EXPECT_NEAR(floor->apply({0, 480}).y, 5.0, 1e-12);
  EXPECT_NEAR(floor->apply({480, 0}).x, 5.0, 1e-12);
}

TEST(FloorFromImage, ErrorsNameTheCamera) {
  Camera camera = camera_with_points();
  std::get<PointCalibration>(camera.calibration).pairs.pop_back();
  const auto floor = floor_from_image(camera, 640, 480);
  ASSERT_FALSE(floor);
  EXPECT_THAT(floor.error().to_string(), AllOf(HasSubstr("camera 'door'"), HasSubstr("add pairs")));
  const auto empty = floor_from_image(camera, 0, 480);
  ASSERT_FALSE(empty);
  EXPECT_THAT(empty.error().to_string(), HasSubstr("check the video"));
}

TEST(DefaultStore, HasOneUncalibratedCamera) {
  const StoreConfig store = default_store();
  ASSERT_EQ(store.cameras.size(), 1u);
  EXPECT_TRUE(is_valid_id(store.cameras.front().id.value()));
  EXPECT_TRUE(std::holds_alternative<ScaleCalibration>(store.cameras.front().calibration));
  EXPECT_TRUE(store.lines.empty());
  EXPECT_TRUE(store.zones.empty());
}

}  // namespace
}  // namespace sillage::config
