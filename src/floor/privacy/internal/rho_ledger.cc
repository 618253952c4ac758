// SPDX-License-Identifier: Apache-2.0
#include "floor/privacy/internal/rho_ledger.h"

#include <cmath>

namespace sillage::floor::internal {

Result<void> RhoLedger::spend(Instant day, double rho) {
  if (!(rho >= 0) || !std::isfinite(rho)) {
    return fail(ErrorCode::kInvalidArgument, "a release cannot cost {} of zCDP; this is a defect",
                rho);
  }
  double& spent = spent_[day];
  // Sums of shares may end a rounding error above the whole.
  if (spent + rho > ceiling_ * (1 + 1e-9)) {
    return fail(ErrorCode::kExhausted,
                "the day that began {} has cost {:.5f} of at most {:.5f}, another {:.5f} would be "
                "too much; no more of it is released, wait for the next day",
                to_iso8601(day), spent, ceiling_, rho);
  }
  spent += rho;
  const Instant newest = spent_.rbegin()->first;
  std::erase_if(spent_, [&](const auto& entry) { return entry.first + kKept < newest; });
  return {};
}

double RhoLedger::spent(Instant day) const {
  const auto found = spent_.find(day);
  return found == spent_.end() ? 0 : found->second;
}

}  // namespace sillage::floor::internal
