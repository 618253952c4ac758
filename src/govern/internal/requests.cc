// SPDX-License-Identifier: Apache-2.0
#include "govern/internal/requests.h"

#include <nlohmann/json.hpp>

#include "base/files.h"

namespace sillage::govern::internal {

std::optional<Instant> oldest_sender(const std::filesystem::path& folder) {
  std::optional<Instant> oldest;
  std::error_code failed;
  for (const auto& entry : std::filesystem::directory_iterator(folder / "requests", failed)) {
    const auto text = read_file(entry.path(), 1u << 16);
    if (!text) continue;
    const auto json = nlohmann::json::parse(*text, nullptr, false);
    if (!json.is_object() || json.value("reply_to", "").empty()) continue;
    const auto at = parse_iso8601(json.value("at", ""));
    if (at && (!oldest || *at < *oldest)) oldest = *at;
  }
  return oldest;
}

}  // namespace sillage::govern::internal
