// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <regex>
#include <string>
#include <vector>

#include "desk/serve/internal/json.h"
#include "desk/serve/internal/problem.h"

namespace sillage::desk::serve {

/// Checks JSON against the schemas of the API's document (JSON Schema 2020-12, the keywords that the
/// document uses; a test refuses others). Thread-safe.
class SchemaChecker {
 public:
  /// `document` must outlive it; "#/..." are looked up in it.
  explicit SchemaChecker(const Json& document) : document_(document) {}

  /// At most 20 faults; `at` is where the value lies.
  std::vector<Fault> check(const Json& schema, const Json& value, const std::string& at = "") const;
  /// The schema behind its "$ref"s.
  const Json& resolve(const Json& schema) const;
  /// Keywords that `check` knows.
  static bool knows(const std::string& keyword);

 private:
  void check(const Json& schema, const Json& value, const std::string& at, int depth,
             std::vector<Fault>& faults) const;
  void check_text(const Json& schema, const std::string& text, const std::string& at,
                  std::vector<Fault>& faults) const;
  void check_number(const Json& schema, const Json& value, const std::string& at,
                    std::vector<Fault>& faults) const;
  void check_array(const Json& schema, const Json& value, const std::string& at, int depth,
                   std::vector<Fault>& faults) const;
  void check_object(const Json& schema, const Json& value, const std::string& at, int depth,
                    std::vector<Fault>& faults) const;
  const std::regex& pattern(const std::string& text) const;

  const Json& document_;
  mutable std::mutex mutex_;
  mutable std::map<std::string, std::unique_ptr<std::regex>> patterns_;
};

}  // namespace sillage::desk::serve
