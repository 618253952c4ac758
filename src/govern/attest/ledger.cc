// SPDX-License-Identifier: Apache-2.0
#include "govern/attest/ledger.h"

#include <algorithm>
#include <regex>

#include <nlohmann/json.hpp>

namespace sillage::govern {
namespace {

using Json = nlohmann::json;

std::string text_of(const Json& body, const char* key) {
  return body.contains(key) && body[key].is_string() ? body[key].get<std::string>() : std::string();
}

/// E-mail addresses, passwords in addresses, numbers of tracks or people.
bool names_somebody(const std::string& body) {
  static const std::vector<std::string_view> kFirst{"@",        "\"track",     "\"person", "\"visit",
                                                    "\"embedding", "\"name", "\"email"};
  if (std::none_of(kFirst.begin(), kFirst.end(), [&](std::string_view word) {
        return body.find(word) != std::string::npos;
      })) {
    return false;  // the expression below is slow, and the log is read often
  }
  static const std::regex kSuspicious(
      R"([\w.+-]+@[\w-]+\.[a-z]{2,}|://[^/\s"]+:[^/\s"]+@|"(track|person|visit|embedding|name|email)(_id)?"\s*:)",
      std::regex::icase);
  return std::regex_search(body, kSuspicious);
}

class Reader {
 public:
  Result<void> take(const LogEntry& entry) {
    const Json body = Json::parse(entry.body, nullptr, false);
    if (!ledger_.first_entry) ledger_.first_entry = entry.time;
    if (names_somebody(entry.body)) {
      ledger_.named_people.push_back(fmt::format("entry {} ({})", entry.index, entry.kind));
    }
    if (entry.kind == "account") return account(entry, body);
    if (entry.kind == "account_revoked") {
      std::erase_if(ledger_.accounts,
                    [&](const Account& a) { return a.key.hex() == text_of(body, "key"); });
    } else if (entry.kind == "attestation") {
      attestation(entry);
    } else if (entry.kind == "veto") {
      ledger_.veto.reset();
      if (body.value("on", true)) {
        ledger_.veto = VetoState{entry.time, text_of(body, "reason"), text_of(body, "key")};
      }
    } else if (entry.kind == "configuration") {
      ledger_.last_configuration = text_of(body, "sha256");
    } else if (entry.kind == "evidence") {
      ledger_.last_evidence = entry.time;
    } else if (entry.kind == "witness") {
      // A store that signs for itself is no witness.
      const auto key = PublicKey::parse(text_of(body, "key"));
      if (key && ledger_.role_of(*key) == Role::kDpo) ledger_.last_witness = entry.time;
    } else if (entry.kind == "gate" && text_of(body, "decision") == "token" &&
               !ledger_.first_run) {
      ledger_.first_run = entry.time;
    }
    return {};
  }
  Ledger done() { return std::move(ledger_); }

 private:
  Result<void> account(const LogEntry& entry, const Json& body) {
    ASSIGN_OR_RETURN(const PublicKey key, PublicKey::parse(text_of(body, "key")));
    ASSIGN_OR_RETURN(const Role role, parse_role(text_of(body, "role")));
    ledger_.accounts.push_back({key, role, entry.time});
    return {};
  }
  /// One that does not verify or whose key lacked the role counts for nothing.
  void attestation(const LogEntry& entry) {
    auto parsed = parse_attestation(entry.body);
    if (!parsed || ledger_.role_of(parsed->key) != parsed->role) return;
    if (parsed->role == Role::kDpo && !ledger_.first_dpo_signature) {
      ledger_.first_dpo_signature = entry.time;
    }
    ledger_.attestations.insert_or_assign({parsed->requirement, parsed->role}, *parsed);
    ledger_.history.emplace_back(entry.index, std::move(*parsed));
  }

  Ledger ledger_;
};

}  // namespace

std::optional<Role> Ledger::role_of(const PublicKey& key) const {
  for (const Account& account : accounts) {
    if (account.key == key) return account.role;
  }
  return std::nullopt;
}

Result<Ledger> read_ledger(const Log& log) {
  Reader reader;
  RETURN_IF_ERROR(log.read([&](const LogEntry& entry) { return reader.take(entry); }));
  return reader.done();
}

Result<void> enrol(Log& log, const PublicKey& key, Role role) {
  ASSIGN_OR_RETURN(const Ledger ledger, read_ledger(log));
  if (const auto present = ledger.role_of(key)) {
    return fail(ErrorCode::kConflict,
                "this key signs as {} already; one key has one role, make another with `sillage "
                "attest key`",
                to_string(*present));
  }
  const Json body{{"key", key.hex()}, {"role", to_string(role)}};
  return log.append("account", body.dump()).map([](const LogEntry&) {});
}

Result<void> revoke(Log& log, const PublicKey& key) {
  ASSIGN_OR_RETURN(const Ledger ledger, read_ledger(log));
  if (!ledger.role_of(key)) {
    return fail(ErrorCode::kNotFound, "no such key; `sillage attest list` shows them");
  }
  return log.append("account_revoked", Json{{"key", key.hex()}}.dump())
      .map([](const LogEntry&) {});
}

Result<LogEntry> record(Log& log, const Attestation& attestation) {
  // Read again as anybody would: a signature that does not verify never enters the log.
  ASSIGN_OR_RETURN(const Attestation checked, parse_attestation(to_json(attestation)));
  ASSIGN_OR_RETURN(const Ledger ledger, read_ledger(log));
  if (ledger.role_of(checked.key) != checked.role) {
    return fail(ErrorCode::kPermission,
                "this key may not sign as {}; enrol it with `sillage attest enrol`",
                to_string(checked.role));
  }
  return log.append("attestation", to_json(checked));
}

const char* to_string(SignatureStatus status) {
  switch (status) {
    case SignatureStatus::kValid:
      return "valid";
    case SignatureStatus::kMissing:
      return "missing";
    case SignatureStatus::kExpired:
      return "expired";
    case SignatureStatus::kVoid:
      return "void";
    case SignatureStatus::kOtherDocument:
      return "other_document";
    case SignatureStatus::kRevoked:
      return "revoked";
  }
  return "missing";
}

SignatureState signature_state(const Requirement& requirement, const AttestationDemand& demand,
                               const Ledger& ledger, const Settings& settings,
                               const std::string& document_sha256, Instant now) {
  SignatureState state{demand.role, demand.statement, SignatureStatus::kMissing, {}, {}};
  const auto found = ledger.attestations.find({requirement.id, demand.role});
  if (found == ledger.attestations.end()) return state;
  const Attestation& signed_one = found->second;
  state.attestation = signed_one;
  for (const std::string& kind : requirement.depends) {
    const auto hash = signed_one.settings.find(kind);
    if (hash == signed_one.settings.end() || hash->second != settings.hash_of(kind)) {
      state.changed.push_back(kind);
    }
  }
  if (signed_one.statement != demand.statement) state.changed.emplace_back("statement");
  if (ledger.role_of(signed_one.key) != demand.role) {
    state.status = SignatureStatus::kRevoked;
  } else if (!state.changed.empty()) {
    state.status = SignatureStatus::kVoid;
  } else if (!requirement.evidence.empty() && signed_one.evidence != document_sha256) {
    state.status = SignatureStatus::kOtherDocument;
  } else if (now >= signed_one.expires || now < signed_one.issued) {
    state.status = SignatureStatus::kExpired;
  } else {
    state.status = SignatureStatus::kValid;
  }
  return state;
}

}  // namespace sillage::govern
