// SPDX-License-Identifier: Apache-2.0
#include "floor/measure/internal/once.h"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>

namespace sillage::floor::internal {
namespace {

/// What counts of a whole stay at most once, under whatever index or detail.
std::optional<Count> of_stay(Count kind) {
  switch (kind) {
    case Count::kEntry:
      return Count::kStayEntry;
    case Count::kExit:
      return Count::kStayExit;
    case Count::kVisit:
      return Count::kStayVisit;
    case Count::kBounce:
      return Count::kStayBounce;
    case Count::kServed:
      return Count::kStayServed;
    case Count::kDuration:
      return Count::kStayDuration;
    case Count::kPath:
      return Count::kStayPath;
    case Count::kJoined:
      return Count::kStayJoined;
    case Count::kAbandoned:
      return Count::kStayAbandoned;
    default:
      return std::nullopt;
  }
}

bool precedes(const CountKey& a, const CountKey& b) {
  return std::tie(a.kind, a.index, a.detail) < std::tie(b.kind, b.index, b.detail);
}

}  // namespace

std::vector<CountKey> Once::take(const Amounts& amounts) {
  std::vector<CountKey> done;
  for (const auto& [key, amount] : amounts) {
    if (amount > 0) done.push_back(key);
  }
  std::sort(done.begin(), done.end(), precedes);
  std::map<int, std::uint64_t> longest;
  std::vector<CountKey> fresh;
  for (const CountKey& key : done) {
    if (key.kind == Count::kDwell || key.kind == Count::kDwellCensored) {
      std::uint64_t& of_zone = longest[key.index];
      of_zone = std::max(of_zone, key.detail);
    } else if (key.kind == Count::kFlow) {
      const bool counts = flows_.size() < kMostStayFlows;
      if (counts && flows_.emplace(key.index, key.detail).second) {
        fresh.push_back({Count::kStayBetween, key.index, key.detail});
      }
    } else if (const auto once = of_stay(key.kind); once && counted_.insert(*once).second) {
      fresh.push_back({*once, key.index, key.detail});
    }
  }
  for (const auto& [zone, of_class] : longest) {
    if (met_.insert(zone).second) fresh.push_back({Count::kNewcomer, zone, 0});
    if (zones_.size() < kMostStayZones && zones_.insert(zone).second) {
      fresh.push_back({Count::kStayInZone, zone, of_class});
    }
  }
  return fresh;
}

void Once::inherit(const Once& before, bool stay_goes_on) {
  met_.insert(before.met_.begin(), before.met_.end());
  if (!stay_goes_on) return;
  zones_.insert(before.zones_.begin(), before.zones_.end());
  flows_.insert(before.flows_.begin(), before.flows_.end());
  counted_.insert(before.counted_.begin(), before.counted_.end());
}

}  // namespace sillage::floor::internal
