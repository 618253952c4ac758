// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "govern/attest/ledger.h"
#include "govern/documents/document.h"
#include "govern/gap.h"

namespace sillage::govern {

/// What papers are made from, as the gap sees the store.
documents::PaperInput paper_input(const GapInput& input);

/// What this role would sign for this requirement now: the statement, the settings, the document.
/// `shown`: SHA-256 of evidence that the signer points to; of a requirement with a document, that
/// document's. Fails (kUsage) where nothing is asked of the role.
Result<Attestation> statement_for(const GapInput& input, const std::string& requirement, Role role,
                                  const std::string& shown, Instant now);

/// Signs and appends. Fails (kConfiguration) where the requirement's document does not exist yet.
Result<LogEntry> sign_requirement(const GapInput& input, Log& log, const std::string& requirement,
                                  const SigningKey& key, const std::string& shown, Instant now);

/// The ids that this role has to sign now: missing, void, expired or of another document.
std::vector<std::string> open_for(const Gap& gap, Role role);

/// A signature that a change voided, with the change.
struct VoidedSignature {
  std::string requirement;
  Role role{};
  std::vector<std::string> kinds;
  std::vector<SettingChange> changes;
};
Result<std::vector<VoidedSignature>> voided_signatures(const GapInput& input, const Gap& gap);

/// Puts the outcome and hash of each check into the log.
Result<void> log_evidence(Log& log, const Gap& gap);
/// Measures, then does that.
Result<void> record_evidence(const GapInput& input, const Clock& clock);

/// Takes a completed assessment into the folder and logs its hash. Fails (kInvalidArgument) where
/// it has not the form of the PIA tool.
Result<void> take_assessment(Log& log, const std::string& json);

}  // namespace sillage::govern
