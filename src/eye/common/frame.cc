// SPDX-License-Identifier: Apache-2.0
#include "eye/common/frame.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstring>

#include <libyuv.h>

namespace sillage::eye {
namespace {

constexpr std::uint8_t kBlackLuma = 16;
constexpr std::uint8_t kNoColour = 128;
/// Rows converted at a time: even (whole chroma rows) and few enough to stay in the cache.
constexpr int kStripRows = 16;

std::size_t area(int width, int height) {
  return static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
}

bool is_empty(const I420View& view) { return view.width <= 0 || view.height <= 0; }

struct Planes {
  std::uint8_t* y;
  std::uint8_t* u;
  std::uint8_t* v;
};

/// Into planes without padding.
void scale_into(const I420View& source, const Planes& target, int width, int height) {
  const int chroma = (width + 1) / 2;
  libyuv::I420Scale(source.y, source.y_stride, source.u, source.u_stride, source.v, source.v_stride,
                    source.width, source.height, target.y, width, target.u, chroma, target.v,
                    chroma, width, height, libyuv::kFilterBox);
}

I420View scaled_into_scratch(const I420View& source, int width, int height,
                             std::vector<std::uint8_t>& buffer) {
  const int chroma = (width + 1) / 2;
  const std::size_t luma_size = area(width, height);
  const std::size_t chroma_size = area(chroma, (height + 1) / 2);
  buffer.resize(luma_size + 2 * chroma_size);
  const Planes planes{buffer.data(), buffer.data() + luma_size,
                      buffer.data() + luma_size + chroma_size};
  scale_into(source, planes, width, height);
  return {width, height, planes.y, planes.u, planes.v, width, chroma, chroma};
}

/// One row of little-endian B, G, R, A bytes into three rows of floats. The plain word loop lets
/// the compiler use vector instructions, which three-byte pixels would not.
void spread(const std::uint8_t* bgra, int width, float* red, float* green, float* blue) {
  for (int x = 0; x < width; ++x) {
    std::int32_t pixel;
    std::memcpy(&pixel, bgra + std::size_t{4} * x, sizeof pixel);
    red[x] = static_cast<float>((pixel >> 16) & 0xff);
    green[x] = static_cast<float>((pixel >> 8) & 0xff);
    blue[x] = static_cast<float>(pixel & 0xff);
  }
}

}  // namespace

I420Image::I420Image(int width, int height)
    : width_(std::max(width, 0)),
      height_(std::max(height, 0)),
      y_(area(width_, height_), kBlackLuma),
      u_(area(chroma_width(), chroma_height()), kNoColour),
      v_(u_) {}

I420View I420Image::view() const {
  return {width_, height_, y_.data(), u_.data(), v_.data(), width_, chroma_width(), chroma_width()};
}

I420Image scale(const I420View& source, int width, int height) {
  I420Image target(width, height);
  if (!is_empty(source) && !is_empty(target.view())) {
    scale_into(source, {target.y(), target.u(), target.v()}, width, height);
  }
  return target;
}

Letterbox letterbox_to_tensor(const I420View& source, int width, int height, ColourOrder order,
                              std::uint8_t fill, float* tensor, LetterboxScratch& scratch) {
  const std::size_t plane = area(width, height);
  const auto background = static_cast<float>(fill);
  if (is_empty(source)) {
    std::fill(tensor, tensor + 3 * plane, background);
    return {};
  }
  const double factor = std::min(static_cast<double>(width) / source.width,
                                 static_cast<double>(height) / source.height);
  const int inner_width =
      std::clamp(static_cast<int>(std::lround(source.width * factor)), 1, width);
  const int inner_height =
      std::clamp(static_cast<int>(std::lround(source.height * factor)), 1, height);
  const bool same_size = inner_width == source.width && inner_height == source.height;
  const I420View inner =
      same_size ? source : scaled_into_scratch(source, inner_width, inner_height, scratch.i420);

  scratch.rgb.resize(area(inner_width, kStripRows) * 4);
  float* first = tensor;
  float* green = tensor + plane;
  float* third = tensor + 2 * plane;
  float* red = order == ColourOrder::kRgb ? first : third;
  float* blue = order == ColourOrder::kRgb ? third : first;
  for (int top = 0; top < inner_height; top += kStripRows) {
    const int rows = std::min(kStripRows, inner_height - top);
    const std::ptrdiff_t chroma_row = top / 2;
    libyuv::I420ToARGB(inner.y + std::ptrdiff_t{top} * inner.y_stride, inner.y_stride,
                       inner.u + chroma_row * inner.u_stride, inner.u_stride,
                       inner.v + chroma_row * inner.v_stride, inner.v_stride, scratch.rgb.data(),
                       inner_width * 4, inner_width, rows);
    for (int row = 0; row < rows; ++row) {
      const std::size_t start = area(width, top + row);
      spread(scratch.rgb.data() + area(inner_width, row) * 4, inner_width, red + start,
             green + start, blue + start);
      for (float* channel : {red, green, blue}) {
        std::fill(channel + start + inner_width, channel + start + width, background);
      }
    }
  }
  for (float* channel : {red, green, blue}) {
    std::fill(channel + area(width, inner_height), channel + plane, background);
  }
  return {factor};
}

std::vector<std::uint8_t> to_rgb(const I420View& source) {
  if (is_empty(source)) return {};
  std::vector<std::uint8_t> rgb(area(source.width, source.height) * 3);
  libyuv::I420ToRAW(source.y, source.y_stride, source.u, source.u_stride, source.v, source.v_stride,
                    rgb.data(), source.width * 3, source.width, source.height);
  return rgb;
}

}  // namespace sillage::eye
