// SPDX-License-Identifier: Apache-2.0
#include "floor/privacy/internal/noise.h"

#include <algorithm>
#include <cmath>

namespace sillage::floor::internal {
namespace {

/// For numerator <= denominator: the series of exp, taken term by term.
bool happens_exp_minus_fraction(Wide numerator, Wide denominator, Entropy& entropy) {
  for (Wide k = 1;; ++k) {
    if (entropy.below(denominator * k) >= numerator) return k % 2 == 1;
  }
}

/// Around 0, probabilities in proportion to exp(-|x| / scale) (algorithm 2).
std::int64_t discrete_laplace(std::int64_t scale, Entropy& entropy) {
  const Wide t = static_cast<Wide>(scale);
  for (;;) {
    const Wide rest = entropy.below(t);
    if (!happens_exp_minus(rest, t, entropy)) continue;
    std::int64_t whole = 0;
    while (happens_exp_minus(1, 1, entropy)) ++whole;
    const std::int64_t size = static_cast<std::int64_t>(rest) + scale * whole;
    const bool negative = entropy.bit();
    if (negative && size == 0) continue;
    return negative ? -size : size;
  }
}

std::int64_t root_below(std::int64_t square) {
  auto root = static_cast<std::int64_t>(std::sqrt(static_cast<double>(square)));
  while (root * root > square) --root;
  while ((root + 1) * (root + 1) <= square) ++root;
  return root;
}

}  // namespace

bool happens_exp_minus(Wide numerator, Wide denominator, Entropy& entropy) {
  while (numerator > denominator) {
    if (!happens_exp_minus_fraction(1, 1, entropy)) return false;
    numerator -= denominator;
  }
  return happens_exp_minus_fraction(numerator, denominator, entropy);
}

std::int64_t discrete_gaussian(std::int64_t variance, Entropy& entropy) {
  const std::int64_t scale = root_below(variance) + 1;
  const Wide v = static_cast<Wide>(variance), t = static_cast<Wide>(scale);
  for (;;) {
    const std::int64_t drawn = discrete_laplace(scale, entropy);
    // Accepted with probability exp(-(|drawn| - variance / scale)^2 / (2 variance)).
    const Wide reach = static_cast<Wide>(std::abs(drawn)) * t;
    const Wide off = reach > v ? reach - v : v - reach;
    // Beyond this nothing is ever accepted, and squares would no longer fit.
    if (off >= Wide{1} << 63) continue;
    if (happens_exp_minus(off * off, 2 * v * t * t, entropy)) return drawn;
  }
}

std::int64_t variance_for(std::int64_t squared_change, double rho) {
  const double variance = std::ceil(static_cast<double>(squared_change) / (2 * rho));
  return static_cast<std::int64_t>(std::clamp(variance, 1.0, static_cast<double>(kMostVariance)));
}

double rho_of(std::int64_t squared_change, std::int64_t variance) {
  return static_cast<double>(squared_change) / (2 * static_cast<double>(variance));
}

double epsilon_of(double rho, double delta) {
  return rho + 2 * std::sqrt(rho * std::log(1 / delta));
}

}  // namespace sillage::floor::internal
