// SPDX-License-Identifier: Apache-2.0
#include "app/supervisor/log.h"

#include <cstdlib>

#include <unistd.h>

namespace sillage::app {

void write_log(Level level, std::string_view line) {
  static const bool is_journal = std::getenv("JOURNAL_STREAM") != nullptr;
  std::string text = is_journal ? fmt::format("<{}>", static_cast<int>(level)) : "sillage: ";
  text.append(line).append("\n");
  // One write: lines of several rooms do not mix. Who does not read it misses it.
  [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, text.data(), text.size());
}

}  // namespace sillage::app
