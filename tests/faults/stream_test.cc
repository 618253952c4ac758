// SPDX-License-Identifier: Apache-2.0
// What a camera's stream and the way to it may do while it runs. Each time the eye must go on in
// the same process, and the other camera must not notice. SILLAGE_FAULT_RECONNECTS says how often a
// connection is cut (200 in the long form, 34 minutes).
#include <cstdlib>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/faults/camera_server.h"
#include "tests/faults/live_store.h"
#include "tests/faults/proxy.h"
#include "tests/faults/tls_front.h"

namespace sillage::faults {
namespace {

using testing::HasSubstr;

constexpr const char* kOnline = "event=camera-online camera=door";
constexpr const char* kOffline = "event=camera-offline camera=door";

class Stream : public testing::Test {
 protected:
  void SetUp() override {
    if (!CameraServer::is_built()) GTEST_SKIP() << "built without libgstrtspserver-1.0-dev";
    clip_ = store_.clip("door.h264");
    write_stream(clip_, {CodedPart{}});
    const std::string till = store_.clip("till.y4m");
    e2e::write_clip(till, 600, [](int) { return std::vector<Box>{}; });
    store_.set_source("till", till);
  }

  void watch(const std::string& source) {
    store_.set_source("door", source);
    store_.start();
    ASSERT_TRUE(store_.logs(kOnline, 1, 60)) << store_.log();
  }

  /// Nothing was started again, and the other camera was watched all the time.
  void expect_others_unaffected() {
    EXPECT_TRUE(store_.reaches("frames_read_total", "till", 30, 30));
    for (const char* camera : {"door", "till"}) EXPECT_EQ(store_.restarts("eye", camera), 0);
    EXPECT_EQ(store_.restarts("floor"), 0);
    store_.run().interrupt();
    EXPECT_EQ(store_.run().finish(20).exit_code, 0);
  }

  LiveStore store_{{}};
  std::string clip_;
};

TEST_F(Stream, ThatStallsIsLeftAfterFiveSecondsAndTakenUpAgain) {
  CameraServer server(clip_);
  Proxy way(server.port());
  watch(way.url("a"));
  way.stall(true);
  ASSERT_TRUE(store_.logs(kOffline, 1, 30)) << store_.log();
  EXPECT_THAT(store_.log(), HasSubstr("delivers nothing any more"));
  way.stall(false);
  EXPECT_TRUE(store_.logs(kOnline, 2, 60)) << store_.log();
  expect_others_unaffected();
}

TEST_F(Stream, OfAServerThatIsKilledComesBackWithTheServer) {
  auto server = std::make_unique<CameraServer>(clip_);
  const std::uint16_t port = server->port();
  watch("rtsp://127.0.0.1:" + std::to_string(port) + "/a");
  server->kill();
  ASSERT_TRUE(store_.logs(kOffline, 1, 30)) << store_.log();
  server = std::make_unique<CameraServer>(clip_, port);
  EXPECT_TRUE(store_.logs(kOnline, 2, 60)) << store_.log();
  expect_others_unaffected();
}

TEST_F(Stream, WithTruncatedPacketsIsDecodedAsFarAsItGoes) {
  CameraServer server(clip_);
  Proxy way(server.port());
  watch(way.url("a"));
  way.truncate_one_in(4);
  const double before = store_.of_camera("frames_read_total", "door");
  EXPECT_TRUE(store_.reaches("frames_read_total", "door", before + 30, 40)) << store_.log();
  EXPECT_FALSE(store_.logs(kOffline, 1, 0)) << store_.log();
  expect_others_unaffected();
}

TEST_F(Stream, MayChangeItsSizeOnTheWay) {
  write_stream(clip_, {CodedPart{}, CodedPart{480, 272}});
  CameraServer server(clip_);
  watch("rtsp://127.0.0.1:" + std::to_string(server.port()) + "/a");
  EXPECT_TRUE(store_.reaches("size_changes_total", "door", 2, 40)) << store_.log();
  EXPECT_FALSE(store_.logs(kOffline, 1, 0)) << store_.log();
  expect_others_unaffected();
}

TEST_F(Stream, MayComeBackInAnotherCoding) {
  const std::string other = store_.clip("door.h265");
  write_stream(other, {CodedPart{320, 240, 30, sim::Codec::kH265}});
  CameraServer before(clip_), after(other);
  Proxy way(before.port());
  watch(way.url("a"));
  EXPECT_THAT(store_.log(), HasSubstr("size=320x240 codec=h264"));
  way.go_to(after.port());
  way.cut();
  EXPECT_TRUE(store_.logs("codec=hevc", 1, 60)) << store_.log();
  expect_others_unaffected();
}

TEST_F(Stream, IsTakenUpAfterEveryCutWithoutMoreMemory) {
  const char* wanted = std::getenv("SILLAGE_FAULT_RECONNECTS");
  const int cuts = wanted != nullptr ? std::atoi(wanted) : 3;
  CameraServer server(clip_);
  Proxy way(server.port());
  watch(way.url("a"));
  const std::string resident = "sillage_room_resident_bytes{room=\"eye\",camera=\"door\"}";
  double first = 0;
  for (int i = 1; i <= cuts; ++i) {
    // More than 50: a sound connection, so that the next pause is a short one again.
    const double frames = store_.of_camera("frames_read_total", "door");
    ASSERT_TRUE(store_.reaches("frames_read_total", "door", frames + 60, 60)) << store_.log();
    if (i == 2) first = store_.metric(resident);
    way.cut();
    ASSERT_TRUE(store_.logs(kOnline, i + 1, 60)) << i << store_.log();
  }
  EXPECT_LT(store_.metric(resident) - first, 4 << 20) << "of " << first;
  expect_others_unaffected();
}

TEST_F(Stream, OverTlsIsWatched) {
  CameraServer server(clip_);
  TlsFront front(server.port(), std::filesystem::path(clip_).parent_path());
  watch("rtsps://127.0.0.1:" + std::to_string(front.port()) + "/a");
  EXPECT_TRUE(store_.reaches("frames_read_total", "door", 40, 40)) << store_.log();
  expect_others_unaffected();
}

}  // namespace
}  // namespace sillage::faults
