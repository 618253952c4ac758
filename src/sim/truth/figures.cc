// SPDX-License-Identifier: Apache-2.0
#include "sim/truth/figures.h"

#include <cmath>

namespace sillage::sim {

Result<void> TruthOptions::check() const {
  if (bin_minutes < 1 || bin_minutes > 1440 || 1440 % bin_minutes != 0) {
    return fail(ErrorCode::kInvalidArgument,
                "bins of {} minutes do not make up a day; use a divisor of 1440, such as 15 or 60",
                bin_minutes);
  }
  return measure.check();
}

double duration_edge_s(int i) { return 5.0 * std::exp2(0.5 * i); }

int duration_class(double s) {
  int i = 0;
  while (i + 1 < kDurationClasses && s >= duration_edge_s(i + 1)) ++i;
  return i;
}

void Durations::add(double s) {
  ++classes[static_cast<std::size_t>(duration_class(s))];
  ++count;
  sum_s += s;
}

}  // namespace sillage::sim
