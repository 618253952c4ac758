// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

namespace sillage::floor::internal {

/// How long people are out of sight between two places, relative to the time of an unhurried walk
/// between them: a mixture of two log-normals, those who walk through and those who stop on the
/// way. Begins as the prior it is given and learns on line (expectation-maximisation over
/// sufficient statistics, one soft observation at a time); forgets what is long ago.
class TravelTimes {
 public:
  /// A log-normal: of the logarithm of the ratio.
  struct Component {
    double weight = 0, mean = 0, variance = 0;
  };
  using Mixture = std::array<Component, 2>;
  /// What holds before anything was seen, of ways and of staying where one is.
  static const Mixture kPrior, kStaying;

  /// The time of an unhurried walk, s.
  static double walk_s(double distance_m);

  /// With `prior` behind what has been learned.
  Mixture mixture(const Mixture& prior) const;
  /// One time out of sight, with the probability that it was one.
  void learn(double gap_s, double walk_s, double weight, const Mixture& prior);

  /// Per second.
  static double density(const Mixture& mixture, double gap_s, double walk_s);
  /// The share that is over within `gap_s`.
  static double share_within(const Mixture& mixture, double gap_s, double walk_s);

 private:
  struct Sums {
    double count = 0, sum = 0, squares = 0;
  };
  std::array<Sums, 2> sums_{};
};

}  // namespace sillage::floor::internal
