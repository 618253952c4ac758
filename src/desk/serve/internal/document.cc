// SPDX-License-Identifier: Apache-2.0
#include "desk/serve/internal/document.h"

#include <charconv>

#include <yaml-cpp/yaml.h>

namespace sillage::desk::serve {

extern const char* const kOpenApiText;

namespace {

/// A plain scalar by YAML's core schema; a quoted one is a text.
Json scalar_of(const YAML::Node& node) {
  const std::string& text = node.Scalar();
  if (node.Tag() == "!") return text;
  if (text == "null" || text == "~" || text.empty()) return nullptr;
  if (text == "true") return true;
  if (text == "false") return false;
  const char* end = text.data() + text.size();
  std::int64_t integer = 0;
  if (const auto read = std::from_chars(text.data(), end, integer);
      read.ec == std::errc() && read.ptr == end) {
    return integer;
  }
  double real = 0;
  if (const auto read = std::from_chars(text.data(), end, real);
      read.ec == std::errc() && read.ptr == end) {
    return real;
  }
  return text;
}

Json json_of(const YAML::Node& node) {
  switch (node.Type()) {
    case YAML::NodeType::Map: {
      Json object = Json::object();
      for (const auto& member : node) object[member.first.Scalar()] = json_of(member.second);
      return object;
    }
    case YAML::NodeType::Sequence: {
      Json array = Json::array();
      for (const auto& item : node) array.push_back(json_of(item));
      return array;
    }
    case YAML::NodeType::Scalar:
      return scalar_of(node);
    default:
      return nullptr;
  }
}

std::optional<http::Method> method_of(const std::string& name) {
  if (name == "get") return http::Method::kGet;
  if (name == "post") return http::Method::kPost;
  if (name == "put") return http::Method::kPut;
  if (name == "patch") return http::Method::kPatch;
  if (name == "delete") return http::Method::kDelete;
  return std::nullopt;
}

}  // namespace

std::vector<std::string> segments_of(std::string_view path) {
  std::vector<std::string> segments;
  while (!path.empty()) {
    path.remove_prefix(1);  // '/'
    const std::size_t end = std::min(path.find('/'), path.size());
    segments.emplace_back(path.substr(0, end));
    path.remove_prefix(end);
  }
  return segments;
}

Result<std::unique_ptr<ApiDocument>> ApiDocument::read() {
  Json json;
  try {
    json = json_of(YAML::Load(kOpenApiText));
  } catch (const std::exception& error) {
    return fail(ErrorCode::kInternal, "api/openapi.yaml cannot be read: {}", error.what());
  }
  std::unique_ptr<ApiDocument> document(new ApiDocument(std::move(json)));
  for (const auto& [path, item] : document->json_.at("paths").items()) {
    for (const auto& [method, operation] : item.items()) {
      if (method_of(method)) document->add(path, item, method);
    }
  }
  return document;
}

void ApiDocument::add(const std::string& path, const Json& item, const std::string& method) {
  const Json& json = item.at(method);
  Operation operation;
  operation.id = json.at("operationId").get<std::string>();
  operation.method = *method_of(method);
  operation.segments = segments_of(path);
  operation.description = &json;
  for (const Json* owner : {&item, &json}) {
    if (!owner->contains("parameters")) continue;
    for (const Json& reference : owner->at("parameters")) {
      const Json& parameter = checker_.resolve(reference);
      operation.parameters.push_back({parameter.at("name").get<std::string>(),
                                      parameter.at("in").get<std::string>(),
                                      parameter.value("required", false),
                                      &parameter.at("schema")});
    }
  }
  if (json.contains("requestBody")) {
    operation.has_body = true;
    for (const auto& [type, content] : json.at("requestBody").at("content").items()) {
      operation.body_types.push_back(type);
      if (content.contains("schema")) operation.body = &content.at("schema");
    }
  }
  operation.is_public = json.contains("security") && json.at("security").empty();
  if (json.contains("x-roles")) {
    operation.roles = json.at("x-roles").get<std::vector<std::string>>();
  }
  operation.scope = json.value("x-scope", "");
  operations_.push_back(std::move(operation));
}

}  // namespace sillage::desk::serve
