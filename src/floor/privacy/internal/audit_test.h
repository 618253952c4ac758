// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <vector>

namespace sillage::floor::internal {

/// Lower end of the one-sided Clopper-Pearson interval for `hits` of `trials`.
double surely_above(int hits, int trials, double confidence);
/// Upper end.
double surely_below(int hits, int trials, double confidence);

/// What a black box gives away at least, whoever built it: with 95 % confidence the two inputs are
/// as far apart as normal distributions whose means differ by `distance` standard deviations (mu of
/// Gaussian differential privacy; Dong, Roth and Su 2022, Nasr et al. 2023).
struct Leak {
  double distance = 0;
  double rho() const { return distance * distance / 2; }
};

/// From as many answers of the box with and without one person. A tenth of them choose where to cut
/// the answers, the others count on which side of the cut they lie.
Leak audit(const std::vector<double>& without, const std::vector<double>& with);
/// Asks the boxes themselves.
Leak audit(int trials, const std::function<double()>& without, const std::function<double()>& with);

}  // namespace sillage::floor::internal
