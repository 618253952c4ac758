// SPDX-License-Identifier: Apache-2.0
#include "eye/ingest/internal/address.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "eye/ingest/internal/test_clips.h"
#include "eye/ingest/without_secrets.h"

namespace sillage::eye {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(WithoutSecrets, TakesUserAndPasswordOut) {
  EXPECT_EQ(without_secrets("rtsp://admin:hunter2@10.0.0.5:554/stream1"),
            "rtsp://10.0.0.5:554/stream1");
  EXPECT_EQ(without_secrets("https://token@host/a"), "https://host/a");
}

TEST(WithoutSecrets, LeavesPlainAddressesAndPathsAlone) {
  for (const char* plain : {"rtsp://host/cam@1", "rtsp://host:8554/cam", "http://[::1]:80/a.mp4",
                            "shop@entrance.mp4", "/data/a:b@c.mp4"}) {
    EXPECT_EQ(without_secrets(plain), plain);
  }
}

TEST(WithoutSecrets, ShowsRatherTooLittleForOddPasswords) {
  for (const char* odd :
       {"rtsp://u:hun/ter2@host/a", "rtsp://u:hunt?er2@host/a", "rtsp://u:hunt@er2@host/a",
        "rtsp://u:h@un/ter2@host/a", "rtsp://u:hunt#er2@host/a"}) {
    EXPECT_EQ(without_secrets(odd), "rtsp://host/a");
  }
}

TEST(WithoutSecrets, HidesTheQuery) {
  EXPECT_EQ(without_secrets("http://host/video?user=a&password=hunter2"), "http://host/video?...");
}

TEST(FindSource, TellsKindsApart) {
  const test::Folder folder;
  EXPECT_EQ(find_source(folder.write("a.mp4", "x"))->kind, Address::Kind::kFile);
  EXPECT_EQ(find_source("file://" + folder.path("a.mp4"))->kind, Address::Kind::kFile);
  EXPECT_EQ(find_source("RTSPS://host/a")->kind, Address::Kind::kRtsp);
  EXPECT_EQ(find_source("http://host/a")->kind, Address::Kind::kHttp);
  EXPECT_EQ(find_source("/dev/null")->kind, Address::Kind::kPipe);
}

TEST(FindSource, RefusesOtherSchemesAndSaysWhichThereAre) {
  const auto found = find_source("ftp://bob:hunter2@host/a.mp4");
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, ErrorCode::kUnsupported);
  EXPECT_THAT(found.error().message, HasSubstr("rtsp(s)://"));
  EXPECT_THAT(found.error().message, Not(HasSubstr("hunter2")));
}

TEST(FindSource, EmptyAddressSaysWhatToGive) {
  EXPECT_THAT(find_source("").error().message, HasSubstr("give a file path"));
}

}  // namespace
}  // namespace sillage::eye
