// SPDX-License-Identifier: Apache-2.0
#include "eye/detect/internal/decode.h"

#include <cmath>
#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sillage::eye {
namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr float kInfinite = std::numeric_limits<float>::infinity();

TEST(DecodeSillage, TurnsCornersIntoBoxes) {
  const std::vector<float> output{10, 20, 40, 100, 0.75F, 0, 0, 8, 4, 0.5F};
  const auto boxes = decode(BoxDecoder::kSillage, output, 512, 288, 0.1);
  ASSERT_EQ(boxes.size(), 2u);
  EXPECT_EQ(boxes[0].box, (Box{10, 20, 30, 80}));
  EXPECT_FLOAT_EQ(boxes[0].score, 0.75F);
  EXPECT_EQ(boxes[1].box, (Box{0, 0, 8, 4}));
}

TEST(DecodeSillage, KeepsTheLowestScoreAndDropsWhatIsBelow) {
  const std::vector<float> output{0, 0, 8, 8, 0.25F, 0, 0, 8, 8, 0.2499F};
  EXPECT_EQ(decode(BoxDecoder::kSillage, output, 512, 288, 0.25).size(), 1u);
}

TEST(DecodeSillage, DropsWhatIsNoBox) {
  const std::vector<float> output{kNan, 0, 8,         8,  0.9F,   //
                                  0,    0, kInfinite, 8,  0.9F,   //
                                  0,    0, 8,         8,  kNan,   //
                                  8,    8, 0,         16, 0.9F,   // right of left
                                  8,    8, 8,         16, 0.9F};  // no width
  EXPECT_THAT(decode(BoxDecoder::kSillage, output, 512, 288, 0.1), ::testing::IsEmpty());
}

TEST(DecodeSillage, EndsScoresAtOneAndIgnoresAnUnfinishedRow) {
  const std::vector<float> output{0, 0, 8, 8, 3.0F, 0, 0, 8};
  const auto boxes = decode(BoxDecoder::kSillage, output, 512, 288, 0.1);
  ASSERT_EQ(boxes.size(), 1u);
  EXPECT_FLOAT_EQ(boxes[0].score, 1.0F);
}

/// Output of an input of 64 x 32: grids of 8 x 4, 4 x 2 and 2 x 1 cells.
class DecodeYolox : public ::testing::Test {
 protected:
  static constexpr int kWidth = 64;
  static constexpr int kHeight = 32;
  static constexpr std::size_t kColumns = 85;

  void set(std::size_t row, std::vector<float> values) {
    std::copy(values.begin(), values.end(), output_.begin() + static_cast<long>(row * kColumns));
  }
  std::vector<Detection> run(double min_score = 0.1) const {
    return decode(BoxDecoder::kYolox, output_, kWidth, kHeight, min_score);
  }

  std::vector<float> output_ = std::vector<float>((32 + 8 + 2) * kColumns, 0.0F);
};

TEST_F(DecodeYolox, LayoutCountsTheCellsOfThreeGrids) {
  EXPECT_EQ(output_layout(BoxDecoder::kYolox, kWidth, kHeight).rows, 42u);
  EXPECT_EQ(output_layout(BoxDecoder::kYolox, 416, 416).rows, 3549u);
  EXPECT_EQ(output_layout(BoxDecoder::kYolox, 416, 416).columns, kColumns);
}

TEST_F(DecodeYolox, PlacesBoxesByCellAndStride) {
  set(8 * 1 + 3, {0.5F, 0.5F, 0, 0, 1, 1});                    // stride 8, column 3, line 1
  set(32 + 4 * 1 + 2, {0, 0, std::log(2.0F), 0, 0.5F, 0.5F});  // stride 16, column 2, line 1
  set(32 + 8 + 1, {0.5F, 0.5F, 0, std::log(0.5F), 1, 0.75F});  // stride 32, column 1
  const auto boxes = run();
  ASSERT_EQ(boxes.size(), 3u);
  EXPECT_EQ(boxes[0].box, (Box{24, 8, 8, 8}));
  EXPECT_NEAR(boxes[1].box.left, 32 - 16, 1e-5);
  EXPECT_NEAR(boxes[1].box.width, 32, 1e-5);
  EXPECT_NEAR(boxes[1].box.top, 16 - 8, 1e-5);
  EXPECT_FLOAT_EQ(boxes[1].score, 0.25F);
  EXPECT_NEAR(boxes[2].box.top, 16 - 8, 1e-5);
  EXPECT_NEAR(boxes[2].box.height, 16, 1e-5);
  EXPECT_FLOAT_EQ(boxes[2].score, 0.75F);
}

TEST_F(DecodeYolox, OnlyPeopleCount) {
  set(0, {0, 0, 0, 0, 1, 0, 1});  // surely the second class
  EXPECT_THAT(run(), ::testing::IsEmpty());
}

TEST_F(DecodeYolox, DropsSizesThatOverflow) {
  set(0, {0, 0, 1e9F, 0, 1, 1});
  set(1, {0, 0, 0, kNan, 1, 1});
  set(2, {0, 0, 0, 0, kNan, 1});
  EXPECT_THAT(run(), ::testing::IsEmpty());
}

TEST_F(DecodeYolox, ReadsNothingBeyondAShortOutput) {
  set(0, {0.5F, 0.5F, 0, 0, 1, 1});
  output_.resize(kColumns + 7);
  EXPECT_EQ(run().size(), 1u);
}

}  // namespace
}  // namespace sillage::eye
