// SPDX-License-Identifier: Apache-2.0
#include "onvif/device.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "onvif/discovery.h"
#include "onvif/testing/mock_camera.h"

namespace sillage::onvif {
namespace {

using onvif::testing::MockCamera;
using ::testing::AllOf;
using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::Not;

class Camera : public ::testing::Test {
 protected:
  Camera() {
    camera_.streams = {{"main", "H264", 2560, 1440, 25, "rtsp://10.9.9.9:8554/main?x=1"},
                       {"sub", "H265", 640, 360, 10, "rtsp://127.0.0.1/sub"}};
  }
  Result<Device> ask(const std::string& user = "", const std::string& password = "") {
    camera_.start();
    return ask_device({camera_.address(), user, password, std::chrono::seconds(3)}, SystemClock());
  }
  void expect_refused(const Result<Device>& device, ErrorCode code, const std::string& what_to_do) {
    ASSERT_FALSE(device);
    EXPECT_EQ(device.error().code, code) << device.error().to_string();
    EXPECT_THAT(device.error().to_string(),
                AllOf(HasSubstr(what_to_do), Not(HasSubstr("hunter2"))));
  }
  MockCamera camera_;
};

TEST_F(Camera, SaysItsStreamsOnTheHostThatWasAsked) {
  const auto device = ask();
  ASSERT_TRUE(device) << device.error().to_string();
  ASSERT_EQ(device->streams.size(), 2u);
  EXPECT_EQ(device->streams[0].address, "rtsp://127.0.0.1:8554/main?x=1");
  EXPECT_EQ(device->streams[1].address, "rtsp://127.0.0.1/sub");
  EXPECT_EQ(device->streams[1].profile.codec, "h265");
  EXPECT_EQ(device->streams[1].profile.width, 640);
  EXPECT_EQ(device->streams[1].profile.height, 360);
  EXPECT_EQ(device->streams[1].profile.fps, 10);
}

TEST_F(Camera, ProofIsDatedByTheCamerasClockAndHidesThePassword) {
  camera_.wants_proof = true;
  camera_.clock_ahead = -std::chrono::hours(30);
  const auto device = ask("admin", "hunter2");
  ASSERT_TRUE(device) << device.error().to_string();
  ASSERT_TRUE(device->clock_ahead);
  EXPECT_NEAR(seconds(*device->clock_ahead), -30 * 3600, 3);
  const std::string day = to_iso8601(SystemClock().now() - std::chrono::hours(30)).substr(0, 10);
  const auto asked = camera_.asked();
  EXPECT_THAT(asked, Each(Not(HasSubstr("hunter2"))));
  EXPECT_THAT(asked.back(), AllOf(HasSubstr("<w:Username>admin<"), HasSubstr("Created>" + day)));
}

TEST_F(Camera, ThatNamesAnotherHostGetsNoPasswordSentThere) {
  camera_.media_address = "http://10.255.255.1:81/onvif/media";  // nobody there: asking would fail
  const auto device = ask("admin", "hunter2");
  ASSERT_TRUE(device) << device.error().to_string();
  EXPECT_THAT(camera_.asked().back(), HasSubstr("POST /onvif/media"));
}

TEST_F(Camera, WithoutTheRightPasswordSaysWhoseIsNeeded) {
  camera_.wants_proof = true;
  expect_refused(ask(), ErrorCode::kPermission, "those of a user of its ONVIF service");
}

TEST_F(Camera, UnauthorizedByItsWebServer) {
  camera_.answer_instead = "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n";
  expect_refused(ask("admin", "hunter2"), ErrorCode::kPermission, "user of its ONVIF service");
}

TEST_F(Camera, WithoutOnvif) {
  camera_.answer_instead = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";
  expect_refused(ask(), ErrorCode::kNotFound, "switch ONVIF on");
}

TEST_F(Camera, ThatIsNoCamera) {
  camera_.answer_instead = "SSH-2.0-OpenSSH_9.2\r\n";
  expect_refused(ask(), ErrorCode::kDataLoss, "check the port");
}

TEST_F(Camera, ThatAnswersWithoutEnd) {
  camera_.answer_instead = "HTTP/1.1 200 OK\r\n\r\n" + std::string(3 << 20, 'x');
  expect_refused(ask(), ErrorCode::kDataLoss, "check the port");
}

TEST_F(Camera, WithAnswersInPiecesIsUnderstood) {
  const std::string whole = "<e:Envelope><e:Body><GetStreamUriResponse/></e:Body></e:Envelope>";
  camera_.answer_instead = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" +
                           fmt::format("{:x}\r\n{}\r\n0\r\n\r\n", whole.size(), whole);
  expect_refused(ask(), ErrorCode::kDataLoss, "check the address");
}

TEST(CameraAddress, IsCheckedBeforeAnybodyIsAsked) {
  for (const char* wrong : {"", "192.168.1.20", "ftp://h/", "http://", "http://admin:x@h/",
                            "http://h:99999999/", "http://h:x/", "http://[::1/", "http://h/a b"}) {
    const auto device = ask_device({wrong, "", ""}, SystemClock());
    ASSERT_FALSE(device) << wrong;
    EXPECT_EQ(device.error().code, ErrorCode::kUsage) << wrong;
    EXPECT_THAT(device.error().message, HasSubstr("http://HOST[:PORT]/onvif/device_service"));
  }
}

TEST(Unreachable, CameraSaysWhatToCheck) {
  std::string address;
  {
    MockCamera gone;
    address = gone.address();
  }
  const auto device = ask_device({address, "", ""}, SystemClock());
  ASSERT_FALSE(device);
  EXPECT_EQ(device.error().code, ErrorCode::kUnavailable);
  EXPECT_THAT(device.error().message, HasSubstr("check the address, that the camera has power"));
}

TEST(Discovery, NamesEachCameraOnceAndMindsNoNoise) {
  MockCamera camera;
  camera.start();
  DiscoveryOptions options;
  options.to = "127.0.0.1";
  options.port = camera.discovery_port();
  options.listen_for = std::chrono::milliseconds(800);
  const auto found = discover(options);
  ASSERT_TRUE(found) << found.error().to_string();
  ASSERT_EQ(found->size(), 1u);
  EXPECT_EQ((*found)[0].address, camera.address());
  EXPECT_EQ((*found)[0].name, "Front door");
  EXPECT_EQ((*found)[0].hardware, "M-1");
}

TEST(Discovery, WrongInterfaceIsNamed) {
  DiscoveryOptions options;
  options.interface = "nope0";
  const auto found = discover(options);
  ASSERT_FALSE(found);
  EXPECT_THAT(found.error().message, AllOf(HasSubstr("'nope0'"), HasSubstr("ip address")));
}

}  // namespace
}  // namespace sillage::onvif
