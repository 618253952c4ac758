// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "config/store_config.h"
#include "floor/measure/tally.h"
#include "floor/privacy/internal/parts.h"

namespace sillage::floor::internal {

/// What a day and its bins tell besides its paths: visits that came through a zone, reached a
/// service or went through the steps of a funnel; visits of zones; transitions. Paths are parts of
/// each, so that they could be taken from it.
class DayMargins {
 public:
  DayMargins() = default;
  explicit DayMargins(const config::StoreConfig& store);

  /// `told`: what was released of the bin.
  void add(const BinTally& tally, const Figures& told);
  /// What is told of the whole day.
  void note(const Figures& told);

  /// The paths that may be shown, to be checked as a whole.
  class Check;

  void save(ByteWriter& out) const;
  void load(ByteReader& in);

 private:
  /// Events of paths that hold these zones in this order, others in between or not: one of a path.
  /// Of `services`: any of them. Of a `run`: one right after the other, as often as they come.
  struct Margin {
    wire::Metric metric{};
    std::string scope;
    double step = 0;
    std::vector<ZoneId> zones;
    bool is_any = false;
    bool is_run = false;
    Part total;
    bool is_told = false;

    std::int64_t events_in(const std::vector<ZoneId>& path) const;
  };

  void add_margin(wire::Metric metric, const std::string& scope, double step,
                  std::vector<ZoneId> zones);
  void connect();
  static Part part_of(const Margin& margin, const BinTally& tally);
  static bool is_told(const Margin& margin, const Figures& told);

  std::vector<Margin> margins_;
  /// Where every visit of the second is one of the first.
  std::vector<std::pair<std::size_t, std::size_t>> nested_;
};

/// Visits that went one way.
struct DayPath {
  std::vector<ZoneId> zones;
  Part part;
};

class DayMargins::Check {
 public:
  /// Of these paths those not pooled are shown.
  Check(const DayMargins& margins, const std::vector<DayPath>& paths, std::int64_t k);

  /// The shown path that must join the others next, since something that remains is of fewer than k
  /// people. `others`: all visits whose path is not shown.
  std::optional<std::size_t> needed(const std::vector<bool>& pooled, const Part& others) const;

 private:
  /// What remains of each margin that was told.
  std::vector<Part> rests(const std::vector<bool>& pooled) const;
  std::optional<std::size_t> smallest(const std::vector<bool>& pooled,
                                      const std::vector<std::int64_t>* events) const;

  const DayMargins& margins_;
  const std::vector<DayPath>& paths_;
  std::int64_t k_;
  std::vector<std::vector<std::int64_t>> events_;  ///< by margin and path; empty where not told
};

}  // namespace sillage::floor::internal
