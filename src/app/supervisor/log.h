// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include <fmt/core.h>

namespace sillage::app {

enum class Level { kError = 3, kWarning = 4, kNotice = 5, kInfo = 6 };

/// One line of `key=value` pairs on stderr, with the priority in front where the journal reads it.
void write_log(Level level, std::string_view line);

/// `event=room-started room=eye camera=door pid=12`. Never an address with a password, never
/// anything of a person.
template <class... Args>
void log(Level level, fmt::format_string<Args...> format, Args&&... args) {
  write_log(level, fmt::format(format, std::forward<Args>(args)...));
}

}  // namespace sillage::app
