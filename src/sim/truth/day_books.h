// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <memory>

#include "sim/agents/observer.h"
#include "sim/plan/plan.h"
#include "sim/truth/figures.h"
#include "sim/truth/rows.h"

namespace sillage::sim {

/// Watches one day of a simulated store and knows everything that is true of it: the figures of
/// METRICS per bin, by the definitions of docs/reference/metrics.md, and each visit, stay and
/// queue. The rules are applied to the places at every tick; nothing is estimated.
class DayBooks : public Observer {
 public:
  /// The plan must outlive the books; options must have been checked. Rows go to `rows`, which may
  /// be null and must outlive the books.
  DayBooks(const Plan& plan, const TruthOptions& options, std::chrono::sys_days date,
           RowSink* rows);
  ~DayBooks() override;

  void appeared(Instant at, const Person& person, Point place) override;
  void moved(Instant at, std::span<const Moved> all) override;
  void vanished(Instant at, PersonId person) override;
  void joined_queue(Instant at, UnitId unit, std::size_t till, int people) override;
  void service_began(Instant at, UnitId unit, std::size_t till) override;
  void service_ended(Instant at, UnitId unit, std::size_t till) override;
  void left_queue(Instant at, UnitId unit, std::size_t till) override;

  /// After the day is over and everybody has vanished; once.
  DayFigures close();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace sillage::sim
