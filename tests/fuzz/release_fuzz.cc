// SPDX-License-Identifier: Apache-2.0
#include <span>

#include "harness.h"
#include "wire/release.h"

using namespace sillage;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = std::as_bytes(std::span(data, size));
  const auto release = wire::decode_release(bytes);
  if (release) {
    const auto again = wire::encode(*release);
    if (!std::equal(again.begin(), again.end(), bytes.begin(), bytes.end())) __builtin_trap();
    for (const wire::Figure& figure : release->figures()) {
      if (figure.state == wire::FigureState::kWithheld && figure.value) __builtin_trap();
      if (wire::way_from_text(wire::way_text(figure.way)) != figure.way) __builtin_trap();
    }
  } else if (release.error().message.empty()) {
    __builtin_trap();
  }
  return 0;
}

std::vector<std::vector<std::byte>> fuzz::seed_inputs() {
  wire::ReleaseHeader header;
  header.store = StoreId("store");
  header.bin_start = Instant(std::chrono::hours(24 * 365 * 50));
  header.bin_end = header.bin_start + std::chrono::minutes(15);
  header.coverage = 0.5;
  wire::Figure entries;
  entries.metric = wire::Metric::kEntries;
  entries.scope = "door";
  entries.value = 12;
  entries.low = 11;
  entries.high = 14;
  wire::Figure visits;
  visits.metric = wire::Metric::kZoneVisits;
  visits.scope = "shelf";
  visits.state = wire::FigureState::kWithheld;
  wire::Figure dwell;
  dwell.metric = wire::Metric::kDwell;
  dwell.scope = "shelf";
  dwell.extent = {5, 10, 0, 0};
  dwell.state = wire::FigureState::kMerged;
  dwell.group = "dwell:0-2";
  dwell.value = 20;
  wire::Figure heat;
  heat.metric = wire::Metric::kHeat;
  heat.extent = {0, 0.5, 0.5, 0.5};
  heat.value = 3.25;
  wire::Figure flow;
  flow.metric = wire::Metric::kFlow;
  flow.way = {"shelf", "till"};
  flow.value = 15;
  wire::Figure funnel;
  funnel.metric = wire::Metric::kFunnel;
  funnel.scope = "buyers";
  funnel.extent = {2, 0, 0, 0};
  funnel.value = 11;
  wire::Figure path;
  path.metric = wire::Metric::kPath;
  path.way = {"door", "shelf", "rack", "shelf", "fit", "queue", "till"};
  path.value = 10;
  wire::Figure other = path;
  other.way.clear();
  wire::ReleaseHeader day = header;
  day.period = wire::Period::kDay;
  day.bin_end = day.bin_start + std::chrono::hours(25);
  return {wire::encode_parts(header, {}),
          wire::encode_parts(header, std::vector{entries, visits, dwell, heat, flow, funnel}),
          wire::encode_parts(day, std::vector{path, other})};
}
