// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "base/result.h"
#include "base/time.h"
#include "govern/gap.h"
#include "govern/papers.h"

namespace sillage::govern {

/// What the dashboard's privacy pages show and do: one function per endpoint of
/// api/openapi.yaml, each answering with the JSON of its schema. Whoever serves it checks first
/// that the account may; keys do so again here. Thread-safe: every call reads the folder anew, and
/// writers take turns by the log's lock.
class Workspace {
 public:
  /// `input` is asked at each call, so that answers follow the configuration.
  Workspace(std::function<Result<GapInput>()> input, const Clock& clock, std::string version)
      : input_(std::move(input)), clock_(&clock), version_(std::move(version)) {}

  Result<std::string> gap(const std::string& standard) const;  ///< schema Gap; "" = all
  Result<std::string> gate(const std::string& mode) const;     ///< schema Gate
  /// Schema AttestationPage. `cursor`: as `next` gave it, or empty.
  Result<std::string> attestations(const std::string& cursor, int limit) const;
  /// Signs with the sealed key of that role in the folder's `keys/`, which the passphrase opens for
  /// this one signature. Schema Attestation.
  Result<std::string> attest(const std::string& requirement, const std::string& role,
                             const std::string& passphrase, const std::string& evidence_sha256);
  /// What voided signatures, with the difference: {"items": [{requirement, role, kinds, changes}]}.
  Result<std::string> changes() const;
  Result<std::string> veto(bool active, const std::string& reason, const std::string& mode);
  Result<std::string> log(const std::string& cursor, int limit) const;  ///< schema LogPage

  Result<std::string> requests(const std::string& cursor, int limit) const;  ///< ContactPage
  Result<std::string> add_request(const std::string& text, const std::string& reply_to);
  Result<std::string> answer_request(const std::string& id);

  Result<std::string> documents() const;  ///< schema GovernanceDocuments
  Result<Paper> document(const std::string& name, const std::string& language,
                         const std::string& format) const;

 private:
  Result<GapInput> input() const { return input_(); }

  std::function<Result<GapInput>()> input_;
  const Clock* clock_;
  std::string version_;
};

}  // namespace sillage::govern
