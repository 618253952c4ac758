// SPDX-License-Identifier: Apache-2.0
#include <thread>

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "eye/ingest/internal/one_answer_server.h"
#include "eye/ingest/internal/test_clips.h"
#include "eye/ingest/video_source.h"

namespace sillage::eye {
namespace {

using std::chrono::milliseconds;
using test::OneAnswerServer;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

SourceOptions impatient(const std::string& url) {
  SourceOptions options;
  options.url = url;
  options.open_timeout = milliseconds(400);
  options.stall_timeout = milliseconds(300);
  options.may_decode = [] { return Result<void>{}; };
  return options;
}

void expect_unavailable(const Error& error, const std::string& what_to_do) {
  EXPECT_EQ(error.code, ErrorCode::kUnavailable) << error.to_string();
  EXPECT_EQ(exit_code(error.code), 4);
  EXPECT_THAT(error.to_string(),
              AllOf(HasSubstr(what_to_do), Not(HasSubstr("hunter2")), Not(HasSubstr("admin"))));
}

/// Reads until the error; the number of frames before it.
int frames_until_error(VideoSource& source, std::optional<Error>& error) {
  for (int frames = 0;; ++frames) {
    const auto frame = source.next();
    if (!frame) error = frame.error();
    if (!frame || !*frame) return frames;
  }
}

TEST(StalledSource, PipeWithoutWriterTimesOutWhileOpening) {
  const test::Folder folder;
  const std::string path = folder.path("pipe");
  ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
  const auto before = std::chrono::steady_clock::now();
  const auto source = VideoSource::create(impatient(path));
  const auto waited = std::chrono::steady_clock::now() - before;
  ASSERT_FALSE(source);
  expect_unavailable(source.error(), "then try again");
  EXPECT_GE(waited, milliseconds(400));
  EXPECT_LT(waited, milliseconds(3000));
}

TEST(StalledSource, PipeThatFallsSilentTimesOutAfterItsFrames) {
  const test::Folder folder;
  const std::string path = folder.path("pipe");
  ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
  const int writer = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
  const std::string bytes = test::y4m(64, 48, 5);
  ASSERT_EQ(::write(writer, bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size()));
  auto source = VideoSource::create(impatient(path));
  ASSERT_TRUE(source) << source.error().to_string();
  std::optional<Error> error;
  EXPECT_EQ(frames_until_error(*source, error), 5);
  ASSERT_TRUE(error);
  expect_unavailable(*error, "check that the camera or server is running");
  ::close(writer);
}

TEST(StalledSource, PipeThatIsClosedEndsNormally) {
  const test::Folder folder;
  const std::string path = folder.path("pipe");
  ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
  const std::jthread writer([&path] {
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    const std::string bytes = test::y4m(160, 120, 40);
    EXPECT_EQ(::write(descriptor, bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size()));
    ::close(descriptor);
  });
  SourceOptions options;
  options.url = path;
  auto source = VideoSource::create(options);
  ASSERT_TRUE(source) << source.error().to_string();
  std::optional<Error> error;
  EXPECT_EQ(frames_until_error(*source, error), 40);
  EXPECT_FALSE(error);
  EXPECT_FALSE(source->stats().truncated);
}

TEST(StalledSource, ServerThatNeverAnswersTimesOutWhileOpening) {
  const OneAnswerServer server("");
  for (const char* scheme : {"rtsp", "http"}) {
    const auto source = VideoSource::create(impatient(server.address(scheme)));
    ASSERT_FALSE(source);
    expect_unavailable(source.error(), "check that the camera or server is running");
    EXPECT_THAT(source.error().message, HasSubstr("127.0.0.1"));
  }
}

TEST(StalledSource, StreamThatFallsSilentTimesOutAfterItsFrames) {
  const OneAnswerServer server("HTTP/1.1 200 OK\r\nContent-Type: video/x-yuv4mpeg\r\n\r\n" +
                               test::y4m(64, 48, 5));
  auto source = VideoSource::create(impatient(server.address("http")));
  ASSERT_TRUE(source) << source.error().to_string();
  std::optional<Error> error;
  EXPECT_EQ(frames_until_error(*source, error), 5);
  ASSERT_TRUE(error);
  expect_unavailable(*error, "then try again");
}

TEST(StalledSource, RefusedConnectionSaysWhatToCheck) {
  std::string address;
  {
    const OneAnswerServer server("");
    address = server.address("rtsp");
  }
  const auto source = VideoSource::create(impatient(address));
  ASSERT_FALSE(source);
  expect_unavailable(source.error(), "cannot connect to 'rtsp://127.0.0.1");
}

TEST(StalledSource, WrongPasswordIsNotShownButNamedAsTheCause) {
  for (const char* scheme : {"http", "rtsp"}) {
    const std::string protocol = scheme == std::string("http") ? "HTTP/1.1" : "RTSP/1.0";
    const OneAnswerServer server(protocol +
                                 " 403 Forbidden\r\nCSeq: 1\r\nContent-Length: 0\r\n\r\n");
    const auto source = VideoSource::create(impatient(server.address(scheme)));
    ASSERT_FALSE(source);
    EXPECT_EQ(source.error().code, ErrorCode::kPermission) << source.error().to_string();
    EXPECT_THAT(source.error().message,
                AllOf(HasSubstr("correct them in the address"), Not(HasSubstr("hunter2"))));
  }
}

}  // namespace
}  // namespace sillage::eye
