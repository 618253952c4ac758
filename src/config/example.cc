// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "config/internal/describe.h"
#include "config/internal/sections.h"
#include "config/reader.h"

namespace sillage::config {
namespace {

using internal::Field;
using internal::Section;

/// Text as comment lines no wider than 100 columns.
std::string comment(std::string_view text) {
  std::string lines, line = "#";
  for (const std::string& word : internal::words_of(text)) {
    if (line.size() + 1 + word.size() > 100) {
      lines += line + "\n";
      line = "#";
    }
    line += " " + word;
  }
  return lines + line + "\n";
}

/// A setting that is switched off: "#key = value", without the space that a remark has.
std::string switched_off(std::string_view setting) {
  std::string result = "#";
  for (std::size_t i = 0; i < setting.size(); ++i) {
    result += setting[i];
    if (setting[i] == '\n' && i + 1 < setting.size()) result += '#';
  }
  return result;
}

std::string setting(const Field& field) {
  const std::string_view value =
      field.traits.example.empty() ? std::string_view(field.default_literal) : field.traits.example;
  return fmt::format("{} = {}\n", field.key, value);
}

std::string remark(const Field& field) {
  return comment(fmt::format("{} {}", field.traits.why, internal::describe_value(field)));
}

std::string calibration(const Section& section, std::string_view parent) {
  std::string text = "\n" + comment(section.why);
  for (const std::string_view kind : internal::kCalibrationKinds) {
    const bool shown = kind == internal::kCalibrationKinds.front();
    text += shown ? "" : "\n";
    text +=
        comment(fmt::format("{}{}: {}.", shown ? "" : "Or ", kind, internal::describe_kind(kind)));
    const auto add = [&](const std::string& toml) { text += shown ? toml : switched_off(toml); };
    add(fmt::format("[{}.{}]\n", parent, section.path));
    for (const Field& field : section.fields) {
      if (!field.belongs_to(kind)) continue;
      if (field.key == "kind") {
        add(fmt::format("kind = \"{}\"\n", kind));
        continue;
      }
      text += remark(field);
      add(setting(field));
    }
  }
  return text;
}

}  // namespace

std::string example_toml() {
  std::string text =
      "# SPDX-License-Identifier: Apache-2.0\n"
      "# A store's configuration with every key. Made by `sillage config example`; all but ids,\n"
      "# lines, areas and a calibration's numbers may be left out. Lengths are metres on the\n"
      "# floor plan, times seconds. Check yours with `sillage config check FILE`.\n";
  for (const Section& section : internal::sections()) {
    text += "\n" + comment(std::string(section.why) + internal::describe_count(section));
    text += section.is_list() ? fmt::format("[[{}]]\n", section.path)
                              : fmt::format("[{}]\n", section.path);
    for (const Field& field : section.fields) {
      text += remark(field);
      text += setting(field);
    }
    for (const Section& child : section.children) text += calibration(child, section.path);
  }
  return text;
}

}  // namespace sillage::config
