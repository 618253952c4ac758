// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "base/result.h"

namespace sillage::desk::report {

/// Every string of the report, as a list of names; each becomes a member of Words and has a text in
/// every language. "{0}", "{1}" are filled in by `say`; all languages use the same ones.
// clang-format off
#define SILLAGE_REPORT_WORDS(X)                                                                   \
  /* the language itself */                                                                       \
  X(code) X(thousands) X(decimal) X(percent) X(months) X(weekdays) X(long_date) X(hour) X(minute) \
  X(second) X(longer_than)                                                                        \
  /* header */                                                                                    \
  X(report_name) X(document_title) X(skip_to_content) X(evaluation_mark) X(evaluation_note)       \
  X(offsets_note) X(offset_range) X(time_zone_note) X(no_period) X(warnings_one) X(warnings_many) \
  X(bins_one) X(bins_many)                                                                        \
  /* states of a figure */                                                                        \
  X(not_measured) X(withheld) X(merged) X(released) X(between) X(no_doubt) X(no_range)            \
  X(bins_missing) X(nothing_yet) X(nothing_yet_why)                                               \
  /* key figures */                                                                               \
  X(key_figures) X(entries) X(exits) X(present_mean) X(present_max) X(coverage)                   \
  X(coverage_of) X(coverage_none)                                                       \
  /* plate and heat */                                                                            \
  X(heat_title) X(heat_summary) X(heat_unit) X(heat_under) X(heat_from_to) X(heat_from)           \
  X(heat_merged) X(heat_hidden) X(heat_all_withheld) X(heat_none) X(heat_withheld_some)           \
  X(heat_coarser) X(plate_what) X(plate_none) X(plan_title) X(plate_nothing) X(map_key)           \
  X(map_line) X(map_zone) X(map_outside) X(heat_table) X(heat_table_more) X(col_x) X(col_y)       \
  X(col_size) X(col_heat) X(zone_type_entrance) X(zone_type_frontage) X(zone_type_aisle)          \
  X(zone_type_checkout_queue) X(zone_type_service) X(zone_type_staff) X(zone_type_fitting)        \
  X(zone_type_objection)                                                                           \
  X(zone_type_other)                                                                              \
  /* entries and exits */                                                                         \
  X(flow_title) X(flow_summary_one) X(flow_summary_many) X(flow_summary_none) X(flow_no_lines)    \
  X(flow_no_lines_why) X(flow_why_bins) X(flow_why_one_bin) X(flow_axis) X(flow_table)            \
  X(flow_lines_table) X(flow_unmeasured) X(flow_range_note) X(whole_store) X(per_minute)          \
  X(col_entries_rate) X(col_exits_rate)                                                           \
  /* dwell */                                                                                     \
  X(dwell_title) X(dwell_intro) X(dwell_no_zones) X(dwell_no_zones_why) X(dwell_summary)          \
  X(dwell_summary_bare) X(dwell_summary_count) X(dwell_withheld) X(dwell_withheld_why)            \
  X(dwell_none) X(dwell_none_why)                                                                 \
  X(dwell_zero) X(dwell_never) X(dwell_median) X(dwell_p90) X(dwell_estimate_why)     \
  X(dwell_partial) X(dwell_bins_withheld) X(dwell_wide_bar) X(dwell_chart_title) X(dwell_table)   \
  X(visits) X(col_duration) X(col_stays)                                                          \
  /* tables */                                                                                    \
  X(show_table) X(all_title) X(all_intro) X(all_more_bins) X(all_table) X(col_metric) X(col_where)\
  X(col_value) X(col_range) X(col_state) X(col_time) X(all_heat_row) X(all_heat_value)            \
  X(group_value) X(metric_zone_visits) X(metric_dwell) X(metric_heat)                             \
  /* names of metrics */                                                                          \
  X(metric_visits) X(metric_timed_visits) X(metric_visit_duration) X(metric_bounces)              \
  X(metric_checkout_reached) X(metric_zone_exposed) X(metric_zone_engagements) X(metric_flow)     \
  X(metric_path) X(metric_funnel) X(metric_pass_by) X(metric_groups) X(metric_groups_of_several)  \
  X(metric_queue_joined) X(metric_queue_abandoned) X(metric_queue_wait) X(metric_service_time)    \
  X(metric_queue_length_mean) X(metric_queue_length_max) X(metric_shopper_associate_ratio)        \
  X(metric_objections) X(with_part) X(step) X(other_ways)                                         \
  X(metric_segments) X(segment_unknown) X(segment_feminine) X(segment_masculine)                  \
  /* visits, ways and queues */                                                                   \
  X(visits_title) X(visits_none) X(visits_none_why) X(visits_intro) X(visits_whole)               \
  X(rate_bounce) X(rate_checkout) X(rate_capture) X(rate_abandon) X(rate_bins) X(reach_table)     \
  X(reach_note) X(col_exposure) X(col_engagement) X(ways_title) X(ways_intro) X(ways_none)        \
  X(ways_none_why) X(ways_more) X(flows_table) X(paths_table) X(funnel_table) X(col_way)          \
  X(col_times) X(col_bins) X(col_visits) X(col_step) X(queues_title) X(queue_waits)               \
  X(queue_services) X(set_bounce) X(set_bounce_why) X(set_engaged) X(set_engaged_why)             \
  /* withheld */                                                                                  \
  X(privacy_title) X(privacy_true) X(privacy_rule) X(privacy_merge) X(privacy_partner)            \
  X(privacy_null) X(privacy_strict) X(privacy_nothing) X(privacy_some) X(privacy_table)           \
  X(col_released) X(col_merged) X(col_withheld) X(col_unmeasured)                                 \
  /* how measured */                                                                              \
  X(how_title) X(how_intro) X(warnings_title) X(warnings_none) X(how_table) X(col_setting)        \
  X(col_meaning) X(set_source) X(set_model) X(set_model_why) X(set_version) X(set_link)           \
  X(set_mode) X(set_k)                                                                            \
  X(set_k_why) X(set_bin) X(set_bin_why) X(set_entry) X(set_entry_why) X(set_band)                \
  X(set_band_why) X(set_stay) X(set_stay_why) X(set_gap) X(set_gap_why) X(set_ttl)                \
  X(set_ttl_why) X(set_score) X(set_score_why) X(set_metric_version) X(set_metric_version_why)    \
  X(link_0) X(link_1) X(link_2) X(link_3) X(mode_standard) X(mode_strict) X(unknown) X(all_frames)\
  X(set_fps) X(set_fps_why) X(set_source_why) X(set_version_why) X(set_coverage_why)              \
  /* footer */                                                                                    \
  X(footer_made) X(footer_alone)
// clang-format on

struct Words {
#define SILLAGE_DECLARE_WORD(name) std::string_view name;
  SILLAGE_REPORT_WORDS(SILLAGE_DECLARE_WORD)
#undef SILLAGE_DECLARE_WORD
};

extern const Words kEnglish;
extern const Words kFrench;
extern const Words kGerman;

/// The languages of the report, in the order in which messages list them.
std::array<const Words*, 3> all_languages();

/// kInvalidArgument for a language that the report does not have.
Result<const Words*> words_of(std::string_view language);

/// Fills the placeholders of one of the Words.
template <class... Args>
std::string say(std::string_view word, const Args&... args) {
  return fmt::format(fmt::runtime(word), args...);
}

}  // namespace sillage::desk::report
