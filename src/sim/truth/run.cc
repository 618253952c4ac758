// SPDX-License-Identifier: Apache-2.0
#include "sim/truth/run.h"

#include <algorithm>
#include <optional>

#include "sim/plan/local_time.h"
#include "sim/truth/day_books.h"
#include "sim/truth/figure_rows.h"
#include "sim/truth/tables.h"
#include "sim/truth/trajectory_file.h"

namespace sillage::sim {
namespace {

constexpr const char* kTrajectories = "trajectories.bin";

/// Hands rows to the statistics and to the tables, where there are any.
class Both : public RowSink {
 public:
  Both(Statistics& statistics, Tables* tables) : statistics_(statistics), tables_(tables) {}
  void person(const Person& person, Instant at) override {
    if (tables_ != nullptr) tables_->person(person, at);
  }
  void visit(const VisitRow& row) override {
    statistics_.visit(row);
    if (tables_ != nullptr) tables_->visit(row);
  }
  void stay(const StayRow& row) override {
    statistics_.stay(row);
    if (tables_ != nullptr) tables_->stay(row);
  }
  void queue(const QueueRow& row) override {
    statistics_.queue(row);
    if (tables_ != nullptr) tables_->queue(row);
  }
  void unit(const UnitRow& row) override {
    if (tables_ != nullptr) tables_->unit(row);
  }

 private:
  Statistics& statistics_;
  Tables* tables_;
};

void add(StoreDay::Quality& total, const StoreDay::Quality& day) {
  total.people += day.people;
  total.steps += day.steps;
  total.stuck += day.stuck;
  total.changed_mind += day.changed_mind;
  total.balked += day.balked;
  total.worst_overlap_m = std::max(total.worst_overlap_m, day.worst_overlap_m);
}

}  // namespace

Result<RunResult> run(const Plan& plan, const RunOptions& options) {
  RETURN_IF_ERROR(options.truth.check());
  std::optional<Tables> tables;
  std::optional<TrajectoryWriter> trajectories;
  RunResult result;
  if (!options.folder.empty()) {
    ASSIGN_OR_RETURN(tables, Tables::create(plan, options.folder));
    if (options.trajectories) {
      ASSIGN_OR_RETURN(trajectories, TrajectoryWriter::create(options.folder / kTrajectories));
    }
  }
  Premises premises(plan);
  Statistics statistics(plan);
  Both rows(statistics, tables ? &*tables : nullptr);
  for (int day = 0; day < options.days; ++day) {
    const std::chrono::sys_days date = options.start + std::chrono::days(day);
    const int weekday = weekday_of(date);
    StoreDay store(premises, options.seed, date);
    DayBooks books(plan, options.truth, date, &rows);
    store.watch(books);
    store.watch(statistics);
    if (tables) tables->begin_day(date);
    if (trajectories) {
      trajectories->begin_day(store.begins_at());
      store.watch(*trajectories);
    }
    if (options.until == Instant::max()) {
      store.run_to_end();
    } else {
      store.run_to(options.until);
    }
    const DayFigures figures = books.close();
    const bool open = plan.opening[static_cast<std::size_t>(weekday)].has_value();
    statistics.day(figures, weekday, open);
    result.open_days += open ? 1 : 0;
    if (tables) tables->figures(figures);
    for (const BinFigures& bin : figures.bins) add_to(result.total, bin);
    add(result.quality, store.quality());
    if (options.on_day) RETURN_IF_ERROR(options.on_day(day + 1, figures));
  }
  if (tables) {
    RETURN_IF_ERROR(tables->finish());
    result.written = {"people.csv",      "groups.csv",  "visits.csv", "zone_stays.csv",
                      "queue_stays.csv", "figures.csv", "heat.csv",   "paths.csv"};
  }
  if (trajectories) {
    RETURN_IF_ERROR(trajectories->finish());
    result.written.emplace_back(kTrajectories);
  }
  result.comparisons = statistics.compare();
  return result;
}

}  // namespace sillage::sim
