// SPDX-License-Identifier: Apache-2.0
#include "govern/log/keys.h"

#include <cstring>

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/files.h"

namespace sillage::govern {
namespace {

constexpr std::string_view kPlain = "sillage-key-1 plain ";
constexpr std::string_view kSealed = "sillage-key-1 sealed ";
constexpr std::size_t kSecretBytes = crypto_sign_SECRETKEYBYTES;

unsigned char* raw(std::byte* bytes) { return reinterpret_cast<unsigned char*>(bytes); }
const unsigned char* raw(const std::byte* bytes) {
  return reinterpret_cast<const unsigned char*>(bytes);
}
const unsigned char* raw(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

Result<std::array<unsigned char, crypto_secretbox_KEYBYTES>> box_key(std::string_view passphrase,
                                                                     const std::byte* salt) {
  std::array<unsigned char, crypto_secretbox_KEYBYTES> key{};
  if (crypto_pwhash(key.data(), key.size(), passphrase.data(), passphrase.size(), raw(salt),
                    crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE,
                    crypto_pwhash_ALG_ARGON2ID13) != 0) {
    return fail(ErrorCode::kExhausted,
                "no memory to work out the key of a passphrase; 64 MiB must be free");
  }
  return key;
}

/// Salt, nonce, box.
Result<std::vector<std::byte>> seal(std::span<const std::byte> secret,
                                    std::string_view passphrase) {
  constexpr std::size_t kHead = crypto_pwhash_SALTBYTES + crypto_secretbox_NONCEBYTES;
  std::vector<std::byte> sealed(kHead + crypto_secretbox_MACBYTES + secret.size());
  randombytes_buf(sealed.data(), kHead);
  ASSIGN_OR_RETURN(auto key, box_key(passphrase, sealed.data()));
  crypto_secretbox_easy(raw(sealed.data() + kHead), raw(secret.data()), secret.size(),
                        raw(sealed.data() + crypto_pwhash_SALTBYTES), key.data());
  sodium_memzero(key.data(), key.size());
  return sealed;
}

Result<std::vector<std::byte>> unseal(std::span<const std::byte> sealed,
                                      std::string_view passphrase) {
  constexpr std::size_t kHead = crypto_pwhash_SALTBYTES + crypto_secretbox_NONCEBYTES;
  std::vector<std::byte> secret(kSecretBytes);
  if (sealed.size() != kHead + crypto_secretbox_MACBYTES + secret.size()) {
    return fail(ErrorCode::kDataLoss, "the sealed key is cut short; use the original file");
  }
  ASSIGN_OR_RETURN(auto key, box_key(passphrase, sealed.data()));
  const int failed = crypto_secretbox_open_easy(
      raw(secret.data()), raw(sealed.data() + kHead), sealed.size() - kHead,
      raw(sealed.data() + crypto_pwhash_SALTBYTES), key.data());
  sodium_memzero(key.data(), key.size());
  if (failed != 0) {
    return fail(ErrorCode::kPermission, "wrong passphrase; give the one the key was made with");
  }
  return secret;
}

/// Made readable by its owner alone before anything stands in it.
Result<void> write_secret_file(const std::filesystem::path& file, const std::string& content) {
  const int fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0) {
    return fail(errno == EEXIST ? ErrorCode::kConflict : ErrorCode::kPermission,
                "cannot make the key file {} ({}); choose a new name in a folder of yours",
                file.string(), std::strerror(errno));
  }
  const bool written = ::write(fd, content.data(), content.size()) ==
                           static_cast<ssize_t>(content.size()) &&
                       fsync(fd) == 0;
  ::close(fd);
  if (!written) {
    return fail(ErrorCode::kExhausted, "cannot write the key file {}; make room on the disk",
                file.string());
  }
  return {};
}

}  // namespace

std::string to_hex(std::span<const std::byte> bytes) {
  std::string text(bytes.size() * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), raw(bytes.data()), bytes.size());
  text.pop_back();
  return text;
}

Result<std::vector<std::byte>> from_hex(std::string_view text) {
  std::vector<std::byte> bytes(text.size() / 2);
  std::size_t length = 0;
  const bool lower = text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
  if (!lower || text.size() % 2 != 0 ||
      sodium_hex2bin(raw(bytes.data()), bytes.size(), text.data(), text.size(), nullptr, &length,
                     nullptr) != 0) {
    return fail(ErrorCode::kInvalidArgument,
                "no hexadecimal text; give digits and the letters a to f, in pairs");
  }
  return bytes;
}

