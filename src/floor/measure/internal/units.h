// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "floor/measure/internal/ledger.h"
#include "floor/measure/internal/person.h"

namespace sillage::floor::internal {

/// Who belongs together: people whose visits began within `group_window_s` of one another and who
/// stayed within `group_distance_m` for `group_share` of the window after the latter came in. Each
/// is compared with those before; a unit stands in the account of its first member.
class Units {
 public:
  using Serial = std::uint64_t;
  using Members = std::map<Serial, Person>;

  /// Both must outlive it.
  Units(const Plan& plan, Ledger& ledger, Members& people)
      : plan_(plan), ledger_(ledger), people_(people) {}

  /// A visit of this person began.
  void come_in(Serial serial, Instant entered);
  /// Decides for those whose window is over.
  void advance(Instant watermark);
  /// The person is no visitor; their account has been cleared.
  void exclude(Serial serial);
  /// The person is about to be forgotten.
  void forget(Serial serial);
  /// How long a trace must reach back.
  Duration memory() const { return 2 * plan_.group_window + plan_.confirm + kMaxSilence; }

 private:
  struct Entrant {
    Instant entered;
    TrackId id;
    Serial serial = 0;
    Serial unit = 0;  ///< 0: not decided
    auto operator<=>(const Entrant&) const = default;
  };
  struct Unit {
    Serial leader = 0;
    Instant at;
    std::int64_t size = 0;
  };
  void decide(Entrant& entrant);
  bool belong_together(const Entrant& before, const Entrant& entrant) const;
  void found(Entrant& entrant);
  void grow(Serial unit, std::int64_t by);
  void merge(Serial into, Serial from);
  void lose_member(Serial unit, Serial serial);
  void note(const Unit& unit, Count kind, std::int64_t amount);

  const Plan& plan_;
  Ledger& ledger_;
  Members& people_;
  std::vector<Entrant> entrants_;  ///< sorted
  std::map<Serial, Unit> units_;
  Serial last_unit_ = 0;
};

}  // namespace sillage::floor::internal
