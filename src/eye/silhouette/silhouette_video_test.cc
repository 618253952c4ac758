// SPDX-License-Identifier: Apache-2.0
#include "eye/silhouette/silhouette_video.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "eye/silhouette/internal/decoded_video.h"
#include "eye/silhouette/internal/drawing.h"

namespace sillage::eye {
namespace {

using silhouette_internal::Colour;
using silhouette_internal::decode;
using silhouette_internal::DecodedVideo;
using silhouette_internal::kLine;
using silhouette_internal::kPerson;
using silhouette_internal::kZone;
using silhouette_internal::ScratchFolder;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr Colour kFloor = {110, 120, 130};
constexpr int kTolerance = 12;

I420Image plate(int width, int height) {
  I420Image image(width, height);
  std::fill_n(image.y(), width * height, kFloor.y);
  std::fill_n(image.u(), image.chroma_width() * image.chroma_height(), kFloor.u);
  std::fill_n(image.v(), image.chroma_width() * image.chroma_height(), kFloor.v);
  return image;
}

void expect_colour(I420Image& image, int x, int y, Colour wanted) {
  const int chroma = (y / 2) * image.chroma_width() + x / 2;
  EXPECT_NEAR(image.y()[y * image.width() + x], wanted.y, kTolerance) << x << ' ' << y;
  EXPECT_NEAR(image.u()[chroma], wanted.u, kTolerance) << x << ' ' << y;
  EXPECT_NEAR(image.v()[chroma], wanted.v, kTolerance) << x << ' ' << y;
}

SilhouetteOptions options_in(const ScratchFolder& folder, int width, int height) {
  return {.path = folder.path() / "out.mp4",
          .source_width = width,
          .source_height = height,
          .fps = 10,
          .lines = {},
          .zones = {}};
}

/// Takes from root the right to write everywhere, as long as it lives.
class NotRoot {
 public:
  NotRoot() : earlier_(::geteuid()) {
    if (earlier_ == 0) changed_ = ::seteuid(65534) == 0;
  }
  ~NotRoot() {
    if (changed_ && ::seteuid(earlier_) != 0) std::abort();
  }

