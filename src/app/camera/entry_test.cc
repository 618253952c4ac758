// SPDX-License-Identifier: Apache-2.0
#include "app/camera/entry.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "base/files.h"
#include "base/testing/temporary.h"

namespace sillage::app {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kStore = R"([store]
id = "corner"  # ours

[[camera]]
id = "door"
source = "rtsp://10.0.0.1/old"
[camera.calibration]
kind = "scale"
)";

CameraEntry entry(const std::string& id, bool replace = false) {
  return {id, "", "rtsp://10.0.0.2/sub", {"admin", "a b"}, replace};
}

TEST(CameraEntry, IsAddedAndEverythingElseKept) {
  const auto text = with_camera(kStore, entry("till"), "store.toml");
  ASSERT_TRUE(text) << text.error().to_string();
  EXPECT_TRUE(text->starts_with(kStore));
  EXPECT_THAT(*text, AllOf(HasSubstr("id = \"till\"\nsource = \"rtsp://10.0.0.2/sub\""),
                           Not(HasSubstr("admin"))));
}

TEST(CameraEntry, OfACameraThatIsThereIsRefusedOrReplacesItsSource) {
  const auto refused = with_camera(kStore, entry("door"), "store.toml");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kConflict);
  EXPECT_THAT(refused.error().message, HasSubstr("--replace"));
  const auto text = with_camera(kStore, entry("door", true), "store.toml");
  ASSERT_TRUE(text) << text.error().to_string();
  std::string expected = kStore;
  expected.replace(expected.find("rtsp://10.0.0.1/old"), 19, "rtsp://10.0.0.2/sub");
  EXPECT_EQ(*text, expected);
}

TEST(CameraEntry, ThatCannotBeWrittenSafelyIsLeftToPeople) {
  const std::string odd =
      "camera = [ { id = \"door\", source = \"a.mp4\" } ]\n[store]\nid = \"x\"\n";
  const auto text = with_camera(odd, entry("door", true), "store.toml");
  ASSERT_FALSE(text);
  EXPECT_THAT(text.error().message, HasSubstr("by hand"));
  EXPECT_FALSE(with_camera(kStore, entry("Door 1"), "store.toml"));
}

TEST(CameraEntry, PasswordGoesIntoAFileOfItsOwn) {
  const TemporaryFolder folder;
  const auto config = folder.path() / "store.toml";
  ASSERT_TRUE(write_camera(config, entry("till")));
  CameraEntry again = entry("till", true);
  again.credentials.password = "new";
  ASSERT_TRUE(write_camera(config, again));
  const auto secrets = read_secrets(folder.path() / "store.secrets");
  ASSERT_TRUE(secrets) << secrets.error().to_string();
  ASSERT_EQ(secrets->size(), 1u);
  EXPECT_EQ(secrets->at(CameraId("till")).password, "new");
  struct stat status {};
  ASSERT_EQ(::stat((folder.path() / "store.secrets").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600u);
  EXPECT_THAT(*read_file(config), Not(HasSubstr("admin")));
}

TEST(SplitSource, TakesUserAndPasswordOutOfAnAddress) {
  const auto split = split_credentials("rtsp://ad%40min:p%3Aw@h:554/a?b=1");
  EXPECT_EQ(split.source, "rtsp://h:554/a?b=1");
  EXPECT_EQ(split.credentials.user, "ad@min");
  EXPECT_EQ(split.credentials.password, "p:w");
  EXPECT_EQ(split_credentials("rtsp://h/a@b").source, "rtsp://h/a@b");
  EXPECT_EQ(split_credentials("clip.mp4").source, "clip.mp4");
}

}  // namespace
}  // namespace sillage::app
