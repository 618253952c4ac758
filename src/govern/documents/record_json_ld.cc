// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "govern/documents/dpia.h"
#include "govern/documents/internal/facts.h"

namespace sillage::govern::documents {
namespace {

using Json = nlohmann::ordered_json;

Json duration(const std::string& iso8601) {
  return {{"@type", "dpv:StorageDuration"}, {"dpv:hasDuration", iso8601}};
}

Json data_of(const char* kind, const std::string& name, const std::string& kept) {
  return {{"@type", kind},
          {"dct:title", name},
          {"dpv:hasStorageCondition", duration(kept)}};
}

Json data(const config::StoreConfig& store) {
  const auto seconds = fmt::format("PT{}S", store.measure.state_ttl_s);
  return Json::array(
      {data_of("dpv:PersonalData", "pictures of people in view, in memory", "PT1S"),
       data_of("dpv:PseudonymisedData", "places and times under short-lived numbers", seconds),
       data_of("dpv:StatisticallyConfidentialData", "figures about groups",
               fmt::format("P{}M", store.governance.figures_kept_months))});
}

Json measures(const config::StoreConfig& store) {
  Json list = Json::array({"dpv:Pseudonymisation", "dpv:DataMinimisationPolicy",
                           "dpv:AccessControlMethod", "dpv:PrivacyNotice"});
  if (store.privacy.mode == config::PrivacyMode::kStrict) list.push_back("dpv:DifferentialPrivacy");
  return list;
}

Json purposes(const internal::Facts& facts, const config::Governance& g) {
  Json list = Json::array();
  for (const std::string& purpose : g.purposes) {
    list.push_back({{"@type", "dpv:ServiceOptimisation"},
                    {"dct:title", facts.word("purpose." + purpose)}});
  }
  return list;
}

}  // namespace

std::string record_json_ld(const PaperInput& input, Instant now) {
  const config::StoreConfig& store = input.store;
  const config::Governance& g = store.governance;
  const internal::Facts facts = internal::facts_of(input, "en");
  Json activity{{"@type", "dpv:Process"},
                {"dct:title", fmt::format("Counting visitors of {}", store.name)},
                {"dpv:hasPurpose", purposes(facts, g)},
                {"dpv:hasLegalBasis",
                 Json::array({"eu-gdpr:A6-1-f", {{"@type", "dpv:LegitimateInterest"},
                                                 {"dct:description", g.interest}}})},
                {"dpv:hasDataSubject", Json::array({"dpv:Customer", "dpv:Visitor", "dpv:Employee"})},
                {"dpv:hasPersonalData", data(store)},
                {"dpv:hasProcessing",
                 Json::array({"dpv:Observe", "dpv:Analyse", "dpv:Aggregate", "dpv:Erase"})},
                {"dpv:hasRecipient", g.recipients},
                {"dpv:hasDataTransferTo", g.transfers},
                {"dpv:hasTechnicalOrganisationalMeasure", measures(store)}};
  Json graph = Json::array(
      {{{"@type", "dpv:RecordsOfActivities"},
        {"dct:title", "Record of the controller, Art. 30(1)"},
        {"dct:created", to_iso8601(std::chrono::floor<std::chrono::seconds>(now))},
        {"dct:identifier", input.configuration_sha256},
        {"dpv:hasDataController",
         {{"@type", "dpv:DataController"},
          {"dpv:hasName", g.controller},
          {"dpv:hasAddress", g.controller_address},
          {"dpv:hasContact", g.controller_contact}}},
        {"dpv:hasDataProtectionOfficer",
         {{"@type", "dpv:DataProtectionOfficer"},
          {"dpv:hasName", g.dpo},
          {"dpv:hasContact", g.dpo_contact}}},
        {"dpv:hasProcess", activity}}});
  if (!g.processor.empty()) {
    graph.push_back({{"@type", "dpv:RecordsOfActivities"},
                     {"dct:title", "Record of the processor, Art. 30(2)"},
                     {"dpv:hasDataProcessor",
                      {{"@type", "dpv:DataProcessor"}, {"dpv:hasName", g.processor}}},
                     {"dpv:hasDataController", {{"dpv:hasName", g.controller}}},
                     {"dpv:hasProcess", activity}});
  }
  const Json json{{"@context",
                   {{"dpv", "https://w3id.org/dpv#"},
                    {"eu-gdpr", "https://w3id.org/dpv/legal/eu/gdpr#"},
                    {"dct", "http://purl.org/dc/terms/"}}},
                  {"@graph", graph}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace sillage::govern::documents
