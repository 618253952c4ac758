// SPDX-License-Identifier: Apache-2.0
#include "govern/internal/situation_of.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "config/reader.h"
#include "govern/documents/assessment.h"
#include "govern/documents/components.h"
#include "govern/internal/requests.h"

namespace sillage::govern::internal {
namespace {

LogFacts log_facts(const Ledger& ledger, const Result<LogReport>& report) {
  LogFacts facts;
  facts.verifies = report && report->ok();
  if (!facts.verifies) {
    facts.problem = report ? report->problems.front() : report.error().message;
  }
  facts.entries = report ? report->entries : 0;
  facts.first_entry = ledger.first_entry;
  facts.first_run = ledger.first_run;
  facts.first_dpo_signature = ledger.first_dpo_signature;
  facts.last_evidence = ledger.last_evidence;
  facts.last_witness = ledger.last_witness;
  for (const Account& account : ledger.accounts) facts.roles_with_key.insert(account.role);
  facts.people_with_key = ledger.accounts.size();
  facts.named_people = ledger.named_people;
  return facts;
}

}  // namespace

bool estimates_people(const config::StoreConfig& store) {
  // Any section of that kind that is switched on, so that none can be added unseen.
  const auto json = nlohmann::json::parse(config::to_json(store));
  for (const char* section : {"demographics", "segments", "audience"}) {
    if (!json.contains(section)) continue;
    const auto& found = json[section];
    if (!found.is_object() || found.value("enabled", true)) return true;
  }
  return false;
}

bool holds(const std::string& condition, const config::StoreConfig& store) {
  if (condition.empty()) return true;
  if (condition == "demographics") return estimates_people(store);
  if (condition == "clothing") return store.journey.level >= 3;
  if (condition == "processor") return !store.governance.processor.empty();
  if (condition == "transfers") return !store.governance.transfers.empty();
  return true;
}

namespace {

std::string why_condition_fails(const std::string& condition) {
  if (condition == "demographics") return "no age or gender is estimated here";
  if (condition == "clothing") return "people are not followed by their clothing here";
  if (condition == "processor") return "nobody runs the system on the controller's behalf";
  return "figures go to no other country";
}

}  // namespace

std::string why_not(const Requirement& requirement, const config::StoreConfig& store,
                    const std::string& profile) {
  const auto& profiles = requirement.profiles;
  if (!profiles.empty() && std::find(profiles.begin(), profiles.end(), profile) == profiles.end()) {
    return fmt::format("applies in {} only", fmt::join(profiles, ", "));
  }
  return holds(requirement.when, store) ? std::string() : why_condition_fails(requirement.when);
}

std::string profile_of(const GapInput& input) {
  return input.profile.empty() ? input.store.governance.profile : input.profile;
}

std::string model_sha256(const Observed& observed) {
  return observed.model ? observed.model->sha256 : std::string();
}

Situation situation_of(const GapInput& input, const Settings& settings, const Ledger& ledger,
                       const Result<LogReport>& report, Instant now) {
  Situation s;
  s.now = now;
  s.store = input.store;
  s.profile = profile_of(input);
  s.demographics = estimates_people(input.store);
  s.metrics = released_metrics();
  for (const DataClass& data : catalogue().data) {
    s.declared.insert(s.declared.end(), data.metrics.begin(), data.metrics.end());
  }
  s.observed = input.observed;
  s.host = input.observed.host ? *input.observed.host : probe_host();
  s.log = log_facts(ledger, report);
  for (const Requirement& requirement : catalogue().requirements) {
    if (!why_not(requirement, input.store, s.profile).empty()) continue;
    for (const AttestationDemand& demand : requirement.attestations) {
      if (!holds(demand.when, input.store)) continue;
      const auto state = signature_state(requirement, demand, ledger, settings, {}, now);
      if (state.status == SignatureStatus::kVoid) {
        s.log.void_signatures.push_back(fmt::format("{} {} ({})", requirement.id,
                                                    to_string(demand.role),
                                                    fmt::join(state.changed, ", ")));
      }
    }
  }
  s.assessment = documents::read_assessment(input.folder / "dpia.json");
  s.oldest_request = oldest_sender(input.folder);
  const auto parts = documents::components();
  s.components = parts.size();
  s.unlisted_libraries = documents::unlisted_libraries();
  return s;
}

}  // namespace sillage::govern::internal
