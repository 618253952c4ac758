// SPDX-License-Identifier: Apache-2.0
#include "sim/sightings/internal/clothes.h"

#include <chrono>
#include <cmath>
#include <cstddef>

namespace sillage::sim::internal {
namespace {

constexpr Duration kEpoch = std::chrono::minutes(15);

struct Tint {
  double light = 0, red = 0, warm = 0;
};

Tint tint_of(const Colour& c) {
  const double r = c.red, g = c.green, b = c.blue;
  return {(r + g + b) / 3, r - g, (r + g) / 2 - b};
}

Tint mixed(const Tint& a, const Tint& b, double share) {
  const auto mix = [share](double x, double y) { return x + (y - x) * share; };
  return {mix(a.light, b.light), mix(a.red, b.red), mix(a.warm, b.warm)};
}

double second_share(Pattern pattern) {
  if (pattern == Pattern::kStriped) return 0.5;
  return pattern == Pattern::kChecked ? 0.4 : 0;
}

double length_of(Upper upper) {
  switch (upper) {
    case Upper::kShirt: return 0;
    case Upper::kPullover: return 0.3;
    case Upper::kJacket: return 0.6;
    case Upper::kCoat:
    case Upper::kDress: return 1;
  }
  return 0;
}

double bareness_of(Lower lower) {
  if (lower == Lower::kShorts) return 1;
  return lower == Lower::kSkirt ? 0.6 : 0;
}

// Mean and standard deviation over the visitors of a simulated day.
constexpr Clothes kMean{101.5, 15.6, 9.9, 71.4, 1.4, -3.0, 21.3, 0.42, 0.15};
constexpr Clothes kDeviation{42.4, 44.7, 46.9, 27.2, 14.1, 26.9, 40.2, 0.37, 0.31};

}  // namespace

Clothes clothes_of(const Look& look) {
  const double share = second_share(look.pattern);
  const Tint first = tint_of(look.upper_colour), second = tint_of(look.upper_second);
  const Tint upper = mixed(first, second, share), lower = tint_of(look.lower_colour);
  const double contrast = share * (std::abs(first.light - second.light) +
                                   std::abs(first.red - second.red) +
                                   std::abs(first.warm - second.warm));
  Clothes clothes{upper.light, upper.red, upper.warm, lower.light,            lower.red,
                  lower.warm,  contrast,  length_of(look.upper), bareness_of(look.lower)};
  for (std::size_t i = 0; i < clothes.size(); ++i) {
    clothes[i] = (clothes[i] - kMean[i]) / kDeviation[i];
  }
  return clothes;
}

Clothes clothes_of_a_thing(Random& random) {
  Clothes clothes;
  for (double& each : clothes) each = random.normal(0, 1);
  return clothes;
}

std::uint32_t code_epoch(Instant at) {
  return static_cast<std::uint32_t>(at.time_since_epoch() / kEpoch) + 1;
}

std::uint64_t code_of(const Clothes& clothes, std::uint64_t seed, std::uint32_t epoch) {
  Random directions({seed, epoch, 64});
  std::uint64_t bits = 0;
  for (int bit = 0; bit < 64; ++bit) {
    double along = 0;
    for (const double each : clothes) along += each * directions.normal(0, 1);
    bits = bits << 1 | (along > 0 ? 1 : 0);
  }
  return bits;
}

}  // namespace sillage::sim::internal
