// SPDX-License-Identifier: Apache-2.0
#include "desk/report/internal/sample_input.h"

#include <gtest/gtest.h>

namespace sillage::desk::report::sample {

using wire::Figure;
using wire::FigureState;
using wire::Metric;

Figure figure(Metric metric, const std::string& scope, std::optional<double> value,
              std::optional<double> low, std::optional<double> high) {
  Figure out;
  out.metric = metric;
  out.scope = scope;
  out.value = value;
  out.low = low;
  out.high = high;
  return out;
}

Figure withheld(Metric metric, const std::string& scope) {
  Figure out = figure(metric, scope, std::nullopt);
  out.state = FigureState::kWithheld;
  return out;
}

Figure stays(const std::string& zone, double from_s, double to_s, std::optional<double> value,
             const std::string& group) {
  Figure out = figure(Metric::kDwell, zone, value);
  out.extent = {from_s, to_s, 0, 0};
  out.group = group;
  if (!group.empty()) out.state = FigureState::kMerged;
  if (!value) out.state = FigureState::kWithheld;
  return out;
}

Figure heat(double x_m, double y_m, double side_m, std::optional<double> value,
            const std::string& group) {
  Figure out = stays("", 0, 0, value, group);
  out.metric = Metric::kHeat;
  out.extent = {x_m, y_m, side_m, side_m};
  return out;
}

wire::ReleaseHeader header(Instant start) {
  wire::ReleaseHeader out;
  out.store = StoreId("demo");
  out.bin_start = start;
  out.bin_end = start + std::chrono::minutes(15);
  out.coverage = 1;
  return out;
}

wire::Release release(const wire::ReleaseHeader& header, const std::vector<Figure>& figures) {
  auto decoded = wire::decode_release(wire::encode_parts(header, figures));
  EXPECT_TRUE(decoded) << decoded.error().to_string();
  return *decoded;
}

Instant instant(const char* iso8601) { return *parse_iso8601(iso8601); }

ReportPlate plate() {
  ReportPlate out;
  out.width = 64;
  out.height = 48;
  out.rgb.assign(3 * 64 * 48, 128);
  out.image_from_floor = {10, 0, 0, 0, 10, 0, 0, 0, 1};
  return out;
}

ReportInput input() {
  ReportInput out;
  out.store.id = StoreId("demo");
  out.store.name = "Corner Shop";
  out.store.time_zone = "Europe/Paris";
  out.store.lines = {{LineId("door"), "Front door", {{1, 4}, {4, 4}}, {2, 2}}};
  out.store.zones = {{ZoneId("shelf"), "Tea shelf", config::ZoneType::kAisle,
                      *Polygon::create({{1, 1}, {3, 1}, {3, 3}, {1, 3}})}};
  out.releases = {
      release(header(instant("2026-11-23T09:00:00Z")),
              {figure(Metric::kEntries, "", 30, 29, 33), figure(Metric::kExits, "", 24, 24, 24),
               figure(Metric::kEntries, "door", 30, 29, 33), withheld(Metric::kExits, "door"),
               figure(Metric::kOccupancyMean, "", 4.25), figure(Metric::kOccupancyMax, "", 9),
               figure(Metric::kZoneVisits, "shelf", 41, 40, 44), stays("shelf", 5, 10, 20),
               stays("shelf", 10, 20, 11), stays("shelf", 20, 40, 10, "dwell:2-3"),
               stays("shelf", 40, 80, 10, "dwell:2-3"), heat(1, 1, 0.5, 120),
               heat(2, 1, 1, 14, "heat:1"), heat(4, 0, 2, std::nullopt)})};
  out.plate = plate();
  out.source = "front.mp4";
  out.version = "1.2.3";
  out.model = "person-v0";
  out.made_at = instant("2026-11-24T05:03:00Z");
  return out;
}

}  // namespace sillage::desk::report::sample
