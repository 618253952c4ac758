// SPDX-License-Identifier: Apache-2.0
#include "govern/attest/attestation.h"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace sillage::govern {
namespace {

using Json = nlohmann::json;  // sorted keys: canonical

Json without_signature(const Attestation& a) {
  return {{"requirement", a.requirement},
          {"role", to_string(a.role)},
          {"statement", a.statement},
          {"key", a.key.hex()},
          {"issued", to_iso8601(a.issued)},
          {"expires", to_iso8601(a.expires)},
          {"configuration", a.configuration},
          {"settings", a.settings},
          {"evidence", a.evidence}};
}

Result<Attestation> read(const Json& json) {
  Attestation a;
  a.requirement = json.at("requirement").get<std::string>();
  ASSIGN_OR_RETURN(a.role, parse_role(json.at("role").get<std::string>()));
  a.statement = json.at("statement").get<std::string>();
  ASSIGN_OR_RETURN(a.key, PublicKey::parse(json.at("key").get<std::string>()));
  ASSIGN_OR_RETURN(a.issued, parse_iso8601(json.at("issued").get<std::string>()));
  ASSIGN_OR_RETURN(a.expires, parse_iso8601(json.at("expires").get<std::string>()));
  a.configuration = json.at("configuration").get<std::string>();
  a.settings = json.at("settings").get<std::map<std::string, std::string>>();
  a.evidence = json.at("evidence").get<std::string>();
  ASSIGN_OR_RETURN(a.signature, from_hex(json.at("signature").get<std::string>()));
  return a;
}

}  // namespace

std::string signed_text(const Attestation& attestation) {
  return without_signature(attestation).dump();
}

std::string to_json(const Attestation& attestation) {
  Json json = without_signature(attestation);
  json["signature"] = to_hex(attestation.signature);
  return json.dump();
}

Result<Attestation> parse_attestation(std::string_view json) {
  try {
    ASSIGN_OR_RETURN(Attestation attestation, read(Json::parse(json)));
    if (!attestation.key.verifies(signed_text(attestation), attestation.signature)) {
      return fail(ErrorCode::kPermission,
                  "the attestation of {} is not signed by the key that it names; sign it again",
                  attestation.requirement);
    }
    return attestation;
  } catch (const Json::exception&) {
    return fail(ErrorCode::kInvalidArgument,
                "this is no attestation; make one with `sillage attest sign`");
  }
}

Instant months_later(Instant from, int months) {
  const auto day = std::chrono::floor<std::chrono::days>(from);
  const std::chrono::year_month_day date(day);
  auto later = date.year() / date.month() + std::chrono::months(months);
  const auto last = std::chrono::year_month_day_last(later.year(),
                                                     std::chrono::month_day_last(later.month()));
  const auto target = later / std::min(date.day(), last.day());
  return Instant(std::chrono::sys_days(target)) + (from - day);
}

Result<Attestation> draft_attestation(const Requirement& requirement, Role role,
                                      const Settings& settings, const std::string& evidence,
                                      Instant now) {
  for (const AttestationDemand& demand : requirement.attestations) {
    if (demand.role != role) continue;
    Attestation a;
    a.requirement = requirement.id;
    a.role = role;
    a.statement = demand.statement;
    a.issued = now;
    a.expires = months_later(now, demand.months);
    a.configuration = settings.sha256();
    for (const std::string& kind : requirement.depends) a.settings[kind] = settings.hash_of(kind);
    a.evidence = evidence;
    return a;
  }
  return fail(ErrorCode::kUsage, "{} asks nothing of the role {}; `sillage gap` says who must sign",
              requirement.id, to_string(role));
}

void sign(Attestation& attestation, const SigningKey& key) {
  attestation.key = key.public_key();
  attestation.signature = key.sign(signed_text(attestation));
}

}  // namespace sillage::govern
