// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "floor/privacy/internal/entropy.h"

namespace sillage::floor::internal {

/// Largest variance, so that all fractions stay exact: a standard deviation of a million.
inline constexpr std::int64_t kMostVariance = 1'000'000'000'000;

/// One whole number of the discrete Gaussian distribution around 0, whose probabilities are in
/// proportion to exp(-x^2 / (2 variance)). Exact: whole numbers and fair bits only, no floating
/// point, after algorithms 1 to 3 of Canonne, Kamath and Steinke, The Discrete Gaussian for
/// Differential Privacy, NeurIPS 2020. `variance`: 1 to kMostVariance.
std::int64_t discrete_gaussian(std::int64_t variance, Entropy& entropy);

/// True with probability exp(-numerator / denominator), exactly (algorithm 1).
bool happens_exp_minus(Wide numerator, Wide denominator, Entropy& entropy);

/// Variance of the noise for which somebody who changes a table by at most `squared_change` (sum of
/// squares over its cells) costs at most `rho` of zCDP; rounded up to a whole number.
std::int64_t variance_for(std::int64_t squared_change, double rho);
/// What that noise costs (Bun and Steinke 2016, proposition 1.6; the discrete one costs no more).
double rho_of(std::int64_t squared_change, std::int64_t variance);

/// The epsilon of (epsilon, delta) that follows from rho: rho + 2 sqrt(rho ln(1 / delta)).
double epsilon_of(double rho, double delta);
inline constexpr double kDelta = 1e-7;

}  // namespace sillage::floor::internal
