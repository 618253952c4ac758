// SPDX-License-Identifier: Apache-2.0
#include "config/reader.h"

#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

namespace sillage::config {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kStore = R"([store]
id = "shop-1"
name = "Shop \"A\""
time_zone = "Europe/Paris"

[[camera]]
id = "door"
source = "door.mp4"
image_size = [640, 480]
analysed_fps = 8
[camera.calibration]
kind = "points"
points = [
  { image = [0, 480], floor = [0, 0] }, { image = [640, 480], floor = [6, 0] },
  { image = [440, 240], floor = [6, 8] }, { image = [200, 240], floor = [0, 8] },
]
[[camera]]
id = "till"
[camera.calibration]
kind = "camera"
fx = 500
fy = 500.5
cx = 320
cy = 240
rotation = [1, 0, 0, 0, -1, 0, 0, 0, -1]
translation = [0.1, 0, 5]
[[camera]]
id = "yard"
[camera.calibration]
kind = "scale"
picture_height_m = 7.5

[[line]]
id = "entrance"
name = "Entrance"
from = [1, 1]
to = [5, 1]
inside = [3, 3]

[[zone]]
id = "tills"
type = "checkout_queue"
area = [[0, 3], [3, 3], [3, 5.25]]
audit = [12, 2, 3, 1, 9, 4]

[measure]
zone_gap_s = 4
[privacy]
k = 12
bin_minutes = 30
[detector]
model = "yolox-nano"
min_score = 0.25
[audience]
enabled = true
audit = [30, 4, 6, 2, 31, 7]
middle = -0.35
certain = 0.5
worst_gap_points = 4.5
share_error_points = 3.5
)";

TEST(Parse, ReadsEverything) {
  const auto config = parse(kStore, "store.toml");
  ASSERT_TRUE(config) << config.error().to_string();
  EXPECT_EQ(config->id, StoreId("shop-1"));
  EXPECT_EQ(config->name, "Shop \"A\"");
  EXPECT_EQ(config->time_zone, "Europe/Paris");
  ASSERT_EQ(config->cameras.size(), 3u);
  EXPECT_EQ(config->cameras[0].source, "door.mp4");
  EXPECT_EQ(config->cameras[0].image_width, 640);
  EXPECT_EQ(config->cameras[0].analysed_fps, 8);
  EXPECT_EQ(std::get<PointCalibration>(config->cameras[0].calibration).pairs.size(), 4u);
  EXPECT_EQ(std::get<CameraCalibration>(config->cameras[1].calibration).camera.fy, 500.5);
  EXPECT_EQ(std::get<CameraCalibration>(config->cameras[1].calibration).camera.rotation[4], -1);
  EXPECT_EQ(std::get<ScaleCalibration>(config->cameras[2].calibration).picture_height_m, 7.5);
  EXPECT_EQ(config->cameras[1].name, "till") << "the id stands in for a name";
  ASSERT_EQ(config->lines.size(), 1u);
  EXPECT_EQ(config->lines[0].segment.to, (Point{5, 1}));
  EXPECT_EQ(config->lines[0].inside, (Point{3, 3}));
  ASSERT_EQ(config->zones.size(), 1u);
  EXPECT_EQ(config->zones[0].type, ZoneType::kCheckoutQueue);
  EXPECT_EQ(config->zones[0].area.corners().back(), (Point{3, 5.25}));
  EXPECT_EQ(config->zones[0].audit, (std::vector<double>{12, 2, 3, 1, 9, 4}));
  EXPECT_EQ(config->measure.zone_gap_s, 4);
  EXPECT_EQ(config->measure.line_band_m, MeasureOptions{}.line_band_m);
  EXPECT_EQ(config->privacy.k, 12);
  EXPECT_EQ(config->privacy.bin_minutes, 30);
  EXPECT_EQ(config->detector.model, "yolox-nano");
  EXPECT_EQ(config->detector.min_score, 0.25);
  EXPECT_TRUE(config->audience.is_on());
  EXPECT_EQ(config->audience.audit, (std::vector<double>{30, 4, 6, 2, 31, 7}));
  EXPECT_EQ(config->audience.middle, -0.35);
  EXPECT_EQ(config->audience.certain, 0.5);
}

TEST(Parse, NobodyIsEstimatedUnlessSwitchedOn) {
  const auto config = parse("[audience]\n", "store.toml");
  ASSERT_TRUE(config) << config.error().to_string();
  EXPECT_FALSE(config->audience.is_on());
}

TEST(Parse, AnAuditBeyondTheLimitsSwitchesEstimatesOffAndSaysSo) {
  for (const char* figure : {"worst_gap_points = 10.1\nshare_error_points = 0",
                             "worst_gap_points = 0\nshare_error_points = 4.1"}) {
    const auto config =
        parse(std::string("[audience]\nenabled = true\n") + figure + "\n", "store.toml");
    ASSERT_TRUE(config) << config.error().to_string();
    EXPECT_FALSE(config->audience.is_on());
    EXPECT_THAT(config->warnings, ::testing::Contains(HasSubstr("stay off")));
  }
  const auto config = parse(
      "[audience]\nenabled = true\nworst_gap_points = 10\nshare_error_points = 4\n", "store.toml");
  ASSERT_TRUE(config) << config.error().to_string();
  EXPECT_TRUE(config->audience.is_on());
}

