// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

namespace sillage::sim {

/// An 8-bit I420 (YUV 4:2:0, BT.601 limited range) picture without padding. Chroma planes have
/// (width + 1) / 2 by (height + 1) / 2 samples.
struct Picture {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> y, u, v;

  Picture() = default;
  Picture(int w, int h)
      : width(w),
        height(h),
        y(static_cast<std::size_t>(w) * h, 16),
        u(static_cast<std::size_t>((w + 1) / 2) * ((h + 1) / 2), 128),
        v(u.size(), 128) {}
  friend bool operator==(const Picture&, const Picture&) = default;
};

}  // namespace sillage::sim
