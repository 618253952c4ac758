// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstdint>

namespace sillage::sim::render {

/// Scatters its input: the finaliser of SplitMix64 (Steele et al., OOPSLA 2014).
constexpr std::uint64_t scatter(std::uint64_t x) {
  x += 0x9E3779B97F4A7C15ULL;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
  return x ^ (x >> 31);
}
constexpr std::uint64_t scatter(std::uint64_t a, std::uint64_t b) {
  return scatter(a ^ scatter(b));
}

/// 0 to 1, the same for the same numbers: what makes textures varied and yet repeatable.
constexpr float chance(std::uint64_t seed, std::int64_t a = 0, std::int64_t b = 0,
                       std::int64_t c = 0) {
  const std::uint64_t mixed =
      scatter(scatter(scatter(seed, static_cast<std::uint64_t>(a)), static_cast<std::uint64_t>(b)),
              static_cast<std::uint64_t>(c));
  return static_cast<float>(mixed >> 40) * 0x1p-24F;
}

/// Smooth noise of the plane, 0 to 1, with features of about one unit.
inline float noise(std::uint64_t seed, float x, float y) {
  const float fx = std::floor(x), fy = std::floor(y);
  const auto ix = static_cast<std::int64_t>(fx), iy = static_cast<std::int64_t>(fy);
  const float u = x - fx, v = y - fy;
  const float su = u * u * (3 - 2 * u), sv = v * v * (3 - 2 * v);
  const float low = chance(seed, ix, iy) * (1 - su) + chance(seed, ix + 1, iy) * su;
  const float high = chance(seed, ix, iy + 1) * (1 - su) + chance(seed, ix + 1, iy + 1) * su;
  return low * (1 - sv) + high * sv;
}

/// Numbers of one random stream.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  /// 0 to 1.
  float next() { return static_cast<float>(bits() >> 40) * 0x1p-24F; }
  std::uint64_t bits() { return scatter(state_++); }
  /// Which of four draws this is that share a range between them: so they are spread better.
  int stratum = 0;

 private:
  std::uint64_t state_;
};

}  // namespace sillage::sim::render
