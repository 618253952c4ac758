// SPDX-License-Identifier: Apache-2.0
#include "sim/agents/internal/schedule.h"

#include <algorithm>

#include "sim/agents/internal/population.h"
#include "sim/agents/random.h"
#include "sim/plan/local_time.h"

namespace sillage::sim::internal {
namespace {

using std::chrono::minutes;

constexpr minutes kLastBeforeClosing{5};
constexpr Duration kBeforeMidnight = minutes(3);
constexpr Duration kTwinsApart = std::chrono::seconds(30);

enum Stream : std::uint64_t { kVisitorStream = 1, kStreetStream = 2, kSpecialStream = 3 };

/// Minutes.
double length_of(const Hours& hours) {
  return static_cast<double>((hours.to - hours.from).count());
}

class Scheduler {
 public:
  Scheduler(const Plan& plan, std::uint64_t seed, std::chrono::sys_days date)
      : plan_(plan), seed_(seed), date_(date) {
    day_.midnight = instant_of(plan.time_zone, date, minutes(0));
    day_.ends = since_midnight(std::chrono::hours(24));
  }

  DaySchedule make() {
    const int weekday = weekday_of(date_);
    if (const auto& hours = plan_.opening[weekday]) {
      day_.open = true;
      day_.opens = since_midnight(hours->from);
      day_.closes = since_midnight(hours->to);
      add_visitors(*hours, weekday);
      add_special(*hours);
    }
    for (std::size_t i = 0; i < plan_.pavements.size(); ++i) add_passers(i);
    // Who is out in the street at midnight would belong to two days.
    std::erase_if(day_.comings,
                  [&](const Coming& coming) { return coming.after > day_.ends - kBeforeMidnight; });
    std::stable_sort(day_.comings.begin(), day_.comings.end(),
                     [](const Coming& a, const Coming& b) { return a.after < b.after; });
    return std::move(day_);
  }

 private:
  Duration since_midnight(minutes clock) const {
    return instant_of(plan_.time_zone, date_, clock) - day_.midnight;
  }

  std::uint64_t day_number() const {
    return static_cast<std::uint64_t>(date_.time_since_epoch().count());
  }

  /// Adds a Poisson process of `units` on average, from one time of the clock to another.
  template <class Make>
  void add_process(Random& random, minutes from, minutes to, double units, Make&& make) {
    const Duration begin = since_midnight(from), end = since_midnight(to);
    if (units <= 0 || end <= begin) return;
    const double mean_gap_s = seconds(end - begin) / units;
    for (Duration at = begin + from_seconds(random.exponential(mean_gap_s)); at < end;
         at += from_seconds(random.exponential(mean_gap_s))) {
      day_.comings.push_back(make(at));
    }
  }

  void add_visitors(const Hours& hours, int weekday) {
    Random random{seed_, day_number(), kVisitorStream};
    const double units = expected_visitors(plan_, weekday) / mean_unit_size(plan_.visitors);
    const minutes last = std::max(hours.from, hours.to - kLastBeforeClosing);
    const auto piece = [&](int hour) {
      return Hours{std::max(hours.from, minutes(60 * hour)),
                   std::min(last, minutes(60 * (hour + 1)))};
    };
    double weight = 0;
    for (int hour = 0; hour < 24; ++hour) {
      const Hours open = piece(hour);
      if (open.to > open.from) weight += plan_.arrivals.hours[hour] * length_of(open);
    }
    for (int hour = 0; hour < 24 && weight > 0; ++hour) {
      const Hours open = piece(hour);
      const double share = plan_.arrivals.hours[hour] * length_of(open) / weight;
      add_process(random, open.from, open.to, units * share, [&](Duration at) {
        return Coming{at, Why::kShops, number_++, 0};
      });
    }
    const Duration lone_until = since_midnight(hours.from + plan_.special.lone_opening);
    std::erase_if(day_.comings, [&](const Coming& c) { return c.after < lone_until; });
  }

  void add_special(const Hours& hours) {
    Random random{seed_, day_number(), kSpecialStream};
    const Duration opens = since_midnight(hours.from), closes = since_midnight(hours.to);
    if (plan_.special.lone_opening.count() > 0) {
      day_.comings.push_back(
          {opens + from_seconds(random.uniform(5, 40)), Why::kLone, number_++, 0});
    }
    if (plan_.special.regular_at) {
      const Duration at = since_midnight(*plan_.special.regular_at) +
                          from_seconds(random.normal(0, 240, -900, 900));
      const Duration earliest = since_midnight(hours.from + plan_.special.lone_opening);
      day_.comings.push_back({std::clamp(at, earliest, std::max(earliest, closes - kTwinsApart)),
                              Why::kRegular, number_++, 0});
    }
    const double open_s = seconds(closes - opens) -
                          60.0 * static_cast<double>(plan_.special.lone_opening.count()) - 600;
    for (int pair = 0; pair < plan_.special.twins_per_day && open_s > 0; ++pair) {
      const Duration at = closes - from_seconds(600 + random.uniform(0, open_s));
      const std::uint64_t number = number_++;
      day_.comings.push_back({at, Why::kTwin, number, 0});
      day_.comings.push_back(
          {at + from_seconds(random.uniform(3, seconds(kTwinsApart))), Why::kTwin, number, 0});
    }
  }

  void add_passers(std::size_t pavement) {
    Random random{seed_, day_number(), kStreetStream, pavement};
    const std::vector<double>& weights = plan_.arrivals.street_hours;
    double sum = 0;
    int hours = 0;
    for (const double weight : weights) {
      sum += weight;
      hours += weight > 0 ? 1 : 0;
    }
    for (int hour = 0; hour < 24 && sum > 0; ++hour) {
      const double people =
          plan_.pavements[pavement].passers_per_hour * weights[hour] * hours / sum;
      add_process(random, minutes(60 * hour), minutes(60 * (hour + 1)), people / kMeanPassers,
                  [&](Duration at) {
                    return Coming{at, Why::kPasses, number_++, pavement};
                  });
    }
  }

  const Plan& plan_;
  std::uint64_t seed_;
  std::chrono::sys_days date_;
  DaySchedule day_;
  std::uint64_t number_ = 0;
};

}  // namespace

double expected_visitors(const Plan& plan, int weekday) {
  if (!plan.opening[weekday]) return 0;
  double sum = 0;
  int open = 0;
  for (int day = 0; day < 7; ++day) {
    if (!plan.opening[day]) continue;
    sum += plan.arrivals.weekdays[day];
    ++open;
  }
  return sum > 0 ? plan.arrivals.visitors_per_day * plan.arrivals.weekdays[weekday] * open / sum
                 : 0;
}

DaySchedule schedule_of(const Plan& plan, std::uint64_t seed, std::chrono::sys_days date) {
  return Scheduler(plan, seed, date).make();
}

}  // namespace sillage::sim::internal
