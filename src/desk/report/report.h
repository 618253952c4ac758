// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "config/store_config.h"
#include "wire/release.h"

namespace sillage::desk {

/// The plate as the report shows it: packed RGB, and where the floor lies in it.
struct ReportPlate {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> rgb;  ///< 3 * width * height bytes
  /// Floor metres to plate pixels, row-major homography; to draw heat, lines and zones on it.
  std::array<double, 9> image_from_floor{};
  std::vector<std::string> notes;  ///< "3 % of the picture was never free of people"
};

/// Everything a report says. No person, no track: numbers and the empty scene only.
struct ReportInput {
  config::StoreConfig store;
  std::vector<wire::Release> releases;  ///< of bins, in the order of time
  std::vector<wire::Release> days;      ///< of local days, which have figures of their own
  bool start_known = true;              ///< else times are shown as offsets into the video
  std::optional<ReportPlate> plate;
  std::string source;   ///< file name
  std::string version;  ///< of sillage
  std::string model;    ///< detector
  std::vector<std::string> warnings;
  Instant made_at;
  std::string language = "en";  ///< en, fr or de
};

/// One self-contained HTML file (no script from elsewhere, no request to any host): summary,
/// plate with heat, entries per minute of each bin, dwell histograms, a table of all figures, and
/// what was withheld and why. Everything from outside is escaped. Deterministic but for `made_at`.
Result<std::string> render_html(const ReportInput& input);

/// All figures of the releases, one per row, RFC 4180, header first, times in ISO 8601 UTC, numbers
/// with a decimal point. Empty fields are null. extent_1 to extent_4 are as in wire::Metric: from_s
/// and to_s of dwell; x_m, y_m, width_m and height_m of heat; empty for other metrics.
std::string render_csv(const std::vector<wire::Release>& releases);

}  // namespace sillage::desk
