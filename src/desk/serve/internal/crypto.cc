// SPDX-License-Identifier: Apache-2.0
#include "desk/serve/internal/crypto.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <vector>

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>

namespace sillage::desk::serve {
namespace {

// More than the least that OWASP advises for argon2id (19 MiB, two passes).
constexpr unsigned long long kPasses = 3;
constexpr std::size_t kMemory = 32u << 20;
constexpr std::string_view kBase32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

std::string base32_bytes(std::string_view text) {
  std::string bytes;
  unsigned buffer = 0;
  int bits = 0;
  for (const char c : text) {
    const std::size_t value = kBase32.find(c);
    if (value == std::string_view::npos) continue;
    buffer = (buffer << 5 | static_cast<unsigned>(value)) & 0xFFFF;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes += static_cast<char>(buffer >> bits & 0xFF);
  }
  return bytes;
}

std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

}  // namespace

std::string random_token(std::size_t bytes) {
  std::vector<unsigned char> raw(bytes);
  randombytes_buf(raw.data(), raw.size());
  std::string text(sodium_base64_ENCODED_LEN(bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING), 0);
  sodium_bin2base64(text.data(), text.size(), raw.data(), raw.size(),
                    sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  text.resize(text.find('\0'));
  return text;
}

std::string hash_password(const std::string& password) {
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  if (crypto_pwhash_str_alg(hash.data(), password.data(), password.size(), kPasses, kMemory,
                            crypto_pwhash_ALG_ARGON2ID13) != 0) {
    throw std::runtime_error("no memory to hash a password");
  }
  return hash.data();
}

bool is_password(const std::string& hash, const std::string& password) {
  static const std::string kOfNobody = hash_password(random_token());
  const std::string& against = hash.empty() ? kOfNobody : hash;
  const bool fits =
      crypto_pwhash_str_verify(against.c_str(), password.data(), password.size()) == 0;
  return fits && !hash.empty();
}

std::string fault_of_password(const std::string& password, const std::string& user) {
  const std::string small = lower(password);
  if (user.size() > 2 && small.find(lower(user)) != std::string::npos) {
    return "must not hold the name of the account";
  }
  std::string distinct = small;
  std::sort(distinct.begin(), distinct.end());
  distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
  if (distinct.size() < 5) return "has too few different characters";
  for (const char* common : {"password", "passwort", "motdepasse", "123456", "qwerty", "azerty",
                             "qwertz", "sillage", "letmein", "iloveyou"}) {
    const std::string_view word(common);
    const std::size_t at = small.find(word);
    if (at == std::string::npos) continue;
    // A common word is allowed in a phrase, not as most of the password.
    if (small.size() - word.size() < 8) return "is too near to a common password";
  }
  return {};
}

bool is_same_secret(std::string_view a, std::string_view b) {
  return a.size() == b.size() && !a.empty() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string random_totp_secret() {
  std::string secret;
  for (int i = 0; i < 32; ++i) secret += kBase32[randombytes_uniform(32)];
  return secret;
}

std::string totp_code(const std::string& secret, std::int64_t step) {
  std::array<unsigned char, 8> counter{};
  for (int i = 0; i < 8; ++i) {
    counter[static_cast<std::size_t>(i)] = static_cast<unsigned char>(step >> (56 - 8 * i) & 0xFF);
  }
  const std::string key = base32_bytes(secret);
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()), counter.data(), counter.size(),
       digest.data(), &size);
  const std::size_t at = digest[size - 1] & 0x0F;
  const unsigned number = (digest[at] & 0x7Fu) << 24 | digest[at + 1] << 16 |
                          digest[at + 2] << 8 | digest[at + 3];
  return fmt::format("{:06}", number % 1'000'000);
}

}  // namespace sillage::desk::serve
