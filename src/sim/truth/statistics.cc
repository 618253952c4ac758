// SPDX-License-Identifier: Apache-2.0
#include "sim/truth/statistics.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace sillage::sim {
namespace {

constexpr double kTickS = 0.1;
constexpr const char* kWeidmann =
    "Weidmann, Transporttechnik der Fussgaenger, IVT ETH Zuerich, 1993";
constexpr const char* kMoussaid =
    "Moussaid, Perozo, Garnier, Helbing & Theraulaz, PLoS ONE 5(4):e10047, 2010";
/// Of foods that people look at, 43 % are looked at for longer than 8 s, those for 38 s on average.
constexpr const char* kKendall = "Kendall & Fenwick, Advances in Consumer Research 6:153-160, 1979";
constexpr double kLooksS = 8;
constexpr const char* kAssumed = "assumed";
constexpr const char* kPlan = "plan.toml";

double length_of(Point p) { return std::sqrt(dot(p, p)); }

Comparison compare_spread(std::string what, std::string unit, const Spread& spread,
                          std::string reference, std::string source) {
  return {std::move(what),    std::move(unit),      spread.count(),   spread.mean(),
          spread.deviation(), std::move(reference), std::move(source)};
}

Comparison compare_share(std::string what, std::int64_t part, std::int64_t whole,
                         std::string reference, std::string source) {
  const double share = whole > 0 ? static_cast<double>(part) / static_cast<double>(whole) : 0;
  return {std::move(what), "", whole, share, std::nullopt, std::move(reference), std::move(source)};
}

}  // namespace

void Spread::add(double x) {
  // Welford, Technometrics 4(3), 1962.
  ++count_;
  const double off = x - mean_;
  mean_ += off / static_cast<double>(count_);
  squares_ += off * (x - mean_);
}

double Spread::deviation() const {
  return count_ > 1 ? std::sqrt(squares_ / static_cast<double>(count_ - 1)) : 0;
}

Statistics::Statistics(const Plan& plan) : plan_(&plan) {
  if (auto outline = Polygon::create(plan.outline)) outline_ = std::move(*outline);
}

void Statistics::appeared(Instant at, const Person& person, Point place) {
  const auto index = static_cast<std::size_t>(person.id);
  walking_.resize(std::max(walking_.size(), index + 1));
  walking_[index] = {person, at, place, 0};
  ++unit_sizes_[person.unit];
}

void Statistics::moved(Instant, std::span<const Moved> all) {
  for (const Moved& step : all) {
    Walk& walk = walking_[static_cast<std::size_t>(step.person)];
    const double length = length_of(step.place - walk.at);
    walk.at = step.place;
    walk.path_m += length;
    // A shuffle of less than a hand's breadth in a second is not walking.
    if (walk.person.role == Role::kVisitor && length > 0.01 && outline_ &&
        outline_->contains(step.place)) {
      inside_.add(length / kTickS);
    }
  }
}

void Statistics::vanished(Instant at, PersonId id) {
  const Walk& walk = walking_[static_cast<std::size_t>(id)];
  const double time_s = seconds(at - walk.from);
  if (walk.person.role == Role::kPasserBy && time_s > 1) {
    passing_[unit_sizes_.at(walk.person.unit)].add(walk.path_m / time_s);
  }
}

void Statistics::visit(const VisitRow& row) {
  const double length_s = seconds(row.left - row.entered);
  visit_s_.add(length_s);
  if (length_s > 0) log_visit_s_.add(std::log(length_s));
  ++came_in_;
  in_company_ += row.person.kind == UnitKind::kSingle ? 0 : 1;
}

void Statistics::stay(const StayRow& row) {
  const auto& zone = plan_->zones[static_cast<std::size_t>(row.zone)];
  if (row.role != Role::kVisitor || zone.type != config::ZoneType::kAisle || row.cut_off ||
      row.length_s <= kLooksS) {
    return;
  }
  stay_s_.add(row.length_s);
  log_stay_s_.add(std::log(row.length_s));
}

