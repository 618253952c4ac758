// SPDX-License-Identifier: Apache-2.0
#include "config/internal/describe.h"

#include <cmath>

#include <fmt/format.h>

namespace sillage::config::internal {

std::string_view describe_type(Type type) {
  switch (type) {
    case Type::kText:
      return "text";
    case Type::kNumber:
      return "number";
    case Type::kInteger:
      return "whole number";
    case Type::kFlag:
      return "true or false";
    case Type::kPoint:
      return "[x, y]";
    case Type::kImageSize:
      return "[width, height]";
    case Type::kNumbers:
      return "list of numbers";
    case Type::kTexts:
      return "list of ids";
    case Type::kPoints:
      return "list of [x, y]";
    case Type::kPairs:
      return "list of { image = [u, v], floor = [x, y] }";
  }
  return "text";
}

std::string describe_range(const Field& field) {
  const Traits& traits = field.traits;
  if (!traits.choices.empty()) return fmt::format("one of {}", fmt::join(traits.choices, ", "));
  if (!std::isfinite(traits.range.low)) return {};
  return fmt::format("{} to {}{}{}", traits.range.low, traits.range.high,
                     traits.unit.empty() ? "" : " ", traits.unit);
}

std::string describe_default(const Field& field) {
  if (field.traits.required) return "Required.";
  if (!field.traits.absent.empty()) return fmt::format("Left out: {}.", field.traits.absent);
  return fmt::format("Default: {}.", field.default_literal);
}

std::string describe_value(const Field& field) {
  const std::string range = describe_range(field);
  if (range.empty()) return describe_default(field);
  return fmt::format("{}{}. {}", field.traits.choices.empty() ? "Range: " : "O",
                     field.traits.choices.empty() ? range : range.substr(1),
                     describe_default(field));
}

std::string describe_count(const Section& section) {
  return section.is_list() ? fmt::format(" At most {}.", section.at_most) : std::string{};
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const std::size_t space = text.find(' ');
    if (space != 0) words.emplace_back(text.substr(0, space));
    text = space == std::string_view::npos ? std::string_view{} : text.substr(space + 1);
  }
  return words;
}

}  // namespace sillage::config::internal
