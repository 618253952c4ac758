// SPDX-License-Identifier: Apache-2.0
#include "sim/camera/internal/sensor.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "sim/camera/internal/chance.h"

namespace sillage::sim::render {
namespace {

constexpr int kCurveSteps = 4096;
constexpr float kBrightest = 4.0F;
constexpr std::size_t kGrains = 1 << 16;
constexpr float kWantedMean = 0.54F;  ///< of the developed picture, 0 to 1
constexpr float kGainPerPicture = 0.12F;
constexpr float kInfraredNoise = 5;  ///< times that of the day
constexpr float kTwoPi = 2 * std::numbers::pi_v<float>;

/// Display value 0 to 1: bends off before it clips, as cameras' curves do.
float curve_at(float linear) {
  const float bent = std::pow(1 - std::exp(-1.7F * linear), 1 / 2.2F);
  const float steep = bent * bent * (3 - 2 * bent);
  return mix(bent, steep, 0.45F);
}

std::vector<float> make_grain(std::uint64_t seed) {
  Dice dice(scatter(seed, 77));
  std::vector<float> white(kGrains), grain(kGrains);
  for (float& g : white) {
    const float radius = std::sqrt(-2 * std::log(dice.next() + 1e-7F));
    g = radius * std::cos(kTwoPi * dice.next());
  }
  for (std::size_t i = 0; i < kGrains; ++i) {
    const float next = white[(i + 1) % kGrains], before = white[(i + kGrains - 1) % kGrains];
    grain[i] = (white[i] + 0.25F * (next + before)) / 1.06F;
  }
  return grain;
}

/// Of a value that lies within 0 to 255 by its making.
std::uint8_t byte_of(float value) {
  return static_cast<std::uint8_t>(static_cast<int>(value + 0.5F));
}

}  // namespace

Sensor::Sensor(int width, int height, const FilmOptions& options)
    : width_(width),
      height_(height),
      options_(options),
      curve_(kCurveSteps + 1),
      grain_(make_grain(options.seed)),
      scratch_(static_cast<std::size_t>(width) * height) {
  for (int i = 0; i <= kCurveSteps; ++i) {
    curve_[i] = 255 * curve_at(kBrightest * static_cast<float>(i) / kCurveSteps);
  }
  for (auto& row : rows_) row.resize(static_cast<std::size_t>(width) * 2);
}

float Sensor::tone(float linear) const {
  const float at = clamped(linear, 0, kBrightest) * (kCurveSteps / kBrightest);
  return curve_[static_cast<std::size_t>(at)];
}

void Sensor::blur(std::vector<float>& plane) {
  // A binomial kernel [a, 1 - 2a, a] has the variance 2a.
  const auto variance = static_cast<float>(options_.blur_px * options_.blur_px);
  const int passes = std::max(1, static_cast<int>(std::ceil(variance / 0.5F)));
  const float side = variance / 2 / static_cast<float>(passes), middle = 1 - 2 * side;
  if (side <= 0) return;
  for (int pass = 0; pass < passes; ++pass) {
    for (int y = 0; y < height_; ++y) {
      const float* row = plane.data() + static_cast<std::size_t>(y) * width_;
      float* out = scratch_.data() + static_cast<std::size_t>(y) * width_;
      out[0] = row[0];
      out[width_ - 1] = row[width_ - 1];
      for (int x = 1; x < width_ - 1; ++x) {
        out[x] = middle * row[x] + side * (row[x - 1] + row[x + 1]);
      }
    }
    for (int y = 0; y < height_; ++y) {
      const float* row = scratch_.data() + static_cast<std::size_t>(y) * width_;
      const float* above = y > 0 ? row - width_ : row;
      const float* below = y + 1 < height_ ? row + width_ : row;
      float* out = plane.data() + static_cast<std::size_t>(y) * width_;
      for (int x = 0; x < width_; ++x) out[x] = middle * row[x] + side * (above[x] + below[x]);
    }
  }
}

float Sensor::wanted_gain(const Planes& light) const {
  float low = 1e-3F, high = 1e3F;
  const std::size_t pixels = light.plane[0].size();
  for (int i = 0; i < 14; ++i) {
    const float gain = std::sqrt(low * high);
    float sum = 0;
    std::size_t count = 0;
    for (std::size_t p = 0; p < pixels; p += 61, ++count) sum += tone(light.plane[1][p] * gain);
    const bool bright = sum > kWantedMean * 255 * static_cast<float>(count);
    (bright ? high : low) = gain;
  }
  return std::sqrt(low * high);
}

void Sensor::develop_row(const Planes& light, const Exposure& exposure, int y, std::uint64_t seed) {
  const std::size_t first = static_cast<std::size_t>(y) * width_;
  const float from_middle = 2 * (static_cast<float>(y) + 0.5F) / static_cast<float>(height_) - 1;
  const double row_at = exposure.at_s + options_.readout_s * y / height_;
  const double cycle = 2 * options_.mains_hz * row_at;
  const auto phase = static_cast<float>(cycle - std::floor(cycle));
  const float flicker =
      1 + exposure.lamp_share * static_cast<float>(options_.flicker) * std::sin(kTwoPi * phase);
  const float noisier = exposure.infrared ? kInfraredNoise : 1;
  const float read = static_cast<float>(options_.read_noise) * noisier;
  const float shot = static_cast<float>(options_.shot_noise) * noisier;
  const auto lost = static_cast<float>(options_.vignetting) / 2;
  const float step = 2 / static_cast<float>(width_);
  float* work = scratch_.data();
  for (std::size_t c = 0; c < 3; ++c) {
    const float* in = light.plane[c].data() + first;
    // In the dark all colours are one: so is their noise.
    const std::uint64_t draw =
        scatter(seed, static_cast<std::uint64_t>(y) * 4 + (exposure.infrared ? 0 : c));
    const float* grain =
        grain_.data() + draw % (kGrains - static_cast<std::size_t>(width_) % kGrains);
    const float gain = gain_ * flicker;
    for (int x = 0; x < width_; ++x) {
      const float across = step * (static_cast<float>(x) + 0.5F) - 1;
      const float dim = 1 - lost * (across * across + from_middle * from_middle);
      const float value = in[x] * gain * dim;
      work[x] = value + grain[x] * (read + shot * std::sqrt(std::max(value, 0.0F)));
    }
    float* out = rows_[c].data() + static_cast<std::size_t>(y % 2) * width_;
    for (int x = 0; x < width_; ++x) {
      work[x] = std::min(std::max(work[x], 0.0F), kBrightest) * (kCurveSteps / kBrightest);
    }
    const float* curve = curve_.data();
    for (int x = 0; x < width_; ++x) out[x] = curve[static_cast<int>(work[x])];
  }
}

Picture Sensor::develop(Planes& light, const Exposure& exposure) {
  for (auto& plane : light.plane) blur(plane);
  const float wanted = wanted_gain(light);
  const bool switched = exposure.infrared != was_infrared_;
  was_infrared_ = exposure.infrared;
  gain_ = gain_ == 0 || switched ? wanted : gain_ * std::pow(wanted / gain_, kGainPerPicture);
  Picture picture(width_, height_);
  const std::uint64_t seed = scatter(options_.seed, exposure.seed);
  const std::size_t chroma_width = static_cast<std::size_t>(width_ + 1) / 2;
  for (int y = 0; y < height_; ++y) {
    develop_row(light, exposure, y, seed);
    const std::size_t half = static_cast<std::size_t>(y % 2) * width_;
    const float *r = rows_[0].data() + half, *g = rows_[1].data() + half,
                *b = rows_[2].data() + half;
    std::uint8_t* out = picture.y.data() + static_cast<std::size_t>(y) * width_;
    for (int x = 0; x < width_; ++x) {
      out[x] = byte_of(16 + 0.25679F * r[x] + 0.50413F * g[x] + 0.09791F * b[x]);
    }
    if (exposure.infrared || (y % 2 == 0 && y + 1 < height_)) continue;
    for (std::size_t i = 0; i < chroma_width; ++i) {
      const std::size_t x0 = 2 * i, x1 = std::min<std::size_t>(x0 + 1, width_ - 1);
      const std::size_t other = y % 2 == 0 ? 0 : static_cast<std::size_t>(width_);
      const auto mean = [&](const std::vector<float>& c) {
        return 0.25F * (c[x0] + c[x1] + c[x0 + other] + c[x1 + other]);
      };
      const float red = mean(rows_[0]), green = mean(rows_[1]), blue = mean(rows_[2]);
      const std::size_t at = static_cast<std::size_t>(y / 2) * chroma_width + i;
      picture.u[at] = byte_of(128 - 0.14822F * red - 0.29099F * green + 0.43922F * blue);
      picture.v[at] = byte_of(128 + 0.43922F * red - 0.36779F * green - 0.07143F * blue);
    }
  }
  return picture;
}

}  // namespace sillage::sim::render