std::string to_base64(std::span<const std::byte> bytes) {
  constexpr int kVariant = sodium_base64_VARIANT_ORIGINAL;
  std::string text(sodium_base64_encoded_len(bytes.size(), kVariant), '\0');
  sodium_bin2base64(text.data(), text.size(), raw(bytes.data()), bytes.size(), kVariant);
  text.pop_back();
  return text;
}

Result<std::vector<std::byte>> from_base64(std::string_view text) {
  std::vector<std::byte> bytes(text.size());
  std::size_t length = 0;
  const char* end = nullptr;
  if (sodium_base642bin(raw(bytes.data()), bytes.size(), text.data(), text.size(), nullptr,
                        &length, &end, sodium_base64_VARIANT_ORIGINAL) != 0 ||
      end != text.data() + text.size()) {
    return fail(ErrorCode::kInvalidArgument, "no base64 text");
  }
  bytes.resize(length);
  return bytes;
}

std::span<const std::byte> as_bytes(std::string_view text) {
  return std::as_bytes(std::span(text.data(), text.size()));
}

Result<PublicKey> PublicKey::parse(std::string_view hex) {
  ASSIGN_OR_RETURN(const std::vector<std::byte> bytes, from_hex(hex));
  if (bytes.size() != 32) {
    return fail(ErrorCode::kInvalidArgument, "a public key has 64 hexadecimal digits, this has {}",
                hex.size());
  }
  std::array<std::byte, 32> key{};
  std::copy(bytes.begin(), bytes.end(), key.begin());
  return PublicKey(key);
}

bool PublicKey::verifies(std::string_view message, std::span<const std::byte> signature) const {
  return signature.size() == crypto_sign_BYTES &&
         crypto_sign_verify_detached(raw(signature.data()), raw(message), message.size(),
                                     raw(bytes_.data())) == 0;
}

SigningKey SigningKey::generate() {
  SigningKey key;
  std::array<unsigned char, crypto_sign_PUBLICKEYBYTES> unused{};
  crypto_sign_keypair(unused.data(), raw(key.secret_.data()));
  return key;
}

SigningKey::~SigningKey() { sodium_memzero(secret_.data(), secret_.size()); }

Result<SigningKey> SigningKey::load(const std::filesystem::path& file,
                                    std::string_view passphrase) {
  ASSIGN_OR_RETURN(std::string text, read_file(file, 4096));
  while (text.ends_with('\n')) text.pop_back();
  const bool sealed = text.starts_with(kSealed);
  if (!sealed && !text.starts_with(kPlain)) {
    return fail(ErrorCode::kInvalidArgument,
                "{} is no key file; make one with `sillage attest key`", file.string());
  }
  if (sealed && passphrase.empty()) {
    return fail(ErrorCode::kPermission,
                "the key {} is sealed; give its passphrase with --passphrase-file", file.string());
  }
  auto bytes = from_base64(std::string_view(text).substr((sealed ? kSealed : kPlain).size()));
  if (bytes && sealed) bytes = unseal(*bytes, passphrase);
  sodium_memzero(text.data(), text.size());
  if (!bytes) return tl::unexpected(std::move(bytes).error().with(file.string()));
  if (bytes->size() != kSecretBytes) {
    return fail(ErrorCode::kDataLoss, "the key file {} is cut short; use the original",
                file.string());
  }
  SigningKey key;
  std::copy(bytes->begin(), bytes->end(), key.secret_.begin());
  sodium_memzero(bytes->data(), bytes->size());
  return key;
}

Result<void> SigningKey::save(const std::filesystem::path& file,
                              std::string_view passphrase) const {
  std::string text(kPlain);
  if (passphrase.empty()) {
    text += to_base64(secret_);
  } else {
    ASSIGN_OR_RETURN(const std::vector<std::byte> sealed, seal(secret_, passphrase));
    text = std::string(kSealed) + to_base64(sealed);
  }
  const auto written = write_secret_file(file, text + "\n");
  sodium_memzero(text.data(), text.size());
  return written;
}

std::vector<std::byte> SigningKey::sign(std::string_view message) const {
  std::vector<std::byte> signature(crypto_sign_BYTES);
  crypto_sign_detached(raw(signature.data()), nullptr, raw(message), message.size(),
                       raw(secret_.data()));
  return signature;
}

PublicKey SigningKey::public_key() const {
  std::array<std::byte, 32> bytes{};
  crypto_sign_ed25519_sk_to_pk(raw(bytes.data()), raw(secret_.data()));
  return PublicKey(bytes);
}

}  // namespace sillage::govern
