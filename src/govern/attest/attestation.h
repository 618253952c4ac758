// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "govern/attest/settings.h"
#include "govern/catalogue/catalogue.h"
#include "govern/log/keys.h"

namespace sillage::govern {

/// A statement that somebody signed, and under which settings.
struct Attestation {
  std::string requirement;
  Role role{};
  std::string statement;
  PublicKey key;
  Instant issued;
  Instant expires;
  std::string configuration;                    ///< Settings::sha256 at the time
  std::map<std::string, std::string> settings;  ///< hash per kind that it depends on
  std::string evidence;                         ///< SHA-256 of what was signed or shown; may be empty
  std::vector<std::byte> signature;
};

/// What is signed: canonical JSON without the signature.
std::string signed_text(const Attestation& attestation);
std::string to_json(const Attestation& attestation);
/// Checks the form and the signature (kPermission where it is not the key's).
Result<Attestation> parse_attestation(std::string_view json);

/// The statement of this role for this requirement, ready to be signed at `now`.
/// Fails (kUsage) where the requirement asks nothing of the role.
Result<Attestation> draft_attestation(const Requirement& requirement, Role role,
                                      const Settings& settings, const std::string& evidence,
                                      Instant now);
void sign(Attestation& attestation, const SigningKey& key);

/// Calendar months later, at the same time of day (on a shorter month's last day).
Instant months_later(Instant from, int months);

}  // namespace sillage::govern
