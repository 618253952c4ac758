// SPDX-License-Identifier: Apache-2.0
#include "eye/ingest/stream_facts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "eye/ingest/internal/jpeg_size.h"
#include "eye/ingest/internal/one_answer_server.h"
#include "eye/ingest/internal/test_clips.h"
#include "eye/ingest/video_source.h"

namespace sillage::eye {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

/// As a camera pushes pictures, one after the other without an end that was announced.
std::string pushed_jpegs(int width, int height, int pictures) {
  std::string answer =
      "HTTP/1.0 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=frame\r\n\r\n";
  for (int i = 0; i < pictures; ++i) {
    const std::string picture = test::jpeg(width, height, test::luma_of(i));
    answer +=
        "--frame\r\nContent-Type: image/jpeg\r\nContent-Length: " + std::to_string(picture.size()) +
        "\r\n\r\n" + picture + "\r\n";
  }
  return answer;
}

TEST(StreamFacts, AreReadFromPackets) {
  const test::Folder folder;
  test::ClipOptions clip;
  clip.codec = "libx264";
  clip.width = 320, clip.height = 180, clip.frames = 60;
  test::make_clip(folder.path("a.mp4"), clip);
  const auto facts = look_at_stream(folder.path("a.mp4"), SystemClock());
  ASSERT_TRUE(facts) << facts.error().to_string();
  EXPECT_EQ(facts->codec, "h264");
  EXPECT_EQ(facts->width, 320);
  EXPECT_EQ(facts->height, 180);
  EXPECT_NEAR(facts->fps, 10, 0.01);
  EXPECT_FALSE(facts->has_b_pictures);
  EXPECT_FALSE(facts->clock_ahead);
}

TEST(StreamFacts, SayHowFarKeyPicturesAreApart) {
  const test::Folder folder;
  test::ClipOptions clip;
  clip.frames = 60;
  test::make_clip(folder.path("a.avi"), clip);  // MPEG-4, a key picture in 12
  const auto facts = look_at_stream(folder.path("a.avi"), SystemClock());
  ASSERT_TRUE(facts) << facts.error().to_string();
  EXPECT_EQ(facts->width, 64);
  ASSERT_TRUE(facts->key_interval_s);
  EXPECT_NEAR(*facts->key_interval_s, 1.2, 0.01);
}

TEST(StreamFacts, SayWherePicturesComeOutOfOrder) {
  const test::Folder folder;
  test::ClipOptions clip;
  clip.codec = "libx264";
  clip.b_frames = 2;
  test::make_clip(folder.path("a.mp4"), clip);
  const auto facts = look_at_stream(folder.path("a.mp4"), SystemClock());
  ASSERT_TRUE(facts) << facts.error().to_string();
  EXPECT_TRUE(facts->has_b_pictures);
  EXPECT_NEAR(facts->fps, 10, 0.01);
}

TEST(StreamFacts, OfPicturesPushedOverHttp) {
  const test::OneAnswerServer server(pushed_jpegs(96, 64, 40));
  LookOptions options;
  options.stall_timeout = std::chrono::milliseconds(400);
  const auto facts = look_at_stream(server.address("http"), SystemClock(), options);
  ASSERT_TRUE(facts) << facts.error().to_string();
  EXPECT_EQ(facts->codec, "mjpeg");
  EXPECT_EQ(facts->width, 96);
  EXPECT_EQ(facts->height, 64);
  EXPECT_GE(facts->pictures, 39);
}

TEST(StreamFacts, OfASilentServerSayWhatToCheckWithoutThePassword) {
  const test::OneAnswerServer server("");
  LookOptions options;
  options.open_timeout = std::chrono::milliseconds(300);
  const auto facts = look_at_stream(server.address("rtsp"), SystemClock(), options);
  ASSERT_FALSE(facts);
  EXPECT_EQ(facts.error().code, ErrorCode::kUnavailable);
  EXPECT_THAT(facts.error().to_string(),
              AllOf(HasSubstr("check that the camera"), Not(HasSubstr("hunter2"))));
}

TEST(VideoSource, PlaysPicturesPushedOverHttp) {
  const test::OneAnswerServer server(pushed_jpegs(96, 64, 40));
  SourceOptions options;
  options.url = server.address("http");
  options.stall_timeout = std::chrono::milliseconds(400);
  const SystemClock clock;
  options.live_clock = &clock;
  options.may_decode = [] { return Result<void>{}; };
  auto source = VideoSource::create(options);
  ASSERT_TRUE(source) << source.error().to_string();
  int frames = 0;
  Result<std::optional<Frame>> frame = source->next();
  for (; frame && *frame; frame = source->next(), ++frames) {
    EXPECT_EQ((*frame)->picture.width, 96);
    EXPECT_NEAR((*frame)->picture.y[0], test::luma_of(frames), 3);
  }
  EXPECT_GE(frames, 39);
  ASSERT_FALSE(frame);
  EXPECT_EQ(frame.error().code, ErrorCode::kUnavailable);
}

TEST(JpegSize, IsFoundOrNot) {
  const auto size_in = [](const std::string& bytes) {
    return jpeg_size({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
  };
  const std::string picture = test::jpeg(120, 80, 100);
  EXPECT_EQ(size_in(picture), (std::pair{120, 80}));
  for (std::size_t cut = 0; cut < 20; ++cut) EXPECT_FALSE(size_in(picture.substr(0, cut))) << cut;
  EXPECT_FALSE(size_in(std::string(100, '\xff')));
}

}  // namespace
}  // namespace sillage::eye
