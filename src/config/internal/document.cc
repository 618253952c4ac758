// SPDX-License-Identifier: Apache-2.0
#include "config/internal/document.h"

#include <algorithm>
#include <cctype>
#include <cmath>

#include <toml++/toml.h>

#include "config/internal/read_value.h"
#include "config/internal/sections.h"
#include "config/internal/text_checks.h"

namespace sillage::config::internal {
namespace {

/// More dots outside numbers would let "a.a.a.a..." nest tables until their destructor, which calls
/// itself for each level, leaves the stack.
constexpr std::size_t kMostDots = 3000;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// True for the point of a decimal number, "1.5" but not "1.5.2" or "1.a": of two dots that join
/// keys, at most one can look like this.
bool is_decimal_point(std::string_view text, std::size_t dot) {
  if (dot == 0 || !is_digit(text[dot - 1])) return false;
  std::size_t after = dot + 1;
  while (after < text.size() && is_digit(text[after])) ++after;
  if (after == dot + 1) return false;
  if (after == text.size()) return true;
  const char c = text[after];
  return c != '.' && c != '_' && c != '-' && std::isalnum(static_cast<unsigned char>(c)) == 0;
}

bool nests_too_deep(std::string_view text) {
  std::size_t dots = 0;
  for (std::size_t i = text.find('.'); i != std::string_view::npos; i = text.find('.', i + 1)) {
    dots += is_decimal_point(text, i) ? 0 : 1;
  }
  return dots > kMostDots;
}

std::vector<std::string> keys_of(const std::vector<Field>& fields) {
  std::vector<std::string> keys;
  for (const Field& field : fields) keys.emplace_back(field.key);
  return keys;
}

/// The section whose keys include this one, for a key that landed in the wrong table.
std::string home_of(std::string_view key) {
  for (const Section& section : sections()) {
    const auto has = [&](const Field& field) { return field.key == key; };
    if (std::any_of(section.fields.begin(), section.fields.end(), has)) {
      return section.is_list() ? fmt::format("[[{}]]", section.path)
                               : fmt::format("[{}]", section.path);
    }
  }
  return {};
}

class Reader {
 public:
  explicit Reader(Problems& problems) : problems_(problems) {}

  Document read(const toml::table& root) {
    const std::vector<Section> known = sections();
    for (const auto& [key, node] : root) {
      const auto section = std::find_if(known.begin(), known.end(), [&](const Section& candidate) {
        return candidate.path == key.str();
      });
      if (section == known.end()) {
        report_unknown_table(position_of(key), key.str(), known);
      } else {
        read_section(*section, position_of(key), node);
      }
    }
    return std::move(document_);
  }

 private:
  void report_unknown_table(Position at, std::string_view key, const std::vector<Section>& known) {
    std::vector<std::string> names;
    for (const Section& section : known) names.emplace_back(section.path);
    const std::string meant = nearest(key, names);
    const std::string home = meant.empty() ? home_of(key) : std::string{};
    if (!home.empty()) {
      problems_.error(at, "", "'{}' stands outside every table; move it below {}", printable(key),
                      home);
    } else {
      problems_.error(at, "", "unknown table '{}'; {}", printable(key),
                      meant.empty()
                          ? fmt::format("remove it (tables are: {})", fmt::join(names, ", "))
                          : fmt::format("did you mean '{}'?", meant));
    }
  }

  void read_section(const Section& section, Position at, const toml::node& node) {
    std::vector<Table>& tables = document_[std::string(section.path)];
    if (!section.is_list()) {
      if (const toml::table* table = node.as_table()) {
        tables.push_back(read_table(section, std::string(section.path), *table));
      } else {
        problems_.error(at, section.path, "is {}; write it as one table, [{}]", name_of(node),
                        section.path);
      }
      return;
    }
    const toml::array* list = node.as_array();
    if (list == nullptr) {
      problems_.error(at, section.path, "is {}; write [[{}]] with two brackets, once for each",
                      name_of(node), section.path);
      return;
    }
    if (list->size() > static_cast<std::size_t>(section.at_most)) {
      problems_.error(at, section.path,
                      "is there {} times, {} are allowed; remove some or use "
                      "more than one store",
                      list->size(), section.at_most);
      return;
    }
    for (std::size_t i = 0; i < list->size(); ++i) read_item(section, i, (*list)[i], tables);
  }

  void read_item(const Section& section, std::size_t index, const toml::node& node,
                 std::vector<Table>& tables) {
    const toml::table* table = node.as_table();
    if (table == nullptr) {
      problems_.error(position_of(node), section.path, "entry {} is {}; write [[{}]]", index + 1,
                      name_of(node), section.path);
      return;
    }
    const auto id = (*table)["id"].value<std::string>();
    tables.push_back(read_table(section,
                                id && !id->empty()
                                    ? fmt::format("{} '{}'", section.path, printable(*id))
                                    : fmt::format("{} {}", section.path, index + 1),
                                *table));
  }

