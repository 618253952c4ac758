// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "desk/store/calendar.h"

namespace sillage::desk {

/// Half open: [from, to).
struct Period {
  Instant from, to;
  auto operator<=>(const Period&) const = default;
};

struct Piece {
  Level level;
  Period period;
};

/// Cuts a period into whole months, weeks, days, hours and, at its ends, bins, as few pieces as
/// there can be, in the order of time. `finest`: what is not whole in it is left out.
std::vector<Piece> pieces_of(const Period& period, const Calendar& calendar,
                             Level finest = Level::kBin);

/// The stretches of a level that the period overlaps, cut to it. Not for kBin.
std::vector<Period> stretches_of(const Period& period, Level level, const Calendar& calendar);

enum class Against { kNothing, kPrevious, kWeek, kYear };
/// kPrevious: as long, directly before; by days where the period is made of whole days. kWeek: the
/// whole weeks earlier that cover it. kYear: 52 weeks earlier.
Period earlier(const Period& period, Against against, const Calendar& calendar);

}  // namespace sillage::desk
