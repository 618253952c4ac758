// SPDX-License-Identifier: Apache-2.0
#include "desk/report/png.h"

#include <cstdlib>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

namespace sillage::desk::report {
namespace {

std::uint32_t u32(std::string_view bytes) {
  std::uint32_t out = 0;
  for (const char c : bytes.substr(0, 4)) out = out << 8 | static_cast<unsigned char>(c);
  return out;
}

int predicted(int filter, int left, int up, int corner) {
  if (filter == 1) return left;
  if (filter == 2) return up;
  if (filter == 3) return (left + up) / 2;
  if (filter == 0) return 0;
  const int p = left + up - corner;
  const int pa = std::abs(p - left), pb = std::abs(p - up), pc = std::abs(p - corner);
  return pa <= pb && pa <= pc ? left : pb <= pc ? up : corner;
}

/// A reader for what the encoder may write; checks every chunk's CRC.
std::vector<std::uint8_t> decode(std::string_view png, std::size_t width, std::size_t height) {
  EXPECT_TRUE(png.starts_with("\x89PNG\r\n\x1a\n"));
  png.remove_prefix(8);
  std::string data;
  while (!png.empty()) {
    const std::size_t size = u32(png);
    const auto* start = reinterpret_cast<const Bytef*>(png.data() + 4);
    EXPECT_EQ(crc32(0, start, static_cast<uInt>(size + 4)), u32(png.substr(8 + size)));
    if (png.substr(4, 4) == "IDAT") data += png.substr(8, size);
    png.remove_prefix(12 + size);
  }
  const std::size_t stride = 3 * width;
  std::string raw((stride + 1) * height, '\0');
  uLongf length = raw.size();
  EXPECT_EQ(uncompress(reinterpret_cast<Bytef*>(raw.data()), &length,
                       reinterpret_cast<const Bytef*>(data.data()), data.size()),
            Z_OK);
  EXPECT_EQ(length, raw.size());
  std::vector<std::uint8_t> out(stride * height);
  for (std::size_t y = 0; y < height; ++y) {
    const int filter = raw[y * (stride + 1)];
    for (std::size_t i = 0; i < stride; ++i) {
      const int left = i >= 3 ? out[y * stride + i - 3] : 0;
      const int up = y > 0 ? out[(y - 1) * stride + i] : 0;
      const int corner = y > 0 && i >= 3 ? out[(y - 1) * stride + i - 3] : 0;
      out[y * stride + i] =
          static_cast<std::uint8_t>(static_cast<unsigned char>(raw[y * (stride + 1) + 1 + i]) +
                                    predicted(filter, left, up, corner));
    }
  }
  return out;
}

/// A smooth scene with sensor noise.
std::vector<std::uint8_t> scene(int width, int height) {
  std::mt19937 random(1);
  std::vector<std::uint8_t> out;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const int noise = static_cast<int>(random() % 7);
      for (const int tint : {90, 80, 60}) {
        const int shelf = (x / 40 + y / 30) % 2 * 50;
        out.push_back(static_cast<std::uint8_t>(tint + shelf + y / 8 + noise));
      }
    }
  }
  return out;
}

TEST(Png, ReadsBackPixelByPixel) {
  for (const auto& [width, height] : {std::pair{1, 1}, {3, 2}, {64, 48}, {101, 37}}) {
    const auto rgb = scene(width, height);
    const auto png = encode_png(width, height, rgb);
    ASSERT_TRUE(png);
    EXPECT_EQ(decode(*png, static_cast<std::size_t>(width), static_cast<std::size_t>(height)), rgb);
  }
}

TEST(Png, KeepsAPlateBelowOneMegabyte) {
  const auto png = encode_png(640, 480, scene(640, 480));
  ASSERT_TRUE(png);
  EXPECT_LT(png->size(), 1'000'000u);
}

TEST(Png, RefusesTheWrongNumberOfBytes) {
  const auto png = encode_png(2, 2, std::vector<std::uint8_t>(11));
  ASSERT_FALSE(png);
  EXPECT_THAT(png.error().message, ::testing::HasSubstr("give 1 to 16384 pixels a side"));
  EXPECT_FALSE(encode_png(0, 2, {}));
}

TEST(Shrink, TakesTheMeanOfBlocksAndOfTheRestAtTheEdge) {
  const std::vector<std::uint8_t> rgb = {10, 20, 30, 20, 40, 50, 7, 8, 9};
  const Picture small = shrink(3, 1, rgb, 2);
  EXPECT_EQ(small.width, 2);
  EXPECT_EQ(small.height, 1);
  EXPECT_EQ(small.factor, 2);
  EXPECT_THAT(small.rgb, ::testing::ElementsAre(15, 30, 40, 7, 8, 9));
  EXPECT_EQ(shrink(3, 1, rgb, 3).rgb, rgb);
}

/// Test vectors of RFC 4648, section 10.
TEST(Base64, FollowsTheStandard) {
  EXPECT_EQ(base64(""), "");
  EXPECT_EQ(base64("f"), "Zg==");
  EXPECT_EQ(base64("fo"), "Zm8=");
  EXPECT_EQ(base64("foo"), "Zm9v");
  EXPECT_EQ(base64("foobar"), "Zm9vYmFy");
  EXPECT_EQ(base64("\xff\xfe"), "//4=");
}

}  // namespace
}  // namespace sillage::desk::report
