// SPDX-License-Identifier: Apache-2.0
#include "govern/documents/document.h"

#include <algorithm>
#include <sstream>

#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "base/files.h"
#include "govern/documents/internal/facts.h"
#include "govern/documents/internal/paper_texts.h"

namespace sillage::govern::documents {
namespace {

using Json = nlohmann::ordered_json;

std::string_view without(std::string_view line, std::string_view start) {
  line.remove_prefix(start.size());
  while (line.starts_with(' ')) line.remove_prefix(1);
  return line;
}

std::vector<std::string> cells_of(std::string_view line) {
  std::vector<std::string> cells;
  while (!line.empty()) {
    const std::size_t end = std::min(line.find(" | "), line.size());
    cells.emplace_back(line.substr(0, end));
    line.remove_prefix(std::min(end + 3, line.size()));
  }
  return cells;
}

/// Reads the little language of govern/papers (see govern/README.md).
class PaperReader {
 public:
  PaperReader(const internal::Facts& facts, Document& document)
      : facts_(facts), document_(document) {}

  void read(const std::string& text) {
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) take(line);
  }

 private:
  /// "?name rest" and "?!name rest": true if the line is to be read; takes the conditions off.
  bool applies(std::string_view& line) const {
    while (line.starts_with('?')) {
      const bool negated = line.starts_with("?!");
      const std::size_t from = negated ? 2 : 1, end = std::min(line.find(' '), line.size());
      const bool holds = facts_.conditions.contains(line.substr(from, end - from));
      if (holds == negated) return false;
      line = without(line, line.substr(0, end));
    }
    return true;
  }

  void add(BlockKind kind, std::vector<std::string> cells) {
    if (document_.sections.empty()) document_.sections.emplace_back();
    for (std::string& cell : cells) cell = facts_.fill(cell);
    document_.sections.back().blocks.push_back({kind, std::move(cells)});
  }

  void take(std::string_view line) {
    if (line.empty() || !applies(line)) return;
    if (line.starts_with("title:")) {
      document_.title = facts_.fill(without(line, "title:"));
    } else if (line.starts_with("subtitle:")) {
      document_.subtitle = facts_.fill(without(line, "subtitle:"));
    } else if (line.starts_with('#')) {
      document_.sections.push_back({facts_.fill(without(line, "#")), {}});
    } else if (line.starts_with("- ")) {
      add(BlockKind::kBullet, {std::string(without(line, "-"))});
    } else if (line.starts_with("||")) {
      add(BlockKind::kHeading, cells_of(without(line, "||")));
    } else if (line.starts_with('|')) {
      add(BlockKind::kRow, cells_of(without(line, "|")));
    } else if (line.starts_with("___")) {
      add(BlockKind::kBlank, {std::string(without(line, "___"))});
    } else {
      add(BlockKind::kText, {std::string(line)});
    }
  }

  const internal::Facts& facts_;
  Document& document_;
};

const char* to_string(BlockKind kind) {
  switch (kind) {
    case BlockKind::kText:
      return "text";
    case BlockKind::kBullet:
      return "bullet";
    case BlockKind::kHeading:
      return "columns";
    case BlockKind::kRow:
      return "row";
    case BlockKind::kBlank:
      return "to_be_completed";
  }
  return "text";
}

}  // namespace

const std::vector<std::string>& document_names() {
  static const std::vector<std::string> kAll{"notice", "sign",   "objection", "retention",
                                             "lia",    "record", "ai-notice"};
  return kAll;
}

const std::vector<std::string>& document_languages() {
  static const std::vector<std::string> kAll{"en", "fr", "de"};
  return kAll;
}

Result<Document> make_document(const std::string& name, const std::string& language,
                               const PaperInput& input) {
  const auto& names = document_names();
  const auto text = internal::paper_texts().find(language + "/" + name);
  if (std::find(names.begin(), names.end(), name) == names.end() ||
      text == internal::paper_texts().end()) {
    return fail(ErrorCode::kUsage, "no paper '{}' in language '{}'; there are {} in {}", name,
                language, fmt::join(names, ", "), fmt::join(document_languages(), ", "));
  }
  const internal::Facts facts = internal::facts_of(input, language);
  Document document;
  document.name = name;
  document.language = language;
  document.footer = facts.word("footer");
  document.page_words = facts.word("page");
  document.blank_words = facts.word("blank");
  PaperReader(facts, document).read(text->second);
  return document;
}

std::string to_json(const Document& document) {
  Json sections = Json::array();
  for (const Section& section : document.sections) {
    Json blocks = Json::array();
    for (const Block& block : section.blocks) {
      blocks.push_back({{"kind", to_string(block.kind)}, {"cells", block.cells}});
    }
    sections.push_back({{"heading", section.heading}, {"blocks", blocks}});
  }
  const Json json{{"name", document.name},         {"language", document.language},
                  {"title", document.title},       {"subtitle", document.subtitle},
                  {"sections", sections},          {"footer", document.footer}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string document_sha256(const std::string& name, PaperInput input,
                            const std::filesystem::path& folder) {
  if (name == "dpia") {
    const auto hash = sha256_of_file(folder / "dpia.json");
    return hash ? *hash : std::string();
  }
  input.observed.run.reset();  // what is measured changes by itself, what is promised does not
  input.configuration_sha256.clear();
  std::string all;
  for (const std::string& language : input.store.governance.languages) {
    const auto document = make_document(name, language, input);
    if (!document) return {};
    all += to_json(*document);
  }
  return sha256_hex(all);
}

}  // namespace sillage::govern::documents
