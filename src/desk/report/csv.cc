// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "desk/report/report.h"
#include "wire/place.h"

namespace sillage::desk {
namespace {

constexpr std::string_view kHeader =
    "store,bin_start,bin_end,period,evaluation,mode,link_level,k,metric_version,coverage,rho,metric,"
    "scope,extent_1,extent_2,extent_3,extent_4,way,state,group,value,low,high\r\n";

/// RFC 4180 quoting; a text that a spreadsheet would take for a formula gets a leading apostrophe.
std::string field(std::string_view text) {
  std::string out;
  if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos) {
    out = "'";
  }
  out += text;
  if (out.find_first_of(",\"\r\n") == std::string::npos) return out;
  std::string quoted = "\"";
  for (const char c : out) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

/// The shortest text that reads back as the same number; nothing for null.
std::string field(const std::optional<double>& value) {
  return value ? fmt::format("{}", *value) : "";
}

void add_row(std::string& out, const std::string& head, const wire::Figure& figure) {
  out += head;
  out += fmt::format(",{},{}", to_string(figure.metric), field(figure.scope));
  const auto kind = wire::place_kind(figure.metric);
  const std::size_t numbers = kind ? wire::numbers_of(kind->extent) : 0;
  for (std::size_t i = 0; i < figure.extent.size(); ++i) {
    out += ',';
    if (i < numbers) out += fmt::format("{}", figure.extent[i]);
  }
  const bool withheld = figure.state == wire::FigureState::kWithheld;
  const std::optional<double> none;
  out += fmt::format(",{},{},{},{},{},{}\r\n", wire::way_text(figure.way), to_string(figure.state),
                     field(figure.group), field(withheld ? none : figure.value),
                     field(withheld ? none : figure.low), field(withheld ? none : figure.high));
}

}  // namespace

std::string render_csv(const std::vector<wire::Release>& releases) {
  std::string out(kHeader);
  for (const wire::Release& release : releases) {
    const wire::ReleaseHeader& header = release.header();
    const std::string head = fmt::format(
        "{},{},{},{},{},{},{},{},{},{},{}", field(header.store.value()), to_iso8601(header.bin_start),
        to_iso8601(header.bin_end), to_string(header.period), header.evaluation ? "true" : "false",
        header.mode == wire::ReleaseMode::kStrict ? "strict" : "standard", header.link_level,
        header.k, header.metric_version, header.coverage,
        header.mode == wire::ReleaseMode::kStrict ? fmt::format("{}", header.rho) : "");
    for (const wire::Figure& figure : release.figures()) add_row(out, head, figure);
  }
  return out;
}

}  // namespace sillage::desk
