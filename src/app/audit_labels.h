// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"

namespace sillage::app {

/// What an audit's table says of somebody, or of one picture of them.
struct AuditLabel {
  std::string where;  ///< file and line, for errors
  std::string file;   ///< the picture; empty in tables of people
  std::string person;
  bool is_feminine = false;
  std::map<std::string, std::string> groups;  ///< further columns

  /// Names that are the same up to their first '-' are one human in several views.
  std::string body() const { return person.substr(0, person.find('-')); }
};

/// CSV with a head: `person,presentation` (feminine or masculine), `file` before them where
/// `of_pictures`, and any further columns. In the order of the file; not empty. Errors name file
/// and line: another head, a row that is too short or long, another presentation, one human who
/// presents in two ways.
Result<std::vector<AuditLabel>> read_audit_labels(const std::filesystem::path& file,
                                                  bool of_pictures);

}  // namespace sillage::app
