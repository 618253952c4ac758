// SPDX-License-Identifier: Apache-2.0
#include "eye/detect/internal/decode.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace sillage::eye {
namespace {

constexpr std::size_t kSillageColumns = 5;
constexpr std::size_t kYoloxColumns = 85;
constexpr std::size_t kYoloxObjectness = 4;
constexpr std::size_t kYoloxPerson = 5;
constexpr std::array kStrides{8, 16, 32};

void add(std::vector<Detection>& candidates, const Box& box, double score) {
  const bool finite = std::isfinite(box.left) && std::isfinite(box.top) &&
                      std::isfinite(box.width) && std::isfinite(box.height);
  if (!finite || box.width <= 0 || box.height <= 0) return;
  candidates.push_back({box, static_cast<float>(std::min(score, 1.0))});
}

std::vector<Detection> decode_sillage(std::span<const float> output, double min_score) {
  std::vector<Detection> candidates;
  for (std::size_t at = 0; at + kSillageColumns <= output.size(); at += kSillageColumns) {
    const auto row = output.subspan(at, kSillageColumns);
    if (!(row[4] >= min_score)) continue;  // not a number is no score
    add(candidates, {row[0], row[1], double{row[2]} - row[0], double{row[3]} - row[1]}, row[4]);
  }
  return candidates;
}

/// Per grid cell: centre as an offset from the cell in cells, size as a logarithm of cells
/// (Ge et al., "YOLOX: Exceeding YOLO Series in 2021", arXiv:2107.08430).
Box yolox_box(std::span<const float> row, int column, int line, int stride) {
  const double width = std::exp(double{row[2]}) * stride;
  const double height = std::exp(double{row[3]}) * stride;
  const double x = (double{row[0]} + column) * stride;
  const double y = (double{row[1]} + line) * stride;
  return {x - width / 2, y - height / 2, width, height};
}

std::vector<Detection> decode_yolox(std::span<const float> output, int input_width,
                                    int input_height, double min_score) {
  std::vector<Detection> candidates;
  std::size_t at = 0;
  for (int stride : kStrides) {
    for (int line = 0; line < input_height / stride; ++line) {
      for (int column = 0; column < input_width / stride; ++column, at += kYoloxColumns) {
        if (at + kYoloxColumns > output.size()) return candidates;
        const auto row = output.subspan(at, kYoloxColumns);
        const double score = double{row[kYoloxObjectness]} * row[kYoloxPerson];
        if (!(score >= min_score)) continue;  // not a number is no score
        add(candidates, yolox_box(row, column, line, stride), score);
      }
    }
  }
  return candidates;
}

}  // namespace

std::size_t cell_count(int input_width, int input_height) {
  std::size_t cells = 0;
  for (int stride : kStrides) {
    cells += static_cast<std::size_t>(input_width / stride) *
             static_cast<std::size_t>(input_height / stride);
  }
  return cells;
}

OutputLayout output_layout(BoxDecoder decoder, int input_width, int input_height) {
  if (decoder == BoxDecoder::kSillage) return {0, kSillageColumns};
  return {cell_count(input_width, input_height), kYoloxColumns};
}

std::vector<Detection> decode(BoxDecoder decoder, std::span<const float> output, int input_width,
                              int input_height, double min_score) {
  return decoder == BoxDecoder::kSillage
             ? decode_sillage(output, min_score)
             : decode_yolox(output, input_width, input_height, min_score);
}

}  // namespace sillage::eye
