// SPDX-License-Identifier: Apache-2.0
#include "desk/report/internal/context.h"

#include "desk/report/internal/html.h"
#include "desk/report/internal/numbers.h"
#include "wire/place.h"

namespace sillage::desk::report {

std::string bin_label(const Context& context, const wire::Release& release) {
  const Span bin{release.header().bin_start, release.header().bin_end};
  return context.time.range(bin, context.span.value_or(bin));
}

std::string zone_name(const Context& context, std::string_view id) {
  for (const ZoneSums& zone : context.sums.zones) {
    if (zone.id == id) return escape(zone.name);
  }
  return escape(id);
}

std::string way_name(const Context& context, const std::vector<std::string>& way) {
  if (way.empty()) return std::string(context.words.other_ways);
  std::string out;
  for (const std::string& id : way) out += (out.empty() ? "" : " → ") + zone_name(context, id);
  return out;
}

std::string place_name(const Context& context, const wire::Figure& figure) {
  const auto kind = wire::place_kind(figure.metric);
  if (kind && kind->way != wire::WayKind::kNone) return way_name(context, figure.way);
  if (figure.scope.empty()) return std::string(context.words.whole_store);
  for (const LineSums& line : context.sums.lines) {
    const bool counts =
        figure.metric == wire::Metric::kEntries || figure.metric == wire::Metric::kExits;
    if (counts && line.id == figure.scope) return escape(line.name);
  }
  if (kind && kind->scope == wire::ScopeKind::kFunnel) {
    for (const config::Funnel& funnel : context.input.store.funnels) {
      if (funnel.id.value() == figure.scope) return escape(funnel.name);
    }
  }
  return zone_name(context, figure.scope);
}

std::string value_text(const Context& context, const wire::Figure& figure) {
  if (figure.state == wire::FigureState::kWithheld) return std::string(context.words.withheld);
  if (!figure.value) return std::string(context.words.not_measured);
  return figure.metric == wire::Metric::kHeat ? rounded(context.words, *figure.value)
                                              : desk::report::figure(context.words, *figure.value);
}

std::string range_text(const Context& context, std::optional<double> low,
                       std::optional<double> high) {
  if (!low || !high) return "";
  const std::string from = figure(context.words, *low), to = figure(context.words, *high);
  return from == to ? from : from + "–" + to;
}

std::string sum_text(const Context& context, const Sum& sum) {
  const Words& words = context.words;
  if (sum.value) return figure(words, *sum.value);
  if (sum.withheld > 0) return std::string(words.withheld);
  if (sum.merged > 0) return std::string(words.merged);
  return std::string(words.not_measured);
}

std::string_view zone_type_name(const Words& words, config::ZoneType type) {
  switch (type) {
    case config::ZoneType::kEntrance:
      return words.zone_type_entrance;
    case config::ZoneType::kFrontage:
      return words.zone_type_frontage;
    case config::ZoneType::kAisle:
      return words.zone_type_aisle;
    case config::ZoneType::kCheckoutQueue:
      return words.zone_type_checkout_queue;
    case config::ZoneType::kService:
      return words.zone_type_service;
    case config::ZoneType::kStaff:
      return words.zone_type_staff;
    case config::ZoneType::kFitting:
      return words.zone_type_fitting;
    case config::ZoneType::kObjection:
      return words.zone_type_objection;
    case config::ZoneType::kOther:
      break;
  }
  return words.zone_type_other;
}

void open_section(std::string& out, std::string_view id, std::string_view heading) {
  add(out,
      "<section id=\"{0}\" aria-labelledby=\"{0}-heading\">\n<h2 id=\"{0}-heading\">{1}</h2>\n", id,
      heading);
}

void close_section(std::string& out) { out += "</section>\n"; }

void add_empty_state(std::string& out, std::string_view heading, std::string_view reason) {
  add(out, "<div class=\"empty\"><p class=\"empty-head\">{}</p><p>{}</p></div>\n", heading, reason);
}

void open_table(std::string& out, std::string_view caption,
                std::initializer_list<std::string_view> columns) {
  add(out,
      "<div class=\"scroll\" role=\"region\" aria-label=\"{0}\" tabindex=\"0\"><table>"
      "<caption>{0}</caption>\n<thead><tr>",
      caption);
  for (const std::string_view column : columns) add(out, "<th scope=\"col\">{}</th>", column);
  out += "</tr></thead>\n<tbody>\n";
}

void close_table(std::string& out) { out += "</tbody></table></div>\n"; }

}  // namespace sillage::desk::report
