// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "base/bytes.h"
#include "floor/privacy/internal/draft.h"
#include "floor/privacy/internal/local_day.h"
#include "floor/privacy/internal/running_sum.h"
#include "floor/privacy/internal/strict_tables.h"

namespace sillage::floor::internal {

/// One day in strict mode: counts until its end, running sums of entries and exits meanwhile. Noise
/// is drawn once per number. What the day costs is spent before it begins.
class StrictDay {
 public:
  StrictDay(StrictTables tables, const Day& day, std::int64_t k);

  const Day& day() const { return day_; }
  double rho() const { return tables_.rho(); }
  /// Takes in a bin that starts in the day, and gives what the steps before it release.
  std::vector<Draft> add(const BinTally& tally, Entropy& entropy);
  /// The last step, then the day.
  std::vector<Draft> end(Entropy& entropy);
  /// Entries with their noise, at the end: what later days may know.
  double entries_told() const { return entries_told_; }

  void save(ByteWriter& out) const;
  /// Into a day of the same tables; false where the bytes are not of one.
  bool load(ByteReader& in);

 private:
  /// Steps of their own are released, not the day alone.
  bool has_steps() const { return !tables_.is_whole_day() && !tables_.lines().empty(); }
  std::vector<Draft> close_steps(std::size_t until, Entropy& entropy);
  Draft close_step(Entropy& entropy);

  StrictTables tables_;
  Day day_;
  std::int64_t k_;
  RunningSum entries_;
  RunningSum exits_;
  std::vector<std::int64_t> cells_;
  std::size_t step_ = 0;  ///< open
  bool is_seen_ = false;  ///< some bin came
  std::int64_t step_entries_ = 0;
  std::int64_t step_exits_ = 0;
  Duration step_observed_{};
  Duration observed_{};
  std::optional<Duration> oldest_;
  bool is_charged_ = false;  ///< a release has told what the running sums cost
  double entries_told_ = 0;
};

/// The figures of a whole day from its counts, with fresh noise, made consistent: parts sum to
/// their whole. `sums` are the running sums of entries and exits at the end.
void add_strict_figures(const StrictTables& tables, const std::vector<std::int64_t>& cells,
                        const Noisy& entries, const Noisy& exits, std::int64_t k, Entropy& entropy,
                        Figures& out);
/// With the interval that holds the truth 19 times of 20, as far as noise goes.
wire::Figure noisy_figure(wire::Metric metric, const std::string& scope, const Noisy& number);

}  // namespace sillage::floor::internal
