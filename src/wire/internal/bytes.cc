// SPDX-License-Identifier: Apache-2.0
#include "wire/internal/bytes.h"

namespace sillage::wire::internal {

bool is_plausible_time(Instant instant) {
  using std::chrono::year;
  constexpr Instant kFirst = std::chrono::sys_days(year{1970} / 1 / 1);
  constexpr Instant kEnd = std::chrono::sys_days(year{2201} / 1 / 1);
  return instant >= kFirst && instant < kEnd;
}

}  // namespace sillage::wire::internal
