// SPDX-License-Identifier: Apache-2.0
#include "app/audit_labels.h"

#include <sstream>

#include <fmt/core.h>

#include "base/files.h"

namespace sillage::app {
namespace {

constexpr std::size_t kMostLabels = 64u << 20;

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells;
  std::stringstream in(line);
  for (std::string cell; std::getline(in, cell, ',');) cells.push_back(cell);
  return cells;
}

Result<std::vector<std::string>> head_of(const std::string& line, bool of_pictures,
                                         const std::string& file) {
  std::vector<std::string> expected{"person", "presentation"};
  if (of_pictures) expected.insert(expected.begin(), "file");
  auto head = cells_of(line);
  if (head.size() >= expected.size() &&
      std::equal(expected.begin(), expected.end(), head.begin())) {
    return head;
  }
  return fail(ErrorCode::kDataLoss, "{}:1: the columns are not {}person,presentation; write this head",
              file, of_pictures ? "file," : "");
}

}  // namespace

Result<std::vector<AuditLabel>> read_audit_labels(const std::filesystem::path& file,
                                                  bool of_pictures) {
  ASSIGN_OR_RETURN(const std::string text, read_file(file, kMostLabels));
  std::stringstream in(text);
  std::string line;
  std::getline(in, line);
  ASSIGN_OR_RETURN(const auto head, head_of(line, of_pictures, file.string()));
  const std::size_t first = of_pictures ? 1 : 0, groups = first + 2;
  std::vector<AuditLabel> labels;
  std::map<std::string, bool> presents;  ///< by body
  for (int number = 2; std::getline(in, line); ++number) {
    if (line.empty()) continue;
    const auto cells = cells_of(line);
    AuditLabel label;
    label.where = fmt::format("{}:{}", file.string(), number);
    if (cells.size() != head.size()) {
      return fail(ErrorCode::kDataLoss, "{}: {} columns, the head has {}; correct it", label.where,
                  cells.size(), head.size());
    }
    const std::string& presentation = cells[first + 1];
    label.is_feminine = presentation == "feminine";
    if (!label.is_feminine && presentation != "masculine") {
      return fail(ErrorCode::kDataLoss,
                  "{}: '{}' is neither feminine nor masculine; correct it or leave the row out",
                  label.where, presentation);
    }
    if (of_pictures) label.file = cells[0];
    label.person = cells[first];
    if (presents.try_emplace(label.body(), label.is_feminine).first->second != label.is_feminine) {
      return fail(ErrorCode::kDataLoss,
                  "{}: {} presents feminine in one row and masculine in another; what is before "
                  "the first '-' of a name is one human",
                  label.where, label.body());
    }
    for (std::size_t i = groups; i < head.size(); ++i) label.groups[head[i]] = cells[i];
    labels.push_back(std::move(label));
  }
  if (!labels.empty()) return labels;
  return fail(ErrorCode::kDataLoss, "{} labels nobody; add a row per {}", file.string(),
              of_pictures ? "picture" : "person");
}

}  // namespace sillage::app
