// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "wire/release.h"
#include "wire/sighting.h"

namespace sillage::floor {

/// What cameras have said of how one person presents. Looks at one person are alike: what n of them
/// say together is their sum over 1 + (n - 1) c, the evidence of n looks that correlate by c
/// (Kish's design effect). The number belongs to the model (the card in models/).
class Perceived {
 public:
  static constexpr double kCorrelation = 0.3;
  /// Looks that count; so many say all that there is.
  static constexpr std::int32_t kMostLooks = 1000;

  void add(wire::Evidence evidence);
  /// Log-odds of a look, on average; 0 without any.
  double mean() const;
  /// How many looks of unlike people would say as much.
  double weight() const;
  /// kUnknown where all looks together are less than `certain` off `middle`: the model's, or what an
  /// audit of the store's cameras found (log-odds; config::AudienceSettings).
  wire::Segment segment(double middle, double certain) const;

 private:
  std::int32_t sum_ = 0;  ///< sixteenths
  std::int32_t looks_ = 0;
};

}  // namespace sillage::floor
