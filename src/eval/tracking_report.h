// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "eval/tracking.h"

namespace sillage::eval {

/// A figure under its public name (docs/reference/evaluation.md).
struct NamedValue {
  std::string name;
  double value = 0;
  bool is_count = false;  ///< a whole number
};
struct NamedCurve {
  std::string name;
  std::vector<double> values;  ///< one per alpha
  bool is_count = false;
};

/// HOTA, DetA, AssA, LocA, IDF1, IDP, IDR, MOTA, MOTP, IDSW, FP, FN, Frag.
std::vector<NamedValue> named_values(const TrackingSums& sums);
/// TP, IDTP, ..., frames.
std::vector<NamedValue> named_counts(const TrackingSums& sums);
/// alpha, HOTA, DetA, AssA, LocA, HOTA_TP.
std::vector<NamedCurve> named_curves(const TrackingSums& sums);

}  // namespace sillage::eval
