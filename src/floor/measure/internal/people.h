// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "floor/common/journey_message.h"
#include "floor/measure/internal/ledger.h"
#include "floor/measure/internal/person.h"
#include "floor/measure/internal/units.h"
#include "floor/measure/meter.h"

namespace sillage::floor::internal {

/// The people on the floor, by identity. An identity is one person as far as floor/journey can
/// tell; what they do stands in their account until the bin closes or they are forgotten. Whose
/// body they inherit is decided when the one before is forgotten. All decisions depend on event
/// time alone, never on the order of arrival (but a possible link comes before whom it is about).
class People {
 public:
  static constexpr std::size_t kMaxPeople = 10'000;

  People(const Plan& plan, Ledger& ledger, MeterStats& stats)
      : plan_(plan), ledger_(ledger), stats_(stats) {}

  /// Takes an observed or predicted sighting; false where it is out of order.
  bool see(const wire::Sighting& sighting, bool at_data_start);
  /// Nobody can continue the identity.
  void end(TrackId id);
  /// Comes before the first sighting of `later`.
  void link(const PossibleLink& link);
  /// Every sighting up to `watermark` has arrived; the last frame was at `now`.
  void advance(Instant watermark, Instant now);
  /// Forgets whoever was last seen the time to live before `until`; it is `now`.
  void pass_time(Instant until, Instant now) {
    std::erase_if(announced_, [&](const auto& links) { return links.second.front().at < until; });
    forget_until(until - plan_.ttl, Instant::max(), now);
  }
  /// No more sightings come.
  void finish(Instant last_frame);
  /// The bin is about to close: adds what is still held with people.
  void settle_bin(std::int64_t bin);
  std::size_t size() const { return people_.size(); }
  /// How long ago the person was last seen who was so longest ago; 0 where nobody is held.
  Duration longest_unseen(Instant now) const;
  /// Adds to a copy of the ledger what people have done so far. Not their bodies: who is still
  /// there when somebody goes on from the copy is counted then, and too few people are better than
  /// too many.
  void post_amounts(Ledger& copy) const;

 private:
  using Serial = Units::Serial;

  Serial start(const wire::Sighting& sighting, bool at_data_start);
  Person* held_before(TrackId id, const Person& fresh);
  void be_announced(Person& fresh);
  void judge(Serial serial, const wire::Sighting& sighting);
  void add_presence(Person& person, const wire::Sighting& sighting, Instant since);
  void take(Serial serial, const Step& step);
  bool is_seen_inside(const Person& person) const;
  void record(const Person& person, Notes& notes);
  void count_live(Instant since);
  /// `now`: where the time to live is over, not the data.
  void forget_until(Instant seen_until, Instant data_end, std::optional<Instant> now);
  void forget(Serial serial, bool data_end);
  Person* heir_of(const Person& old);
  void post(Person& person, Person* heir);
  void count_once(Person& person, std::int64_t bin, const Account::InBin& account);
  void drop_oldest();
  Notes notes_of(Person& person) { return {person.account, ledger_, person.standing.standing()}; }

  const Plan& plan_;
  Ledger& ledger_;
  MeterStats& stats_;
  Serial last_serial_ = 0;
  std::map<Serial, Person> people_;
  Units units_{plan_, ledger_, people_};
  std::map<TrackId, Serial> current_;                       ///< by identity, those not ended
  std::map<TrackId, std::vector<PossibleLink>> announced_;  ///< by identity, those not seen yet
  JourneyEvents events_;                                    ///< of one step
};

}  // namespace sillage::floor::internal
