// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "app/eye.h"
#include "config/store_config.h"
#include "wire/release.h"

namespace sillage::app {

/// One recording of a run.
struct RecordingSummary {
  CameraId camera;
  std::string file;  ///< name without folders
  EyeSummary eye;
};

/// Everything a run of `sillage process` has to say. Numbers about people come from releases alone.
struct RunSummary {
  config::StoreConfig store;
  std::vector<CameraId> cameras;
  std::string model;
  bool start_known = false;
  std::vector<RecordingSummary> recordings;
  std::vector<wire::Release> releases;  ///< of bins, in the order of time
  std::vector<wire::Release> days;      ///< of local days, which have figures of their own
  std::int64_t sightings = 0;
  std::int64_t tracks = 0;
  std::vector<std::string> warnings;
  std::vector<std::string> written;  ///< "report: report.html"
  // Of the run itself; the only part that differs from run to run.
  Instant started_at;
  double elapsed_s = 0;
  double floor_s = 0;
  double peak_memory_mb = 0;
};

/// A total over all bins. `value` is nothing where any bin has none.
struct Total {
  std::optional<double> value;
  std::optional<double> low, high;
  int withheld_bins = 0;
};
/// Sums a metric of one scope ("" = store) over the releases; nothing where no release has it.
std::optional<Total> total(const std::vector<wire::Release>& releases, wire::Metric metric,
                           const std::string& scope);

/// Observed share of the whole period, 0 to 1.
double coverage(const std::vector<wire::Release>& releases);

/// Stable keys; see docs/reference/run-summary.md.
nlohmann::ordered_json to_json(const RunSummary& summary);
/// The table that a person reads.
std::string to_text(const RunSummary& summary);

}  // namespace sillage::app
