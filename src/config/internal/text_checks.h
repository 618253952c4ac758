// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "config/internal/field.h"

namespace sillage::config::internal {

/// What is wrong with the text and what to do; empty if it suits the format. Never repeats a
/// secret.
std::string wrong_with(std::string_view text, Format format);

/// True for keys under which people keep passwords.
bool is_credential_key(std::string_view key);
inline constexpr std::string_view kNoCredentials =
    "credentials do not go into this file, which is shown, copied and versioned; remove them "
    "(cameras that need a login are not supported yet: give a stream without one, or a file)";

/// True if the time zone database has it; otherwise `advice` says what to do.
bool is_time_zone(std::string_view name, std::string& advice);

}  // namespace sillage::config::internal
