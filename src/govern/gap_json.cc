// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "govern/gap.h"

namespace sillage::govern {
namespace {

using Json = nlohmann::ordered_json;

Json time_or_null(const std::optional<Instant>& time) {
  return time ? Json(to_iso8601(*time)) : Json();
}

Json json_of(const OpenPoint& point) {
  return {{"what", point.what},
          {"who", point.who},
          {"where", point.where},
          {"by", point.before_start ? "before cameras start" : "once it has run"}};
}

Json json_of(const Step& step) {
  return {{"what", step.point.what},
          {"who", step.point.who},
          {"where", step.point.where},
          {"closes_part_of", step.requirements}};
}

Json json_of(const SignatureState& signature) {
  Json json{{"role", to_string(signature.role)},
            {"statement", signature.statement},
            {"status", to_string(signature.status)},
            {"key", Json()},
            {"issued", Json()},
            {"expires", Json()},
            {"changed", signature.changed}};
  if (signature.attestation) {
    json["key"] = signature.attestation->key.hex();
    json["issued"] = to_iso8601(signature.attestation->issued);
    json["expires"] = to_iso8601(signature.attestation->expires);
  }
  return json;
}

Json json_of(const Evidence& evidence, Instant now) {
  return {{"check", evidence.check},
          {"outcome", to_string(evidence.finding.outcome)},
          {"value", evidence.finding.value},
          {"mend", evidence.finding.mend},
          {"at", to_iso8601(evidence.at)},
          {"age_s", seconds(now - evidence.at)},
          {"sha256", evidence.sha256}};
}

Json json_of(const Source& source);
Json json_of(const StandardGap& standard);
Json json_of(const RequirementState& one, Instant now);

template <class T, class... More>
Json list_of(const std::vector<T>& items, const More&... more) {
  Json list = Json::array();
  for (const T& item : items) list.push_back(json_of(item, more...));
  return list;
}

Json json_of(const Source& source) {
  return {{"standard", source.standard}, {"text", source.text}, {"status", source.status}};
}

Json json_of(const RequirementState& one, Instant now) {
  return {{"id", one.requirement.id},
          {"title", one.requirement.title},
          {"says", one.requirement.says},
          {"sources", list_of(one.requirement.sources)},
          {"state", to_string(one.state)},
          {"blocks", one.requirement.blocks},
          {"blocks_now", one.blocks_now()},
          {"why_not", one.why_not.empty() ? Json() : Json(one.why_not)},
          {"evidence", list_of(one.evidence, now)},
          {"signatures", list_of(one.signatures)},
          {"open", list_of(one.open)},
          {"valid_until", time_or_null(one.valid_until)}};
}

Json json_of(const StandardGap& standard) {
  return {{"id", standard.key},
          {"name", standard.name},
          {"met", standard.met},
          {"open", standard.open},
          {"not_applicable", standard.not_applicable},
          {"steps", list_of(standard.steps)}};
}

}  // namespace

std::string gap_json(const Gap& gap) {
  const Json json{{"format", "sillage-gap-1"},
                  {"at", to_iso8601(gap.at)},
                  {"store", gap.store},
                  {"profile", gap.profile.empty() ? Json() : Json(gap.profile)},
                  {"catalogue_sha256", gap.catalogue_sha256},
                  {"configuration_sha256", gap.configuration_sha256},
                  {"met", gap.count(State::kMet)},
                  {"open", gap.count(State::kOpen)},
                  {"not_applicable", gap.count(State::kNotApplicable)},
                  {"blocking", std::count_if(gap.requirements.begin(), gap.requirements.end(),
                                             [](const auto& one) { return one.blocks_now(); })},
                  {"standards", list_of(gap.standards)},
                  {"steps", list_of(gap.steps)},
                  {"requirements", list_of(gap.requirements, gap.at)}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

namespace {

std::string text_of(const RequirementState& one) {
  std::string text = fmt::format("{}  {}{}\n", one.requirement.id, one.requirement.title,
                                 one.blocks_now() ? "  [blocks]" : "");
  for (const OpenPoint& point : one.open) {
    text += fmt::format("      {}\n        {}: {}\n", point.what, point.who, point.where);
  }
  return text;
}

}  // namespace

std::string gap_text(const Gap& gap) {
  std::string text = fmt::format("{}, profile {}: {} met, {} open, {} not applicable\n\n",
                                 gap.store, gap.profile.empty() ? "not set" : gap.profile,
                                 gap.count(State::kMet), gap.count(State::kOpen),
                                 gap.count(State::kNotApplicable));
  for (const StandardGap& standard : gap.standards) {
    text += fmt::format("{:36} {:3} met {:3} open {:3} not applicable\n", standard.name,
                        standard.met, standard.open, standard.not_applicable);
  }
  text += "\nOpen:\n";
  for (const RequirementState& one : gap.requirements) {
    if (one.state == State::kOpen) text += text_of(one);
  }
  text += "\nShortest way, what closes most first:\n";
  for (const Step& step : gap.steps) {
    text += fmt::format("{:3}  {} ({}: {})\n", step.requirements.size(), step.point.what,
                        step.point.who, step.point.where);
  }
  text += "\nEngineering notes in our own words, not legal advice. Sources that nobody has read in "
          "the primary text yet are marked `to be verified` in --json.\n";
  return text;
}

}  // namespace sillage::govern
