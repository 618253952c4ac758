// SPDX-License-Identifier: Apache-2.0
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "eye/ingest/internal/test_clips.h"
#include "eye/ingest/video_source.h"

namespace sillage::eye {
namespace {

using test::ClipOptions;
using ::testing::AllOf;
using ::testing::HasSubstr;

struct Outcome {
  SourceStats stats;
  std::optional<Error> error;
  std::optional<std::int64_t> announced;
};

Outcome read_all(const std::string& path) {
  SourceOptions options;
  options.url = path;
  auto source = VideoSource::create(options);
  if (!source) return {{}, source.error(), {}};
  const auto announced = source->info().frames;
  for (;;) {
    const auto frame = source->next();
    if (!frame) return {source->stats(), frame.error(), announced};
    if (!*frame) return {source->stats(), {}, announced};
  }
}

void expect_error(const std::string& path, ErrorCode code, const std::string& what_to_do) {
  const Outcome outcome = read_all(path);
  ASSERT_TRUE(outcome.error) << path;
  EXPECT_EQ(outcome.error->code, code) << outcome.error->to_string();
  EXPECT_THAT(outcome.error->to_string(), AllOf(HasSubstr(path), HasSubstr(what_to_do)));
}

TEST(BadInput, MissingFile) {
  const test::Folder folder;
  expect_error(folder.path("none.mp4"), ErrorCode::kNotFound, "check the path");
}

TEST(BadInput, Directory) {
  const test::Folder folder;
  expect_error(folder.path(""), ErrorCode::kInvalidArgument, "name the video files in it");
}

TEST(BadInput, EmptyFile) {
  const test::Folder folder;
  expect_error(folder.write("a.mp4", ""), ErrorCode::kDataLoss, "record or copy it again");
}

TEST(BadInput, NoVideoAtAll) {
  const test::Folder folder;
  std::string text;
  for (int i = 0; i < 500; ++i) text += "The quick brown fox jumps over the lazy dog.\n";
  for (const char* name : {"a.txt", "a.mp4", "a", "a.nfo", "a.srt", "a.avi", "a.ts"}) {
    expect_error(folder.write(name, text), ErrorCode::kDataLoss, "play it in a video player");
  }
}

TEST(BadInput, AudioOnly) {
  const test::Folder folder;
  const std::string path = folder.write("a.wav", test::wav());
  expect_error(path, ErrorCode::kInvalidArgument, "has no picture stream");
  expect_error(path, ErrorCode::kInvalidArgument, "export the recording again with its picture");
}

TEST(BadInput, UnknownCodec) {
  const test::Folder folder;
  ClipOptions clip;
  clip.codec = "mjpeg";
  test::make_clip(folder.path("a.avi"), clip);
  std::string bytes = test::bytes_of(folder.path("a.avi"));
  for (std::size_t at = 0; (at = bytes.find("MJPG", at)) != std::string::npos; at += 4) {
    bytes.replace(at, 4, "ZQZQ");
  }
  const std::string path = folder.write("b.avi", bytes);
  expect_error(path, ErrorCode::kUnsupported, "convert it to H.264");
  expect_error(path, ErrorCode::kUnsupported, "ZQZQ");
}

TEST(BadInput, NothingDecodable) {
  const test::Folder folder;
  ClipOptions clip;
  clip.codec = "mjpeg";
  for (int i = 0; i < clip.frames; ++i) clip.damaged.insert(i);
  test::make_clip(folder.path("a.avi"), clip);
  expect_error(folder.path("a.avi"), ErrorCode::kDataLoss, "record, export or copy it again");
}

TEST(BadInput, HeaderWithoutPictures) {
  const test::Folder folder;
  expect_error(folder.write("a.y4m", test::y4m(16, 16, 0)), ErrorCode::kDataLoss, "copy it again");
}

TEST(BadInput, PictureOfNoSize) {
  const test::Folder folder;
  expect_error(folder.write("a.y4m", test::y4m(0, 0, 3)), ErrorCode::kDataLoss, "again");
}

TEST(BadInput, PictureTooLarge) {
  const test::Folder folder;
  expect_error(folder.write("a.y4m", test::y4m(8193, 2, 1)), ErrorCode::kUnsupported,
               "use a smaller stream of the camera or scale the video down");
  EXPECT_FALSE(read_all(folder.write("b.y4m", test::y4m(8192, 2, 1))).error);
}

TEST(BadInput, UnsupportedPixelFormat) {
  const test::Folder folder;
  ClipOptions clip;
  clip.codec = "utvideo";
  test::make_clip(folder.path("a.avi"), clip);
  expect_error(folder.path("a.avi"), ErrorCode::kUnsupported, "pixel format 'gbrp'");
  expect_error(folder.path("a.avi"), ErrorCode::kUnsupported, "-pix_fmt yuv420p");
}

TEST(BadInput, DamagedPacketsAreCountedAndPassedOver) {
  const test::Folder folder;
  ClipOptions clip;
  clip.codec = "mjpeg";
  clip.damaged = {3, 4, 10};
  test::make_clip(folder.path("a.avi"), clip);
  const Outcome outcome = read_all(folder.path("a.avi"));
  ASSERT_FALSE(outcome.error) << outcome.error->to_string();
  EXPECT_EQ(outcome.stats.corrupt_packets, 3);
  EXPECT_EQ(outcome.stats.frames_read, 27);
  EXPECT_FALSE(outcome.stats.truncated);
}

TEST(BadInput, GivesUpAfterAThousandDamagedPackets) {
  const test::Folder folder;
  ClipOptions clip;
  clip.codec = "mjpeg";
  clip.width = clip.height = 16;
  clip.frames = 1200;
  for (int i = 5; i < clip.frames; ++i) clip.damaged.insert(i);
  test::make_clip(folder.path("a.avi"), clip);
  const Outcome outcome = read_all(folder.path("a.avi"));
  ASSERT_TRUE(outcome.error);
  EXPECT_EQ(outcome.error->code, ErrorCode::kDataLoss);
  EXPECT_THAT(outcome.error->message, HasSubstr("export or copy the video again"));
  EXPECT_EQ(outcome.stats.frames_read, 5);
}

class Truncated : public testing::TestWithParam<std::string> {
 protected:
  /// A clip of 100 frames, of which the first `share` of the file is left.
  std::string clip(double share) {
    const std::string& name = GetParam();
    ClipOptions options;
    options.frames = 100;
    options.index_first = true;
    if (name == "a.y4m") {
      folder_.write(name, test::y4m(64, 48, 100));
    } else {
      test::make_clip(folder_.path(name), options);
    }
    const std::string bytes = test::bytes_of(folder_.path(name));
    const auto kept = static_cast<std::size_t>(share * static_cast<double>(bytes.size()));
    return folder_.write("cut-" + name, bytes.substr(0, kept));
  }
  test::Folder folder_;
};

TEST_P(Truncated, GivesWhatIsThereAndSaysSo) {
  const Outcome outcome = read_all(clip(0.5));
  ASSERT_FALSE(outcome.error) << outcome.error->to_string();
  EXPECT_GT(outcome.stats.frames_read, 10);
  EXPECT_LT(outcome.stats.frames_read, 75);
  EXPECT_TRUE(outcome.stats.truncated);
}

TEST_P(Truncated, WholeFileIsNot) {
  const Outcome outcome = read_all(clip(1));
  ASSERT_FALSE(outcome.error);
  EXPECT_EQ(outcome.stats.frames_read, 100);
  EXPECT_FALSE(outcome.stats.truncated);
  EXPECT_EQ(outcome.stats.corrupt_packets, 0);
}

INSTANTIATE_TEST_SUITE_P(Containers, Truncated, testing::Values("a.y4m", "a.mp4", "a.avi", "a.mkv"),
                         [](const auto& name) { return name.param.substr(2); });

TEST(BadInput, Mp4WithoutItsIndexSaysThatItMayBeCutOff) {
  const test::Folder folder;
  test::make_clip(folder.path("a.mp4"), {});
  const std::string bytes = test::bytes_of(folder.path("a.mp4"));
  expect_error(folder.write("b.mp4", bytes.substr(0, bytes.size() / 2)), ErrorCode::kDataLoss,
               "cut off before its index was written");
}

TEST(BadInput, AnyCutOfAClipEndsWell) {
  const test::Folder folder;
  ClipOptions clip;
  clip.frames = 10;
  clip.index_first = true;
  for (const char* name : {"a.mp4", "a.avi", "a.mkv"}) {
    test::make_clip(folder.path(name), clip);
    const std::string bytes = test::bytes_of(folder.path(name));
    for (std::size_t kept = 1; kept < bytes.size(); kept += 97) {
      const Outcome outcome = read_all(folder.write("cut", bytes.substr(0, kept)));
      ASSERT_LE(outcome.stats.frames_read, 10);
      ASSERT_TRUE(!outcome.error || !outcome.error->message.empty());
    }
  }
}

TEST(BadInput, AnyDamageOfAClipEndsWell) {
  const test::Folder folder;
  ClipOptions clip;
  clip.frames = 10;
  std::mt19937 random(3);
  for (const char* name : {"a.mp4", "a.avi", "a.mkv"}) {
    test::make_clip(folder.path(name), clip);
    const std::string whole = test::bytes_of(folder.path(name));
    for (int round = 0; round < 60; ++round) {
      std::string bytes = whole;
      for (int i = 0; i < 20; ++i) bytes[random() % bytes.size()] = static_cast<char>(random());
      const Outcome outcome = read_all(folder.write("damaged", bytes));
      ASSERT_TRUE(!outcome.error || !outcome.error->message.empty());
      ASSERT_EQ(outcome.stats.frames_skipped, 0);
    }
  }
}

}  // namespace
}  // namespace sillage::eye
