// SPDX-License-Identifier: Apache-2.0
#include "config/governance.h"

#include <algorithm>
#include <set>

#include <fmt/ranges.h>

#include "config/internal/limits.h"

namespace sillage::config {
namespace {

Result<void> check_words(const char* key, const std::vector<std::string>& given,
                         const std::vector<std::string>& allowed) {
  std::set<std::string> seen;
  for (const std::string& word : given) {
    if (std::find(allowed.begin(), allowed.end(), word) == allowed.end()) {
      return fail(ErrorCode::kConfiguration, "governance.{} has '{}'; use {}", key, word,
                  fmt::join(allowed, ", "));
    }
    if (!seen.insert(word).second) {
      return fail(ErrorCode::kConfiguration, "governance.{} has '{}' twice; remove one", key, word);
    }
  }
  return {};
}

}  // namespace

const std::vector<Jurisdiction>& jurisdictions() {
  static const std::vector<Jurisdiction> kAll{
      {"FR", "France"},      {"DE", "Germany"}, {"IT", "Italy"},          {"ES", "Spain"},
      {"NL", "Netherlands"}, {"SE", "Sweden"},  {"UK", "United Kingdom"}, {"QC", "Quebec"},
      {"CA", "Canada"},      {"IL", "Illinois"}, {"AU", "Australia"}};
  return kAll;
}

const std::vector<std::string>& purposes() {
  static const std::vector<std::string> kAll{"visitor-statistics", "queue-management",
                                             "space-planning", "staffing", "ad-audience"};
  return kAll;
}

Result<void> Governance::check() const {
  RETURN_IF_ERROR(check_words("purposes", purposes, config::purposes()));
  RETURN_IF_ERROR(check_words("languages", languages, {"en", "fr", "de"}));
  if (languages.empty()) {
    return fail(ErrorCode::kConfiguration,
                "governance.languages is empty; name the languages of the store's signs: en, fr, de");
  }
  if (!notice_url.empty() && !notice_url.starts_with("https://")) {
    return fail(ErrorCode::kConfiguration,
                "governance.notice_url is no https address; give the full one, https://...");
  }
  if (!internal::kFiguresKept.holds(figures_kept_months)) {
    return fail(ErrorCode::kConfiguration,
                "governance.figures_kept_months is {}; set it to between {} and {}",
                figures_kept_months, internal::kFiguresKept.low, internal::kFiguresKept.high);
  }
  return {};
}

}  // namespace sillage::config
