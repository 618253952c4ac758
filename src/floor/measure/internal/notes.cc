// SPDX-License-Identifier: Apache-2.0
#include "floor/measure/internal/notes.h"

namespace sillage::floor::internal {

void Notes::count(Instant at, CountKey key, std::int64_t amount) {
  if (standing_ == Standing::kObjector) return;
  if (standing_ == Standing::kStaff) {
    if (key.kind != Count::kPresence) return;
    key.kind = Count::kStaffPresence;
  }
  account_.add(ledger_.bin_for(at), key, amount);
}

bool Notes::heat(Instant at, CellIndex cell, Duration spent) {
  if (standing_ != Standing::kVisitor) return true;
  return account_.add_heat(ledger_.bin_for(at), cell, spent.count());
}

void Notes::present(int series, Instant after, Instant until) {
  if (standing_ != Standing::kVisitor) return;
  for (std::int64_t s = floor_second(after) + 1; s <= floor_second(until); ++s) {
    const Instant at{std::chrono::seconds(s)};
    if (ledger_.accepts(at)) account_.add_second(ledger_.bin_for(at), series, s);
  }
}

void Notes::absent(int series, Instant at) { account_.cut_series(series, ceil_second(at)); }

void Notes::step_inside(Instant at, int change) {
  if (standing_ != Standing::kVisitor) return;
  account_.add_step(ledger_.bin_for(at), {ceil_second(at), change});
}

}  // namespace sillage::floor::internal
