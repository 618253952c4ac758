// SPDX-License-Identifier: Apache-2.0
#include "eval/counting.h"

#include <cmath>
#include <cstdlib>

#include <nlohmann/json.hpp>
#include <toml++/toml.h>

#include "base/files.h"
#include "eval/internal/text.h"

namespace sillage::eval {
namespace {

using Counts = std::map<std::string, std::map<std::string, std::int64_t>>;
using Json = nlohmann::json;

/// More than any clip can hold; keeps sums far from overflow.
constexpr std::int64_t kLargestCount = 1'000'000'000'000;

std::string place(std::string_view name, const toml::node& node) {
  return fmt::format("{}:{}", name, node.source().begin.line);
}

Result<void> take_figures(const toml::table& figures, const std::string& header,
                          std::string_view name, std::map<std::string, std::int64_t>& counts) {
  for (const auto& [figure, node] : figures) {
    const auto* number = node.as_integer();
    if (!number || number->get() < 0 || number->get() > kLargestCount) {
      return fail(ErrorCode::kConfiguration,
                  "{}: {} of [{}] is no count; write a whole number from 0", place(name, node),
                  figure.str(), header);
    }
    counts[std::string(figure.str())] = number->get();
  }
  if (counts.empty()) {
    return fail(ErrorCode::kConfiguration,
                "{}: [{}] counts nothing; write entries = 12, or take it out", place(name, figures),
                header);
  }
  return {};
}

Result<void> take_kind(const toml::node& node, const std::string& kind, std::string_view name,
                       Counts& counts) {
  const toml::table* ids = node.as_table();
  if (!ids) {
    return fail(ErrorCode::kConfiguration, "{}: '{}' is no table; write [{}.ID]", place(name, node),
                kind, kind);
  }
  for (const auto& [id, figures] : *ids) {
    const std::string header = kind + "." + std::string(id.str());
    if (!figures.is_table()) {
      return fail(ErrorCode::kConfiguration, "{}: '{}' is no table; write [{}]",
                  place(name, figures), header, kind + ".ID");
    }
    RETURN_IF_ERROR(take_figures(*figures.as_table(), header, name, counts[std::string(id.str())]));
  }
  return {};
}

Result<CountTruth> from_toml(std::string_view text, const std::string& name) {
  toml::table document;
  try {
    document = toml::parse(text, name);
  } catch (const toml::parse_error& error) {
    return fail(ErrorCode::kConfiguration, "{}:{}: {}; correct the line", name,
                error.source().begin.line, error.description());
  }
  CountTruth truth;
  for (const auto& [key, node] : document) {
    if (key == "line") {
      RETURN_IF_ERROR(take_kind(node, "line", name, truth.lines));
    } else if (key == "zone") {
      RETURN_IF_ERROR(take_kind(node, "zone", name, truth.zones));
    } else {
      return fail(ErrorCode::kConfiguration,
                  "{}: unknown key '{}'{}; counts stand under [line.ID] and [zone.ID]",
                  place(name, node), key.str(), did_you_mean(key.str(), {"line", "zone"}));
    }
  }
  return truth;
}

/// A figure of a summary: a number, or an object with a `value`; nothing where it has none.
std::optional<std::int64_t> count_in(const Json& figure) {
  const Json* number = figure.is_object() && figure.contains("value") ? &figure["value"] : &figure;
  if (!number->is_number()) return std::nullopt;
  return std::llround(number->get<double>());
}

Result<Counts> counts_in(const Json& summary, const char* list,
                         std::initializer_list<const char*> figures, const std::string& name) {
  Counts counts;
  if (!summary.contains(list) || !summary.at(list).is_array()) {
    return fail(ErrorCode::kInvalidArgument,
                "{} has no list of {}; give what 'sillage process --json' printed", name, list);
  }
  for (const Json& entry : summary.at(list)) {
    if (!entry.is_object() || !entry.contains("id") || !entry.at("id").is_string()) {
      return fail(ErrorCode::kInvalidArgument,
                  "{}: one of the {} has no id; give what 'sillage process --json' printed", name,
                  list);
    }
    auto& of_entry = counts[entry.at("id").get<std::string>()];
    for (const char* figure : figures) {
      if (!entry.contains(figure)) continue;
      if (const auto count = count_in(entry.at(figure))) of_entry[figure] = *count;
    }
  }
  return counts;
}

Result<CountTruth> from_summary(std::string_view text, const std::string& name) {
  const Json summary = Json::parse(text, nullptr, false);
  if (!summary.is_object()) {
    return fail(ErrorCode::kInvalidArgument,
                "{} is no JSON object; give what 'sillage process --json' printed", name);
  }
  CountTruth counts;
  ASSIGN_OR_RETURN(counts.lines, counts_in(summary, "lines", {"entries", "exits"}, name));
  ASSIGN_OR_RETURN(counts.zones, counts_in(summary, "zones", {"zone_visits"}, name));
  return counts;
}

template <class Value>
std::vector<std::string> keys(const std::map<std::string, Value>& map) {
  std::vector<std::string> all;
  for (const auto& [key, value] : map) all.push_back(key);
  return all;
}

Result<void> compare_kind(const std::string& kind, const Counts& truth, const Counts& counted,
                          CountFigures& figures) {
  for (const auto& [id, expected] : truth) {
    const auto match = counted.find(id);
    if (match == counted.end()) {
      return fail(
          ErrorCode::kNotFound,
          "nothing was counted for {} '{}'{}; use the ids of the configuration in the truth", kind,
          id, did_you_mean(id, keys(counted)));
    }
    for (const auto& [figure, count] : expected) {
      const auto found = match->second.find(figure);
      if (found == match->second.end()) {
        return fail(ErrorCode::kNotFound,
                    "no {} were counted for {} '{}'{}; the figure was withheld, not measured, or "
                    "does not exist: see the summary of the run",
                    figure, kind, id, did_you_mean(figure, keys(match->second)));
      }
      figures.rows.push_back({kind, id, figure, count, found->second});
      figures.absolute_error += std::abs(found->second - count);
      figures.truth_total += count;
    }
  }
  return {};
}

}  // namespace

Result<CountTruth> read_count_truth(const std::filesystem::path& file) {
  ASSIGN_OR_RETURN(const std::string text, read_file(file, 16u << 20));
  ASSIGN_OR_RETURN(auto truth, from_toml(text, file.string()));
  if (truth.lines.empty() && truth.zones.empty()) {
    return fail(ErrorCode::kConfiguration,
                "{} counts nothing; write [line.ID] and below it entries = 12", file.string());
  }
  return truth;
}

Result<CountTruth> read_counts(const std::filesystem::path& file) {
  if (file.extension() != ".json") return read_count_truth(file);
  ASSIGN_OR_RETURN(const std::string text, read_file(file, 64u << 20));
  return from_summary(text, file.string());
}

Result<CountFigures> compare_counts(const CountTruth& truth, const CountTruth& counted) {
  CountFigures figures;
  RETURN_IF_ERROR(compare_kind("line", truth.lines, counted.lines, figures));
  RETURN_IF_ERROR(compare_kind("zone", truth.zones, counted.zones, figures));
  return figures;
}

}  // namespace sillage::eval
