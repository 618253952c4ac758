// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iterator>
#include <string>
#include <string_view>

#include <fmt/format.h>

namespace sillage::desk::report {

/// Text from outside, safe between tags and inside quoted attributes. Bytes that are not UTF-8 and
/// characters that XML forbids become U+FFFD.
std::string escape(std::string_view text);

/// The first `characters` of UTF-8 text with "…" when it was longer. Not escaped.
std::string shorten(std::string_view text, std::size_t characters);

/// Appends formatted markup.
template <class... Args>
void add(std::string& out, fmt::format_string<Args...> format, Args&&... args) {
  fmt::format_to(std::back_inserter(out), format, std::forward<Args>(args)...);
}

}  // namespace sillage::desk::report
