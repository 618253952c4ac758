// SPDX-License-Identifier: Apache-2.0
#include "eval/site.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "base/testing/temporary.h"

namespace sillage::eval {
namespace {

using testing::HasSubstr;

constexpr const char* kNames[] = {"CVLab1", "CVLab2", "CVLab3", "CVLab4",
                                  "IDIAP1", "IDIAP2", "IDIAP3"};

/// A camera 5 m above the floor's origin that looks straight down (half a turn about x), and two
/// moments in which person 3 stands at (-3 + 0.5, -9 + 1) m, seen by the second camera alone.
class WildtrackFolder : public testing::Test {
 protected:
  WildtrackFolder() {
    for (const char* name : kNames) {
      folder_.write(fmt::format("calibrations/extrinsic/extr_{}.xml", name),
                    "<opencv_storage><rvec> 3.14159265358979 0. 0.</rvec>\n"
                    "<tvec>\n 0. 0.\n 500.</tvec></opencv_storage>");
      folder_.write(fmt::format("calibrations/intrinsic_zero/intr_{}.xml", name),
                    "<camera_matrix><data>1000. 0. 960. 0. 1000. 540. 0. 0. 1.</data>");
    }
    const char* moment = R"([{"personID": 3, "positionID": 19220, "views": [
        {"viewNum": 0, "xmax": -1, "xmin": -1, "ymax": -1, "ymin": -1},
        {"viewNum": 1, "xmax": 140, "xmin": 100, "ymax": 280, "ymin": 200}]}])";
    folder_.write("annotations/00000000.json", moment);
    folder_.write("annotations/00000005.json", moment);
  }
  TemporaryFolder folder_;
};

TEST_F(WildtrackFolder, GivesCamerasBoxesAndPlaces) {
  const auto site = read_wildtrack(folder_.path());
  ASSERT_TRUE(site) << site.error().to_string();
  EXPECT_EQ(site->frames, 2);
  EXPECT_EQ(site->frame_rate, 2);
  ASSERT_EQ(site->cameras.size(), 7u);
  EXPECT_TRUE(site->cameras[0].boxes.empty());
  ASSERT_EQ(site->cameras[1].boxes.size(), 2u);
  EXPECT_EQ(site->cameras[1].boxes[1].frame, 2);
  EXPECT_EQ(site->cameras[1].boxes[1].box.height, 80);
  ASSERT_EQ(site->truth.size(), 2u);
  EXPECT_EQ(site->truth[0].id, 3);
  EXPECT_NEAR(site->truth[0].in_floor.x, -2.5, 1e-9);
  EXPECT_NEAR(site->truth[0].in_floor.y, -8, 1e-9);
  const auto plane = Homography::from_camera(site->cameras[1].camera);
  ASSERT_TRUE(plane);
  // One metre is 200 pixels; y points the other way.
  EXPECT_NEAR(plane->apply({1160, 540}).x, 1, 1e-6);
  EXPECT_NEAR(plane->apply({960, 740}).y, -1, 1e-6);
}

TEST_F(WildtrackFolder, ErrorsNameTheFileAndSayWhatToDo) {
  EXPECT_THAT(read_wildtrack("/nowhere").error().message,
              HasSubstr("give the folder of WILDTRACK"));
  folder_.write("annotations/00000005.json", R"([{"personID": 3}])");
  EXPECT_THAT(read_wildtrack(folder_.path()).error().message,
              testing::AllOf(HasSubstr("00000005.json"), HasSubstr("get the file anew")));
  folder_.write("annotations/00000005.json", "[]");
  folder_.write("calibrations/extrinsic/extr_IDIAP2.xml", "<rvec>1 2 x</rvec>");
  EXPECT_THAT(read_wildtrack(folder_.path()).error().message,
              testing::AllOf(HasSubstr("extr_IDIAP2.xml"), HasSubstr("'x' in <rvec>")));
}

SiteCamera camera_with(int boxes) {
  SiteCamera camera{"one", {"one", 2, boxes, 1920, 1080}, {}, {}};
  for (int frame = 1; frame <= boxes; ++frame) {
    camera.boxes.push_back({frame, 5, {900, 500, 50, 150}, 1});
  }
  return camera;
}

TEST(Damage, TakesAddsAndShakesAsMuchAsIsSaid) {
  const SiteCamera camera = camera_with(10'000);
  const auto boxes = damaged(camera, {.missed = 0.2, .clutter = 0.05, .jitter_px = 4, .seed = 3});
  const auto clutter =
      std::count_if(boxes.begin(), boxes.end(), [](const MotRow& row) { return row.id == -1; });
  EXPECT_NEAR(static_cast<double>(clutter), 500, 70);
  EXPECT_NEAR(static_cast<double>(boxes.size()) - static_cast<double>(clutter), 8000, 150);
  double squares = 0;
  for (const MotRow& row : boxes) {
    if (row.id == 5) squares += std::pow(row.box.bottom() - 650, 2);
  }
  EXPECT_NEAR(std::sqrt(squares / 8000), 4, 0.2);
}

TEST(Damage, TheSameSeedGivesTheSameAndNoneLeavesAllAsItIs) {
  const SiteCamera camera = camera_with(100);
  const auto lefts = [](const std::vector<MotRow>& rows) {
    std::vector<double> values;
    for (const MotRow& row : rows) values.push_back(row.box.left);
    return values;
  };
  const Damage damage{.missed = 0.1, .clutter = 0.1, .jitter_px = 3, .seed = 7};
  EXPECT_EQ(lefts(damaged(camera, damage)), lefts(damaged(camera, damage)));
  EXPECT_EQ(lefts(damaged(camera, {})), lefts(camera.boxes));
  EXPECT_THAT(Damage{.missed = 1}.check().error().message, HasSubstr("shares from 0 to below 1"));
}

}  // namespace
}  // namespace sillage::eval
