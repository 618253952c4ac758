// SPDX-License-Identifier: Apache-2.0
#include "desk/store/test_data_test.h"

#include <stdexcept>

namespace sillage::desk {

wire::ReleaseHeader a_header() {
  wire::ReleaseHeader header;
  header.store = StoreId("lyon-2");
  header.bin_start =
      std::chrono::sys_days(std::chrono::year{2026} / 11 / 23) + std::chrono::hours(9);
  header.bin_end = header.bin_start + std::chrono::minutes(15);
  header.link_level = 2;
  header.k = 12;
  header.metric_version = 3;
  header.coverage = 0.1 + 0.2;
  return header;
}

std::vector<wire::Figure> some_figures() {
  wire::Figure entries;
  entries.metric = wire::Metric::kEntries;
  entries.scope = "door";
  entries.value = 42;
  entries.low = 40;
  entries.high = 45;
  wire::Figure mean;
  mean.metric = wire::Metric::kOccupancyMean;
  wire::Figure visits;
  visits.metric = wire::Metric::kZoneVisits;
  visits.scope = "shelf";
  visits.state = wire::FigureState::kWithheld;
  wire::Figure dwell;
  dwell.metric = wire::Metric::kDwell;
  dwell.scope = "shelf";
  dwell.extent = {10, 14.142135623730951, 0, 0};
  dwell.state = wire::FigureState::kMerged;
  dwell.group = "dwell:2-4";
  dwell.value = 17;
  wire::Figure heat;
  heat.metric = wire::Metric::kHeat;
  heat.extent = {-1.5, 2, 0.5, 0.5};
  heat.value = 1.0 / 3.0;
  wire::Figure flow;
  flow.metric = wire::Metric::kFlow;
  flow.way = {"shelf", "till"};
  flow.value = 19;
  wire::Figure other_flows = flow;
  other_flows.way.clear();
  wire::Figure step;
  step.metric = wire::Metric::kFunnel;
  step.scope = "buyers";
  step.extent = {2, 0, 0, 0};
  step.value = 11;
  return {entries, mean, visits, dwell, heat, other_flows, flow, step};
}

wire::Release a_release(const wire::ReleaseHeader& header,
                        const std::vector<wire::Figure>& figures) {
  auto release = wire::decode_release(wire::encode_parts(header, figures));
  if (!release) throw std::logic_error(release.error().to_string());
  return std::move(*release);
}

RunRecord a_run() {
  return {.started_at = Instant(std::chrono::hours(500'000)),
          .version = "0.1.0",
          .source = "monday.mp4",
          .source_sha256 = std::string(64, 'a'),
          .model = "sillage-s 0123",
          .config_sha256 = std::string(64, 'c')};
}

std::vector<std::byte> bytes_of(const StoredBin& bin) {
  return wire::encode_parts(bin.header, bin.figures);
}

std::vector<std::byte> bytes_of(const wire::Release& release) { return wire::encode(release); }

}  // namespace sillage::desk
