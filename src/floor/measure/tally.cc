// SPDX-License-Identifier: Apache-2.0
#include "floor/measure/tally.h"

#include <algorithm>
#include <cmath>

namespace sillage::floor {

double dwell_edge_s(int i) { return 5.0 * std::exp2(0.5 * i); }

int dwell_class(double stay_s) {
  int i = 0;
  while (i + 1 < kDwellClasses && stay_s >= dwell_edge_s(i + 1)) ++i;
  return i;
}

}  // namespace sillage::floor
