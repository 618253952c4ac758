// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>

#include "base/time.h"

namespace sillage::eye {

/// How old decoded frames were when their pixels were overwritten: since the capture, or, of frames
/// that were never handed out, since they were decoded. Of live cameras only.
struct FrameAges {
  /// Upper ends of the classes, s; the last class is open.
  static constexpr std::array<double, 11> kEdgesS{0.05, 0.1, 0.15, 0.2, 0.25, 0.3,
                                                  0.4,  0.5, 1.0,  1.5, 2.0};
  std::array<std::uint64_t, kEdgesS.size() + 1> classes{};
  Duration oldest{};
  Duration sum{};
};

}  // namespace sillage::eye
