// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/testing/temporary.h"
#include "sim/camera/clip_writer.h"
#include "sim/live/clip_source.h"
#include "sim/live/filmed_source.h"
#include "sim/plan/reader.h"
#include "sim/plan/testing/small_plan.h"

namespace sillage::sim {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using namespace std::chrono_literals;

const Instant kNoon = *parse_iso8601("2026-01-07T12:00:00Z");

/// Types of the units in an Annex B stream, in their order.
std::vector<int> h264_units(const std::vector<std::uint8_t>& bytes) {
  std::vector<int> types;
  for (std::size_t i = 0; i + 3 < bytes.size(); ++i) {
    if (bytes[i] == 0 && bytes[i + 1] == 0 && bytes[i + 2] == 1) types.push_back(bytes[i + 3] & 31);
  }
  return types;
}

TEST(FilmedSource, BeginsWithAKeyPictureThatCarriesItsHeaders) {
  const Plan plan = *parse(testing::with(testing::small_plan(), "yaw_deg = 220",
                                         "yaw_deg = 220\nimage_size = [160, 90]"),
                           "kiosk");
  SharedDay day(plan, 1, kNoon);
  auto source = FilmedSource::create(plan, "corner", Codec::kH264, {}, day);
  ASSERT_TRUE(source.has_value()) << source.error().to_string();
  EXPECT_EQ(source->format().width, 160);
  EXPECT_EQ(source->format().fps, 10);
  for (int audience = 0; audience < 2; ++audience) {
    ASSERT_TRUE(source->begin().has_value());
    const auto first = source->picture(kNoon + audience * 1s);
    ASSERT_TRUE(first.has_value()) << first.error().to_string();
    EXPECT_TRUE(first->is_key);
    const auto units = h264_units(first->bytes);
    EXPECT_THAT(units, ::testing::IsSupersetOf({7, 8, 5})) << "parameter sets and a key slice";
    const auto second = source->picture(kNoon + audience * 1s + 100ms);
    ASSERT_TRUE(second.has_value());
    EXPECT_FALSE(second->is_key);
  }
  EXPECT_FALSE(FilmedSource::create(plan, "attic", Codec::kH264, {}, day).has_value());
}

TEST(ClipSource, RepeatsAFile) {
  const TemporaryFolder folder;
  for (const Codec codec : {Codec::kH264, Codec::kH265}) {
    ClipOptions options;
    options.path = folder.path() / "clip.mp4";
    options.width = 64;
    options.height = 48;
    options.fps = 5;
    options.codec = codec;
    auto writer = ClipWriter::create(options);
    ASSERT_TRUE(writer.has_value());
    for (int i = 0; i < 3; ++i) ASSERT_TRUE(writer->add(Picture(64, 48)).has_value());
    ASSERT_TRUE(writer->finish().has_value());
    const auto clip = Clip::load(options.path);
    ASSERT_TRUE(clip.has_value()) << clip.error().to_string();
    ClipSource source(*clip);
    EXPECT_EQ(source.format().codec, codec);
    EXPECT_EQ(source.format().width, 64);
    EXPECT_EQ(source.format().height, 48);
    EXPECT_DOUBLE_EQ(source.format().fps, 5);
    std::vector<bool> keys;
    for (int i = 0; i < 5; ++i) {
      const auto picture = source.picture({});
      ASSERT_TRUE(picture.has_value());
      EXPECT_THAT(std::vector(picture->bytes.begin(), picture->bytes.begin() + 3),
                  ElementsAre(0, 0, ::testing::Le(1)));
      keys.push_back(picture->is_key);
    }
    EXPECT_THAT(keys, ElementsAre(true, false, false, true, false));
  }
}

TEST(ClipSource, SaysWhatIsWrongWithAFile) {
  const TemporaryFolder folder;
  const auto missing = Clip::load(folder.path() / "none.mp4");
  ASSERT_FALSE(missing.has_value());
  EXPECT_THAT(missing.error().message, HasSubstr("none.mp4"));
  EXPECT_THAT(missing.error().message, HasSubstr("sillage sim render"));
  const auto clip = folder.write(
      "clip.y4m", "YUV4MPEG2 W16 H16 F10:1 C420jpeg\nFRAME\n" + std::string(16 * 16 * 3 / 2, 'x'));
  const auto raw = Clip::load(clip);
  ASSERT_FALSE(raw.has_value());
  EXPECT_THAT(raw.error().message, HasSubstr("rawvideo"));
  EXPECT_THAT(raw.error().message, HasSubstr("H.264 or H.265"));
}

}  // namespace
}  // namespace sillage::sim
