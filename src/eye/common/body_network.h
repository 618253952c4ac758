// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>

#include "base/result.h"

namespace sillage::eye {

/// A network that is shown bodies from below the head to the feet. One object per eye, used from
/// one thread.
class BodyNetwork {
 public:
  static constexpr int kWidth = 64;
  static constexpr int kHeight = 96;
  static constexpr std::size_t kSize = std::size_t{3} * kHeight * kWidth;

  virtual ~BodyNetwork() = default;
  /// Log-odds that the body presents feminine rather than masculine. `body`: RGB planes of kHeight
  /// rows, 0 to 255. Deterministic.
  virtual Result<double> feminine(std::span<const float> body) = 0;
};

}  // namespace sillage::eye
