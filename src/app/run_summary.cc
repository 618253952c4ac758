// SPDX-License-Identifier: Apache-2.0
#include "app/run_summary.h"

#include <algorithm>

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include "app/run_figures.h"

namespace sillage::app {
namespace {

using wire::Figure;
using wire::FigureState;
using wire::Metric;

Json cameras_json(const RunSummary& summary) {
  Json cameras = Json::array();
  for (const CameraId& camera : summary.cameras) cameras.push_back(camera.value());
  return cameras;
}

Json recordings_json(const RunSummary& summary) {
  Json recordings = Json::array();
  for (const auto& recording : summary.recordings) {
    const auto& info = recording.eye.info;
    const auto& stats = recording.eye.stats;
    recordings.push_back({{"camera", recording.camera.value()},
                          {"file", recording.file},
                          {"codec", info.codec},
                          {"width", info.width},
                          {"height", info.height},
                          {"nominal_fps", info.nominal_fps},
                          {"starts_at", to_iso8601(info.starts_at)},
                          {"frames_read", stats.frames_read},
                          {"frames_analysed", stats.frames_analysed},
                          {"frames_skipped", stats.frames_skipped},
                          {"corrupt_packets", stats.corrupt_packets},
                          {"size_changes", stats.size_changes},
                          {"truncated", stats.truncated}});
  }
  return recordings;
}

eye::SourceStats sum_of(const RunSummary& summary) {
  eye::SourceStats sum;
  for (const auto& recording : summary.recordings) {
    sum.frames_read += recording.eye.stats.frames_read;
    sum.frames_analysed += recording.eye.stats.frames_analysed;
    sum.frames_skipped += recording.eye.stats.frames_skipped;
    sum.truncated = sum.truncated || recording.eye.stats.truncated;
  }
  return sum;
}

StageTimes times_of(const RunSummary& summary) {
  StageTimes sum;
  for (const auto& recording : summary.recordings) {
    sum.decode_s += recording.eye.times.decode_s;
    sum.detect_s += recording.eye.times.detect_s;
    sum.track_s += recording.eye.times.track_s;
    sum.describe_s += recording.eye.times.describe_s;
  }
  return sum;
}

/// How often pixels of people were read to describe them; below level L3, "clothing" is 0, without
/// [audience] "bodies".
Json looks_json(const RunSummary& summary) {
  std::int64_t clothing = 0, codes = 0, marks = 0, bodies = 0, shown = 0;
  for (const auto& recording : summary.recordings) {
    clothing += recording.eye.described.clothing.looks;
    codes += recording.eye.described.clothing.codes;
    marks += recording.eye.described.marks.looks;
    bodies += recording.eye.described.audience.crops;
    shown += recording.eye.described.audience.looks;
  }
  return {{"clothing", clothing},
          {"clothing_codes", codes},
          {"marks", marks},
          {"bodies", bodies},
          {"bodies_shown", shown}};
}

Json run_json(const RunSummary& summary) {
  const StageTimes times = times_of(summary);
  const auto frames = static_cast<double>(sum_of(summary).frames_analysed);
  return {{"started_at", to_iso8601(summary.started_at)},
          {"elapsed_s", summary.elapsed_s},
          {"frames_per_s", summary.elapsed_s > 0 ? frames / summary.elapsed_s : 0},
          {"stage_s",
           {{"decode", times.decode_s},
            {"detect", times.detect_s},
            {"track", times.track_s},
            {"describe", times.describe_s},
            {"floor", summary.floor_s}}},
          {"peak_memory_mb", summary.peak_memory_mb}};
}

std::string speed_text(const RunSummary& summary) {
  const StageTimes times = times_of(summary);
  const double all =
      times.decode_s + times.detect_s + times.track_s + times.describe_s + summary.floor_s;
  const auto share = [&](double s) { return all > 0 ? 100 * s / all : 0; };
  const auto frames = static_cast<double>(sum_of(summary).frames_analysed);
  return fmt::format(
      "{:.1f} s, {:.0f} frames/s (decode {:.0f} %, detect {:.0f} %, track {:.1f} %, describe "
      "{:.1f} %, floor {:.1f} %); "
      "memory {:.0f} MB at most",
      summary.elapsed_s, summary.elapsed_s > 0 ? frames / summary.elapsed_s : 0,
      share(times.decode_s), share(times.detect_s), share(times.track_s), share(times.describe_s),
      share(summary.floor_s), summary.peak_memory_mb);
}

std::string shown(const std::optional<Total>& sum) {
  if (!sum) return "-";
  if (!sum->value) return sum->withheld_bins > 0 ? "withheld" : "not measured";
  std::string text = fmt::format("{:.0f}", *sum->value);
  if (sum->low && sum->high && *sum->low != *sum->high) {
    text += fmt::format(" ({:.0f} to {:.0f})", *sum->low, *sum->high);
  }
  return text;
}

std::string shown(const Json& value, int digits) {
  return value.is_number() ? fmt::format("{:.{}f}", value.get<double>(), digits) : "not measured";
}

}  // namespace

std::optional<Total> total(const std::vector<wire::Release>& releases, Metric metric,
                           const std::string& scope) {
  std::optional<Total> sum;
  bool incomplete = false, bounded = true;
  double value = 0, low = 0, high = 0;
  for (const auto& release : releases) {
    for (const Figure& figure : release.figures()) {
      if (figure.metric != metric || figure.scope != scope) continue;
      if (!sum) sum.emplace();
      sum->withheld_bins += figure.state == FigureState::kWithheld ? 1 : 0;
      // A merged value belongs to its whole group: it is nobody's own.
      if (!figure.value || figure.state == FigureState::kMerged) {
        incomplete = true;
        continue;
      }
      value += *figure.value;
      bounded = bounded && figure.low && figure.high;
      low += figure.low.value_or(0);
      high += figure.high.value_or(0);
    }
  }
  if (sum && !incomplete) {
    sum->value = value;
    if (bounded) {
      sum->low = low;
      sum->high = high;
    }
  }
  return sum;
}

double coverage(const std::vector<wire::Release>& releases) {
  double observed = 0, all = 0;
  for (const auto& release : releases) {
    const double length = seconds(release.header().bin_end - release.header().bin_start);
    observed += release.header().coverage * length;
    all += length;
  }
  return all > 0 ? observed / all : 0;
}

Json to_json(const RunSummary& summary) {
  const auto stats = sum_of(summary);
  Json bins = Json::array();
  for (const auto& release : summary.releases) {
    std::int64_t withheld = 0, merged = 0;
    for (const Figure& figure : release.figures()) {
      withheld += figure.state == FigureState::kWithheld ? 1 : 0;
      merged += figure.state == FigureState::kMerged ? 1 : 0;
    }
    bins.push_back({{"start", to_iso8601(release.header().bin_start)},
                    {"end", to_iso8601(release.header().bin_end)},
                    {"coverage", release.header().coverage},
                    {"figures", release.figures().size()},
                    {"merged", merged},
                    {"withheld", withheld}});
  }
  Json json{{"sillage", SILLAGE_VERSION},
            {"evaluation", true},
            {"store", summary.store.id.value()},
            {"cameras", cameras_json(summary)},
            {"model", summary.model},
            {"start_known", summary.start_known},
            {"frames",
             {{"read", stats.frames_read},
              {"analysed", stats.frames_analysed},
              {"skipped", stats.frames_skipped},
              {"dropped", stats.frames_read - stats.frames_analysed - stats.frames_skipped}}},
            {"recordings", recordings_json(summary)},
            {"coverage", coverage(summary.releases)},
            {"sightings", summary.sightings},
            {"tracks", summary.tracks},
            {"looks", looks_json(summary)},
            {"entries", total_json(summary.releases, Metric::kEntries, "")},
            {"exits", total_json(summary.releases, Metric::kExits, "")},
            {"occupancy_mean", level_json(summary.releases, Metric::kOccupancyMean)},
            {"occupancy_max", level_json(summary.releases, Metric::kOccupancyMax)},
            {"lines", lines_json(summary)},
            {"zones", zones_json(summary)}};
  add_journeys(summary, json);
  const config::MeasureOptions& measure = summary.store.measure;
  json["privacy"] = {{"mode", "standard"},
                     {"k", summary.store.privacy.k},
                     {"bin_minutes", summary.store.privacy.bin_minutes},
                     {"link_level", summary.store.journey.level}};
  json["thresholds"] = {
      {"lag_s", summary.store.journey.lag_s}, {"entry_confirm_s", measure.entry_confirm_s},
      {"line_band_m", measure.line_band_m},   {"zone_min_stay_s", measure.zone_min_stay_s},
      {"zone_gap_s", measure.zone_gap_s},     {"state_ttl_s", measure.state_ttl_s},
      {"bounce_s", measure.bounce_s},         {"engaged_s", measure.engaged_s}};
  json["bins"] = bins;
  json["warnings"] = summary.warnings;
  json["run"] = run_json(summary);
  return json;
}

std::string to_text(const RunSummary& summary) {
  const auto stats = sum_of(summary);
  std::string text = fmt::format(
      "{} - evaluation of a recording, not a deployed store\n"
      "  frames     {} read, {} analysed, {} left out; coverage {:.1f} %\n"
      "  speed      {}\n",
      summary.store.name, stats.frames_read, stats.frames_analysed, stats.frames_skipped,
      coverage(summary.releases) * 100, speed_text(summary));
  text += fmt::format("  present    {} on average, {} at most\n",
                      shown(level_json(summary.releases, Metric::kOccupancyMean), 1),
                      shown(level_json(summary.releases, Metric::kOccupancyMax), 0));
  if (summary.store.lines.empty() && summary.store.zones.empty()) {
    text += "  no lines and no zones are configured, so nobody was counted\n";
  } else {
    text += fmt::format("\n  {:<24} {:>18} {:>18}\n", "line", "entries", "exits");
    for (const auto& line : summary.store.lines) {
      const std::string& id = line.id.value();
      text += fmt::format("  {:<24} {:>18} {:>18}\n", line.name,
                          shown(total(summary.releases, Metric::kEntries, id)),
                          shown(total(summary.releases, Metric::kExits, id)));
    }
    text += fmt::format("  {:<24} {:>18} {:>18}\n", "all",
                        shown(total(summary.releases, Metric::kEntries, "")),
                        shown(total(summary.releases, Metric::kExits, "")));
    text += fmt::format("\n  {:<24} {:>18}\n", "zone", "visits");
    for (const auto& zone : summary.store.zones) {
      text += fmt::format("  {:<24} {:>18}\n", zone.name,
                          shown(total(summary.releases, Metric::kZoneVisits, zone.id.value())));
    }
    text += journeys_text(summary);
    text += fmt::format(
        "\n  withheld: fewer than {} people. Numbers in brackets: if every doubtful event is "
        "decided "
        "the other way.\n",
        summary.store.privacy.k);
  }
  for (const std::string& warning : summary.warnings) text += "  warning: " + warning + "\n";
  return text;
}

}  // namespace sillage::app
