// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sillage::desk::serve {

/// Random bytes as URL-safe base64: 32 give 43 characters.
std::string random_token(std::size_t bytes = 32);

/// argon2id with a salt of its own, in libsodium's text form; about a tenth of a second and 32 MiB.
std::string hash_password(const std::string& password);
/// The same time whether or not there is a hash.
bool is_password(const std::string& hash, const std::string& password);
/// Why a new password is refused; empty where it is not.
std::string fault_of_password(const std::string& password, const std::string& user);

/// Equal, in a time that does not tell where they differ.
bool is_same_secret(std::string_view a, std::string_view b);

/// One-time codes (RFC 6238: SHA-1, six digits, steps of 30 s).
std::string random_totp_secret();
std::string totp_code(const std::string& secret, std::int64_t step);

}  // namespace sillage::desk::serve
