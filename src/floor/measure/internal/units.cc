// SPDX-License-Identifier: Apache-2.0
#include "floor/measure/internal/units.h"

#include <algorithm>

namespace sillage::floor::internal {

void Units::come_in(Serial serial, Instant entered) {
  const Entrant entrant{entered, people_.at(serial).id, serial, 0};
  entrants_.insert(std::upper_bound(entrants_.begin(), entrants_.end(), entrant), entrant);
}

void Units::advance(Instant watermark) {
  const Duration known = plan_.group_window + plan_.confirm + kKnownGap;
  for (Entrant& entrant : entrants_) {
    if (entrant.entered + known > watermark) break;
    if (entrant.unit == 0) decide(entrant);
  }
}

bool Units::belong_together(const Entrant& before, const Entrant& entrant) const {
  return are_together(people_.at(before.serial).trace, people_.at(entrant.serial).trace,
                      entrant.entered, plan_.group_window, plan_.options.group_distance_m,
                      plan_.options.group_share);
}

void Units::decide(Entrant& entrant) {
  for (const Entrant& before : entrants_) {
    if (before.entered > entrant.entered) break;
    if (before.unit == 0 || before.serial == entrant.serial ||
        entrant.entered - before.entered > plan_.group_window || before.unit == entrant.unit ||
        !belong_together(before, entrant)) {
      continue;
    }
    if (entrant.unit == 0) {
      entrant.unit = before.unit;
      grow(before.unit, 1);
    } else {
      merge(entrant.unit, before.unit);
    }
  }
  if (entrant.unit == 0) found(entrant);
}

void Units::found(Entrant& entrant) {
  entrant.unit = ++last_unit_;
  const Unit unit{entrant.serial, entrant.entered, 1};
  units_[entrant.unit] = unit;
  note(unit, Count::kUnit, 1);
}

/// By a negative number, it shrinks.
void Units::grow(Serial id, std::int64_t by) {
  Unit& unit = units_.at(id);
  const auto several = [](std::int64_t size) { return size > 1 ? size : 0; };
  const std::int64_t before = several(unit.size), after = several(unit.size + by);
  unit.size += by;
  note(unit, Count::kUnitPeople, after - before);
  note(unit, Count::kUnitOfSeveral, (after > 0) - (before > 0));
}

void Units::merge(Serial into, Serial from) {
  const std::int64_t size = units_.at(from).size;
  grow(from, 1 - size);
  note(units_.at(from), Count::kUnit, -1);
  units_.erase(from);
  for (Entrant& entrant : entrants_) {
    if (entrant.unit == from) entrant.unit = into;
  }
  grow(into, size);
}

void Units::exclude(Serial serial) {
  std::vector<Serial> units;
  std::erase_if(entrants_, [&](const Entrant& entrant) {
    if (entrant.serial == serial && entrant.unit != 0) units.push_back(entrant.unit);
    return entrant.serial == serial;
  });
  for (const Serial unit : units) lose_member(unit, serial);
}

void Units::lose_member(Serial id, Serial serial) {
  // Who came in twice in one unit may have taken it along already.
  const auto found = units_.find(id);
  if (found == units_.end()) return;
  Unit& unit = found->second;
  const auto next = std::find_if(entrants_.begin(), entrants_.end(),
                                 [&](const Entrant& e) { return e.unit == id; });
  if (next == entrants_.end()) {
    units_.erase(id);
  } else if (ledger_.bin_of(unit.at) < ledger_.oldest_open()) {
    --unit.size;  // what a closed bin has counted stays
  } else if (unit.leader != serial) {
    grow(id, -1);
  } else {
    // What stood in the leader's account is gone.
    const std::int64_t size = unit.size - 1;
    unit = {next->serial, next->entered, 1};
    note(unit, Count::kUnit, 1);
    grow(id, size - 1);
  }
}

void Units::forget(Serial serial) {
  for (auto entrant = entrants_.begin(); entrant != entrants_.end();) {
    if (entrant->serial != serial) {
      ++entrant;
      continue;
    }
    if (entrant->unit == 0) decide(*entrant);
    const Serial unit = entrant->unit;
    entrant = entrants_.erase(entrant);
    if (std::none_of(entrants_.begin(), entrants_.end(),
                     [&](const Entrant& e) { return e.unit == unit; })) {
      units_.erase(unit);
    }
  }
}

/// In the account of the leader; of one who has been forgotten, in the bin itself.
void Units::note(const Unit& unit, Count kind, std::int64_t amount) {
  if (amount == 0) return;
  const auto leader = people_.find(unit.leader);
  if (leader == people_.end()) {
    ledger_.count(unit.at, {kind}, amount);
  } else {
    leader->second.account.add(ledger_.bin_for(unit.at), {kind}, amount);
  }
}

}  // namespace sillage::floor::internal
