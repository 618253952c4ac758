// SPDX-License-Identifier: Apache-2.0
#include "sim/truth/figure_rows.h"

#include <algorithm>
#include <array>

namespace sillage::sim {
namespace {

constexpr std::array<std::string_view, 3> kPresentations = {"feminine", "masculine", "unknown"};
constexpr std::array<std::string_view, 4> kAges = {"18-34", "35-54", "55+", "unknown"};
/// Stands for "and more" in the last duration class.
constexpr double kEndOfTime = 86400;

class Rows {
 public:
  explicit Rows(std::vector<FigureRow>& rows) : rows_(rows) {}

  void add(std::string_view metric, const std::string& scope, double value,
           std::string_view who = "public") {
    if (value != 0) rows_.push_back({metric, scope, std::nullopt, std::nullopt, who, value});
  }
  /// A share of something; nothing where that is nobody.
  void share(std::string_view metric, const std::string& scope, double part, double whole) {
    if (whole > 0) {
      rows_.push_back({metric, scope, std::nullopt, std::nullopt, "public", part / whole});
    }
  }
  void durations(std::string_view metric, std::string_view mean, const std::string& scope,
                 const Durations& all, std::string_view who = "public") {
    for (int i = 0; i < kDurationClasses; ++i) {
      const std::int64_t count = all.classes[static_cast<std::size_t>(i)];
      if (count == 0) continue;
      rows_.push_back({metric, scope, duration_edge_s(i),
                       i + 1 < kDurationClasses ? duration_edge_s(i + 1) : kEndOfTime, who,
                       static_cast<double>(count)});
    }
    if (all.count > 0) add(mean, scope, all.sum_s / static_cast<double>(all.count), who);
  }

