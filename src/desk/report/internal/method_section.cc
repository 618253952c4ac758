// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "desk/report/internal/context.h"
#include "desk/report/internal/html.h"
#include "desk/report/internal/numbers.h"

namespace sillage::desk::report {
namespace {

/// `value` is escaped by the caller.
void add_setting(std::string& out, std::string_view name, const std::string& value,
                 std::string_view meaning) {
  add(out, "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td></tr>\n", name, value, meaning);
}

std::string or_unknown(const Words& words, const std::string& text) {
  return text.empty() ? std::string(words.unknown) : escape(text);
}

std::string_view link_level_text(const Words& words, int level) {
  switch (level) {
    case 0:
      return words.link_0;
    case 1:
      return words.link_1;
    case 2:
      return words.link_2;
    case 3:
      return words.link_3;
    default:
      return words.unknown;
  }
}

/// Settings that the releases carry; the widest where they differ.
void add_release_settings(std::string& out, const Context& context) {
  const Words& words = context.words;
  const auto& releases = context.input.releases;
  add_setting(out, words.set_k, figure(words, context.k), words.set_k_why);
  if (releases.empty()) return;
  int level = 0, oldest = releases.front().header().metric_version, newest = oldest;
  bool strict = false;
  for (const wire::Release& release : releases) {
    level = std::max<int>(level, release.header().link_level);
    oldest = std::min<int>(oldest, release.header().metric_version);
    newest = std::max<int>(newest, release.header().metric_version);
    strict = strict || release.header().mode == wire::ReleaseMode::kStrict;
  }
  add_setting(out, words.set_link, fmt::format("L{}", level), link_level_text(words, level));
  add_setting(out, words.set_mode, strict ? "strict" : "standard",
              strict ? words.mode_strict : words.mode_standard);
  add_setting(out, words.set_metric_version,
              oldest == newest ? fmt::format("{}", newest) : fmt::format("{}–{}", oldest, newest),
              words.set_metric_version_why);
}

void add_thresholds(std::string& out, const Context& context) {
  const Words& words = context.words;
  const config::StoreConfig& store = context.input.store;
  const config::MeasureOptions& measure = store.measure;
  add_setting(out, words.set_bin, duration(words, store.privacy.bin_minutes * 60.0),
              words.set_bin_why);
  add_setting(out, words.set_entry, duration(words, measure.entry_confirm_s), words.set_entry_why);
  add_setting(out, words.set_band, figure(words, measure.line_band_m, 2) + " m",
              words.set_band_why);
  add_setting(out, words.set_stay, duration(words, measure.zone_min_stay_s), words.set_stay_why);
  add_setting(out, words.set_gap, duration(words, measure.zone_gap_s), words.set_gap_why);
  add_setting(out, words.set_engaged, duration(words, measure.engaged_s), words.set_engaged_why);
  add_setting(out, words.set_bounce, duration(words, measure.bounce_s), words.set_bounce_why);
  add_setting(out, words.set_ttl, duration(words, measure.state_ttl_s), words.set_ttl_why);
  add_setting(out, words.set_score, figure(words, store.detector.min_score, 3),
              words.set_score_why);
  if (!store.cameras.empty()) {
    const double fps = store.cameras.front().analysed_fps;
    add_setting(out, words.set_fps,
                fps > 0 ? figure(words, fps, 2) + "/s" : std::string(words.all_frames),
                words.set_fps_why);
  }
}

void add_warnings(std::string& out, const Context& context) {
  const Words& words = context.words;
  add(out, "<h3 id=\"warnings\">{}</h3>\n", words.warnings_title);
  if (context.input.warnings.empty()) {
    add(out, "<p>{}</p>\n", words.warnings_none);
    return;
  }
  out += "<ul class=\"warnings\">\n";
  for (const std::string& warning : context.input.warnings) {
    add(out, "<li>{}</li>\n", escape(warning));
  }
  out += "</ul>\n";
}

}  // namespace

std::string method_section(const Context& context) {
  const Words& words = context.words;
  const ReportInput& input = context.input;
  std::string out;
  open_section(out, "method", words.how_title);
  add(out, "<p>{}</p>\n", words.how_intro);
  add_warnings(out, context);
  open_table(out, words.how_table, {words.col_setting, words.col_value, words.col_meaning});
  add_setting(out, words.set_source, or_unknown(words, input.source), words.set_source_why);
  add_setting(out, words.set_model, or_unknown(words, input.model), words.set_model_why);
  add_setting(out, words.set_version, or_unknown(words, input.version), words.set_version_why);
  if (context.sums.coverage) {
    add_setting(out, words.coverage, percent(words, *context.sums.coverage),
                words.set_coverage_why);
  }
  add_release_settings(out, context);
  add_thresholds(out, context);
  close_table(out);
  close_section(out);
  return out;
}

}  // namespace sillage::desk::report
