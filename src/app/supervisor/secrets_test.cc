// SPDX-License-Identifier: Apache-2.0
#include "app/supervisor/secrets.h"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/supervisor/source_address.h"
#include "base/testing/temporary.h"

namespace sillage::app {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

class Secrets : public testing::Test {
 protected:
  fs::path write(const std::string& text, fs::perms rights = fs::perms::owner_read) {
    const fs::path file = temporary_.path() / "store.secrets";
    std::ofstream(file) << text;
    fs::permissions(file, rights);
    return file;
  }
  TemporaryFolder temporary_;
};

TEST_F(Secrets, AreLinesOfCameraUserAndPassword) {
  const auto secrets = read_secrets(write("# ours\n\ndoor admin a b:@/c\ntill viewer x\n"));
  ASSERT_TRUE(secrets);
  ASSERT_EQ(secrets->size(), 2u);
  EXPECT_EQ(secrets->at(CameraId("door")).user, "admin");
  EXPECT_EQ(secrets->at(CameraId("door")).password, "a b:@/c");
  EXPECT_TRUE(read_secrets(temporary_.path() / "none")->empty());
  EXPECT_EQ(secrets_beside("/etc/sillage/store.toml"), "/etc/sillage/store.secrets");
}

TEST_F(Secrets, ThatOthersMayReadAreRefused) {
  const auto open =
      read_secrets(write("door a b\n", fs::perms::owner_read | fs::perms::group_read));
  ASSERT_FALSE(open);
  EXPECT_EQ(open.error().code, ErrorCode::kPermission);
  EXPECT_THAT(open.error().message, HasSubstr("chmod 600"));
}

TEST_F(Secrets, ABadLineIsNamedAndNotShown) {
  const auto bad = read_secrets(write("door a b\nTill hunter2 hunter3\n"));
  ASSERT_FALSE(bad);
  EXPECT_THAT(bad.error().message, HasSubstr("store.secrets:2"));
  EXPECT_THAT(bad.error().message, Not(HasSubstr("hunter")));
}

TEST(SourceAddress, TakesCredentialsWithWhateverIsInThem) {
  EXPECT_EQ(with_credentials("rtsp://192.0.2.1/s", "ad min", "p@:/?#"),
            "rtsp://ad%20min:p%40%3A%2F%3F%23@192.0.2.1/s");
  EXPECT_EQ(with_credentials("rtsp://192.0.2.1/s", "", ""), "rtsp://192.0.2.1/s");
  EXPECT_EQ(with_credentials("clip.mp4", "a", "b"), "clip.mp4");
}

TEST(SourceAddress, HostAndPort) {
  const auto of = [](const char* url) {
    const auto to = host_of(url);
    return to ? to->host + " " + to->port : "none";
  };
  EXPECT_EQ(of("rtsp://192.0.2.1/s"), "192.0.2.1 554");
  EXPECT_EQ(of("rtsps://cam.example/s?x=1:2"), "cam.example 322");
  EXPECT_EQ(of("http://u:p@[2001:db8::1]:8080/m"), "2001:db8::1 8080");
  EXPECT_EQ(of("https://[2001:db8::1]"), "2001:db8::1 443");
  EXPECT_EQ(of("/clips/a.mp4"), "none");
}

}  // namespace
}  // namespace sillage::app
