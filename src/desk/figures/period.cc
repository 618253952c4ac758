// SPDX-License-Identifier: Apache-2.0
#include "desk/figures/period.h"

#include <algorithm>

namespace sillage::desk {
namespace {

void cut(const Period& period, Level level, Level finest, const Calendar& calendar,
         std::vector<Piece>& out) {
  if (period.from >= period.to) return;
  if (level == Level::kBin) {
    out.push_back({level, period});
    return;
  }
  const auto finer = static_cast<Level>(static_cast<int>(level) - 1);
  const auto rest = [&](Instant from, Instant to) {
    if (level > finest) cut({from, to}, finer, finest, calendar, out);
  };
  Instant first = calendar.floor(level, period.from);
  if (first < period.from) first = calendar.next(level, first);
  const Instant last = calendar.floor(level, period.to);
  if (first >= last) return rest(period.from, period.to);
  rest(period.from, first);
  out.push_back({level, {first, last}});
  rest(last, period.to);
}

/// The same time of the local day so many days earlier.
Instant days_before(Instant moment, int days, const Calendar& calendar) {
  const auto day = calendar.day_of(moment);
  const Duration in_day = moment - calendar.begin_of(day);
  return calendar.begin_of(std::chrono::sys_days(day) - std::chrono::days(days)) + in_day;
}

}  // namespace

std::vector<Piece> pieces_of(const Period& period, const Calendar& calendar, Level finest) {
  std::vector<Piece> pieces;
  cut(period, Level::kMonth, finest, calendar, pieces);
  return pieces;
}

std::vector<Period> stretches_of(const Period& period, Level level, const Calendar& calendar) {
  std::vector<Period> stretches;
  for (Instant start = calendar.floor(level, period.from); start < period.to;) {
    const Instant end = calendar.next(level, start);
    stretches.push_back({std::max(start, period.from), std::min(end, period.to)});
    start = end;
  }
  return stretches;
}

Period earlier(const Period& period, Against against, const Calendar& calendar) {
  const auto from = std::chrono::sys_days(calendar.day_of(period.from));
  const auto to = std::chrono::sys_days(calendar.day_of(period.to));
  const bool whole_days =
      calendar.begin_of(from) == period.from && calendar.begin_of(to) == period.to;
  const int days = static_cast<int>((to - from).count());
  if (against == Against::kPrevious && !whole_days) {
    return {period.from - (period.to - period.from), period.from};
  }
  int back = days;
  if (against == Against::kWeek) back = 7 * std::max(1, (days + 6) / 7);
  if (against == Against::kYear) back = 7 * 52;
  return {days_before(period.from, back, calendar), days_before(period.to, back, calendar)};
}

}  // namespace sillage::desk
