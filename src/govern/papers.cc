// SPDX-License-Identifier: Apache-2.0
#include "govern/papers.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/files.h"
#include "govern/documents/components.h"
#include "govern/documents/document.h"
#include "govern/documents/dpia.h"
#include "govern/signing.h"

namespace sillage::govern {
namespace {

using documents::BlockKind;
using documents::Document;

/// The completed assessment where there is one, else a fresh one.
Result<std::string> assessment(const GapInput& input, const std::string& language, Instant now) {
  const auto kept = read_file(input.folder / "dpia.json", 16u << 20);
  if (kept) return *kept;
  return documents::make_assessment(language, paper_input(input), now);
}

Result<std::string> bytes_of(const GapInput& input, const std::string& name,
                             const std::string& language, const std::string& format,
                             const std::string& version, Instant now) {
  const documents::PaperInput facts = paper_input(input);
  if (name == "sbom" && format == "json") return documents::bill_of_materials(version, now);
  if (name == "record" && format == "jsonld") return documents::record_json_ld(facts, now);
  if (name == "dpia") {
    ASSIGN_OR_RETURN(const std::string json, assessment(input, language, now));
    if (format == "json") return json;
    ASSIGN_OR_RETURN(const Document paper, documents::assessment_document(json, language, facts));
    return documents::to_pdf(paper);
  }
  const bool large = name == "sign-a3";
  ASSIGN_OR_RETURN(const Document paper,
                   documents::make_document(large ? "sign" : name, language, facts));
  if (format == "json") return documents::to_json(paper);
  if (large || name == "sign") {
    return documents::sign_pdf(
        paper, large ? documents::SignSize::kA3 : documents::SignSize::kA4,
        input.store.governance.notice_url);
  }
  return documents::to_pdf(paper);
}

std::string type_of(const std::string& format) {
  if (format == "pdf") return "application/pdf";
  return format == "jsonld" ? "application/ld+json" : "application/json";
}

}  // namespace

std::vector<std::string> paper_formats(const std::string& name) {
  if (name == "sbom") return {"json"};
  if (name == "sign-a3") return {"pdf"};
  if (name == "record") return {"json", "pdf", "jsonld"};
  return {"json", "pdf"};
}

std::vector<std::string> paper_names() {
  return {"dpia", "record", "lia",       "retention", "notice", "sign",
          "sign-a3", "ai-notice", "objection", "sbom"};
}

std::string paper_title(const std::string& name) {
  static const std::map<std::string, std::string> kTitles{
      {"dpia", "Impact assessment"},
      {"record", "Record of processing activities"},
      {"lia", "Assessment of the legitimate interest"},
      {"retention", "Retention schedule"},
      {"notice", "Privacy notice"},
      {"sign", "Door sign, A4"},
      {"sign-a3", "Door sign, A3"},
      {"ai-notice", "Notice on estimates (AI Act)"},
      {"objection", "Procedure for objections"},
      {"sbom", "Bill of materials"}};
  const auto found = kTitles.find(name);
  return found == kTitles.end() ? name : found->second;
}

Result<Paper> make_paper(const GapInput& input, const std::string& name,
                         const std::string& language, const std::string& format,
                         const std::string& version, Instant now) {
  const auto names = paper_names();
  const auto formats = paper_formats(name);
  if (std::find(names.begin(), names.end(), name) == names.end() ||
      std::find(formats.begin(), formats.end(), format) == formats.end()) {
    return fail(ErrorCode::kUsage, "no paper '{}' as '{}'; there are {}", name, format,
                fmt::join(names, ", "));
  }
  ASSIGN_OR_RETURN(std::string bytes, bytes_of(input, name, language, format, version, now));
  const std::string file =
      name == "sbom" ? "sbom.spdx.json" : fmt::format("{}-{}.{}", name, language, format);
  return Paper{file, type_of(format), std::move(bytes)};
}

Result<std::vector<Paper>> all_papers(const GapInput& input, const std::string& language,
                                      const std::string& version, Instant now) {
  std::vector<std::string> languages = input.store.governance.languages;
  if (!language.empty()) languages = {language};
  std::vector<Paper> papers;
  for (const std::string& name : paper_names()) {
    for (const std::string& one : languages) {
      for (const std::string& format : paper_formats(name)) {
        ASSIGN_OR_RETURN(Paper paper, make_paper(input, name, one, format, version, now));
        papers.push_back(std::move(paper));
      }
      if (name == "sbom") break;  // one for all languages
    }
  }
  return papers;
}

Result<std::string> gap_pdf(const Gap& gap) {
  Document paper;
  paper.name = "gap";
  paper.language = "en";
  paper.title = "The gap";
  paper.subtitle = fmt::format("{}, profile {}, {}: {} met, {} open, {} not applicable", gap.store,
                               gap.profile.empty() ? "not set" : gap.profile, to_iso8601(std::chrono::floor<std::chrono::seconds>(gap.at)),
                               gap.count(State::kMet), gap.count(State::kOpen),
                               gap.count(State::kNotApplicable));
  paper.footer = fmt::format(
      "Made by Sillage (settings {}). Engineering notes, not legal advice; sources marked (v) are "
      "still to be verified in the primary text.",
      gap.configuration_sha256.substr(0, 16));
  paper.page_words = "page {page} of {pages}";
  documents::Section standards{"By standard", {{BlockKind::kHeading, {"Standard", "Met", "Open",
                                                                      "Not applicable"}}}};
  for (const StandardGap& one : gap.standards) {
    standards.blocks.push_back({BlockKind::kRow, {one.name, std::to_string(one.met),
                                                  std::to_string(one.open),
                                                  std::to_string(one.not_applicable)}});
  }
  documents::Section steps{"Shortest way: what closes most comes first", {}};
  for (const Step& step : gap.steps) {
    steps.blocks.push_back({BlockKind::kRow, {fmt::format("{} ({})", step.point.who,
                                                          step.requirements.size()),
                                              step.point.what + " (" + step.point.where + ")"}});
  }
  documents::Section requirements{"Requirements", {}};
  for (const RequirementState& one : gap.requirements) {
    std::string text = one.requirement.title + ". ";
    for (const OpenPoint& point : one.open) text += "Open: " + point.what + ". ";
    if (!one.why_not.empty()) text += "Not applicable: " + one.why_not + ". ";
    std::vector<std::string> sources;
    for (const Source& source : one.requirement.sources) {
      sources.push_back(source.text + (source.status == "to be verified" ? " (v)" : ""));
    }
    requirements.blocks.push_back(
        {BlockKind::kRow,
         {fmt::format("{} {}{}", one.requirement.id, one.state == State::kNotApplicable ? "not applicable" : to_string(one.state),
                      one.blocks_now() ? ", blocks" : ""),
          fmt::format("{}Sources: {}.", text, fmt::join(sources, "; "))}});
  }
  paper.sections = {standards, steps, requirements};
  return documents::to_pdf(paper);
}

}  // namespace sillage::govern
