// SPDX-License-Identifier: Apache-2.0
#include "eye/describe/internal/body_picture.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <sodium.h>

namespace sillage::eye {
namespace {

constexpr int kWidth = BodyNetwork::kWidth, kHeight = BodyNetwork::kHeight;
/// Of what is not read: the grey that training covered things with.
constexpr float kGrey = 114;
/// Pixels of a square that become one are read in at most about this many steps each way.
constexpr int kSteps = 3;
/// Pixels of the small picture between which coarse differences are taken.
constexpr int kCoarse = 4;

struct Rgb {
  float red = kGrey, green = kGrey, blue = kGrey;
  bool seen = false;
};

/// BT.601, limited range.
Rgb rgb_at(const I420View& picture, int x, int y) {
  const float luma = 1.164F * (static_cast<float>(picture.y[y * picture.y_stride + x]) - 16);
  const float u = static_cast<float>(picture.u[y / 2 * picture.u_stride + x / 2]) - 128;
  const float v = static_cast<float>(picture.v[y / 2 * picture.v_stride + x / 2]) - 128;
  const auto cut = [](float value) { return std::clamp(value, 0.0F, 255.0F); };
  return {cut(luma + 1.596F * v), cut(luma - 0.391F * u - 0.813F * v), cut(luma + 2.018F * u),
          true};
}

/// The body with whole pixels averaged, less than twice as large each way as what is shown.
class Small {
 public:
  Small(const I420View& picture, const Box& area, std::span<const Box> masked)
      : picture_(picture),
        masked_(masked),
        x0_(static_cast<int>(std::floor(area.left))),
        y0_(static_cast<int>(std::ceil(area.top))),
        step_x_(std::max(1, static_cast<int>(area.width) / kWidth)),
        step_y_(std::max(1, static_cast<int>(area.height) / kHeight)),
        width(std::max(1, static_cast<int>(area.width) / step_x_)),
        height(std::max(1, static_cast<int>(area.height) / step_y_)),
        pixels_(static_cast<std::size_t>(width) * static_cast<std::size_t>(height)) {
    for (int row = 0; row < height; ++row) {
      for (int column = 0; column < width; ++column) {
        pixels_[row * width + column] = mean(x0_ + column * step_x_, y0_ + row * step_y_);
      }
    }
  }
  ~Small() { sodium_memzero(pixels_.data(), pixels_.size() * sizeof(Rgb)); }
  Small(const Small&) = delete;
  Small& operator=(const Small&) = delete;

  const Rgb& at(int row, int column) const {
    return pixels_[std::clamp(row, 0, height - 1) * width + std::clamp(column, 0, width - 1)];
  }

 private:
  /// The colour sample of a pixel covers a square of two by two.
  bool may_read(int x, int y) const {
    if (x < 0 || y < 0 || x >= picture_.width || y >= picture_.height) return false;
    const double left = x & ~1, top = y & ~1;
    return std::none_of(masked_.begin(), masked_.end(), [&](const Box& box) {
      return left < box.right() && left + 2 > box.left && top < box.bottom() && top + 2 > box.top;
    });
  }

  Rgb mean(int x, int y) const {
    const int across = std::max(1, step_x_ / kSteps), down = std::max(1, step_y_ / kSteps);
    Rgb sum{0, 0, 0, true};
    int count = 0;
    for (int dy = 0; dy < step_y_; dy += down) {
      for (int dx = 0; dx < step_x_; dx += across) {
        if (!may_read(x + dx, y + dy)) return {};
        const Rgb one = rgb_at(picture_, x + dx, y + dy);
        sum.red += one.red, sum.green += one.green, sum.blue += one.blue;
        ++count;
      }
    }
    const float scale = 1.0F / static_cast<float>(count);
    return {sum.red * scale, sum.green * scale, sum.blue * scale, true};
  }

  const I420View& picture_;
  std::span<const Box> masked_;
  int x0_, y0_, step_x_, step_y_;

 public:
  const int width, height;

 private:
  std::vector<Rgb> pixels_;
};

double sharpness_of(const Small& small) {
  double fine = 0, coarse = 0;
  for (int row = 0; row < small.height; ++row) {
    for (int column = 0; column + kCoarse < small.width; ++column) {
      const Rgb &here = small.at(row, column), &next = small.at(row, column + 1),
                &far = small.at(row, column + kCoarse);
      if (!here.seen || !next.seen || !far.seen) continue;
      fine += std::abs(next.green - here.green);
      coarse += std::abs(far.green - here.green);
    }
  }
  return coarse > 0 ? fine / coarse : 0;
}

void enlarge(const Small& small, BodyPicture& body) {
  const auto plane = static_cast<std::size_t>(kWidth) * kHeight;
  for (int row = 0; row < kHeight; ++row) {
    const float y =
        (static_cast<float>(row) + 0.5F) * static_cast<float>(small.height) / kHeight - 0.5F;
    const int top = static_cast<int>(std::floor(y));
    const float down = y - static_cast<float>(top);
    for (int column = 0; column < kWidth; ++column) {
      const float x =
          (static_cast<float>(column) + 0.5F) * static_cast<float>(small.width) / kWidth - 0.5F;
      const int left = static_cast<int>(std::floor(x));
      const float right = x - static_cast<float>(left);
      const Rgb &a = small.at(top, left), &b = small.at(top, left + 1),
                &c = small.at(top + 1, left), &d = small.at(top + 1, left + 1);
      const auto mix = [&](float Rgb::*part) {
        return (a.*part * (1 - right) + b.*part * right) * (1 - down) +
               (c.*part * (1 - right) + d.*part * right) * down;
      };
      const std::size_t at =
          static_cast<std::size_t>(row) * kWidth + static_cast<std::size_t>(column);
      body.rgb[at] = mix(&Rgb::red);
      body.rgb[plane + at] = mix(&Rgb::green);
      body.rgb[2 * plane + at] = mix(&Rgb::blue);
    }
  }
}

}  // namespace

BodyPicture::~BodyPicture() { sodium_memzero(this, sizeof *this); }

void draw_body(const I420View& picture, const Box& person, double top, std::span<const Box> masked,
               BodyPicture& body) {
  const Small small(picture, {person.left, top, person.width, person.bottom() - top}, masked);
  int seen = 0;
  for (int row = 0; row < small.height; ++row) {
    for (int column = 0; column < small.width; ++column) seen += small.at(row, column).seen;
  }
  body.unseen = 1 - static_cast<double>(seen) / (1.0 * small.width * small.height);
  body.sharpness = sharpness_of(small);
  enlarge(small, body);
}

}  // namespace sillage::eye
