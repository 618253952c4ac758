// SPDX-License-Identifier: Apache-2.0
#include <cctype>
#include <map>
#include <set>

#include <nlohmann/json.hpp>

#include "base/files.h"
#include "govern/gap.h"

namespace sillage::govern {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kVersion = "1.1.2";  // of OSCAL

/// A UUID that follows from its name (form of version 5), so that two exports can be compared.
std::string uuid_of(const std::string& name) {
  std::string hex = sha256_hex("sillage/" + name).substr(0, 32);
  hex[12] = '5';
  hex[16] = "89ab"[static_cast<std::size_t>(hex[16]) % 4];
  return hex.substr(0, 8) + "-" + hex.substr(8, 4) + "-" + hex.substr(12, 4) + "-" +
         hex.substr(16, 4) + "-" + hex.substr(20, 12);
}

Json metadata(const std::string& title, Instant at) {
  return {{"title", title},
          {"last-modified", to_iso8601(at)},
          {"version", "1"},
          {"oscal-version", kVersion}};
}

/// Names of our own; what OSCAL allows under its own name is a closed list.
constexpr const char* kNames = "https://sillage.invalid/ns/oscal";

/// Nothing of a name but what OSCAL takes for one.
std::string token_of(std::string text) {
  for (char& c : text) {
    const bool fits = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '.';
    if (!fits) c = '-';
  }
  return text;
}

/// A value is no empty text, and neither begins nor ends with a space.
Json prop(const char* name, const std::string& value, const std::string& kind = "") {
  const std::size_t from = value.find_first_not_of(" \t\n"), to = value.find_last_not_of(" \t\n");
  Json made{{"name", name},
            {"ns", kNames},
            {"value", from == std::string::npos ? "none" : value.substr(from, to - from + 1)}};
  if (!kind.empty()) made["class"] = token_of(kind);
  return made;
}

std::string control_id(const RequirementState& one) {
  std::string id = one.requirement.id;
  for (char& c : id) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return id;
}

Json control_of(const RequirementState& one) {
  Json props = Json::array();
  for (const Source& source : one.requirement.sources) {
    props.push_back(prop("source", source.text, source.status));
  }
  props.push_back(prop("blocks", one.requirement.blocks ? "yes" : "no"));
  return {{"id", control_id(one)},
          {"title", one.requirement.title},
          {"props", props},
          {"parts", Json::array({{{"id", control_id(one) + "_smt"},
                                  {"name", "statement"},
                                  {"prose", one.requirement.says}}})}};
}

Json observation_of(const Evidence& evidence) {
  return {{"uuid", uuid_of("observation/" + evidence.check)},
          {"title", evidence.check},
          {"description", evidence.finding.value},
          {"props", Json::array({prop("sha256", evidence.sha256),
                                 prop("outcome", to_string(evidence.finding.outcome))})},
          {"methods", Json::array({"TEST"})},
          {"collected", to_iso8601(evidence.at)}};
}

Json finding_of(const RequirementState& one) {
  Json finding{{"uuid", uuid_of("finding/" + one.requirement.id)},
               {"title", one.requirement.title},
               {"description", one.requirement.says},
               {"target",
                {{"type", "objective-id"},
                 {"target-id", control_id(one)},
                 {"status",
                  {{"state", one.state == State::kMet ? "satisfied" : "not-satisfied"}}}}}};
  for (const Evidence& evidence : one.evidence) {
    finding["related-observations"].push_back(
        {{"observation-uuid", uuid_of("observation/" + evidence.check)}});
  }
  return finding;
}

std::string risk_uuid(const RequirementState& one) {
  return uuid_of("risk/" + one.requirement.id);
}

/// What is open of a requirement, with a task for whoever must act.
Json risk_of(const RequirementState& one) {
  Json tasks = Json::array();
  std::string statement;
  for (const OpenPoint& point : one.open) {
    statement += (statement.empty() ? "" : "; ") + point.what;
    tasks.push_back({{"uuid", uuid_of("task/" + one.requirement.id + "/" + point.key)},
                     {"type", "action"},
                     {"title", point.what},
                     {"props", Json::array({prop("role", point.who)})},
                     {"remarks", point.where}});
  }
  const Json remediation{{"uuid", uuid_of("remediation/" + one.requirement.id)},
                         {"lifecycle", "recommendation"},
                         {"title", "What closes it"},
                         {"description", statement},
                         {"tasks", tasks}};
  return {{"uuid", risk_uuid(one)},
          {"title", one.requirement.title},
          {"description", one.requirement.says},
          {"statement", statement},
          {"status", "open"},
          {"remediations", Json::array({remediation})}};
}

Json poam_item_of(const RequirementState& one) {
  return {{"uuid", uuid_of("poam/" + one.requirement.id)},
          {"title", one.requirement.id + " " + one.requirement.title},
          {"description", one.requirement.says},
          {"props", Json::array({prop("blocks", one.blocks_now() ? "yes" : "no")})},
          {"related-risks", Json::array({{{"risk-uuid", risk_uuid(one)}}})}};
}

Json catalog_of(const Gap& gap) {
  Json controls = Json::array();
  for (const RequirementState& one : gap.requirements) controls.push_back(control_of(one));
  return {{"uuid", uuid_of("catalog/" + gap.catalogue_sha256)},
          {"metadata", metadata("Requirements on counting visitors", gap.at)},
          {"groups",
           Json::array({{{"id", "all"}, {"title", "All requirements"}, {"controls", controls}}})}};
}

Json results_of(const Gap& gap) {
  Json reviewed = Json::array(), observations = Json::array(), findings = Json::array();
  std::set<std::string> observed;
  for (const RequirementState& one : gap.requirements) {
    if (one.state == State::kNotApplicable) continue;
    reviewed.push_back({{"control-id", control_id(one)}});
    for (const Evidence& evidence : one.evidence) {
      if (observed.insert(evidence.check).second) observations.push_back(observation_of(evidence));
    }
    findings.push_back(finding_of(one));
  }
  Json result{{"uuid", uuid_of("result/" + gap.store)},
              {"title", "Gap of " + gap.store},
              {"description", "Checks and signatures as they stand"},
              {"start", to_iso8601(gap.at)},
              {"reviewed-controls",
               {{"control-selections", Json::array({{{"include-controls", reviewed}}})}}}};
  // An empty list is no list in OSCAL.
  if (!observations.empty()) result["observations"] = observations;
  if (!findings.empty()) result["findings"] = findings;
  const std::string plan = uuid_of("plan/" + gap.store);
  const Json resource{{"uuid", plan},
                      {"title", "Plan of the assessment"},
                      {"description", "All checks of the catalogue, at start, daily and on change"}};
  return {{"uuid", uuid_of("results/" + gap.store)},
          {"metadata", metadata("Assessment results of " + gap.store, gap.at)},
          {"import-ap", {{"href", "#" + plan}}},
          {"results", Json::array({result})},
          {"back-matter", {{"resources", Json::array({resource})}}}};
}

Json poam_of(const Gap& gap) {
  Json risks = Json::array(), items = Json::array();
  for (const RequirementState& one : gap.requirements) {
    if (one.state != State::kOpen) continue;
    risks.push_back(risk_of(one));
    items.push_back(poam_item_of(one));
  }
  return {{"uuid", uuid_of("poam/" + gap.store)},
          {"metadata", metadata("What is open in " + gap.store, gap.at)},
          {"system-id", {{"id", gap.store}}},
          {"risks", risks},
          {"poam-items", items}};
}

std::string text_of(const char* root, Json content) {
  Json whole;
  whole[root] = std::move(content);
  return whole.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

std::map<std::string, std::string> gap_oscal(const Gap& gap) {
  std::map<std::string, std::string> files{
      {"catalog.json", text_of("catalog", catalog_of(gap))},
      {"assessment-results.json", text_of("assessment-results", results_of(gap))}};
  if (gap.count(State::kOpen) > 0) {  // a plan without an item is none
    files["poam.json"] = text_of("plan-of-action-and-milestones", poam_of(gap));
  }
  return files;
}

}  // namespace sillage::govern
