// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "eye/common/detection.h"
#include "eye/detect/model.h"

namespace sillage::eye {

/// Cells of the three grids, of 8, 16 and 32 pixels: rows that a network of any shape gives.
std::size_t cell_count(int input_width, int input_height);

/// Rows of numbers that a decoder wants: one candidate box each.
struct OutputLayout {
  std::size_t rows = 0;  ///< 0: any number
  std::size_t columns = 0;
};
OutputLayout output_layout(BoxDecoder decoder, int input_width, int input_height);

/// Candidates of at least `min_score`, in pixels of the network's input, in the network's order.
/// Rows with a number that is not finite or with an empty box are dropped; scores end at 1.
/// `output` has rows * columns of `output_layout()`; a shorter last row is ignored.
std::vector<Detection> decode(BoxDecoder decoder, std::span<const float> output, int input_width,
                              int input_height, double min_score);

}  // namespace sillage::eye
