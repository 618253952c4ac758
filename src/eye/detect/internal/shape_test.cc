// SPDX-License-Identifier: Apache-2.0
#include "eye/detect/internal/shape.h"

#include <gtest/gtest.h>

namespace sillage::eye {
namespace {

TEST(InputSizeTest, AModelOfOneSizeKeepsIt) {
  Model model;
  model.input_width = 512;
  model.input_height = 288;
  EXPECT_EQ(input_size(model, 480, 360), (InputSize{512, 288}));
}

TEST(InputSizeTest, ThePictureLiesAsLargeAsItCan) {
  Model model;
  model.input_width = 512;
  model.input_height = 288;
  model.other_sizes = {{448, 320}};
  EXPECT_EQ(input_size(model, 1920, 1080), (InputSize{512, 288}));
  EXPECT_EQ(input_size(model, 640, 360), (InputSize{512, 288}));
  EXPECT_EQ(input_size(model, 480, 360), (InputSize{448, 320}));
  EXPECT_EQ(input_size(model, 704, 576), (InputSize{448, 320}));
  EXPECT_EQ(input_size(model, 1080, 1920), (InputSize{448, 320}));
  EXPECT_EQ(input_size(model, 3000, 1), (InputSize{512, 288}));
}

}  // namespace
}  // namespace sillage::eye
