// SPDX-License-Identifier: Apache-2.0
#include "govern/signing.h"

#include <nlohmann/json.hpp>

#include "base/files.h"
#include "govern/documents/assessment.h"
#include "govern/internal/situation_of.h"

namespace sillage::govern {

documents::PaperInput paper_input(const GapInput& input) {
  const Settings settings = settings_of(input.store, internal::model_sha256(input.observed));
  return {input.store, input.observed, internal::profile_of(input),
          internal::estimates_people(input.store), settings.sha256()};
}

Result<Attestation> statement_for(const GapInput& input, const std::string& requirement, Role role,
                                  const std::string& shown, Instant now) {
  const Requirement* found = catalogue().find(requirement);
  if (found == nullptr) {
    return fail(ErrorCode::kUsage, "no requirement '{}'; `sillage gap` lists them", requirement);
  }
  std::string evidence = shown;
  if (!found->evidence.empty()) {
    evidence = documents::document_sha256(found->evidence, paper_input(input), input.folder);
    if (evidence.empty()) {
      return fail(ErrorCode::kConfiguration,
                  "{} signs the document '{}', which does not exist yet; make it with `sillage "
                  "documents`, and take a completed assessment in with `sillage attest dpia`",
                  requirement, found->evidence);
    }
  }
  const Settings settings = settings_of(input.store, internal::model_sha256(input.observed));
  return draft_attestation(*found, role, settings, evidence, now);
}

Result<LogEntry> sign_requirement(const GapInput& input, Log& log, const std::string& requirement,
                                  const SigningKey& key, const std::string& shown, Instant now) {
  ASSIGN_OR_RETURN(const Ledger ledger, read_ledger(log));
  const auto role = ledger.role_of(key.public_key());
  if (!role) {
    return fail(ErrorCode::kPermission,
                "this key is not enrolled; let whoever runs the machine do it: sillage attest "
                "enrol {} --role ROLE",
                key.public_key().hex());
  }
  ASSIGN_OR_RETURN(Attestation attestation, statement_for(input, requirement, *role, shown, now));
  sign(attestation, key);
  RETURN_IF_ERROR(
      keep_settings(input.folder, settings_of(input.store, internal::model_sha256(input.observed))));
  return record(log, attestation);
}

std::vector<std::string> open_for(const Gap& gap, Role role) {
  std::vector<std::string> ids;
  for (const RequirementState& one : gap.requirements) {
    for (const SignatureState& signature : one.signatures) {
      if (signature.role == role && signature.status != SignatureStatus::kValid) {
        ids.push_back(one.requirement.id);
      }
    }
  }
  return ids;
}

Result<std::vector<VoidedSignature>> voided_signatures(const GapInput& input, const Gap& gap) {
  const Settings now = settings_of(input.store, internal::model_sha256(input.observed));
  std::vector<VoidedSignature> voided;
  for (const RequirementState& one : gap.requirements) {
    for (const SignatureState& signature : one.signatures) {
      if (signature.status != SignatureStatus::kVoid) continue;
      VoidedSignature entry{one.requirement.id, signature.role, signature.changed, {}};
      const auto then = kept_settings(input.folder, signature.attestation->configuration);
      if (!then) return tl::unexpected(then.error());
      entry.changes = changes_between(*then, now, signature.changed);
      voided.push_back(std::move(entry));
    }
  }
  return voided;
}

Result<void> log_evidence(Log& log, const Gap& gap) {
  nlohmann::json checks = nlohmann::json::object();
  for (const RequirementState& one : gap.requirements) {
    for (const Evidence& evidence : one.evidence) {
      checks[evidence.check] = {{"outcome", to_string(evidence.finding.outcome)},
                                {"sha256", evidence.sha256}};
    }
  }
  return log.append("evidence", nlohmann::json{{"checks", checks}}.dump())
      .map([](const LogEntry&) {});
}

Result<void> record_evidence(const GapInput& input, const Clock& clock) {
  ASSIGN_OR_RETURN(Log log, Log::open(input.folder, clock));
  ASSIGN_OR_RETURN(const Gap gap, measure_gap(input, log, clock.now()));
  return log_evidence(log, gap);
}

Result<void> take_assessment(Log& log, const std::string& json) {
  if (const auto shape = documents::check_assessment(json); !shape) {
    return fail(ErrorCode::kInvalidArgument,
                "this is no assessment of the PIA tool: {}; export it there as JSON",
                shape.error().message);
  }
  RETURN_IF_ERROR(write_file_atomically(log.folder() / "dpia.json", json));
  const nlohmann::json body{{"document", "dpia"}, {"sha256", sha256_hex(json)}};
  return log.append("document", body.dump()).map([](const LogEntry&) {});
}

}  // namespace sillage::govern
