// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "govern/log/keys.h"
#include "govern/log/merkle.h"

namespace sillage::govern {

struct NoteSignature {
  std::string name;                  ///< of the signer
  std::vector<std::byte> signature;  ///< 4 bytes of key hash, then Ed25519
};

/// A signed statement about a log: so many lines, this root. Written as a signed note.
struct Checkpoint {
  std::string origin;
  std::uint64_t size = 0;
  Hash root{};
  std::vector<NoteSignature> signatures;

  /// What is signed: origin, size, root, one line each.
  std::string text() const;
  void sign(const std::string& name, const SigningKey& key);
  bool is_signed_by(const std::string& name, const PublicKey& key) const;
};

std::string to_note(const Checkpoint& checkpoint);
/// Takes exactly what `to_note` gives; anything else is an error (kDataLoss).
Result<Checkpoint> parse_note(std::string_view note);

}  // namespace sillage::govern
