// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "desk/report/internal/heat.h"
#include "desk/report/internal/local_time.h"
#include "desk/report/internal/sums.h"
#include "desk/report/internal/words.h"
#include "desk/report/report.h"

namespace sillage::desk::report {

/// What every section of the page reads.
struct Context {
  const ReportInput& input;
  const Words& words;
  LocalTime time;
  Sums sums;
  Heat heat;
  int k = 10;
  std::optional<Span> span;  ///< from the first bin to the last
};

/// Sections of the page, in their order. Each returns one complete <section> or <header>.
Result<std::string> heat_section(const Context& context);
std::string header_section(const Context& context);
std::string key_figures_section(const Context& context);
std::string flow_section(const Context& context);
std::string visits_section(const Context& context);
std::string dwell_section(const Context& context);
std::string ways_section(const Context& context);
/// Nothing where no queue is set up.
std::string queues_section(const Context& context);
std::string figures_section(const Context& context);
std::string privacy_section(const Context& context);
std::string method_section(const Context& context);

/// "09:15–09:30" of one bin.
std::string bin_label(const Context& context, const wire::Release& release);
/// Escaped.
std::string zone_name(const Context& context, std::string_view id);
/// "Shelf → Till", escaped; "all others" for no way.
std::string way_name(const Context& context, const std::vector<std::string>& way);
/// Escaped name of a line, zone, funnel or way, or "Whole store".
std::string place_name(const Context& context, const wire::Figure& figure);
/// Value with its decimals for the metric, or the reason why there is none.
std::string value_text(const Context& context, const wire::Figure& figure);
/// "18–23", or nothing.
std::string range_text(const Context& context, std::optional<double> low,
                       std::optional<double> high);
/// The whole value of a sum, or "withheld", "merged", "not measured".
std::string sum_text(const Context& context, const Sum& sum);
std::string_view zone_type_name(const Words& words, config::ZoneType type);

/// Opens and closes a section with a heading; `id` also names the heading for assistive technology.
void open_section(std::string& out, std::string_view id, std::string_view heading);
void close_section(std::string& out);
/// A box that says why there is nothing to see.
void add_empty_state(std::string& out, std::string_view heading, std::string_view reason);
/// Opens a table in a box of its own that scrolls sideways; columns are header cells.
void open_table(std::string& out, std::string_view caption,
                std::initializer_list<std::string_view> columns);
void close_table(std::string& out);

}  // namespace sillage::desk::report
