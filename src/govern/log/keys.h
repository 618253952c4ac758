// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace sillage::govern {

std::string to_hex(std::span<const std::byte> bytes);
/// Nothing but an even number of 0-9 and a-f.
Result<std::vector<std::byte>> from_hex(std::string_view text);
std::string to_base64(std::span<const std::byte> bytes);
Result<std::vector<std::byte>> from_base64(std::string_view text);
std::span<const std::byte> as_bytes(std::string_view text);

/// The public half of an Ed25519 key. Its hexadecimal form is what the log shows of a person.
class PublicKey {
 public:
  PublicKey() = default;
  explicit PublicKey(std::array<std::byte, 32> bytes) : bytes_(bytes) {}
  static Result<PublicKey> parse(std::string_view hex);
  std::string hex() const { return to_hex(bytes_); }
  const std::array<std::byte, 32>& bytes() const { return bytes_; }
  bool verifies(std::string_view message, std::span<const std::byte> signature) const;
  auto operator<=>(const PublicKey&) const = default;

 private:
  std::array<std::byte, 32> bytes_{};
};

/// The secret half. Overwritten when it goes.
class SigningKey {
 public:
  static SigningKey generate();
  /// A key file, readable by its owner alone: plain, or sealed with a passphrase (Argon2id and
  /// XSalsa20-Poly1305). Fails (kPermission) where the passphrase is wrong or missing.
  static Result<SigningKey> load(const std::filesystem::path& file, std::string_view passphrase);
  /// Seals with the passphrase unless it is empty. Fails (kConflict) where the file exists.
  Result<void> save(const std::filesystem::path& file, std::string_view passphrase) const;

  SigningKey(const SigningKey&) = default;
  SigningKey& operator=(const SigningKey&) = default;
  ~SigningKey();

  std::vector<std::byte> sign(std::string_view message) const;
  PublicKey public_key() const;

 private:
  SigningKey() = default;
  std::array<std::byte, 64> secret_{};
};

}  // namespace sillage::govern
