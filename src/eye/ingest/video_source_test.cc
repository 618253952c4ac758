// SPDX-License-Identifier: Apache-2.0
#include "eye/ingest/video_source.h"

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "eye/ingest/internal/test_clips.h"

namespace sillage::eye {
namespace {

using std::chrono::milliseconds;
using test::ClipOptions;
using test::luma_of;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

struct Delivered {
  std::vector<int> luma, milliseconds_in;
  std::vector<std::int64_t> index;
  SourceInfo info;
  SourceStats stats;
  std::optional<Error> error;
};

Delivered deliver(SourceOptions options) {
  Delivered all;
  auto source = VideoSource::create(std::move(options));
  if (!source) {
    all.error = source.error();
    return all;
  }
  all.info = source->info();
  for (;;) {
    auto frame = source->next();
    if (!frame) all.error = frame.error();
    if (!frame || !*frame) break;
    EXPECT_EQ((*frame)->picture.width, all.info.width);
    EXPECT_EQ((*frame)->picture.height, all.info.height);
    const I420View& picture = (*frame)->picture;
    all.luma.push_back(picture.y[picture.y_stride * (picture.height / 2) + picture.width / 2]);
    const auto in = (*frame)->captured_at - all.info.starts_at;
    all.milliseconds_in.push_back(static_cast<int>(in / milliseconds(1)));
    all.index.push_back((*frame)->index);
  }
  all.stats = source->stats();
  if (!all.error) {
    EXPECT_EQ(all.stats.frames_read, all.stats.frames_analysed + all.stats.frames_skipped);
  }
  return all;
}

Delivered deliver(const std::string& path, double analysed_fps = 0) {
  SourceOptions options;
  options.url = path;
  options.analysed_fps = analysed_fps;
  return deliver(options);
}

void expect_in_order(const Delivered& all, int frames, int step_ms, int tolerance) {
  ASSERT_FALSE(all.error) << all.error->to_string();
  ASSERT_EQ(static_cast<int>(all.luma.size()), frames);
  for (int i = 0; i < frames; ++i) {
    const auto at = static_cast<std::size_t>(i);
    ASSERT_NEAR(all.luma[at], luma_of(i), tolerance) << i;
    ASSERT_EQ(all.milliseconds_in[at], i * step_ms) << i;
    ASSERT_EQ(all.index[at], i);
  }
  EXPECT_EQ(all.stats.frames_analysed, frames);
  EXPECT_EQ(all.stats.corrupt_packets, 0);
  EXPECT_FALSE(all.stats.truncated);
}

TEST(VideoSource, DeliversEveryRawFrameInOrderAlsoAtOddSizes) {
  const test::Folder folder;
  for (const auto& [width, height] : {std::pair{64, 48}, {33, 17}, {1, 1}}) {
    const auto all = deliver(folder.write("a.y4m", test::y4m(width, height, 30)));
    expect_in_order(all, 30, 40, 0);
    EXPECT_EQ(all.info.width, width);
    EXPECT_EQ(all.info.height, height);
    EXPECT_EQ(all.info.codec, "rawvideo");
    EXPECT_EQ(all.info.nominal_fps, 25);
  }
}

TEST(VideoSource, DeliversReorderedFramesInOrderFromEveryContainer) {
  const test::Folder folder;
  for (const char* name : {"a.mp4", "a.avi", "a.mkv"}) {
    ClipOptions clip;
    clip.b_frames = name[2] == 'a' ? 0 : 2;
    test::make_clip(folder.path(name), clip);
    const auto all = deliver(folder.path(name));
    expect_in_order(all, 30, 100, 3);
    EXPECT_EQ(all.info.codec, "mpeg4");
    EXPECT_EQ(all.info.frames, 30);
    EXPECT_NEAR(seconds(all.info.duration.value()), 3, 0.1);
    EXPECT_EQ(all.stats.last_captured_at, all.info.starts_at + milliseconds(2900));
  }
}

TEST(VideoSource, KeepsTheRealTimesOfAnUnevenClip) {
  const test::Folder folder;
  ClipOptions clip;
  clip.stamps_ms = {0, 40, 100, 1000, 1010, 5000};
  test::make_clip(folder.path("a.mp4"), clip);
  const auto all = deliver(folder.path("a.mp4"));
  EXPECT_THAT(all.milliseconds_in, ElementsAre(0, 40, 100, 1000, 1010, 5000));
  EXPECT_FALSE(all.stats.truncated);
}

TEST(VideoSource, ThinsOutEvenly) {
  const test::Folder folder;
  const auto all = deliver(folder.write("a.y4m", test::y4m(16, 16, 50)), 10);
  ASSERT_EQ(all.luma.size(), 20u);
  for (std::size_t i = 0; i < 20; ++i)
    EXPECT_NEAR(all.milliseconds_in[i], 100 * static_cast<int>(i), 20);
  EXPECT_EQ(all.index[2], 5);
  EXPECT_EQ(all.stats.frames_read, 50);
  EXPECT_EQ(all.stats.frames_skipped, 30);
}

TEST(VideoSource, StartComesFromOptionsThenContainerThenNowhere) {
  const test::Folder folder;
  ClipOptions clip;
  clip.frames = 3;
  clip.metadata["creation_time"] = "2026-03-04T05:06:07.000000Z";
  test::make_clip(folder.path("a.mp4"), clip);
  const auto from_container = deliver(folder.path("a.mp4"));
  EXPECT_TRUE(from_container.info.start_known);
  EXPECT_EQ(to_iso8601(from_container.info.starts_at), "2026-03-04T05:06:07Z");

  SourceOptions options;
  options.url = folder.path("a.mp4");
  options.starts_at = parse_iso8601("2026-11-23T09:00:00Z").value();
  const auto given = deliver(options);
  EXPECT_TRUE(given.info.start_known);
  EXPECT_EQ(given.info.starts_at, options.starts_at);

  const auto nowhere = deliver(folder.write("a.y4m", test::y4m(8, 8, 2)));
  EXPECT_FALSE(nowhere.info.start_known);
  EXPECT_EQ(nowhere.info.starts_at, Instant{});
}

TEST(VideoSource, ImplausibleCreationTimeIsNotBelieved) {
  const test::Folder folder;
  ClipOptions clip;
  clip.frames = 3;
  clip.metadata["creation_time"] = "1975-01-01T00:00:00Z";
  test::make_clip(folder.path("a.mkv"), clip);
  EXPECT_FALSE(deliver(folder.path("a.mkv")).info.start_known);
}

TEST(VideoSource, FramesOutliveTheSource) {
  const test::Folder folder;
  ClipOptions clip;
  test::make_clip(folder.path("a.mp4"), clip);
  std::vector<Frame> frames;
  {
    auto source = VideoSource::create({.url = folder.path("a.mp4"), .starts_at = {}});
    for (int i = 0; i < 10; ++i) frames.push_back(std::move(source->next()->value()));
  }
  for (int i = 0; i < 10; ++i) {
    EXPECT_NEAR(frames[static_cast<std::size_t>(i)].picture.y[10], luma_of(i), 3);
  }
}

TEST(VideoSource, EndStaysTheEnd) {
  const test::Folder folder;
  auto source =
      VideoSource::create({.url = folder.write("a.y4m", test::y4m(8, 8, 1)), .starts_at = {}});
  EXPECT_TRUE(source->next()->has_value());
  EXPECT_FALSE(source->next()->has_value());
  EXPECT_FALSE(source->next()->has_value());
  EXPECT_EQ(source->stats().frames_read, 1);
}

TEST(VideoSource, RefusesImpossibleOptions) {
  const test::Folder folder;
  const std::string path = folder.write("a.y4m", test::y4m(8, 8, 1));
  for (const double rate : {-1.0, 5000.0, std::nan("")}) {
    const auto all = deliver(path, rate);
    ASSERT_TRUE(all.error);
    EXPECT_EQ(all.error->code, ErrorCode::kInvalidArgument);
    EXPECT_THAT(all.error->message, HasSubstr("give 0 (every frame) or a rate"));
  }
  SourceOptions options;
  options.url = path;
  options.stall_timeout = Duration::zero();
  EXPECT_THAT(deliver(options).error.value().message, HasSubstr("give both a time above 0"));
}

TEST(VideoSource, SizeChangeIsScaledToTheFirstSizeAndCounted) {
  const test::Folder folder;
  std::string stream;
  for (int i = 0; i < 12; ++i) {
    const bool is_large = i >= 4 && i < 8;
    stream += test::jpeg(is_large ? 128 : 64, is_large ? 80 : 48, luma_of(i));
  }
  const auto all = deliver(folder.write("a.mjpeg", stream));
  expect_in_order(all, 12, 40, 3);
  EXPECT_EQ(all.info.width, 64);
  EXPECT_EQ(all.stats.size_changes, 2);
}

/// `may_decode` allows so many packets.
Delivered deliver_allowed(const std::string& path, int packets) {
  SourceOptions options;
  options.url = path;
  options.may_decode = [packets]() mutable -> Result<void> {
    if (packets-- > 0) return {};
    return fail(ErrorCode::kPermission, "the leave was withdrawn");
  };
  return deliver(options);
}

TEST(VideoSource, DecodesNoFrameAfterTheLeaveIsGone) {
  const test::Folder folder;
  const std::string clip = folder.write("a.y4m", test::y4m(8, 8, 30));
  for (const int packets : {1, 2, 17, 29}) {
    const Delivered all = deliver_allowed(clip, packets);
    ASSERT_TRUE(all.error) << packets;
    EXPECT_EQ(all.error->code, ErrorCode::kPermission);
    EXPECT_EQ(static_cast<int>(all.luma.size()), packets);
  }
  const Delivered none = deliver_allowed(clip, 0);
  ASSERT_TRUE(none.error);
  EXPECT_TRUE(none.luma.empty());
}

TEST(VideoSource, ALiveAddressIsDecodedWithALeaveAlone) {
  for (const char* address : {"rtsp://127.0.0.1:1/x", "rtsps://127.0.0.1:1/x", "RTSP://127.0.0.1:1/x",
                              "http://127.0.0.1:1/x", "https://127.0.0.1:1/x"}) {
    SourceOptions options;
    options.url = address;
    const auto source = VideoSource::create(options);
    ASSERT_FALSE(source) << address;
    EXPECT_EQ(source.error().code, ErrorCode::kPermission) << address;
    EXPECT_THAT(source.error().message, testing::HasSubstr("sillage run"));
  }
}

}  // namespace
}  // namespace sillage::eye
