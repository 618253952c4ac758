// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "desk/http/message.h"
#include "desk/serve/internal/json.h"
#include "desk/serve/internal/schema.h"

namespace sillage::desk::serve {

/// An operation as api/openapi.yaml describes it.
struct Operation {
  std::string id;
  http::Method method{};
  std::vector<std::string> segments;  ///< of the path below /api/v1; "{store}" is a parameter
  struct Parameter {
    std::string name, in;  ///< path, query or header
    bool required = false;
    const Json* schema = nullptr;
  };
  std::vector<Parameter> parameters;
  bool has_body = false;
  std::vector<std::string> body_types;  ///< media types
  const Json* body = nullptr;           ///< schema of a JSON body
  bool is_public = false;
  std::vector<std::string> roles;
  std::string scope;  ///< of tokens; empty: no token may
  const Json* description = nullptr;
};

/// The API's document, which is compiled in.
class ApiDocument {
 public:
  static Result<std::unique_ptr<ApiDocument>> read();
  ApiDocument(const ApiDocument&) = delete;
  ApiDocument& operator=(const ApiDocument&) = delete;

  const std::vector<Operation>& operations() const { return operations_; }
  const SchemaChecker& checker() const { return checker_; }
  const Json& json() const { return json_; }

 private:
  explicit ApiDocument(Json json) : json_(std::move(json)), checker_(json_) {}
  void add(const std::string& path, const Json& item, const std::string& method);

  Json json_;
  SchemaChecker checker_;
  std::vector<Operation> operations_;
};

/// "/stores/{store}" -> stores, {store}.
std::vector<std::string> segments_of(std::string_view path);

}  // namespace sillage::desk::serve
