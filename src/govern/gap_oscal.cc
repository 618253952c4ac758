// SPDX-License-Identifier: Apache-2.0
#include <cctype>
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

std::string control_id(const RequirementState& one) {
  std::string id = one.requirement.id;
  for (char& c : id) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return id;
}

Json control_of(const RequirementState& one) {
  Json props = Json::array();
  for (const Source& source : one.requirement.sources) {
    props.push_back({{"name", "source"}, {"value", source.text}, {"class", source.status}});
  }
  props.push_back({{"name", "blocks"}, {"value", one.requirement.blocks ? "yes" : "no"}});
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
          {"methods", Json::array({"TEST"})},
          {"props", Json::array({{{"name", "sha256"}, {"value", evidence.sha256}},
                                 {{"name", "outcome"},
                                  {"value", to_string(evidence.finding.outcome)}}})},
          {"collected", to_iso8601(evidence.at)}};
}

Json finding_of(const RequirementState& one) {
  Json related = Json::array();
  for (const Evidence& evidence : one.evidence) {
    related.push_back({{"observation-uuid", uuid_of("observation/" + evidence.check)}});
  }
  Json finding{{"uuid", uuid_of("finding/" + one.requirement.id)},
               {"title", one.requirement.title},
               {"description", one.requirement.says},
               {"target",
                {{"type", "objective-id"},
                 {"target-id", control_id(one)},
                 {"status",
                  {{"state", one.state == State::kMet ? "satisfied" : "not-satisfied"}}}}}};
  if (!related.empty()) finding["related-observations"] = related;
  return finding;
}

Json poam_item_of(const RequirementState& one) {
  Json tasks = Json::array();
  for (const OpenPoint& point : one.open) {
    tasks.push_back({{"uuid", uuid_of("task/" + one.requirement.id + "/" + point.key)},
                     {"type", "action"},
                     {"title", point.what},
                     {"remarks", point.who + ": " + point.where}});
  }
  return {{"uuid", uuid_of("poam/" + one.requirement.id)},
          {"title", one.requirement.id + " " + one.requirement.title},
          {"description", one.requirement.says},
          {"related-findings",
           Json::array({{{"finding-uuid", uuid_of("finding/" + one.requirement.id)}}})},
          {"props", Json::array({{{"name", "blocks"}, {"value", one.blocks_now() ? "yes" : "no"}}})},
          {"remarks", tasks.dump()}};
}

}  // namespace

std::string gap_oscal(const Gap& gap) {
  Json controls = Json::array(), reviewed = Json::array(), observations = Json::array(),
       findings = Json::array(), items = Json::array();
  std::set<std::string> observed;
  for (const RequirementState& one : gap.requirements) {
    controls.push_back(control_of(one));
    if (one.state == State::kNotApplicable) continue;
    reviewed.push_back({{"control-id", control_id(one)}});
    for (const Evidence& evidence : one.evidence) {
      if (observed.insert(evidence.check).second) observations.push_back(observation_of(evidence));
    }
    findings.push_back(finding_of(one));
    if (one.state == State::kOpen) items.push_back(poam_item_of(one));
  }
  const Json catalog{{"uuid", uuid_of("catalog/" + gap.catalogue_sha256)},
                     {"metadata", metadata("Requirements on counting visitors", gap.at)},
                     {"groups", Json::array({{{"id", "all"},
                                              {"title", "All requirements"},
                                              {"controls", controls}}})}};
  const Json result{{"uuid", uuid_of("result/" + gap.store)},
                    {"title", "Gap of " + gap.store},
                    {"description", "Checks and signatures as they stand"},
                    {"start", to_iso8601(gap.at)},
                    {"reviewed-controls",
                     {{"control-selections", Json::array({{{"include-controls", reviewed}}})}}},
                    {"observations", observations},
                    {"findings", findings}};
  const Json results{{"uuid", uuid_of("results/" + gap.store)},
                     {"metadata", metadata("Assessment results of " + gap.store, gap.at)},
                     {"import-ap", {{"href", "#" + uuid_of("plan/" + gap.store)}}},
                     {"results", Json::array({result})}};
  Json plan{{"uuid", uuid_of("poam/" + gap.store)},
            {"metadata", metadata("What is open in " + gap.store, gap.at)},
            {"system-id", {{"id", gap.store}}},
            {"poam-items", items}};
  const Json all{{"catalog", catalog},
                 {"assessment-results", results},
                 {"plan-of-action-and-milestones", plan}};
  return all.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace sillage::govern
