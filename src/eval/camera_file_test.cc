// SPDX-License-Identifier: Apache-2.0
#include "eval/camera_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sillage::eval {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

/// 4 m above the floor, looking straight down; image x to the right is world x, image y is world
/// -y.
constexpr const char* kDown =
    "RotationMatrices\n1 0 0\n0 -1 0\n0 0 -1\n\nTranslationVectors\n0 0 4000 \n\n"
    "IntrinsicMatrix\n800 0 320\n0 800 240 \n0 0 1 \n";

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  const auto at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return text.replace(at, what.size(), by);
}

std::string message_of(const std::string& text) {
  const auto camera = parse_camera_file(text, "cam_para.txt");
  EXPECT_FALSE(camera);
  return camera ? "" : camera.error().message;
}

TEST(CameraFile, MillimetresBecomeMetres) {
  const auto camera = parse_camera_file(kDown, "cam_para.txt");
  ASSERT_TRUE(camera) << camera.error().to_string();
  EXPECT_EQ(camera->fx, 800);
  EXPECT_EQ(camera->cy, 240);
  EXPECT_EQ(camera->translation, (std::array<double, 3>{0, 0, 4}));
  const auto floor_from_image = Homography::from_camera(*camera);
  ASSERT_TRUE(floor_from_image);
  const Point below = floor_from_image->apply({320, 240});
  EXPECT_NEAR(below.x, 0, 1e-9);
  EXPECT_NEAR(below.y, 0, 1e-9);
  const Point aside = floor_from_image->apply({520, 440});  // 200 px at 4 m and 800 px: 1 m
  EXPECT_NEAR(aside.x, 1, 1e-9);
  EXPECT_NEAR(aside.y, -1, 1e-9);
}

TEST(CameraFile, OrderOfPartsAndLineBreaksDoNotMatter) {
  const auto camera = parse_camera_file(
      "\xEF\xBB\xBFIntrinsicMatrix\r\n800 0 320 0 800 240 0 0 1\r\nTranslationVectors\r\n0\r\n0\r\n"
      "4000\r\nRotationMatrices\r\n\t1 0 0 0 -1 0 0 0 -1",
      "cam_para.txt");
  ASSERT_TRUE(camera) << camera.error().to_string();
  EXPECT_EQ(camera->fy, 800);
  EXPECT_EQ(camera->rotation[8], -1);
}

TEST(CameraFile, ErrorsNameTheLineAndSayWhatToDo) {
  EXPECT_THAT(message_of(replaced(kDown, "-1 0\n", "-1 zero\n")),
              AllOf(HasSubstr("cam_para.txt:3: 'zero'"), HasSubstr("write plain numbers")));
  EXPECT_THAT(message_of(replaced(kDown, "4000", "nan")), HasSubstr("cam_para.txt:7: 'nan'"));
  EXPECT_THAT(message_of(replaced(kDown, "4000", "4e12")), HasSubstr("cam_para.txt:7: '4e12'"));
  EXPECT_THAT(message_of(replaced(kDown, "0 0 4000 ", "0 0 4000 5")),
              AllOf(HasSubstr(":7: TranslationVectors"), HasSubstr("take out the rest")));
  EXPECT_THAT(message_of(replaced(kDown, "RotationMatrices\n", "")),
              AllOf(HasSubstr(":1: '1 0 0'"), HasSubstr("begin with RotationMatrices")));
  EXPECT_THAT(message_of(replaced(kDown, "TranslationVectors", "Translation")),
              AllOf(HasSubstr(":6: unexpected 'Translation'"), HasSubstr("once each")));
  EXPECT_THAT(message_of(kDown + std::string("TranslationVectors\n1 2 3\n")),
              AllOf(HasSubstr(":13: unexpected"), HasSubstr("once each")));
  EXPECT_THAT(message_of(replaced(kDown, "0 0 1 \n", "")),
              AllOf(HasSubstr("IntrinsicMatrix has 6 of 9 numbers"), HasSubstr("complete it")));
  EXPECT_THAT(message_of(""), HasSubstr("RotationMatrices has 0 of 9 numbers"));
  EXPECT_THAT(message_of(replaced(kDown, "800 0 320", "800 2 320")), HasSubstr("without"));
}

TEST(CameraFile, MissingFileIsNamed) {
  const auto camera = read_camera_file("/nowhere/cam_para.txt");
  ASSERT_FALSE(camera);
  EXPECT_THAT(camera.error().message, HasSubstr("/nowhere/cam_para.txt"));
}

}  // namespace
}  // namespace sillage::eval
