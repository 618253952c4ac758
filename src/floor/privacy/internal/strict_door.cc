// SPDX-License-Identifier: Apache-2.0
#include "floor/privacy/internal/strict_door.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <numeric>

namespace sillage::floor::internal {
namespace {

constexpr std::int64_t kStateVersion = 0x534C5331;  // "SLS1"

}  // namespace

StrictDoor::StrictDoor(const config::StoreConfig& store, LocalDays days, Entropy entropy)
    : store_(store), days_(days), entropy_(std::move(entropy)), ledger_(store.privacy.rho) {}

double StrictDoor::expected_visits() const {
  if (history_.empty()) return store_.privacy.expected_visits;
  const double sum = std::accumulate(history_.begin(), history_.end(), 0.0);
  return std::max(0.0, sum / static_cast<double>(history_.size()));
}

void StrictDoor::open(const Day& day) {
  day_ = day;
  const auto tables = StrictTables::of(store_, day.end - day.start, expected_visits());
  // Spent before anything of the day is known, so that whether it can pay tells nothing of it.
  if (ledger_.spend(day.start, tables.rho())) open_.emplace(tables, day, store_.privacy.k);
}

std::vector<Draft> StrictDoor::end_day() {
  day_.reset();
  if (!open_) return {};
  std::vector<Draft> drafts = open_->end(entropy_);
  if (!store_.lines.empty()) history_.push_back(open_->entries_told());
  if (history_.size() > kHistory) history_.erase(history_.begin());
  open_.reset();
  return drafts;
}

std::vector<Draft> StrictDoor::take(const BinTally& tally) {
  std::vector<Draft> drafts;
  if (day_ && tally.start >= day_->end) drafts = end_day();
  if (!day_) open(days_.day_of(tally.start));
  if (!open_) {
    ++refused_;
    return drafts;
  }
  std::vector<Draft> more = open_->add(tally, entropy_);
  std::move(more.begin(), more.end(), std::back_inserter(drafts));
  return drafts;
}

std::vector<Draft> StrictDoor::finish() { return end_day(); }

std::vector<std::byte> StrictDoor::save() const {
  StateWords words;
  words.put(kStateVersion);
  words.put(static_cast<std::int64_t>(ledger_.days().size()));
  for (const auto& [day, rho] : ledger_.days()) {
    words.put(day);
    words.put(rho);
  }
  words.put(static_cast<std::int64_t>(history_.size()));
  for (const double visits : history_) words.put(visits);
  words.put(std::int64_t{open_.has_value()});
  if (open_) {
    words.put(open_->day().start);
    words.put(expected_visits());
    open_->save(words);
  }
  return words.bytes();
}

Result<void> StrictDoor::restore(std::span<const std::byte> state) {
  const auto damaged = [] {
    return fail(ErrorCode::kDataLoss,
                "the saved state of the privacy door cannot be read; it is of another version or "
                "damaged. What today has cost is not known: release nothing until tomorrow");
  };
  StateReader words(state);
  if (words.take() != kStateVersion) return damaged();
  std::map<Instant, double> spent;
  for (std::int64_t days = words.take(); days > 0 && !words.failed(); --days) {
    const Instant day = words.take_time();
    spent[day] = words.take_real();
  }
  std::vector<double> history;
  for (std::int64_t days = words.take(); days > 0 && !words.failed(); --days) {
    history.push_back(words.take_real());
  }
  const bool has_day = words.take() != 0;
  if (words.failed() || history.size() > kHistory) return damaged();
  ledger_ = RhoLedger(store_.privacy.rho, std::move(spent));
  history_ = std::move(history);
  return has_day ? restore_day(words) : Result<void>{};
}

/// The tables must be those that were paid for, else the day ends here.
Result<void> StrictDoor::restore_day(StateReader& words) {
  const Day day = days_.day_of(words.take_time());
  const double expected = words.take_real();
  StrictDay open(StrictTables::of(store_, day.end - day.start, expected), day, store_.privacy.k);
  if (open.restore(words) && words.at_end()) {
    day_ = day;
    open_ = std::move(open);
  }
  return {};
}

}  // namespace sillage::floor::internal
