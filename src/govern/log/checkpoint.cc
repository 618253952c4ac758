// SPDX-License-Identifier: Apache-2.0
#include "govern/log/checkpoint.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>
#include <sodium.h>

namespace sillage::govern {
namespace {

constexpr std::string_view kDash = "\xE2\x80\x94 ";  // an em dash begins a line of signature
constexpr std::size_t kKeyHashBytes = 4;
constexpr std::size_t kMostSignatures = 16;

/// First bytes of SHA-256(name, line feed, 0x01 for Ed25519, public key).
std::vector<std::byte> key_hash(const std::string& name, const PublicKey& key) {
  std::string input = name + "\n\x01";
  for (const std::byte byte : key.bytes()) input += static_cast<char>(byte);
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(input.data()),
                     input.size());
  std::vector<std::byte> start;
  for (std::size_t i = 0; i < kKeyHashBytes; ++i) start.push_back(std::byte{hash.at(i)});
  return start;
}

tl::unexpected<Error> no_note() {
  return fail(ErrorCode::kDataLoss,
              "the checkpoint was changed or is cut short; compare it with a copy that a witness "
              "or a backup holds");
}

/// Takes the next line off `rest`.
bool take_line(std::string_view& rest, std::string_view& line) {
  const std::size_t end = rest.find('\n');
  if (end == std::string_view::npos) return false;
  line = rest.substr(0, end);
  rest.remove_prefix(end + 1);
  return true;
}

}  // namespace

std::string Checkpoint::text() const {
  return fmt::format("{}\n{}\n{}\n", origin, size, to_base64(root));
}

void Checkpoint::sign(const std::string& name, const SigningKey& key) {
  std::vector<std::byte> signature = key_hash(name, key.public_key());
  for (const std::byte byte : key.sign(text())) signature.push_back(byte);
  std::erase_if(signatures, [&](const NoteSignature& old) { return old.name == name; });
  signatures.push_back({name, std::move(signature)});
}

bool Checkpoint::is_signed_by(const std::string& name, const PublicKey& key) const {
  const std::vector<std::byte> expected = key_hash(name, key);
  return std::any_of(signatures.begin(), signatures.end(), [&](const NoteSignature& line) {
    return line.name == name && line.signature.size() > kKeyHashBytes &&
           std::equal(expected.begin(), expected.end(), line.signature.begin()) &&
           key.verifies(text(), std::span(line.signature).subspan(kKeyHashBytes));
  });
}

std::string to_note(const Checkpoint& checkpoint) {
  std::string note = checkpoint.text() + "\n";
  for (const NoteSignature& line : checkpoint.signatures) {
    note += fmt::format("{}{} {}\n", kDash, line.name, to_base64(line.signature));
  }
  return note;
}

Result<Checkpoint> parse_note(std::string_view note) {
  std::string_view rest = note, origin, size, root, line;
  if (!take_line(rest, origin) || !take_line(rest, size) || !take_line(rest, root) ||
      !take_line(rest, line) || !line.empty() || origin.empty()) {
    return no_note();
  }
  Checkpoint checkpoint;
  checkpoint.origin = origin;
  const auto number = std::from_chars(size.data(), size.data() + size.size(), checkpoint.size);
  const auto bytes = from_base64(root);
  if (number.ec != std::errc{} || number.ptr != size.data() + size.size() || !bytes ||
      bytes->size() != checkpoint.root.size()) {
    return no_note();
  }
  std::copy(bytes->begin(), bytes->end(), checkpoint.root.begin());
  while (take_line(rest, line)) {
    if (!line.starts_with(kDash) || checkpoint.signatures.size() == kMostSignatures) {
      return no_note();
    }
    line.remove_prefix(kDash.size());
    const std::size_t space = line.rfind(' ');
    const auto signature = from_base64(line.substr(std::min(space, line.size() - 1) + 1));
    if (space == std::string_view::npos || !signature) return no_note();
    checkpoint.signatures.push_back({std::string(line.substr(0, space)), *signature});
  }
  // Only one spelling: a flipped bit in padding or leading zeros must not go unseen.
  if (!rest.empty() || to_note(checkpoint) != note) return no_note();
  return checkpoint;
}

}  // namespace sillage::govern
