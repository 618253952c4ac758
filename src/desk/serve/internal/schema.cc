// SPDX-License-Identifier: Apache-2.0
#include "desk/serve/internal/schema.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

namespace sillage::desk::serve {
namespace {

constexpr std::size_t kMostFaults = 20;
constexpr int kMostDepth = 32;

bool is_of_type(const Json& value, const std::string& type) {
  if (type == "null") return value.is_null();
  if (type == "boolean") return value.is_boolean();
  if (type == "string") return value.is_string();
  if (type == "array") return value.is_array();
  if (type == "object") return value.is_object();
  if (type == "number") return value.is_number() && std::isfinite(value.get<double>());
  if (type == "integer") {
    return value.is_number_integer() ||
           (value.is_number_float() && std::trunc(value.get<double>()) == value.get<double>() &&
            std::abs(value.get<double>()) < 9e15);
  }
  return false;
}

/// Characters, not bytes; nothing where the text is not UTF-8.
std::size_t length_of(const std::string& text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

std::string names_of(const Json& list) {
  std::string names;
  for (const Json& item : list) {
    names += (names.empty() ? "" : ", ") + (item.is_string() ? item.get<std::string>() : item.dump());
  }
  return names;
}

}  // namespace

bool SchemaChecker::knows(const std::string& keyword) {
  static const std::set<std::string> kKnown{
      "$ref",     "type",    "enum",     "pattern",     "minLength",       "maxLength",
      "minimum",  "maximum", "items",    "prefixItems", "minItems",        "maxItems",
      "required", "oneOf",   "allOf",    "properties",  "minProperties",   "exclusiveMinimum",
      "default",  "example", "writeOnly", "description", "additionalProperties", "uniqueItems"};
  return kKnown.contains(keyword);
}

const Json& SchemaChecker::resolve(const Json& schema) const {
  const Json* at = &schema;
  for (int i = 0; i < kMostDepth && at->is_object() && at->contains("$ref"); ++i) {
    at = &document_.at(Json::json_pointer(at->at("$ref").get<std::string>().substr(1)));
  }
  return *at;
}

std::vector<Fault> SchemaChecker::check(const Json& schema, const Json& value,
                                        const std::string& at) const {
  std::vector<Fault> faults;
  check(schema, value, at, 0, faults);
  return faults;
}

const std::regex& SchemaChecker::pattern(const std::string& text) const {
  const std::lock_guard lock(mutex_);
  auto& compiled = patterns_[text];
  if (!compiled) compiled = std::make_unique<std::regex>(text, std::regex::ECMAScript);
  return *compiled;
}

void SchemaChecker::check(const Json& reference, const Json& value, const std::string& at,
                          int depth, std::vector<Fault>& faults) const {
  if (faults.size() >= kMostFaults) return;
  if (depth > kMostDepth) {
    faults.push_back({at, "is nested too deeply"});
    return;
  }
  const Json& schema = resolve(reference);
  if (schema.is_boolean()) {
    if (!schema.get<bool>()) faults.push_back({at, "must not be there"});
    return;
  }
  if (schema.contains("allOf")) {
    for (const Json& part : schema["allOf"]) check(part, value, at, depth + 1, faults);
  }
  if (schema.contains("oneOf")) {
    std::vector<Fault> last;
    const auto fits = std::count_if(
        schema["oneOf"].begin(), schema["oneOf"].end(), [&](const Json& option) {
          std::vector<Fault> found;
          check(option, value, at, depth + 1, found);
          if (!found.empty() && !value.is_null()) last = found;
          return found.empty();
        });
    if (fits != 1) {
      faults.push_back(last.empty() ? Fault{at, "fits none of the forms that it may have"} : last[0]);
    }
  }
  if (schema.contains("type")) {
    const Json& type = schema["type"];
    const bool fits = type.is_array()
                          ? std::any_of(type.begin(), type.end(),
                                        [&](const Json& t) { return is_of_type(value, t); })
                          : is_of_type(value, type);
    if (!fits) {
      faults.push_back({at, "must be " + (type.is_array() ? names_of(type)
                                                          : type.get<std::string>())});
      return;
    }
  }
  if (schema.contains("enum") &&
      std::find(schema["enum"].begin(), schema["enum"].end(), value) == schema["enum"].end()) {
    faults.push_back({at, "must be one of: " + names_of(schema["enum"])});
    return;
  }
  if (value.is_string()) check_text(schema, value.get_ref<const std::string&>(), at, faults);
  if (value.is_number()) check_number(schema, value, at, faults);
  if (value.is_array()) check_array(schema, value, at, depth, faults);
  if (value.is_object()) check_object(schema, value, at, depth, faults);
}

void SchemaChecker::check_text(const Json& schema, const std::string& text, const std::string& at,
                               std::vector<Fault>& faults) const {
  const std::size_t length = length_of(text);
  if (schema.contains("minLength") && length < schema["minLength"].get<std::size_t>()) {
    faults.push_back({at, fmt::format("must have {} characters or more", schema["minLength"].dump())});
    return;
  }
  if (schema.contains("maxLength") && length > schema["maxLength"].get<std::size_t>()) {
    faults.push_back({at, fmt::format("must have {} characters or fewer", schema["maxLength"].dump())});
    return;
  }
  if (!schema.contains("pattern")) return;
  const auto& form = schema["pattern"].get_ref<const std::string&>();
  // std::regex recurses by the length of the text; nothing that long has one of our forms.
  if (text.size() > 2000 || !std::regex_search(text, pattern(form))) {
    faults.push_back({at, "must have the form " + form});
  }
}

void SchemaChecker::check_number(const Json& schema, const Json& value, const std::string& at,
                                 std::vector<Fault>& faults) const {
  const double number = value.get<double>();
  const auto limit = [&](const char* keyword, auto is_within, const char* words) {
    if (schema.contains(keyword) && !is_within(number, schema[keyword].get<double>())) {
      faults.push_back({at, fmt::format("must be {} {}", words, schema[keyword].dump())});
    }
  };
  limit("minimum", std::greater_equal<>(), "at least");
  limit("maximum", std::less_equal<>(), "at most");
  limit("exclusiveMinimum", std::greater<>(), "more than");
}

void SchemaChecker::check_array(const Json& schema, const Json& value, const std::string& at,
                                int depth, std::vector<Fault>& faults) const {
  if (schema.contains("minItems") && value.size() < schema["minItems"].get<std::size_t>()) {
    faults.push_back({at, fmt::format("must have {} items or more", schema["minItems"].dump())});
  }
  if (schema.contains("maxItems") && value.size() > schema["maxItems"].get<std::size_t>()) {
    faults.push_back({at, fmt::format("must have {} items or fewer", schema["maxItems"].dump())});
    return;
  }
  if (schema.value("uniqueItems", false)) {
    const std::set<Json> unique(value.begin(), value.end());
    if (unique.size() < value.size()) faults.push_back({at, "must not have an item twice"});
  }
  const std::size_t fixed = schema.contains("prefixItems") ? schema["prefixItems"].size() : 0;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const std::string place = at + "/" + std::to_string(i);
    if (i < fixed) {
      check(schema["prefixItems"][i], value[i], place, depth + 1, faults);
    } else if (schema.contains("items")) {
      check(schema["items"], value[i], place, depth + 1, faults);
    }
  }
}

void SchemaChecker::check_object(const Json& schema, const Json& value, const std::string& at,
                                 int depth, std::vector<Fault>& faults) const {
  if (schema.contains("required")) {
    for (const Json& name : schema["required"]) {
      if (!value.contains(name.get<std::string>())) {
        faults.push_back({at + "/" + name.get<std::string>(), "is missing"});
      }
    }
  }
  if (schema.contains("minProperties") &&
      value.size() < schema["minProperties"].get<std::size_t>()) {
    faults.push_back({at, "must not be empty"});
  }
  for (const auto& [name, member] : value.items()) {
    const std::string place = at + "/" + name.substr(0, 64);
    if (schema.contains("properties") && schema["properties"].contains(name)) {
      check(schema["properties"][name], member, place, depth + 1, faults);
    } else if (schema.contains("additionalProperties") &&
               schema["additionalProperties"] == Json(false)) {
      faults.push_back({place, "is not known here; take it out"});
    }
    if (faults.size() >= kMostFaults) return;
  }
}

}  // namespace sillage::desk::serve
