// SPDX-License-Identifier: Apache-2.0
#include <tuple>

#include "wire/release.h"

namespace sillage::wire {

bool precedes(const Figure& a, const Figure& b) {
  return std::tie(a.metric, a.scope, a.extent, a.way) <
         std::tie(b.metric, b.scope, b.extent, b.way);
}

std::string way_text(const std::vector<std::string>& way) {
  std::string text;
  for (const std::string& zone : way) text += (text.empty() ? "" : ">") + zone;
  return text;
}

std::optional<std::vector<std::string>> way_from_text(std::string_view text) {
  std::vector<std::string> way;
  while (!text.empty()) {
    const std::size_t end = text.find('>');
    const std::string_view zone = text.substr(0, end);
    if (!is_valid_id(zone) || way.size() == kMaxWay) return std::nullopt;
    way.emplace_back(zone);
    if (end == std::string_view::npos) return way;
    text.remove_prefix(end + 1);
    if (text.empty()) return std::nullopt;
  }
  return way;
}

}  // namespace sillage::wire
