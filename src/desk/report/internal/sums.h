// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "desk/report/report.h"

namespace sillage::desk::report {

/// One figure over all bins of the report. Adds only values that stand for this scope alone: a
/// value shared by a merged group is counted in `merged`, not added.
struct Sum {
  std::optional<double> value, low, high;
  int measured = 0;
  int merged = 0;
  int withheld = 0;
  int missing = 0;    ///< bins without the figure, or with null
  double weight = 0;  ///< seconds behind a mean
  bool ranged = true;

  int bins() const { return measured + merged + withheld + missing; }
};

/// How several bins become one number.
enum class Combine { kAdd, kLargest, kMeanOverTime };
/// Adds the figure of one bin of `observed_s` seconds; null pointer: the bin has no such figure.
void combine(Sum& sum, const wire::Figure* figure, Combine how, double observed_s);

/// The figure of that metric and scope, if the release has one.
const wire::Figure* find(const wire::Release& release, wire::Metric metric, std::string_view scope);

/// The figure of that metric and scope over all bins.
Sum sum_over(const std::vector<wire::Release>& releases, wire::Metric metric, std::string_view scope, Combine how);

struct LineSums {
  std::string id, name;
  Sum entries, exits;
};

struct ZoneSums {
  std::string id, name;
  std::optional<config::ZoneType> type;
  Sum visits;
};

/// Number of figures of one metric in each state.
struct StateCounts {
  int released = 0, merged = 0, withheld = 0, unmeasured = 0;
};

/// All figures but dwell and heat, over the whole period.
struct Sums {
  Sum entries, exits, present_mean, present_max;
  std::optional<double> coverage;  ///< mean over the time of all bins
  double observed_s = 0;
  double length_s = 0;
  std::vector<LineSums> lines;  ///< configured ones first, in their order
  std::vector<ZoneSums> zones;
  std::map<wire::Metric, StateCounts> states;
};
Sums sum_up(const ReportInput& input);

/// Real seconds of a bin.
double length_s(const wire::ReleaseHeader& header);
/// The smallest k that any release was made with, or the configured one without releases.
int smallest_group(const ReportInput& input);
bool is_evaluation(const ReportInput& input);

}  // namespace sillage::desk::report
