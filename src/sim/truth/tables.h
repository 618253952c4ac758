// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>

#include "base/result.h"
#include "sim/plan/plan.h"
#include "sim/truth/figure_rows.h"
#include "sim/truth/figures.h"
#include "sim/truth/rows.h"

namespace sillage::sim {

/// The truth as CSV files in a folder (RFC 4180, UTF-8, times in UTC), written while the simulation
/// runs. The first column of every row says `simulated`. Columns: docs/reference/simulation.md.
class Tables : public RowSink {
 public:
  /// Makes the folder. The plan must outlive the tables.
  static Result<Tables> create(const Plan& plan, const std::filesystem::path& folder);
  Tables(Tables&&) noexcept;
  Tables& operator=(Tables&&) noexcept;
  ~Tables() override;

  /// The day to which the next rows belong; persons and units are numbered anew each day.
  void begin_day(std::chrono::sys_days date);
  void person(const Person& person, Instant appeared) override;
  void visit(const VisitRow& row) override;
  void stay(const StayRow& row) override;
  void queue(const QueueRow& row) override;
  void unit(const UnitRow& row) override;
  void figures(const DayFigures& day);

  /// All files appear under their names, or the error says which could not be written.
  Result<void> finish();

 private:
  struct Impl;
  explicit Tables(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// Names as they stand in the tables.
const char* to_string(Role role);
const char* to_string(UnitKind kind);
const char* to_string(Presentation presentation);
const char* to_string(AgeBand band);
const char* to_string(Prop prop);

/// The header of figures.csv, and a row below it.
std::string figures_header();
std::string figure_csv(const Plan& plan, const BinFigures& bin, const FigureRow& row);

}  // namespace sillage::sim
