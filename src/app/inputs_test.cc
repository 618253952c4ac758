// SPDX-License-Identifier: Apache-2.0
#include "app/inputs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/testing/temporary.h"
#include "config/reader.h"

namespace sillage::app {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

config::StoreConfig two_cameras() {
  return *config::parse("[[camera]]\nid = \"door\"\n[[camera]]\nid = \"till\"\n", "s.toml");
}

TEST(Input, NamesCameraAndTime) {
  const auto input = parse_input("door=monday.mp4@2026-11-23T09:00:30+01:00", two_cameras());
  ASSERT_TRUE(input) << input.error().to_string();
  EXPECT_EQ(input->camera, "door");
  EXPECT_EQ(input->file, "monday.mp4");
  EXPECT_EQ(input->starts_at, *parse_iso8601("2026-11-23T08:00:30Z"));
}

TEST(Input, APlainFileIsAFile) {
  for (const char* word : {"monday.mp4", "rtsp://192.0.2.1/a?b=c", "mail@home.mp4", "A=b.mp4"}) {
    const auto input = parse_input(word, two_cameras());
    ASSERT_TRUE(input) << input.error().to_string();
    EXPECT_EQ(input->file, word);
    EXPECT_EQ(input->camera, "");
    EXPECT_FALSE(input->starts_at);
  }
}

TEST(Input, AFileThatIsThereIsTakenWhateverItsName) {
  const TemporaryFolder folder;
  const std::string name = folder.write("door=x@2026-11-23T09:00:00Z", "x").string();
  const auto input = parse_input(name, two_cameras());
  ASSERT_TRUE(input);
  EXPECT_EQ(input->file, name);
}

TEST(Input, AnUnknownCameraIsNamedWithThoseThereAre) {
  const auto input = parse_input("dor=monday.mp4", two_cameras());
  ASSERT_FALSE(input);
  EXPECT_EQ(input.error().code, ErrorCode::kUsage);
  EXPECT_THAT(input.error().message, HasSubstr("no camera 'dor'; it has: door, till"));
}

TEST(Inputs, TheSameFileTwiceIsRefused) {
  app::Setup setup;
  setup.store = two_cameras();
  const auto inputs = read_inputs({"door=a.mp4", "till=a.mp4"}, setup);
  ASSERT_FALSE(inputs);
  EXPECT_THAT(inputs.error().message, HasSubstr("named twice"));
}

TEST(Inputs, TheSameFileUnderAnotherNameIsRefused) {
  app::Setup setup;
  setup.store = two_cameras();
  const auto inputs = read_inputs(
      {"door=a.mp4@2026-11-23T09:00:00Z", "door=./x/../a.mp4@2026-11-23T10:00:00Z"}, setup);
  ASSERT_FALSE(inputs);
  EXPECT_THAT(inputs.error().message, HasSubstr("a.mp4 is named twice"));
}

TEST(Inputs, NoMessageShowsAPassword) {
  app::Setup setup;
  setup.store = two_cameras();
  const std::string address = "rtsp://admin:hunter2@192.0.2.1";
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"dor=" + address + "/1"},
        {"dor=" + address + "/1@2026-11-23T09:00:00Z"},
        {"door=" + address, "till=" + address},
        {"door=" + address + "/1?key=hunter2", "till=" + address + "/1?key=hunter2"}}) {
    const auto inputs = read_inputs(words, setup);
    ASSERT_FALSE(inputs);
    EXPECT_EQ(inputs.error().code, ErrorCode::kUsage);
    EXPECT_THAT(inputs.error().message, Not(HasSubstr("hunter2")));
  }
}

TEST(Inputs, WithoutACameraOneOfSeveralMustBeSaid) {
  app::Setup setup;
  setup.store = two_cameras();
  const auto inputs = read_inputs({"a.mp4"}, setup);
  ASSERT_FALSE(inputs);
  EXPECT_THAT(inputs.error().message, HasSubstr("CAMERA=FILE or --camera (door, till)"));
}

}  // namespace
}  // namespace sillage::app