 private:
  std::vector<FigureRow>& rows_;
};

double number(std::int64_t count) { return static_cast<double>(count); }

void add_lines(const Plan& plan, const CrowdFigures& crowd, std::string_view who, Rows& rows) {
  LineFigures all;
  for (std::size_t i = 0; i < crowd.lines.size(); ++i) {
    all.entries += crowd.lines[i].entries;
    all.exits += crowd.lines[i].exits;
    rows.add("entries", plan.lines[i].id, number(crowd.lines[i].entries), who);
    rows.add("exits", plan.lines[i].id, number(crowd.lines[i].exits), who);
  }
  rows.add("entries", "", number(all.entries), who);
  rows.add("exits", "", number(all.exits), who);
}

void add_zones(const Plan& plan, const CrowdFigures& crowd, std::string_view who, Rows& rows) {
  for (std::size_t i = 0; i < crowd.zones.size(); ++i) {
    const ZoneFigures& zone = crowd.zones[i];
    const std::string& id = plan.zones[i].id;
    rows.add("zone_visits", id, number(zone.visits), who);
    rows.add("zone_people", id, number(zone.people), who);
    rows.durations("dwell", "dwell_mean_s", id, zone.dwell, who);
    rows.add("zone_person_s", id, zone.person_s, who);
  }
}

void add_visits(const Plan& plan, const BinFigures& bin, Rows& rows) {
  rows.add("occupancy_mean", "", bin.occupancy_mean);
  rows.add("occupancy_max", "", number(bin.occupancy_max));
  rows.add("visits", "", number(bin.visits));
  rows.add("bounces", "", number(bin.bounces));
  rows.share("bounce_rate", "", number(bin.bounces), number(bin.visits));
  rows.durations("visit_duration", "visit_duration_mean_s", "", bin.visit_duration);
  rows.share("checkout_reach_rate", "", number(bin.reached_till), number(bin.visits));
  for (std::size_t i = 0; i < bin.reach.size(); ++i) {
    const std::string& id = plan.zones[i].id;
    rows.add("zone_exposed", id, number(bin.reach[i].exposed));
    rows.add("zone_engagements", id, number(bin.reach[i].engaged));
    if (bin.reach[i].exposed == 0) continue;
    rows.share("zone_exposure", id, number(bin.reach[i].exposed), number(bin.visits));
    rows.share("engagement_rate", id, number(bin.reach[i].engaged), number(bin.reach[i].exposed));
  }
  for (const auto& [from_to, count] : bin.flows) {
    rows.add("flow", plan.zones[from_to.first].id + ">" + plan.zones[from_to.second].id,
             number(count));
  }
  std::int64_t entries = 0;
  for (const LineFigures& line : bin.crowd.lines) entries += line.entries;
  rows.add("pass_by", "", number(bin.pass_by));
  rows.share("capture_rate", "", number(entries), number(entries + bin.pass_by));
  rows.share("entries_per_pass_by", "", number(entries), number(bin.pass_by));
  rows.add("groups", "", number(bin.units));
  rows.add("groups_of_several", "", number(bin.units_of_several));
  for (std::size_t p = 0; p < kPresentations.size(); ++p) {
    for (std::size_t a = 0; a < kAges.size(); ++a) {
      rows.add("segment_mix", std::string(kPresentations[p]) + ":" + std::string(kAges[a]),
               number(bin.segments[p][a]));
    }
  }
}

void add_tills(const Plan& plan, const BinFigures& bin, Rows& rows) {
  for (std::size_t i = 0; i < bin.tills.size(); ++i) {
    const TillFigures& till = bin.tills[i];
    const std::string& id = plan.tills[i].id;
    rows.add("queue_length_mean", id, till.length_mean);
    rows.add("queue_length_max", id, number(till.length_max));
    rows.add("queue_joined", id, number(till.joined));
    rows.add("queue_abandoned", id, number(till.abandoned));
    rows.share("queue_abandonment_rate", id, number(till.abandoned), number(till.joined));
    rows.durations("queue_wait", "queue_wait_mean_s", id, till.wait);
    rows.durations("service_time", "service_time_mean_s", id, till.service);
  }
}

void add(Durations& total, const Durations& more) {
  for (std::size_t i = 0; i < total.classes.size(); ++i) total.classes[i] += more.classes[i];
  total.count += more.count;
  total.sum_s += more.sum_s;
}

void add(CrowdFigures& total, const CrowdFigures& more) {
  total.lines.resize(more.lines.size());
  total.zones.resize(more.zones.size());
  for (std::size_t i = 0; i < more.lines.size(); ++i) {
    total.lines[i].entries += more.lines[i].entries;
    total.lines[i].exits += more.lines[i].exits;
  }
  for (std::size_t i = 0; i < more.zones.size(); ++i) {
    ZoneFigures& zone = total.zones[i];
    zone.visits += more.zones[i].visits;
    zone.people += more.zones[i].people;
    zone.cut_off += more.zones[i].cut_off;
    zone.person_s += more.zones[i].person_s;
    add(zone.dwell, more.zones[i].dwell);
  }
  for (const auto& [square, s] : more.heat) total.heat[square] += s;
}

/// Means of samples, weighted by how long each bin is.
double joined_mean(double total, Duration total_length, double more, Duration more_length) {
  const double whole = seconds(total_length + more_length);
  return whole > 0 ? (total * seconds(total_length) + more * seconds(more_length)) / whole : 0;
}

}  // namespace

std::vector<FigureRow> rows_of(const Plan& plan, const BinFigures& bin) {
  std::vector<FigureRow> list;
  Rows rows(list);
  add_lines(plan, bin.crowd, "public", rows);
  add_lines(plan, bin.staff, "staff", rows);
  add_visits(plan, bin, rows);
  add_zones(plan, bin.crowd, "public", rows);
  add_zones(plan, bin.staff, "staff", rows);
  for (std::size_t i = 0; i < bin.crowd.zones.size(); ++i) {
    const double staff_s = bin.staff.zones[i].person_s, public_s = bin.crowd.zones[i].person_s;
    if (staff_s > 0) rows.add("shopper_associate_ratio", plan.zones[i].id, public_s / staff_s);
  }
  add_tills(plan, bin, rows);
  return list;
}

void add_to(BinFigures& total, const BinFigures& bin) {
  const Duration before = total.end - total.start, length = bin.end - bin.start;
  add(total.crowd, bin.crowd);
  add(total.staff, bin.staff);
  total.tills.resize(bin.tills.size());
  total.reach.resize(bin.reach.size());
  for (std::size_t i = 0; i < bin.tills.size(); ++i) {
    TillFigures& till = total.tills[i];
    const TillFigures& more = bin.tills[i];
    till.joined += more.joined;
    till.abandoned += more.abandoned;
    add(till.wait, more.wait);
    add(till.service, more.service);
    till.length_mean = joined_mean(till.length_mean, before, more.length_mean, length);
    till.length_max = std::max(till.length_max, more.length_max);
  }
  for (std::size_t i = 0; i < bin.reach.size(); ++i) {
    total.reach[i].exposed += bin.reach[i].exposed;
    total.reach[i].engaged += bin.reach[i].engaged;
  }
  total.occupancy_mean = joined_mean(total.occupancy_mean, before, bin.occupancy_mean, length);
  total.occupancy_max = std::max(total.occupancy_max, bin.occupancy_max);
  total.visits += bin.visits;
  total.bounces += bin.bounces;
  total.reached_till += bin.reached_till;
  add(total.visit_duration, bin.visit_duration);
  for (const auto& [from_to, count] : bin.flows) total.flows[from_to] += count;
  total.pass_by += bin.pass_by;
  total.units += bin.units;
  total.units_of_several += bin.units_of_several;
  for (std::size_t p = 0; p < 3; ++p) {
    for (std::size_t a = 0; a < 4; ++a) total.segments[p][a] += bin.segments[p][a];
  }
  if (before == Duration::zero()) {
    total.start = bin.start;
    total.end = bin.start;
  }
  total.end += length;  // the length of what has been added up
}

}  // namespace sillage::sim
