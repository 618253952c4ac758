// SPDX-License-Identifier: Apache-2.0
#include "desk/report/internal/local_time.h"

#include <array>
#include <exception>

#include <date/tz.h>

namespace sillage::desk::report {
namespace {

using std::chrono::minutes;

/// The n-th entry of a comma-separated list.
std::string_view entry(std::string_view list, unsigned n) {
  for (; n > 0; --n) list.remove_prefix(std::min(list.size(), list.find(',') + 1));
  return list.substr(0, list.find(','));
}

date::local_days day_of(std::chrono::seconds local) {
  return date::floor<date::days>(date::local_seconds(local));
}

std::string offset_text(std::chrono::seconds offset) {
  const auto s = offset.count();
  return fmt::format("{}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60);
}

}  // namespace

Result<LocalTime> LocalTime::create(const std::string& zone, bool start_known, const Words& words) {
  try {
    return LocalTime(date::locate_zone(zone), start_known, words);
  } catch (const std::exception&) {
    return fail(ErrorCode::kConfiguration,
                "the time zone '{}' is not known on this machine; write an IANA name such as "
                "Europe/Paris as time_zone of the store, and install the package tzdata",
                zone);
  }
}

std::chrono::seconds LocalTime::local(Instant t) const {
  const auto whole = std::chrono::floor<std::chrono::seconds>(t);
  if (!start_known_) return whole.time_since_epoch();
  return zone_->to_local(whole).time_since_epoch();
}

std::string LocalTime::abbreviation(Instant t) const {
  return zone_->get_info(std::chrono::floor<std::chrono::seconds>(t)).abbrev;
}

std::string LocalTime::date(Instant t) const {
  if (!start_known_) return offset_text(local(t));
  const date::local_days day = day_of(local(t));
  const date::year_month_day ymd(day);
  return say(words_->long_date, entry(words_->weekdays, date::weekday(day).c_encoding()),
             static_cast<unsigned>(ymd.day()),
             entry(words_->months, static_cast<unsigned>(ymd.month()) - 1),
             static_cast<int>(ymd.year()));
}

std::string LocalTime::short_date(Instant t) const {
  return date::format("%F", date::year_month_day(day_of(local(t))));
}

std::string LocalTime::clock(Instant t) const {
  const std::chrono::seconds at = local(t);
  if (!start_known_) return offset_text(at);
  const auto in_day = at - day_of(at).time_since_epoch();
  const auto s = std::chrono::duration_cast<std::chrono::seconds>(in_day).count();
  if (s % 60 != 0) return fmt::format("{:02}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60);
  return fmt::format("{:02}:{:02}", s / 3600, s / 60 % 60);
}

std::string LocalTime::range(const Span& span, const Span& reference) const {
  if (!start_known_) return clock(span.start) + "–" + clock(span.end);
  const bool dated =
      day_of(local(reference.start)) != day_of(local(reference.end - std::chrono::microseconds(1)));
  std::string out = dated ? short_date(span.start) + " " : "";
  out += clock(span.start) + "–" + clock(span.end);
  const Instant last = reference.end - std::chrono::microseconds(1);
  if (abbreviation(reference.start) != abbreviation(last)) {
    out += " " + abbreviation(span.start);
  }
  return out;
}

std::string LocalTime::period(const Span& span) const {
  if (!start_known_) return say(words_->offset_range, clock(span.start), clock(span.end));
  const Instant last = span.end - std::chrono::microseconds(1);
  if (day_of(local(span.start)) == day_of(local(last))) {
    return date(span.start) + ", " + clock(span.start) + "–" +
           (day_of(local(span.end)) == day_of(local(last)) ? clock(span.end) : "24:00");
  }
  return date(span.start) + ", " + clock(span.start) + " – " + date(span.end) + ", " +
         clock(span.end);
}

std::string LocalTime::moment(Instant t) const {
  const LocalTime real(zone_, true, *words_);
  return real.date(t) + ", " + real.clock(std::chrono::floor<minutes>(t)) + " " + abbreviation(t);
}

std::vector<LocalTime::Tick> LocalTime::ticks(const Span& span, int most) const {
  constexpr std::array<int, 15> kSteps = {1,   2,   5,   10,   15,   30,    60,   120,
                                          180, 360, 720, 1440, 2880, 10080, 43200};
  const auto length = std::chrono::duration_cast<minutes>(span.end - span.start).count();
  long long step = kSteps[0];
  for (std::size_t i = 0; i < kSteps.size() && length / step + 1 > most; ++i) step = kSteps[i];
  while (length / step + 1 > most) step *= 2;
  // Clock changes are multiples of 15 minutes, so round local times are found on this raster.
  // Over years any raster will do, and the walk stays short.
  const bool years = length > 400LL * 1440;
  const minutes raster(years ? step : std::min<long long>(step, 15));
  const Instant first =
      Instant(raster * ((span.start.time_since_epoch() + raster - Duration(1)) / raster));
  std::vector<Tick> out;
  for (Instant t = first; t <= span.end; t += raster) {
    const std::chrono::seconds at = local(t);
    if (!years && at.count() % (step * 60) != 0) continue;
    const bool midnight = at.count() % 86400 == 0;
    if (!start_known_ || !(years || midnight)) {
      out.push_back({t, clock(t)});
    } else {
      out.push_back({t, years ? short_date(t) : short_date(t).substr(5)});
    }
  }
  return out;
}

}  // namespace sillage::desk::report
