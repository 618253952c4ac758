// SPDX-License-Identifier: Apache-2.0
#include "floor/privacy/internal/strict_door.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <numeric>

namespace sillage::floor::internal {
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

void StrictDoor::note_released(Instant at) {
  const Day day = days_.day_of(at);
  if (day_ && day_->start == day.start) return;
  // Less than the ceiling is left, so that this cannot fail.
  const double left = store_.privacy.rho - ledger_.spent(day.start);
  if (left > 0) (void)ledger_.spend(day.start, left);
}

std::vector<Draft> StrictDoor::finish() { return end_day(); }

void StrictDoor::save(ByteWriter& out) const {
  out.number(static_cast<std::uint32_t>(ledger_.days().size()));
  for (const auto& [day, rho] : ledger_.days()) {
    out.time(day.time_since_epoch());
    out.real(rho);
  }
  out.number(static_cast<std::uint32_t>(history_.size()));
  for (const double visits : history_) out.real(visits);
  out.number(static_cast<std::uint8_t>(open_.has_value()));
  if (!open_) return;
  out.time(open_->day().start.time_since_epoch());
  out.real(expected_visits());
  open_->save(out);
}

bool StrictDoor::load(ByteReader& in) {
  std::map<Instant, double> spent;
  for (auto days = in.number<std::uint32_t>(); days > 0 && !in.failed(); --days) {
    const Instant day(in.time());
    spent[day] = in.real();
  }
  const auto days = in.number<std::uint32_t>();
  if (in.failed() || days > kHistory) return false;
  std::vector<double> history(days);
  for (double& visits : history) visits = in.real();
  const bool has_day = in.number<std::uint8_t>() != 0;
  if (in.failed()) return false;
  ledger_ = RhoLedger(store_.privacy.rho, std::move(spent));
  history_ = std::move(history);
  if (has_day) load_day(in);
  return true;
}

/// The tables must be those that were paid for, else the day ends here.
void StrictDoor::load_day(ByteReader& in) {
  const Day day = days_.day_of(Instant(in.time()));
  const double expected = in.real();
  StrictDay open(StrictTables::of(store_, day.end - day.start, expected), day, store_.privacy.k);
  if (!open.load(in) || !in.at_end()) return;
  day_ = day;
  open_ = std::move(open);
}

}  // namespace sillage::floor::internal
