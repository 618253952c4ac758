// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "base/time.h"

namespace sillage::eye {

/// Read-only view of an 8-bit I420 (YUV 4:2:0, BT.601 limited range) picture. Chroma planes have
/// (width + 1) / 2 by (height + 1) / 2 samples. Strides in bytes. Borrowed: the owner outlives it.
struct I420View {
  int width = 0;
  int height = 0;
  const std::uint8_t* y = nullptr;
  const std::uint8_t* u = nullptr;
  const std::uint8_t* v = nullptr;
  int y_stride = 0;
  int u_stride = 0;
  int v_stride = 0;
};

/// An I420 picture that owns its pixels.
class I420Image {
 public:
  I420Image() = default;
  /// Black.
  I420Image(int width, int height);
  I420View view() const;
  int width() const { return width_; }
  int height() const { return height_; }
  std::uint8_t* y() { return y_.data(); }
  std::uint8_t* u() { return u_.data(); }
  std::uint8_t* v() { return v_.data(); }
  int chroma_width() const { return (width_ + 1) / 2; }
  int chroma_height() const { return (height_ + 1) / 2; }

 private:
  int width_ = 0;
  int height_ = 0;
  std::vector<std::uint8_t> y_, u_, v_;
};

/// One decoded picture of a camera. Move-only; the pixels (of the decoder's pool) live as long as
/// it does, which in a running eye is at most 500 ms. Frames never leave the eye.
struct Frame {
  Instant captured_at;      ///< real time of capture, from the stream's own time stamps
  std::int64_t index = 0;   ///< 0-based number among all decoded frames of the source
  I420View picture;
  std::shared_ptr<const void> owner;  ///< keeps `picture` alive
};

/// Scales with libyuv (box filter when shrinking).
I420Image scale(const I420View& source, int width, int height);

/// Order of the three colour planes of a network input.
enum class ColourOrder { kRgb, kBgr };

/// Where a picture came to lie in a letterboxed network input: input = source * scale.
struct Letterbox {
  double scale = 1;
};

/// Fills a float CHW tensor (3 x height x width, values 0 to 255) with the picture scaled to fit
/// into the top-left corner, keeping its shape; the rest is `fill`. `tensor` has 3*height*width
/// elements. `scratch` keeps buffers between calls.
struct LetterboxScratch {
  std::vector<std::uint8_t> i420;
  std::vector<std::uint8_t> rgb;
};
Letterbox letterbox_to_tensor(const I420View& source, int width, int height, ColourOrder order,
                              std::uint8_t fill, float* tensor, LetterboxScratch& scratch);

/// Packed 24-bit RGB (3 bytes a pixel, rows without padding) of a picture.
std::vector<std::uint8_t> to_rgb(const I420View& source);

}  // namespace sillage::eye
