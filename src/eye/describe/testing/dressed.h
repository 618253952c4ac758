// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <random>

#include "eye/common/frame.h"
#include "geometry/box.h"

namespace sillage::eye::testing {

/// Limited-range YUV.
struct Colour {
  std::uint8_t y = 126, u = 128, v = 128;
};
inline constexpr Colour kRed{81, 90, 240}, kBlue{41, 240, 110}, kGreen{145, 54, 34};
inline constexpr Colour kGrey{126, 128, 128}, kBlack{16, 128, 128}, kWhite{235, 128, 128};

/// Fills every pixel that lies in `box` at least in part, and the colour samples of these.
template <class Paint>
void paint(I420Image& image, const Box& box, Paint paint_sample) {
  const int x0 = std::max(0, static_cast<int>(std::floor(box.left)));
  const int y0 = std::max(0, static_cast<int>(std::floor(box.top)));
  const int x1 = std::min(image.width(), static_cast<int>(std::ceil(box.right())));
  const int y1 = std::min(image.height(), static_cast<int>(std::ceil(box.bottom())));
  for (int y = y0; y < y1; ++y) {
    for (int x = x0; x < x1; ++x) paint_sample(image.y()[y * image.width() + x], 0);
  }
  for (int y = y0 / 2; y < (y1 + 1) / 2; ++y) {
    for (int x = x0 / 2; x < (x1 + 1) / 2; ++x) {
      paint_sample(image.u()[y * image.chroma_width() + x], 1);
      paint_sample(image.v()[y * image.chroma_width() + x], 2);
    }
  }
}

inline void fill(I420Image& image, const Box& box, Colour colour) {
  paint(image, box, [&](std::uint8_t& sample, int plane) {
    sample = plane == 0 ? colour.y : plane == 1 ? colour.u : colour.v;
  });
}

/// Sensor noise over the whole picture; keeps it from looking blurred.
inline void add_noise(I420Image& image, std::mt19937& random, int amplitude = 6) {
  for (int i = 0; i < image.width() * image.height(); ++i) {
    const int value = image.y()[i] + static_cast<int>(random() % (2 * amplitude + 1)) - amplitude;
    image.y()[i] = static_cast<std::uint8_t>(std::clamp(value, 16, 235));
  }
}

/// Somebody upright: head, torso, legs.
inline void draw_person(I420Image& image, const Box& box, Colour torso, Colour legs) {
  const auto part = [&](double left, double top, double right, double bottom) {
    return Box{box.left + left * box.width, box.top + top * box.height, (right - left) * box.width,
               (bottom - top) * box.height};
  };
  fill(image, part(0.3, 0, 0.7, 0.16), {170, 110, 150});
  fill(image, part(0, 0.17, 1, 0.52), torso);
  fill(image, part(0.1, 0.5, 0.9, 1), legs);
}

inline I420Image empty_room(int width = 640, int height = 480) {
  I420Image image(width, height);
  fill(image, {0, 0, static_cast<double>(width), static_cast<double>(height)}, kGrey);
  return image;
}

}  // namespace sillage::eye::testing
