// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "sim/plan/lens.h"
#include "sim/plan/plan.h"
#include "sim/plan/solids.h"

namespace sillage::sim::internal {

/// What shelves, counters and walls hide from one camera: above every place of the floor, all up to
/// one height. Worked out cell by cell when first asked for, and kept.
class Shade {
 public:
  Shade(const Plan& plan, const Place3& camera);

  /// Above this place, nothing below this height (m) is seen; 0 in the open, infinite behind a
  /// wall. Beyond the plan nothing hides.
  double height_at(Point place);

 private:
  double compute(Point place) const;

  Place3 camera_;
  std::vector<Solid> solids_;
  Point origin_;
  double cell_m_ = 0;
  int columns_ = 0, rows_ = 0;
  std::vector<float> heights_;  ///< negative: not yet asked for
};

}  // namespace sillage::sim::internal
