// SPDX-License-Identifier: Apache-2.0
#include "eye/silhouette/internal/mp4_writer.h"

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include "eye/silhouette/internal/decoded_video.h"

namespace sillage::eye::silhouette_internal {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

I420Image noise(int width, int height, unsigned seed) {
  std::mt19937 random(seed);
  I420Image image(width, height);
  std::generate_n(image.y(), width * height,
                  [&] { return static_cast<std::uint8_t>(16 + random() % 220); });
  return image;
}

I420Image flat(int width, int height, std::uint8_t y) {
  I420Image image(width, height);
  std::fill_n(image.y(), width * height, y);
  return image;
}

/// For as long as it lives no file of this process may grow beyond the limit: a full disk.
class FullDisk {
 public:
  explicit FullDisk(rlim_t bytes) : earlier_handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &earlier_);
    rlimit small = earlier_;
    small.rlim_cur = bytes;
    ::setrlimit(RLIMIT_FSIZE, &small);
  }
  ~FullDisk() {
    ::setrlimit(RLIMIT_FSIZE, &earlier_);
    std::signal(SIGXFSZ, earlier_handler_);
  }

 private:
  rlimit earlier_{};
  void (*earlier_handler_)(int);
};

Result<void> write_noise(Mp4Writer& writer, int pictures) {
  for (int i = 0; i < pictures; ++i) {
    RETURN_IF_ERROR(writer.write(noise(160, 120, static_cast<unsigned>(i)).view()));
  }
  return {};
}

TEST(Mp4Writer, FallsBackToMpeg4) {
  const ScratchFolder folder;
  const auto path = folder.path() / "a.mp4";
  auto writer = Mp4Writer::create({.path = path,
                                   .width = 160,
                                   .height = 120,
                                   .fps = 29.97,
                                   .encoders = {"no-such-encoder", "mpeg4"}});
  ASSERT_TRUE(writer) << writer.error().to_string();
  for (int i = 0; i < 60; ++i) {
    ASSERT_TRUE(writer->write(flat(160, 120, static_cast<std::uint8_t>(40 + i)).view()));
  }
  ASSERT_TRUE(writer->finish());
  DecodedVideo video = decode(path);
  EXPECT_EQ(video.codec, "mpeg4");
  ASSERT_EQ(video.pictures.size(), 60U);
  EXPECT_NEAR(video.times_s[59], 59 / 29.97, 1e-3);
  EXPECT_NEAR(video.pictures[59].y()[60 * 160 + 80], 99, 4);
}

TEST(Mp4Writer, SaysWhatToInstallWithoutEncoder) {
  const ScratchFolder folder;
  const auto writer = Mp4Writer::create(
      {.path = folder.path() / "a.mp4", .width = 64, .height = 64, .encoders = {"nothing"}});
  ASSERT_FALSE(writer);
  EXPECT_EQ(writer.error().code, ErrorCode::kUnsupported);
  EXPECT_THAT(writer.error().message, HasSubstr("nothing: not in this build"));
  EXPECT_THAT(writer.error().message, HasSubstr("install Debian's libavcodec59"));
  EXPECT_THAT(folder.names(), IsEmpty());
}

/// Forty noisy pictures with room for so many bytes.
Result<void> write_within(const std::filesystem::path& path, rlim_t bytes) {
  const FullDisk full(bytes);
  ASSIGN_OR_RETURN(auto writer, Mp4Writer::create({.path = path, .width = 160, .height = 120}));
  RETURN_IF_ERROR(write_noise(writer, 40));
  return writer.finish();
}

TEST(Mp4Writer, LeavesNothingButAnErrorOnAFullDisk) {
  const ScratchFolder folder;
  const auto path = folder.path() / "a.mp4";
  ASSERT_TRUE(write_within(path, 10'000'000));
  const rlim_t needed = std::filesystem::file_size(path);
  std::filesystem::remove(path);
  ASSERT_TRUE(write_within(path, needed));
  std::filesystem::remove(path);
  for (const rlim_t bytes : {rlim_t{0}, rlim_t{100}, needed / 4, needed - 400, needed - 1}) {
    const auto outcome = write_within(path, bytes);
    ASSERT_FALSE(outcome) << bytes << " of " << needed;
    EXPECT_EQ(outcome.error().code, ErrorCode::kExhausted) << outcome.error().message;
    EXPECT_THAT(outcome.error().message, HasSubstr("choose another disk"));
    EXPECT_THAT(outcome.error().message, HasSubstr("a.mp4"));
    EXPECT_THAT(folder.names(), IsEmpty()) << bytes;
  }
}

TEST(Mp4Writer, StaysFailedOnceWritingFailed) {
  const ScratchFolder folder;
  auto writer = Mp4Writer::create({.path = folder.path() / "a.mp4", .width = 160, .height = 120});
  ASSERT_TRUE(writer);
  {
    const FullDisk full(1000);
    ASSERT_FALSE(write_noise(*writer, 60));
  }
  const auto finished = writer->finish();
  ASSERT_FALSE(finished);
  EXPECT_THAT(finished.error().message, HasSubstr("it is failed"));
}

TEST(Mp4Writer, KeepsTheEarlierFileUntilTheNewOneIsWhole) {
  const ScratchFolder folder;
  const auto path = folder.path() / "a.mp4";
  std::ofstream(path) << "earlier";
  {
    auto writer = Mp4Writer::create({.path = path, .width = 160, .height = 120});
    ASSERT_TRUE(writer && write_noise(*writer, 3));
    EXPECT_EQ(bytes_of(path), "earlier");
  }
  EXPECT_EQ(bytes_of(path), "earlier");
  EXPECT_THAT(folder.names(), ElementsAre("a.mp4"));
  auto writer = Mp4Writer::create({.path = path, .width = 160, .height = 120});
  ASSERT_TRUE(writer && write_noise(*writer, 3) && writer->finish());
  EXPECT_EQ(decode(path).pictures.size(), 3U);
  EXPECT_THAT(folder.names(), ElementsAre("a.mp4"));
}

TEST(Mp4Writer, RefusesPicturesOfAnotherSizeAndAfterTheEnd) {
  const ScratchFolder folder;
  auto writer = Mp4Writer::create({.path = folder.path() / "a.mp4", .width = 64, .height = 48});
  ASSERT_TRUE(writer);
  const auto other = writer->write(flat(66, 48, 90).view());
  ASSERT_FALSE(other);
  EXPECT_THAT(other.error().message,
              HasSubstr("66x48 picture: it is 64x48 and open; open another"));
  ASSERT_TRUE(writer->write(flat(64, 48, 90).view()));
  ASSERT_TRUE(writer->finish());
  EXPECT_FALSE(writer->write(flat(64, 48, 90).view()));
  const auto twice = writer->finish();
  ASSERT_FALSE(twice);
  EXPECT_THAT(twice.error().message, HasSubstr("finish it once"));
  EXPECT_EQ(decode(folder.path() / "a.mp4").pictures.size(), 1U);
}

TEST(Mp4Writer, TakesNamesThatLookLikeAddresses) {
  const ScratchFolder folder;
  const auto path = folder.path() / "http:%d 100%.mp4";
  auto writer = Mp4Writer::create({.path = path, .width = 160, .height = 120});
  ASSERT_TRUE(writer && write_noise(*writer, 2) && writer->finish());
  EXPECT_THAT(folder.names(), ElementsAre("http:%d 100%.mp4"));
}

}  // namespace
}  // namespace sillage::eye::silhouette_internal
