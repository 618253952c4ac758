// SPDX-License-Identifier: Apache-2.0
#include "eye/describe/testing/drawn_mark.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <vector>

namespace sillage::eye::testing {
namespace {

/// The camera's distance in widths of the mark: how strong the perspective is.
constexpr double kDistance = 6;
constexpr int kSamples = 4;  ///< each way in a pixel
constexpr double kMargin = 1.0 / MarkPattern::kSize;

using Matrix = std::array<std::array<double, 3>, 3>;

Matrix product(const Matrix& a, const Matrix& b) {
  Matrix c{};
  for (int i = 0; i < 3; ++i) {
    for (int j = 0; j < 3; ++j) {
      for (int k = 0; k < 3; ++k) c[i][j] += a[i][k] * b[k][j];
    }
  }
  return c;
}

Matrix rotation(const DrawnMark& mark) {
  const double y = mark.yaw, p = mark.pitch, r = mark.roll;
  const Matrix about_y{{{std::cos(y), 0, std::sin(y)}, {0, 1, 0}, {-std::sin(y), 0, std::cos(y)}}};
  const Matrix about_x{{{1, 0, 0}, {0, std::cos(p), -std::sin(p)}, {0, std::sin(p), std::cos(p)}}};
  const Matrix about_z{{{std::cos(r), -std::sin(r), 0}, {std::sin(r), std::cos(r), 0}, {0, 0, 1}}};
  return product(about_z, product(about_x, about_y));
}

/// Where the ray of a picture point meets the sheet, in widths of the mark from its middle.
Point on_sheet(const Matrix& r, double x, double y) {
  const double a = kDistance * r[0][0] - x * r[2][0], b = kDistance * r[0][1] - x * r[2][1];
  const double c = kDistance * r[1][0] - y * r[2][0], d = kDistance * r[1][1] - y * r[2][1];
  const double det = a * d - b * c;
  return {(x * d - y * b) * kDistance / det, (y * a - x * c) * kDistance / det};
}

std::optional<int> grey_at(const MarkPattern& pattern, const DrawnMark& mark, Point at) {
  if (std::abs(at.x) > 0.5 + kMargin || std::abs(at.y) > 0.5 + kMargin) return std::nullopt;
  const int column = static_cast<int>(std::floor((at.x + 0.5) * MarkPattern::kSize));
  const int row = static_cast<int>(std::floor((at.y + 0.5) * MarkPattern::kSize));
  const bool inside =
      row >= 0 && column >= 0 && row < MarkPattern::kSize && column < MarkPattern::kSize;
  return !inside || pattern.white[row][column] ? mark.white : mark.black;
}

}  // namespace

void draw_mark(I420Image& image, const MarkPattern& pattern, const DrawnMark& mark) {
  const Matrix turned = rotation(mark);
  const int reach = static_cast<int>(mark.size) + 2;
  const int x0 = std::max(0, static_cast<int>(mark.centre.x) - reach);
  const int y0 = std::max(0, static_cast<int>(mark.centre.y) - reach);
  for (int y = y0; y < std::min(image.height(), y0 + 2 * reach); ++y) {
    for (int x = x0; x < std::min(image.width(), x0 + 2 * reach); ++x) {
      std::uint8_t& pixel = image.y()[y * image.width() + x];
      int sum = 0;
      for (int i = 0; i < kSamples * kSamples; ++i) {
        const double px = (x + (i % kSamples + 0.5) / kSamples - mark.centre.x) / mark.size;
        const double py = (y + (i / kSamples + 0.5) / kSamples - mark.centre.y) / mark.size;
        sum += grey_at(pattern, mark, on_sheet(turned, px, py)).value_or(pixel);
      }
      pixel = static_cast<std::uint8_t>(sum / (kSamples * kSamples));
    }
  }
}

void blur(I420Image& image, double sigma) {
  const int reach = static_cast<int>(std::ceil(3 * sigma));
  std::vector<double> kernel;
  double total = 0;
  for (int i = -reach; i <= reach; ++i) {
    kernel.push_back(std::exp(-0.5 * i * i / (sigma * sigma)));
    total += kernel.back();
  }
  const int w = image.width(), h = image.height();
  std::vector<double> rows(static_cast<std::size_t>(w) * h);
  for (int y = 0; y < h; ++y) {
    for (int x = 0; x < w; ++x) {
      for (int i = -reach; i <= reach; ++i) {
        rows[y * w + x] +=
            kernel[i + reach] / total * image.y()[y * w + std::clamp(x + i, 0, w - 1)];
      }
    }
  }
  for (int y = 0; y < h; ++y) {
    for (int x = 0; x < w; ++x) {
      double sum = 0;
      for (int i = -reach; i <= reach; ++i) {
        sum += kernel[i + reach] / total * rows[std::clamp(y + i, 0, h - 1) * w + x];
      }
      image.y()[y * w + x] = static_cast<std::uint8_t>(sum + 0.5);
    }
  }
}

void sensor_noise(I420Image& image, double sigma, std::mt19937& random) {
  std::normal_distribution<double> normal(0, sigma);
  for (int i = 0; i < image.width() * image.height(); ++i) {
    image.y()[i] =
        static_cast<std::uint8_t>(std::clamp(image.y()[i] + normal(random), 16.0, 235.0));
  }
}

}  // namespace sillage::eye::testing
