// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "config/internal/sections.h"
#include "config/reader.h"

namespace sillage::config {
namespace {

using internal::Field;
using internal::Format;
using internal::Section;
using internal::Type;
using Json = nlohmann::ordered_json;

Json number_schema(const char* type, const internal::Range& range) {
  Json schema = {{"type", type}};
  const auto bound = [&](const char* name, double value) {
    if (!std::isfinite(value)) return;
    const double whole = std::round(value);
    if (whole == value) {
      schema[name] = static_cast<std::int64_t>(whole);
    } else {
      schema[name] = value;
    }
  };
  bound("minimum", range.low);
  bound("maximum", range.high);
  return schema;
}

Json list_schema(Json items, int at_least, int at_most) {
  return {{"type", "array"},
          {"items", std::move(items)},
          {"minItems", at_least},
          {"maxItems", at_most}};
}

Json point_schema(const internal::Range& range) {
  return list_schema(number_schema("number", range), 2, 2);
}

Json text_schema(const internal::Traits& traits) {
  Json schema = {{"type", "string"}};
  if (!traits.choices.empty()) {
    schema["enum"] = Json::array();
    for (const std::string_view choice : traits.choices) schema["enum"].push_back(choice);
  } else {
    schema["maxLength"] = internal::kMaxTextBytes;
  }
  if (traits.format == Format::kId) schema["pattern"] = "^[a-z0-9][a-z0-9_-]{0,31}$";
  return schema;
}

Json pair_schema(const internal::Range& range) {
  return {
      {"type", "object"},
      {"properties", {{"image", point_schema(internal::kPixel)}, {"floor", point_schema(range)}}},
      {"required", Json::array({"image", "floor"})},
      {"additionalProperties", false}};
}

Json type_schema(const Field& field) {
  const internal::Traits& traits = field.traits;
  switch (field.type) {
    case Type::kText:
      return text_schema(traits);
    case Type::kNumber:
      return number_schema("number", traits.range);
    case Type::kInteger:
      return number_schema("integer", traits.range);
    case Type::kFlag:
      return {{"type", "boolean"}};
    case Type::kPoint:
      return point_schema(traits.range);
    case Type::kImageSize:
      return list_schema(number_schema("integer", traits.range), 2, 2);
    case Type::kNumbers:
      return list_schema(number_schema("number", traits.range), traits.count, traits.count);
    case Type::kTexts:
      return list_schema(text_schema(traits), 1, traits.count);
    case Type::kPoints:
      return list_schema(point_schema(traits.range), 3, traits.count);
    case Type::kPairs:
      return list_schema(pair_schema(traits.range), 4, traits.count);
  }
  return {};
}

Json field_schema(const Field& field) {
  Json schema = type_schema(field);
  schema["description"] = field.traits.unit.empty()
                              ? std::string(field.traits.why)
                              : fmt::format("{} Unit: {}.", field.traits.why, field.traits.unit);
  // TOML's and JSON's literals agree on all that has a default: text, numbers and flags.
  if (!field.default_literal.empty()) schema["default"] = Json::parse(field.default_literal);
  return schema;
}

Json object_schema(const Section& section, std::string_view kind);

/// A calibration is one of several objects, told apart by `kind`.
Json one_of_kinds(const Section& section) {
  Json kinds = Json::array();
  for (const std::string_view kind : internal::kCalibrationKinds) {
    Json schema = object_schema(section, kind);
    schema["title"] = kind;
    schema["description"] = internal::describe_kind(kind);
    schema["properties"]["kind"] = {{"const", kind}};
    kinds.push_back(std::move(schema));
  }
  return {{"description", section.why}, {"oneOf", std::move(kinds)}};
}

Json object_schema(const Section& section, std::string_view kind) {
  Json properties = Json::object(), required = Json::array();
  for (const Field& field : section.fields) {
    if (!field.belongs_to(kind)) continue;
    properties[std::string(field.key)] = field_schema(field);
    if (field.traits.required) required.push_back(field.key);
  }
  for (const Section& child : section.children) {
    properties[std::string(child.path)] = one_of_kinds(child);
  }
  Json schema = {{"type", "object"},
                 {"description", section.why},
                 {"properties", std::move(properties)},
                 {"additionalProperties", false}};
  if (!required.empty()) schema["required"] = std::move(required);
  return schema;
}

}  // namespace

std::string json_schema() {
  Json properties = Json::object();
  for (const Section& section : internal::sections()) {
    Json schema = object_schema(section, {});
    properties[std::string(section.path)] =
        section.is_list() ? list_schema(std::move(schema), 0, section.at_most) : std::move(schema);
  }
  const Json root = {{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                     {"title", "Sillage store configuration"},
                     {"type", "object"},
                     {"properties", std::move(properties)},
                     {"additionalProperties", false}};
  return root.dump(2) + "\n";
}

}  // namespace sillage::config
