// SPDX-License-Identifier: Apache-2.0
#include "floor/measure/internal/account.h"

#include <algorithm>

namespace sillage::floor::internal {

void Account::add(std::int64_t bin, const CountKey& key, std::int64_t amount) {
  bins_[bin].amounts[key] += amount;
}

bool Account::add_heat(std::int64_t bin, CellIndex cell, std::int64_t amount) {
  InBin& in = bins_[bin];
  const CountKey key{Count::kHeat, 0, cell_detail(cell)};
  if (const auto known = in.amounts.find(key); known != in.amounts.end()) {
    known->second += amount;
    return true;
  }
  if (in.cells >= kMaxCells) return false;
  ++in.cells;
  in.amounts.emplace(key, amount);
  return true;
}

void Account::add_second(std::int64_t bin, int series, std::int64_t second) {
  auto& spans = bins_[bin].spans;
  for (auto span = spans.rbegin(); span != spans.rend(); ++span) {
    if (span->series != series) continue;
    if (second <= span->to) return;
    if (second == span->to + 1) {
      span->to = second;
      return;
    }
    break;
  }
  spans.push_back({series, second, second});
}

void Account::cut_series(int series, std::int64_t second) {
  for (auto& [bin, in] : bins_) {
    for (Span& span : in.spans) {
      if (span.series == series) span.to = std::min(span.to, second - 1);
    }
    std::erase_if(in.spans, [](const Span& span) { return span.to < span.from; });
  }
}

void Account::become_staff() {
  for (auto& [bin, in] : bins_) {
    Amounts staff;
    for (const auto& [key, amount] : in.amounts) {
      if (key.kind != Count::kPresence) continue;
      staff[{Count::kStaffPresence, key.index, key.detail}] += amount;
    }
    in = InBin{std::move(staff), 0, {}, {}};
  }
}

int Account::inside() const {
  int change = 0;
  for (const auto& [bin, in] : bins_) {
    for (const InsideStep& step : in.steps) change += step.change;
  }
  return change;
}

void add_places(const Account::InBin& account, KeySet& places) {
  for (const auto& [key, amount] : account.amounts) {
    if (!counts_people(key.kind)) continue;
    const CountKey place = people_key(key);
    places.insert(place);
    const bool has_classes = place.kind == Count::kDuration || place.kind == Count::kWait ||
                             place.kind == Count::kService;
    if (has_classes) places.insert({place.kind, place.index, kAllClasses});
  }
}

}  // namespace sillage::floor::internal
