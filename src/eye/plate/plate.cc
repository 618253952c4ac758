// SPDX-License-Identifier: Apache-2.0
#include "eye/plate/plate.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "eye/plate/internal/hidden.h"
#include "eye/plate/internal/histogram_plane.h"

namespace sillage::eye {
namespace {

using plate_internal::fill;
using plate_internal::halved;
using plate_internal::hidden_pixels;
using plate_internal::HistogramPlane;
using plate_internal::PixelBox;

constexpr std::uint8_t kMidGrey = 128;
constexpr int kLeastWidth = 16;
constexpr int kGreatestWidth = 1920;

struct Size {
  int width = 0;
  int height = 0;
};

int even(double length) { return std::max(2, 2 * static_cast<int>(std::lround(length / 2))); }

/// Even sizes, the shape kept, neither side above `limit`.
Size plate_size(int width, int height, int limit) {
  if (std::max(width, height) <= limit) {
    return {std::max(2, width - width % 2), std::max(2, height - height % 2)};
  }
  const double factor = static_cast<double>(limit) / std::max(width, height);
  return {even(width * factor), even(height * factor)};
}

bool has_pixels(const I420View& picture) {
  return picture.width > 0 && picture.height > 0 && picture.y != nullptr && picture.u != nullptr &&
         picture.v != nullptr;
}

double checked_margin(double margin) {
  return std::isfinite(margin) ? std::clamp(margin, 0.0, 1.0) : PlateOptions{}.mask_margin;
}

}  // namespace

Result<void> PlateOptions::check() const {
  if (max_width < kLeastWidth || max_width > kGreatestWidth) {
    return fail(ErrorCode::kInvalidArgument,
                "plate max_width is {} pixels; set it between {} and {} (640 is the default)",
                max_width, kLeastWidth, kGreatestWidth);
  }
  if (!(mask_margin >= 0 && mask_margin <= 1)) {
    return fail(ErrorCode::kInvalidArgument,
                "plate mask_margin is {}; set it between 0 and 1 (0.15 is the default)",
                mask_margin);
  }
  return {};
}

struct PlateBuilder::Impl {
  PlateOptions options;
  int samples = 0;
  std::optional<HistogramPlane> y, u, v;
  std::vector<std::uint8_t> hidden;
  std::vector<std::uint8_t> hidden_chroma;

  void start(const I420View& first) {
    const auto [width, height] = plate_size(first.width, first.height, options.max_width);
    y.emplace(width, height);
    u.emplace(width / 2, height / 2);
    v.emplace(width / 2, height / 2);
    hidden.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    hidden_chroma.resize(hidden.size() / 4);
  }

  void hide(std::span<const Detection> people, double sx, double sy) {
    std::fill(hidden.begin(), hidden.end(), std::uint8_t{0});
    std::fill(hidden_chroma.begin(), hidden_chroma.end(), std::uint8_t{0});
    for (const Detection& person : people) {
      const auto box =
          hidden_pixels(person.box.scaled(sx, sy), options.mask_margin, y->width(), y->height());
      if (!box) continue;
      fill(hidden.data(), y->width(), *box, 1);
      fill(hidden_chroma.data(), u->width(), halved(*box), 1);
    }
  }

  void count(const I420View& sample) {
    y->add({sample.y, sample.y_stride}, hidden);
    u->add({sample.u, sample.u_stride}, hidden_chroma);
    v->add({sample.v, sample.v_stride}, hidden_chroma);
  }
};

PlateBuilder::PlateBuilder(PlateOptions options) : impl_(std::make_unique<Impl>()) {
  options.max_width = std::clamp(options.max_width, kLeastWidth, kGreatestWidth);
  options.mask_margin = checked_margin(options.mask_margin);
  impl_->options = options;
}

PlateBuilder::~PlateBuilder() = default;

void PlateBuilder::add(const I420View& picture, std::span<const Detection> people) {
  if (!has_pixels(picture)) return;
  if (!impl_->y) impl_->start(picture);
  const int width = impl_->y->width();
  const int height = impl_->y->height();
  impl_->hide(people, static_cast<double>(width) / picture.width,
              static_cast<double>(height) / picture.height);
  if (picture.width == width && picture.height == height) {
    impl_->count(picture);
  } else {
    const I420Image scaled = scale(picture, width, height);
    impl_->count(scaled.view());
  }
  ++impl_->samples;
}

int PlateBuilder::samples() const { return impl_->samples; }

Result<Plate> PlateBuilder::build() const {
  if (impl_->samples == 0) {
    return fail(ErrorCode::kUnavailable,
                "no plate: no picture of the scene was sampled yet; let the camera or the file run "
                "until at least one frame has been analysed");
  }
  const auto y = impl_->y->median(kMidGrey);
  const auto u = impl_->u->median(kMidGrey);
  const auto v = impl_->v->median(kMidGrey);
  Plate plate;
  plate.picture = I420Image(impl_->y->width(), impl_->y->height());
  std::copy(y.values.begin(), y.values.end(), plate.picture.y());
  std::copy(u.values.begin(), u.values.end(), plate.picture.u());
  std::copy(v.values.begin(), v.values.end(), plate.picture.v());
  plate.unseen = static_cast<double>(y.unseen) / static_cast<double>(y.values.size());
  return plate;
}

void paint_over(Plate& plate, std::span<const Detection> people, const PlateOptions& options) {
  I420Image& picture = plate.picture;
  for (const Detection& person : people) {
    const auto box = hidden_pixels(person.box, checked_margin(options.mask_margin), picture.width(),
                                   picture.height());
    if (!box) continue;
    fill(picture.y(), picture.width(), *box, kMidGrey);
    fill(picture.u(), picture.chroma_width(), halved(*box), kMidGrey);
    fill(picture.v(), picture.chroma_width(), halved(*box), kMidGrey);
    plate.painted_over.push_back({static_cast<double>(box->left), static_cast<double>(box->top),
                                  static_cast<double>(box->right - box->left),
                                  static_cast<double>(box->bottom - box->top)});
  }
}

}  // namespace sillage::eye
