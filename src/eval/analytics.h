// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "base/result.h"
#include "eval/mot.h"
#include "eval/tracking.h"

namespace sillage::eval {

/// What a store would count from trajectories: people, and crossings of vertical lines.
struct AnalyticsOptions {
  double frame_rate = 0;      ///< frames per second; a visitor is there for at least one second
  double image_width = 0;     ///< pixels
  double hysteresis_px = 15;  ///< a line is crossed when the foot was this far on both sides
  int lines = 15;             ///< evenly spaced over the width, none on its edges
  Result<void> check() const;
};

struct CrossingCount {
  std::int64_t right = 0;
  std::int64_t left = 0;
};

struct LineComparison {
  double x = 0;  ///< pixels
  CrossingCount truth;
  CrossingCount result;
};

/// Totals of one sequence; those of several add. Errors are sums of absolute errors: of each
/// sequence for visitors, of each line and direction of each sequence for crossings.
struct AnalyticsSums {
  std::int64_t truth_ids = 0, result_ids = 0;
  std::int64_t truth_visitors = 0, result_visitors = 0, visitor_absolute_error = 0;
  std::int64_t truth_crossings = 0, result_crossings = 0, crossing_absolute_error = 0;
  AnalyticsSums& operator+=(const AnalyticsSums& other);
};

struct Analytics {
  AnalyticsSums sums;
  std::vector<LineComparison> lines;
};

/// Shares of the truth; 0 where the truth has none.
struct AnalyticsErrors {
  double visitors_net = 0;  ///< result / truth - 1
  double visitors = 0;      ///< absolute
  double crossings = 0;     ///< absolute
};

/// Compares raw trajectories: nothing is removed from the result; of the truth, rows marked to be
/// ignored and (kMot17) rows of other classes. Gaps are bridged.
Result<Analytics> compare_analytics(const std::vector<MotRow>& truth,
                                    const std::vector<MotRow>& result,
                                    const AnalyticsOptions& options, Preprocess preprocess);
AnalyticsErrors errors(const AnalyticsSums& sums);

}  // namespace sillage::eval
