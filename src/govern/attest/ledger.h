// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "govern/attest/attestation.h"
#include "govern/log/log.h"

namespace sillage::govern {

/// A key that may sign for a role.
struct Account {
  PublicKey key;
  Role role{};
  Instant since;
};

struct VetoState {
  Instant since;
  std::string reason;
  std::string key;  ///< of whoever vetoed
};

/// What the log says, read once.
struct Ledger {
  std::vector<Account> accounts;  ///< not revoked
  /// The latest of each requirement and role whose key had the role when it was logged.
  std::map<std::pair<std::string, Role>, Attestation> attestations;
  std::vector<std::pair<std::uint64_t, Attestation>> history;  ///< all, with their entry's number
  std::optional<VetoState> veto;
  std::optional<Instant> first_entry, first_run, first_dpo_signature, last_evidence, last_witness;
  std::string last_configuration;        ///< Settings::sha256 that the gate judged last
  std::vector<std::string> named_people;  ///< what in the log looks like data about a person

  std::optional<Role> role_of(const PublicKey& key) const;
};

Result<Ledger> read_ledger(const Log& log);

/// Lets a key sign for a role. Fails (kConflict) where the key has a role already.
Result<void> enrol(Log& log, const PublicKey& key, Role role);
Result<void> revoke(Log& log, const PublicKey& key);
/// Appends a signed attestation. Fails (kPermission) where its key does not have the role.
Result<LogEntry> record(Log& log, const Attestation& attestation);

enum class SignatureStatus { kValid, kMissing, kExpired, kVoid, kOtherDocument, kRevoked };
const char* to_string(SignatureStatus status);

struct SignatureState {
  Role role{};
  std::string statement;
  SignatureStatus status = SignatureStatus::kMissing;
  std::optional<Attestation> attestation;
  std::vector<std::string> changed;  ///< kinds of settings that voided it
};

/// Whether what a role has to sign is signed, under these settings and with this content of the
/// requirement's document.
SignatureState signature_state(const Requirement& requirement, const AttestationDemand& demand,
                               const Ledger& ledger, const Settings& settings,
                               const std::string& document_sha256, Instant now);

}  // namespace sillage::govern
