// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace sillage::eye {

/// An address fit for a message: without user, password and query, all of which may hold secrets.
/// A file path stays as it is.
std::string without_secrets(std::string_view url);

}  // namespace sillage::eye
