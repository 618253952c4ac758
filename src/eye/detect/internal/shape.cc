// SPDX-License-Identifier: Apache-2.0
#include "eye/detect/internal/shape.h"

#include <algorithm>

namespace sillage::eye {

InputSize input_size(const Model& model, int picture_width, int picture_height) {
  const auto scale = [&](const InputSize& size) {
    return std::min(double(size.width) / picture_width, double(size.height) / picture_height);
  };
  InputSize best{model.input_width, model.input_height};
  for (const InputSize& size : model.other_sizes) {
    if (scale(size) > scale(best)) best = size;
  }
  return best;
}

}  // namespace sillage::eye
