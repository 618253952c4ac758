// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace sillage::eye::testing {

constexpr int kFloat = 1;
constexpr int kInt64 = 7;

/// A network that ignores its input and always answers `rows`.
struct TinyNetwork {
  std::vector<std::int64_t> input_shape{1, 3, 32, 64};  ///< -1: left open
  int input_type = kFloat;
  int input_count = 1;
  std::vector<std::int64_t> output_shape;
  std::vector<float> output;
};

/// The network as the content of an .onnx file.
std::string to_onnx(const TinyNetwork& network);

}  // namespace sillage::eye::testing
