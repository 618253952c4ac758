// SPDX-License-Identifier: Apache-2.0
#include "floor/journey/internal/encounters.h"

#include <algorithm>

namespace sillage::floor::internal {
namespace {

/// Bodies that are nearer than an arm's length hide one another, m.
constexpr double kNearM = 1.0;
/// After this long apart a meeting is over.
constexpr Duration kApart = std::chrono::milliseconds(300);

}  // namespace

std::vector<Meeting> Encounters::step(Instant at, std::vector<Standing> present) {
  std::sort(present.begin(), present.end(),
            [](const Standing& a, const Standing& b) { return a.place.x < b.place.x; });
  for (std::size_t i = 0; i < present.size(); ++i) {
    for (std::size_t j = i + 1; j < present.size(); ++j) {
      const Standing& a = present[i];
      const Standing& b = present[j];
      const double reach = kNearM * std::max(a.metre, b.metre);
      if (b.place.x - a.place.x > reach) break;
      if (distance(a.place, b.place) > reach) continue;
      near_.try_emplace(std::minmax(a.piece, b.piece), at, at).first->second.second = at;
    }
  }
  std::vector<Meeting> over;
  std::erase_if(near_, [&](const auto& entry) {
    const auto& [pair, span] = entry;
    if (at - span.second <= kApart) return false;
    over.push_back({pair.first, pair.second, span.first, span.second});
    return true;
  });
  return over;
}

}  // namespace sillage::floor::internal
