// SPDX-License-Identifier: Apache-2.0
#include "eye/health/health.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <optional>

namespace sillage::eye {
namespace {

constexpr int kWidth = 64, kHeight = 36;
constexpr int kDetailWidth = 320, kDetailHeight = 180;
using Map = std::array<double, kWidth * kHeight>;

/// Mean and standard deviation.
struct Spread {
  double mean = 0, deviation = 0;
};

template <class Values>
Spread spread_of(const Values& values) {
  double sum = 0, squares = 0;
  for (const double value : values) sum += value, squares += value * value;
  const double count = static_cast<double>(values.size());
  const double mean = sum / count;
  return {mean, std::sqrt(std::max(0.0, squares / count - mean * mean))};
}

Map lightness_of(const I420View& picture) {
  I420Image small = scale(picture, kWidth, kHeight);
  Map map{};
  for (std::size_t i = 0; i < map.size(); ++i) map[i] = small.y()[i];
  return map;
}

/// How much lightness changes from each place to the next ones.
Map outlines_of(const Map& lightness) {
  Map outlines{};
  for (int y = 0; y + 1 < kHeight; ++y) {
    for (int x = 0; x + 1 < kWidth; ++x) {
      const std::size_t i = static_cast<std::size_t>(y) * kWidth + x;
      outlines[i] = std::abs(lightness[i + 1] - lightness[i]) +
                    std::abs(lightness[i + kWidth] - lightness[i]);
    }
  }
  return outlines;
}

double correlation(const Map& a, const Map& b) {
  const Spread of_a = spread_of(a), of_b = spread_of(b);
  if (of_a.deviation < 1e-9 || of_b.deviation < 1e-9) return 0;
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += (a[i] - of_a.mean) * (b[i] - of_b.mean);
  return sum / static_cast<double>(a.size()) / (of_a.deviation * of_b.deviation);
}

/// Mean step from pixel to pixel, at a size at which a lens out of focus shows.
double detail_of(const I420View& picture) {
  I420Image image = scale(picture, kDetailWidth, kDetailHeight);
  const std::uint8_t* y = image.y();
  std::int64_t sum = 0;
  for (int row = 0; row < kDetailHeight; ++row, y += kDetailWidth) {
    for (int x = 1; x < kDetailWidth; ++x) sum += std::abs(y[x] - y[x - 1]);
  }
  return static_cast<double>(sum) / (kDetailWidth * kDetailHeight);
}

/// Mean distance of the colour planes from grey.
double chroma_of(const I420View& picture) {
  const int width = (picture.width + 1) / 2, height = (picture.height + 1) / 2;
  std::int64_t sum = 0, count = 0;
  for (int row = 0; row < height; row += 3) {
    for (int x = 0; x < width; x += 3, ++count) {
      sum += std::abs(picture.u[row * picture.u_stride + x] - 128) +
             std::abs(picture.v[row * picture.v_stride + x] - 128);
    }
  }
  return count == 0 ? 0 : static_cast<double>(sum) / (2.0 * static_cast<double>(count));
}

/// A number that differs wherever one of many sampled pixels does (FNV-1a).
std::uint64_t print_of(const I420View& picture) {
  std::uint64_t print = 0xcbf29ce484222325u;
  for (int row = 0; row < picture.height; row += 3) {
    const std::uint8_t* y = picture.y + static_cast<std::ptrdiff_t>(row) * picture.y_stride;
    for (int x = row % 5; x < picture.width; x += 5) print = (print ^ y[x]) * 0x100000001b3u;
  }
  return print;
}

}  // namespace

Result<void> HealthOptions::check() const {
  const bool are_shares = blur_share > 0 && blur_share < 1 && same_scene > 0 && same_scene < 1;
  const bool are_times =
      frozen_after_s > 0 && after_s >= 0 && sound_after_s >= 0 && learn_s > 0 && forget_s > 0;
  if (are_shares && are_times) return {};
  return fail(ErrorCode::kInvalidArgument,
              "the limits of a camera's health are out of range; give shares between 0 and 1 and "
              "times above 0");
}

struct HealthWatch::Impl {
  explicit Impl(HealthOptions o) : options(o) {}

  Health look(Instant at, const I420View& picture) {
    const std::uint64_t print = print_of(picture);
    if (!same_since || print != last_print) same_since = at;
    last_print = print;
    const Map lightness = lightness_of(picture);
    const Spread light = spread_of(lightness);
    const bool has_no_colour = chroma_of(picture) < options.night_chroma;
    if (has_no_colour != night) begin_anew(has_no_colour);
    if (seconds(at - *same_since) >= options.frozen_after_s) return Health::kFrozen;
    if (light.mean < options.black_luma && light.deviation < options.flat_spread) {
      return Health::kBlack;
    }
    if (light.deviation < options.flat_spread) return Health::kBlocked;
    const Map outlines = outlines_of(lightness);
    const double detail = detail_of(picture);
    if (is_known(at)) {
      const bool is_same = correlation(outlines, usual) >= options.same_scene;
      if (!is_same) return Health::kMoved;
      if (detail < options.blur_share * usual_detail) return Health::kDefocused;
    }
    learn(at, outlines, detail);
    return Health::kSound;
  }

  bool is_known(Instant at) const { return first && seconds(at - *first) >= options.learn_s; }

  void begin_anew(bool is_night) {
    night = is_night;
    first.reset();
  }

  /// An average over all so far at the beginning, then one that forgets.
  void learn(Instant at, const Map& outlines, double detail) {
    if (!first) {
      first = at;
      usual = outlines;
      usual_detail = detail;
    }
    const double age = std::min(seconds(at - *first), options.forget_s);
    const double step = last ? std::min(seconds(at - *last), 1.0) : 0;
    const double weight = age > 0 ? std::min(1.0, step / age) : 1;
    for (std::size_t i = 0; i < usual.size(); ++i) usual[i] += weight * (outlines[i] - usual[i]);
    usual_detail += weight * (detail - usual_detail);
    last = at;
  }

  HealthOptions options;
  std::optional<Instant> same_since, first, last;
  std::uint64_t last_print = 0;
  Map usual{};
  double usual_detail = 0;
  bool night = false;
  Health shown = Health::kSound, seen = Health::kSound;
  Instant seen_since;
};

Result<HealthWatch> HealthWatch::create(HealthOptions options) {
  RETURN_IF_ERROR(options.check());
  return HealthWatch(std::make_unique<Impl>(options));
}

HealthWatch::HealthWatch(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
HealthWatch::HealthWatch(HealthWatch&&) noexcept = default;
HealthWatch& HealthWatch::operator=(HealthWatch&&) noexcept = default;
HealthWatch::~HealthWatch() = default;

Health HealthWatch::process(Instant at, const I420View& picture) {
  Impl& self = *impl_;
  const Health now = self.look(at, picture);
  if (now != self.seen) self.seen = now, self.seen_since = at;
  const double lasts = seconds(at - self.seen_since);
  const bool is_sound = now == Health::kSound;
  // Sameness has its own time, and ends with the first other picture.
  const bool at_once = now == Health::kFrozen || (is_sound && self.shown == Health::kFrozen);
  if (at_once || lasts >= (is_sound ? self.options.sound_after_s : self.options.after_s)) {
    self.shown = now;
  }
  return self.shown;
}

bool HealthWatch::is_night() const { return impl_->night; }

}  // namespace sillage::eye
