// SPDX-License-Identifier: Apache-2.0
#include "sim/plan/internal/document.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <optional>
#include <set>

#include <toml++/toml.h>

#include "base/id.h"
#include "sim/plan/internal/read_value.h"

namespace sillage::sim::internal {
namespace {

/// More dots that join keys would nest tables so deep that their destructor, which calls itself for
/// each level, leaves the stack.
constexpr std::size_t kMostDots = 3000;

bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

/// Counts dots but for the points of decimal numbers. Of two dots that join keys in a row, at most
/// one can look like such a point ("1.5 " but not "1.5.").
std::size_t dots_that_join(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t dot = text.find('.'); dot != text.npos; dot = text.find('.', dot + 1)) {
    std::size_t after = dot + 1;
    while (after < text.size() && is_digit(text[after])) ++after;
    const bool digits = dot > 0 && is_digit(text[dot - 1]) && after > dot + 1;
    const bool ends = after == text.size() || text[after] == ' ' || text[after] == ',' ||
                      text[after] == ']' || text[after] == '\n' || text[after] == '\r';
    if (!digits || !ends) ++count;
  }
  return count;
}

unsigned line_of(const toml::node& node) { return node.source().begin.line; }

class Reader {
 public:
  explicit Reader(Problems& problems) : problems_(problems), known_(sections()) {}

  Document read(const toml::table& root) {
    for (const auto& [key, node] : root) {
      const auto section =
          std::find_if(known_.begin(), known_.end(),
                       [&](const Section& candidate) { return candidate.name == key.str(); });
      if (section == known_.end()) {
        unknown_section(key.source().begin.line, key.str());
      } else {
        read_section(*section, node);
      }
    }
    return std::move(document_);
  }

 private:
  void unknown_section(unsigned line, std::string_view name) {
    std::vector<std::string> names;
    for (const Section& section : known_) names.emplace_back(section.name);
    const std::string meant = nearest(name, names);
    problems_.at(line, "", "unknown table '{}'; {}", printable(name),
                 meant.empty() ? fmt::format("remove it (tables are: {})", fmt::join(names, ", "))
                               : fmt::format("did you mean '{}'?", meant));
  }

  void read_section(const Section& section, const toml::node& node) {
    std::vector<Table>& tables = document_[std::string(section.name)];
    if (!section.is_list()) {
      if (const toml::table* table = node.as_table()) {
        read_table(section, std::string(section.name), *table, tables);
      } else {
        problems_.at(line_of(node), section.name, "is {}; write it as one table, [{}]",
                     name_of(node), section.name);
      }
      return;
    }
    const toml::array* list = node.as_array();
    if (list == nullptr) {
      problems_.at(line_of(node), section.name,
                   "is {}; write [[{}]] with two brackets, once for each", name_of(node),
                   section.name);
      return;
    }
    if (list->size() > static_cast<std::size_t>(section.at_most)) {
      problems_.at(line_of(node), section.name, "is there {} times, {} are allowed; remove some",
                   list->size(), section.at_most);
      return;
    }
    for (std::size_t i = 0; i < list->size(); ++i) read_item(section, i, (*list)[i], tables);
  }

  void read_item(const Section& section, std::size_t index, const toml::node& node,
                 std::vector<Table>& tables) {
    const toml::table* table = node.as_table();
    if (table == nullptr) {
      problems_.at(line_of(node), section.name, "entry {} is {}; write [[{}]]", index + 1,
                   name_of(node), section.name);
      return;
    }
    std::string subject = fmt::format("{} {}", section.name, index + 1);
    if (const auto id = (*table)["id"].value<std::string>(); id && !id->empty()) {
      subject = fmt::format("{} '{}'", section.name, printable(*id));
      if (!ids_.insert(subject).second) {
        problems_.at(line_of(node), subject, "the id is there twice; give each its own");
      }
    }
    read_table(section, std::move(subject), *table, tables);
  }

  void read_table(const Section& section, std::string subject, const toml::table& source,
                  std::vector<Table>& tables) {
    problems_.remember(subject, line_of(source));
    Table table{std::move(subject), {}};
    for (const auto& [key, node] : source) {
      const auto field =
          std::find_if(section.fields.begin(), section.fields.end(),
                       [&](const Field& candidate) { return candidate.key == key.str(); });
      if (field == section.fields.end()) {
        unknown_key(section, table.subject, key.source().begin.line, key.str());
      } else if (auto value = read_value(node, *field, table.subject, problems_)) {
        table.values.emplace(field->key, std::move(*value));
      }
    }
    for (const Field& field : section.fields) {
      if (!field.traits.required || source.contains(field.key)) continue;
      problems_.at(line_of(source), table.subject, "{} is missing; add {} = {}", field.key,
                   field.key, field.traits.example);
    }
    tables.push_back(std::move(table));
  }

  void unknown_key(const Section& section, std::string_view subject, unsigned line,
                   std::string_view key) {
    std::vector<std::string> keys;
    for (const Field& field : section.fields) keys.emplace_back(field.key);
    const std::string meant = nearest(key, keys);
    problems_.at(line, subject, "unknown key '{}'; {}", printable(key),
                 meant.empty() ? fmt::format("remove it (keys here: {})", fmt::join(keys, ", "))
                               : fmt::format("did you mean '{}'?", meant));
  }

  Problems& problems_;
  std::vector<Section> known_;
  std::set<std::string> ids_;
  Document document_;
};

}  // namespace

Document read_document(std::string_view toml, Problems& problems) {
  if (toml.size() > kMaxFileBytes) {
    problems.at(0, "", "{} bytes, {} are allowed; is this a floor plan?", toml.size(),
                kMaxFileBytes);
    return {};
  }
  if (dots_that_join(toml) > kMostDots) {
    problems.at(0, "",
                "too many dots outside numbers ({} are allowed); write tables as "
                "docs/reference/plan.md does, and shorten comments",
                kMostDots);
    return {};
  }
  try {
    return Reader(problems).read(toml::parse(toml));
  } catch (const toml::parse_error& error) {
    problems.at(error.source().begin.line, "", "no valid TOML: {}; correct it here",
                printable(error.description(), 200));
  } catch (const std::exception& error) {
    problems.at(0, "", "cannot be read as TOML: {}; compare with docs/reference/plan.md",
                printable(error.what(), 200));
  }
  return {};
}

}  // namespace sillage::sim::internal
