// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"

namespace sillage::sim {

/// True if the time zone database of this machine has it.
bool is_time_zone(std::string_view name);

/// The moment of a local time of day, by the clock on the wall: on days when the clocks change, a
/// time that is there twice means the first, a time that is left out the moment of the change.
/// The zone must be known.
Instant instant_of(const std::string& time_zone, std::chrono::sys_days date,
                   std::chrono::minutes time_of_day);

/// The clock on the wall minus UTC at a moment. The zone must be known.
Duration utc_offset_at(const std::string& time_zone, Instant at);

/// 0 Monday to 6 Sunday.
int weekday_of(std::chrono::sys_days date);

/// Reads "2026-01-05"; the error says what to write.
Result<std::chrono::sys_days> parse_date(std::string_view text);
std::string to_date(std::chrono::sys_days date);

}  // namespace sillage::sim
