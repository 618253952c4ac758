// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "desk/figures/number.h"
#include "desk/figures/period.h"
#include "desk/figures/shelf.h"
#include "desk/store/rollups.h"

namespace sillage::desk {

struct NumberAt {
  Period period;
  Number number;
};

/// Sums by scope, extent and way.
using SumKey = std::tuple<std::string, std::array<double, 4>, std::string>;
using Sums = std::map<SumKey, RollupRow>;

/// How many figures of a metric a period shows, and how many it does not.
struct States {
  wire::Metric metric{};
  std::int64_t shown = 0, withheld = 0;
};

/// The numbers of one store. Holds references: a short-lived object of one thread.
class Figures {
 public:
  /// Figures of the newest basis before `to`, the end of the period that is asked for. Up to `due` bins
  /// should be there by now: a store that has fallen silent before was not observed since.
  static Result<Figures> open(Rollups& rollups, Shelves& shelves, const Calendar& calendar,
                              const StoreId& store, Instant to, Instant due);

  const Basis& basis() const { return basis_; }
  /// What the numbers of this period share. The time after the last bin that is due has not passed yet.
  Result<Ground> ground(const Period& period);
  /// Sums of a measured metric over the period; of one scope, or of all. They live as long as this,
  /// so that two numbers of one metric are read once.
  Result<const Sums*> sums(wire::Metric metric, const std::optional<std::string>& scope,
                           const Period& period);
  Result<Number> number(const MetricInfo& metric, const std::string& scope, const Period& period);
  /// Of every scope that has sums.
  Result<std::map<std::string, Number>> numbers(const MetricInfo& metric, const Period& period);
  /// One per stretch of the level that the period overlaps; for kBin one per bin that exists.
  Result<std::vector<NumberAt>> series(const MetricInfo& metric, const std::string& scope,
                                       const Period& period, Level level);
  /// By metric, over the days that begin in the period.
  Result<std::vector<States>> states(const Period& period);

  /// From the bins of a stretch that the caller has read.
  Ground ground_of(const SpanRow& span, const Period& period) const;

 private:
  Figures(Rollups& rollups, Shelves& shelves, const Calendar& calendar, StoreId store, Basis basis,
          Instant end)
      : rollups_(&rollups),
        shelves_(&shelves),
        calendar_(&calendar),
        store_(std::move(store)),
        basis_(basis),
        end_(end) {}

  /// What of a shelf is of this store, basis and level.
  std::string key_of(Level level) const;
  Result<void> see_spans(Level level, const Period& period,
                         const std::function<void(const SpanRow&)>& see);
  Result<void> see_rows(Level level, wire::Metric metric, const std::optional<std::string>& scope,
                        const Period& period, const std::function<void(const RollupRow&)>& see);
  Result<Sums> read_sums(wire::Metric metric, const std::optional<std::string>& scope,
                         const Period& period);

  using PeriodKey = std::pair<Instant, Instant>;
  using SumsKey = std::tuple<wire::Metric, std::optional<std::string>, PeriodKey>;
  std::map<PeriodKey, Ground> grounds_;
  std::map<SumsKey, Sums> sums_;
  Rollups* rollups_;
  Shelves* shelves_;
  const Calendar* calendar_;
  StoreId store_;
  Basis basis_;
  Instant end_;  ///< of the last bin that is there, or due
};

}  // namespace sillage::desk