TEST(Parse, EmptyFileIsTheDefaults) {
  const auto config = parse("", "empty.toml");
  ASSERT_TRUE(config) << config.error().to_string();
  EXPECT_EQ(config->id, StoreConfig{}.id);
  EXPECT_EQ(config->privacy.k, 10);
  ASSERT_EQ(config->warnings.size(), 1u);
  EXPECT_THAT(config->warnings[0], HasSubstr("add a [[camera]]"));
}

TEST(Parse, EveryZoneTypeHasItsName) {
  for (const ZoneType type :
       {ZoneType::kEntrance, ZoneType::kFrontage, ZoneType::kAisle, ZoneType::kCheckoutQueue,
        ZoneType::kService, ZoneType::kStaff, ZoneType::kFitting, ZoneType::kOther}) {
    const std::string toml =
        std::string("[[zone]]\nid = \"z\"\narea = [[0,0],[1,0],[0,1]]\ntype = \"") +
        to_string(type) + "\"\n";
    const auto config = parse(toml, "store.toml");
    ASSERT_TRUE(config) << config.error().to_string();
    EXPECT_EQ(config->zones.at(0).type, type);
  }
}

TEST(ToToml, ParsesToTheSame) {
  const auto config = parse(kStore, "store.toml");
  ASSERT_TRUE(config);
  const std::string written = to_toml(*config);
  const auto again = parse(written, "written.toml");
  ASSERT_TRUE(again) << again.error().to_string() << "\n" << written;
  EXPECT_EQ(to_toml(*again), written);
  EXPECT_EQ(again->name, config->name);
  EXPECT_EQ(again->zones[0].area.corners(), config->zones[0].area.corners());
  EXPECT_EQ(std::get<CameraCalibration>(again->cameras[1].calibration).camera.translation,
            std::get<CameraCalibration>(config->cameras[1].calibration).camera.translation);
  EXPECT_EQ(again->cameras[0].image_height, 480);
  EXPECT_EQ(again->detector.min_score, 0.25);
}

TEST(ToToml, KeepsEveryBitOfANumber) {
  StoreConfig config = default_store();
  config.measure.line_band_m = 0.1 + 0.2;
  config.measure.zone_gap_s = 1e-7;
  const auto again = parse(to_toml(config), "written.toml");
  ASSERT_TRUE(again) << again.error().to_string();
  EXPECT_EQ(again->measure.line_band_m, 0.1 + 0.2);
  EXPECT_EQ(again->measure.zone_gap_s, 1e-7);
}

TEST(ToJson, HasTheKeysOfTheFile) {
  const auto config = parse(kStore, "store.toml");
  ASSERT_TRUE(config);
  const auto json = nlohmann::json::parse(to_json(*config));
  EXPECT_EQ(json["store"]["time_zone"], "Europe/Paris");
  EXPECT_EQ(json["camera"][0]["calibration"]["points"][2]["floor"][1], 8.0);
  EXPECT_EQ(json["camera"][1]["calibration"]["kind"], "camera");
  EXPECT_EQ(json["zone"][0]["type"], "checkout_queue");
  EXPECT_EQ(json["privacy"]["mode"], "standard");
}

class Load : public ::testing::Test {
 protected:
  Load() { std::filesystem::create_directories(folder_); }
  ~Load() override { std::filesystem::remove_all(folder_); }
  std::filesystem::path write(const std::string& text) {
    const auto path = folder_ / "store.toml";
    std::ofstream(path) << text;
    return path;
  }
  const std::filesystem::path folder_ =
      std::filesystem::path(::testing::TempDir()) /
      ("sillage_config_" + std::to_string(::testing::UnitTest::GetInstance()->random_seed()) + "_" +
       ::testing::UnitTest::GetInstance()->current_test_info()->name() + "_" +
       std::to_string(::getpid()));
};

TEST_F(Load, ReadsAFile) {
  const auto config = load(write(kStore));
  ASSERT_TRUE(config) << config.error().to_string();
  EXPECT_EQ(config->cameras.size(), 3u);
}

TEST_F(Load, MissingFileSaysHowToStart) {
  const auto config = load(folder_ / "none.toml");
  ASSERT_FALSE(config);
  EXPECT_EQ(config.error().code, ErrorCode::kConfiguration);
  EXPECT_THAT(config.error().message,
              AllOf(HasSubstr("none.toml"), HasSubstr("sillage config example")));
}

TEST_F(Load, FolderIsRefused) {
  const auto config = load(folder_);
  ASSERT_FALSE(config);
  EXPECT_EQ(config.error().code, ErrorCode::kConfiguration);
  EXPECT_THAT(config.error().message, HasSubstr("name a file"));
}

TEST_F(Load, HugeFileIsRefused) {
  const auto config = load(write(std::string((1u << 20) + 1, '#')));
  ASSERT_FALSE(config);
  EXPECT_EQ(config.error().code, ErrorCode::kConfiguration);
  EXPECT_THAT(config.error().message, HasSubstr("1048576 bytes"));
}

TEST_F(Load, ErrorsNameFileLineAndColumn) {
  const auto path = write("[privacy]\nk = 5\n");
  const auto config = load(path);
  ASSERT_FALSE(config);
  EXPECT_THAT(config.error().message, HasSubstr(path.string() + ":2:5: privacy: k"));
}

}  // namespace
}  // namespace sillage::config