void Statistics::queue(const QueueRow& row) {
  ++queued_;
  if (!row.served_from) {
    ++gave_up_;
    return;
  }
  wait_s_.add(seconds(*row.served_from - row.joined));
  service_s_.add(seconds(*row.served_to - *row.served_from));
}

void Statistics::day(const DayFigures& figures, int weekday, bool open) {
  unit_sizes_.clear();
  walking_.clear();
  if (!open) return;
  std::int64_t visits = 0;
  std::map<int, std::int64_t> units;
  for (std::size_t i = 0; i < figures.bins.size(); ++i) {
    const BinFigures& bin = figures.bins[i];
    visits += bin.visits;
    units[static_cast<int>((bin.start - figures.bins.front().start) / std::chrono::hours(1))] +=
        bin.units;
  }
  visitors_per_day_.add(static_cast<double>(visits));
  for (const auto& [hour, count] : units) {
    hourly_[{weekday, hour}].add(static_cast<double>(count));
  }
}

/// Variance over mean of the units that come in the same hour of the same weekday, over weeks:
/// the mean over all such hours, weighted by how many come.
double Statistics::arrivals_dispersion(std::int64_t& hours) const {
  double variance = 0, mean = 0;
  hours = 0;
  for (const auto& [when, counts] : hourly_) {
    if (counts.count() < 2 || counts.mean() == 0) continue;
    variance += counts.deviation() * counts.deviation();
    mean += counts.mean();
    ++hours;
  }
  return mean > 0 ? variance / mean : 0;
}

std::vector<Comparison> Statistics::compare() const {
  const Visitors& v = plan_->visitors;
  std::vector<Comparison> list;
  const auto passing = [&](int size) {
    const auto found = passing_.find(size);
    return found == passing_.end() ? Spread{} : found->second;
  };
  list.push_back(compare_spread("walking speed of who passes by alone", "m/s", passing(1),
                                "1.34 (0.26)", kWeidmann));
  list.push_back(compare_spread("... in twos", "m/s", passing(2), "1.18", kMoussaid));
  list.push_back(compare_spread("... in threes", "m/s", passing(3), "1.14", kMoussaid));
  list.push_back(
      compare_spread("walking speed of visitors inside", "m/s", inside_, "0.72 of free", kAssumed));
  list.push_back(compare_share("visitors who come in company", in_company_, came_in_,
                               "0.7 in a shopping street", kMoussaid));
  list.push_back(compare_spread("visits per open day", "", visitors_per_day_,
                                fmt::format("{} visitors", plan_->arrivals.visitors_per_day),
                                kPlan));
  std::int64_t hours = 0;
  const double dispersion = arrivals_dispersion(hours);
  list.push_back({"arrivals per hour, variance over mean", "", hours, dispersion, std::nullopt,
                  "1 (Poisson)", "model: inhomogeneous Poisson process"});
  list.push_back(compare_spread("stay at a shelf of more than 8 s", "s", stay_s_,
                                "over 38 (looking at it)", kKendall));
  list.push_back(compare_spread("... logarithm", "ln s", log_stay_s_, "log-normal stops", kPlan));
  list.push_back(compare_spread("visit duration", "s", visit_s_, "", kAssumed));
  list.push_back(compare_spread("visit duration, logarithm", "ln s", log_visit_s_, "", kAssumed));
  list.push_back(compare_spread(
      "service at a till", "s", service_s_,
      fmt::format("{:.1f}", v.service_median_s * std::exp(v.service_sigma * v.service_sigma / 2)),
      kPlan));
  list.push_back(compare_spread("wait in a queue", "s", wait_s_, "", kAssumed));
  list.push_back(compare_share("queues given up", gave_up_, queued_, "", kAssumed));
  return list;
}

}  // namespace sillage::sim
