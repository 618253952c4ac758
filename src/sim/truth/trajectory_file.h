// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <istream>
#include <memory>
#include <string_view>

#include "base/result.h"
#include "sim/agents/observer.h"

namespace sillage::sim {

/// Every step of everybody, in about three bytes each: `replay` tells an observer the same events
/// again, to the millimetre and the tick. Layout: docs/reference/simulation.md. Queues are not in
/// it, nor looks; who appears has id, unit, role, kind, segment, prop and stature.
class TrajectoryWriter : public Observer {
 public:
  static Result<TrajectoryWriter> create(const std::filesystem::path& path);
  TrajectoryWriter(TrajectoryWriter&&) noexcept;
  TrajectoryWriter& operator=(TrajectoryWriter&&) noexcept;
  ~TrajectoryWriter() override;

  /// All that follows belongs to a day that begins then; ids start anew.
  void begin_day(Instant midnight);
  void appeared(Instant at, const Person& person, Point place) override;
  void moved(Instant at, std::span<const Moved> all) override;
  void vanished(Instant at, PersonId person) override;
  Result<void> finish();

 private:
  struct Impl;
  explicit TrajectoryWriter(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// Tells the observer what a trajectory file holds, in the order of time; a person's id is unique
/// within a day, and everybody vanishes before the next day begins. Errors (kDataLoss) name the
/// file, the byte and what to do; what came before has been told. Bounded: 100,000 people at once.
Result<void> replay(const std::filesystem::path& path, Observer& observer);
Result<void> replay(std::istream& in, std::string_view name, Observer& observer);

}  // namespace sillage::sim