 private:
  uid_t earlier_;
  bool changed_ = false;
};

/// Twenty scenes of 640x480: one person walks to the right, another stands.
void write_walk(const SilhouetteOptions& options) {
  auto video = SilhouetteVideo::create(options, plate(640, 480).view());
  ASSERT_TRUE(video) << video.error().to_string();
  for (int i = 0; i < 20; ++i) {
    const auto added = video->add({.people = {{40.0 + 20 * i, 100, 60, 160}, {540, 200, 70, 200}},
                                   .caption = fmt::format("0:{:02}.0  in {}", i / 10, i)});
    ASSERT_TRUE(added) << added.error().to_string();
  }
  const auto finished = video->finish();
  ASSERT_TRUE(finished) << finished.error().to_string();
}

TEST(SilhouetteVideo, ShowsFlatShapesOnThePlate) {
  const ScratchFolder folder;
  SilhouetteOptions options = options_in(folder, 640, 480);
  options.lines = {{{100, 440}, {400, 440}}};
  options.zones = {{{20, 300}, {300, 300}, {300, 400}, {20, 400}}};
  write_walk(options);
  DecodedVideo video = decode(options.path);
  ASSERT_EQ(video.pictures.size(), 20U);
  for (int i = 0; i < 20; ++i) {
    I420Image& picture = video.pictures[static_cast<std::size_t>(i)];
    ASSERT_EQ(picture.width(), 640);
    ASSERT_EQ(picture.height(), 480);
    EXPECT_NEAR(video.times_s[static_cast<std::size_t>(i)], i * 0.1, 1e-6);
    expect_colour(picture, 70 + 20 * i, 200, kPerson);
    expect_colour(picture, 70 + 20 * i, 117, kPerson);
    expect_colour(picture, 575, 300, kPerson);
    expect_colour(picture, 70 + 20 * i, 80, kFloor);
    expect_colour(picture, i < 10 ? 500 : 30, 200, kFloor);
    expect_colour(picture, 250, 440, kLine);
    expect_colour(picture, 150, 400, kZone);
    expect_colour(picture, 150, 350, kFloor);
  }
}

TEST(SilhouetteVideo, GivesTheSameBytesTwice) {
  const ScratchFolder one;
  const ScratchFolder other;
  write_walk(options_in(one, 640, 480));
  write_walk(options_in(other, 640, 480));
  const std::string bytes = silhouette_internal::bytes_of(one.path() / "out.mp4");
  EXPECT_GT(bytes.size(), 1000U);
  EXPECT_TRUE(bytes == silhouette_internal::bytes_of(other.path() / "out.mp4"));
  EXPECT_LT(bytes.find("moov"), bytes.find("mdat")) << "a browser can play it while it loads";
}

TEST(SilhouetteVideo, TakesBoxesInPixelsOfTheSource) {
  const ScratchFolder folder;
  const auto options = options_in(folder, 1920, 1080);
  auto video = SilhouetteVideo::create(options, plate(640, 360).view());
  ASSERT_TRUE(video);
  ASSERT_TRUE(video->add({.people = {{900, 300, 300, 600}}, .caption = ""}));
  ASSERT_TRUE(video->finish());
  DecodedVideo read = decode(options.path);
  ASSERT_EQ(read.pictures.size(), 1U);
  EXPECT_EQ(read.pictures[0].width(), 640);
  expect_colour(read.pictures[0], 350, 220, kPerson);
  expect_colour(read.pictures[0], 280, 220, kFloor);
}

TEST(SilhouetteVideo, ChoosesAnEvenSizeOfTheSourceShape) {
  struct Case {
    int plate_width, plate_height, source_width, source_height, width, height;
  };
  for (const Case& c : {Case{320, 180, 1920, 1080, 480, 270}, Case{320, 240, 320, 240, 320, 240},
                        Case{640, 480, 481, 361, 482, 362}, Case{1920, 1080, 1920, 1080, 1280, 720},
                        Case{360, 640, 1080, 1920, 480, 854}, Case{16, 16, 1, 1, 16, 16},
                        Case{640, 20, 8000, 3, 640, 16}, Case{20, 640, 3, 8000, 16, 1280}}) {
    const ScratchFolder folder;
    const auto options = options_in(folder, c.source_width, c.source_height);
    auto video = SilhouetteVideo::create(options, plate(c.plate_width, c.plate_height).view());
    ASSERT_TRUE(video) << video.error().to_string();
    ASSERT_TRUE(video->add({}));
    ASSERT_TRUE(video->finish());
    const DecodedVideo read = decode(options.path);
    ASSERT_EQ(read.pictures.size(), 1U);
    EXPECT_EQ(read.pictures[0].width(), c.width) << c.source_width << 'x' << c.source_height;
    EXPECT_EQ(read.pictures[0].height(), c.height) << c.source_width << 'x' << c.source_height;
  }
}

TEST(SilhouetteVideo, ShowsThePlateAloneWithNobodyAndWithUnusableBoxes) {
  constexpr double kInfinite = std::numeric_limits<double>::infinity();
  const std::vector<std::vector<Box>> scenes = {
      {},
      {{-500, -500, 100, 100}, {10'000, 10'000, 50, 50}},
      {{50, 50, 0, 0}, {50, 50, -20, 40}},
      {{std::nan(""), 0, 10, 10}, {0, std::nan(""), 10, 10}, {0, 0, std::nan(""), 10}},
      {{0, 0, kInfinite, kInfinite}, {-kInfinite, 0, kInfinite, 10}},
      {{1e308, 1e308, 1e308, 1e308}, {-1e308, -1e308, 1e308, 1e308}}};
  const ScratchFolder folder;
  const auto options = options_in(folder, 320, 240);
  auto video = SilhouetteVideo::create(options, plate(320, 240).view());
  ASSERT_TRUE(video);
  for (const auto& people : scenes) ASSERT_TRUE(video->add({.people = people, .caption = ""}));
  ASSERT_TRUE(video->add({.people = {{-30, 100, 60, 120}, {290, -50, 80, 200}}, .caption = ""}));
  ASSERT_TRUE(video->finish());
  DecodedVideo read = decode(options.path);
  ASSERT_EQ(read.pictures.size(), scenes.size() + 1);
  for (std::size_t i = 0; i < scenes.size(); ++i) {
    for (int x = 2; x < 320; x += 53) {
      for (int y = 2; y < 240; y += 47) expect_colour(read.pictures[i], x, y, kFloor);
    }
  }
  expect_colour(read.pictures.back(), 10, 180, kPerson);
  expect_colour(read.pictures.back(), 312, 100, kPerson);
}

TEST(SilhouetteVideo, HidesTheOrderInWhichPeopleAreGiven) {
  const ScratchFolder folder;
  const std::vector<Box> people = {
      {40, 40, 50, 120}, {60, 60, 50, 120}, {70, 50, 60, 130}, {70, 50, 60, 130}};
  std::vector<std::string> files;
  for (const bool reversed : {false, true}) {
    auto options = options_in(folder, 320, 240);
    auto video = SilhouetteVideo::create(options, plate(320, 240).view());
    ASSERT_TRUE(video);
    SilhouetteScene scene{.people = people, .caption = ""};
    if (reversed) std::reverse(scene.people.begin(), scene.people.end());
    ASSERT_TRUE(video->add(scene) && video->finish());
    files.push_back(silhouette_internal::bytes_of(options.path));
  }
  EXPECT_TRUE(files[0] == files[1]);
}

TEST(SilhouetteVideo, LeavesNothingBehindUnlessFinished) {
  const ScratchFolder folder;
  const auto options = options_in(folder, 640, 480);
  {
    auto video = SilhouetteVideo::create(options, plate(640, 480).view());
    ASSERT_TRUE(video && video->add({.people = {{10, 10, 40, 90}}, .caption = "0:01"}));
    SilhouetteVideo moved = std::move(*video);
    ASSERT_TRUE(moved.add({}));
    EXPECT_FALSE(folder.names().empty());
  }
  EXPECT_THAT(folder.names(), IsEmpty());
}

TEST(SilhouetteVideo, RefusesToFinishWithoutScenes) {
  const ScratchFolder folder;
  {
    auto video = SilhouetteVideo::create(options_in(folder, 64, 48), plate(64, 48).view());
    ASSERT_TRUE(video);
    const auto finished = video->finish();
    ASSERT_FALSE(finished);
    EXPECT_THAT(finished.error().message, HasSubstr("add at least one picture"));
  }
  EXPECT_THAT(folder.names(), IsEmpty());
}

TEST(SilhouetteVideo, SaysWhatToDoAboutThePath) {
  const ScratchFolder folder;
  std::ofstream(folder.path() / "file") << "x";
  std::filesystem::create_directory(folder.path() / "folder.mp4");
  struct Case {
    std::filesystem::path path;
    ErrorCode code;
    const char* advice;
  };
  for (const Case& c :
       {Case{folder.path() / "none/out.mp4", ErrorCode::kNotFound, "make the folder first"},
        Case{folder.path() / "file/out.mp4", ErrorCode::kNotFound, "check the path"},
        Case{folder.path() / "folder.mp4", ErrorCode::kInvalidArgument, "add the name of a file"},
        Case{folder.path() / "out.avi", ErrorCode::kInvalidArgument, "ends in .mp4"},
        Case{"", ErrorCode::kInvalidArgument, "ends in .mp4"}}) {
    SilhouetteOptions options = options_in(folder, 64, 48);
    options.path = c.path;
    const auto video = SilhouetteVideo::create(options, plate(64, 48).view());
    ASSERT_FALSE(video) << c.path;
    EXPECT_EQ(video.error().code, c.code) << c.path;
    EXPECT_THAT(video.error().message, HasSubstr(c.advice));
    EXPECT_THAT(video.error().message, HasSubstr(c.path.string()));
  }
  EXPECT_THAT(folder.names(), testing::ElementsAre("file", "folder.mp4"));
}

TEST(SilhouetteVideo, SaysWhatToDoAboutAFolderThatMayNotBeWritten) {
  const ScratchFolder folder;
  std::filesystem::permissions(
      folder.path(), std::filesystem::perms::owner_read | std::filesystem::perms::owner_exec);
  const NotRoot not_root;
  const auto video = SilhouetteVideo::create(options_in(folder, 64, 48), plate(64, 48).view());
  ASSERT_FALSE(video);
  EXPECT_EQ(video.error().code, ErrorCode::kPermission);
  EXPECT_THAT(video.error().message, HasSubstr("a folder that you may write to"));
}

TEST(SilhouetteVideo, SaysWhatToDoAboutWrongOptions) {
  const ScratchFolder folder;
  const I420Image floor = plate(64, 48);
  const auto message = [&](SilhouetteOptions options, const I420View& on) {
    const auto video = SilhouetteVideo::create(std::move(options), on);
    return video ? std::string("none") : video.error().message;
  };
  SilhouetteOptions options = options_in(folder, 0, 48);
  EXPECT_THAT(message(options, floor.view()), HasSubstr("take it from the first frame"));
  options = options_in(folder, 64, 100'000);
  EXPECT_THAT(message(options, floor.view()), HasSubstr("not 64x100000"));
  for (const double fps : {0.0, -1.0, std::nan(""), 1e9}) {
    options = options_in(folder, 64, 48);
    options.fps = fps;
    EXPECT_THAT(message(options, floor.view()), HasSubstr("set 0.01 to 240"));
  }
  EXPECT_THAT(message(options_in(folder, 64, 48), I420View{}), HasSubstr("build it from"));
  EXPECT_THAT(folder.names(), IsEmpty());
}

TEST(SilhouetteVideo, RunsAtAnyRate) {
  for (const double fps : {0.01, 0.5, 7.0, 29.97, 240.0}) {
    const ScratchFolder folder;
    SilhouetteOptions options = options_in(folder, 64, 48);
    options.fps = fps;
    auto video = SilhouetteVideo::create(options, plate(64, 48).view());
    ASSERT_TRUE(video) << video.error().to_string();
    for (int i = 0; i < 5; ++i) ASSERT_TRUE(video->add({}));
    ASSERT_TRUE(video->finish());
    const DecodedVideo read = decode(options.path);
    ASSERT_EQ(read.times_s.size(), 5U) << fps;
    EXPECT_NEAR(read.times_s[4], 4 / fps, 1e-3 * 4 / fps) << fps;
  }
}

}  // namespace
}  // namespace sillage::eye