  Table read_table(const Section& section, std::string subject, const toml::table& source) {
    Table table{std::move(subject), position_of(source), {}, {}};
    for (const auto& [key, node] : source) {
      const auto child =
          std::find_if(section.children.begin(), section.children.end(),
                       [&](const Section& candidate) { return candidate.path == key.str(); });
      if (child != section.children.end()) {
        read_child(section, *child, node, table);
        continue;
      }
      const auto field =
          std::find_if(section.fields.begin(), section.fields.end(),
                       [&](const Field& candidate) { return candidate.key == key.str(); });
      if (field == section.fields.end()) {
        report_unknown_key(section, table.subject, position_of(key), key.str());
      } else {
        const std::string where = fmt::format("{}: {}", table.subject, field->key);
        if (auto value = read_value(node, *field, where, problems_)) {
          table.values.emplace(field->key, Entry{std::move(*value), position_of(node)});
        }
      }
    }
    check_keys(section, source, table);
    return table;
  }

  void read_child(const Section& parent, const Section& section, const toml::node& node,
                  Table& table) {
    const std::string subject = fmt::format("{} {}", table.subject, section.path);
    if (const toml::table* child = node.as_table()) {
      table.children.push_back(read_table(section, subject, *child));
    } else {
      problems_.error(position_of(node), subject, "is {}; write it as a table, [{}.{}]",
                      name_of(node), parent.path, section.path);
    }
  }

  void report_unknown_key(const Section& section, const std::string& subject, Position at,
                          std::string_view key) {
    if (is_credential_key(key)) {
      problems_.error(at, subject, "'{}': {}", printable(key), kNoCredentials);
      return;
    }
    std::vector<std::string> keys = keys_of(section.fields);
    for (const Section& child : section.children) keys.emplace_back(child.path);
    const std::string meant = nearest(key, keys);
    const std::string home = home_of(key);
    std::string advice = fmt::format("remove it (keys here: {})", fmt::join(keys, ", "));
    if (!home.empty()) advice = fmt::format("it belongs into {}", home);
    if (!meant.empty()) advice = fmt::format("did you mean '{}'?", meant);
    problems_.error(at, subject, "unknown key '{}'; {}", printable(key), advice);
  }

  /// Missing keys, and keys of another kind of calibration.
  void check_keys(const Section& section, const toml::table& source, const Table& table) {
    std::string kind;
    if (source.contains("kind")) {
      const auto found = table.values.find("kind");
      if (found == table.values.end()) return;  // wrong and reported: nothing follows from it
      kind = std::get<std::string>(found->second.value);
    }
    for (const Field& field : section.fields) {
      const bool there = source.contains(field.key);
      if (!field.belongs_to(kind)) {
        if (there && !kind.empty()) {
          problems_.error(table.where(field.key), table.subject,
                          "{} does not go with kind = \"{}\"; remove it or change the kind",
                          field.key, kind);
        }
      } else if (field.traits.required && !there) {
        problems_.error(table.at, table.subject, "{} is missing; add {} = {}", field.key, field.key,
                        on_one_line(field.traits.example));
      }
    }
  }

  static std::string on_one_line(std::string_view literal) {
    std::string text;
    for (const char c : literal) {
      if (c == '\n') continue;
      if (c == ' ' && !text.empty() && text.back() == ' ') continue;
      text += c;
    }
    return text;
  }

  Problems& problems_;
  Document document_;
};

}  // namespace

Position Table::where(std::string_view key) const {
  const auto found = values.find(key);
  return found == values.end() ? at : found->second.at;
}

Document read_document(std::string_view toml, Problems& problems) {
  if (toml.size() > static_cast<std::size_t>(kMaxFileBytes)) {
    problems.error({}, "", "{} bytes, {} are allowed; is this a store's configuration?",
                   toml.size(), kMaxFileBytes);
    return {};
  }
  if (nests_too_deep(toml)) {
    problems.error({}, "",
                   "tables nest too deep (more than {} dots outside numbers); write tables as "
                   "`sillage config example` does, and shorten comments",
                   kMostDots);
    return {};
  }
  try {
    const toml::table root = toml::parse(toml);
    return Reader(problems).read(root);
  } catch (const toml::parse_error& error) {
    problems.error({error.source().begin.line, error.source().begin.column}, "",
                   "no valid TOML: {}; correct it here", printable(error.description(), 200));
  } catch (const std::exception& error) {
    problems.error({}, "", "cannot be read as TOML: {}; compare with `sillage config example`",
                   printable(error.what(), 200));
  }
  return {};
}

}  // namespace sillage::config::internal
