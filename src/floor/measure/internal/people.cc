// SPDX-License-Identifier: Apache-2.0
#include "floor/measure/internal/people.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

namespace sillage::floor::internal {
namespace {

/// Who was seen within this time before the last frame was there when the data ended.
constexpr Duration kDataEnd = std::chrono::seconds(1);
/// Links that one identity may be announced with.
constexpr std::size_t kMostPossible = 16;

}  // namespace

bool People::see(const wire::Sighting& sighting, bool at_data_start) {
  const Instant at = sighting.captured_at;
  auto current = current_.find(sighting.track);
  if (current != current_.end() && at - people_.at(current->second).last_at >= plan_.ttl) {
    end(sighting.track);
    current = current_.end();
  }
  const bool is_new = current == current_.end();
  if (!is_new && at <= people_.at(current->second).last_at) {
    // Another camera has looked at the same moment.
    const bool says_more = at == people_.at(current->second).last_at && sighting.evidence;
    if (says_more) people_.at(current->second).perceived.add(*sighting.evidence);
    return says_more;
  }
  const Serial serial = is_new ? start(sighting, at_data_start) : current->second;
  Person& person = people_.at(serial);
  const bool predicted = sighting.kind == wire::SightingKind::kPredicted;
  judge(serial, sighting);
  if (sighting.evidence) person.perceived.add(*sighting.evidence);
  add_presence(person, sighting, is_new ? at - Duration(1) : person.last_at);
  person.last_at = at;
  person.camera = sighting.camera;
  if (!predicted) {
    person.last_observed = at;
    person.last_place = sighting.foot_in_floor;
  }
  if (is_new) be_announced(person);
  take(serial, {at, sighting.foot_in_floor, predicted, sighting.score, sighting.foot_covariance});
  return true;
}

People::Serial People::start(const wire::Sighting& sighting, bool at_data_start) {
  if (people_.size() >= kMaxPeople) drop_oldest();
  const Serial serial = ++last_serial_;
  current_[sighting.track] = serial;
  Person& person =
      people_
          .try_emplace(serial, plan_, sighting.track, sighting.captured_at, sighting.foot_in_floor)
          .first->second;
  if (at_data_start) person.birth = Birth::kDataStart;
  ++stats_.tracks;
  return serial;
}

/// Who is no visitor has been none all along, as far as the bins are open.
void People::judge(Serial serial, const wire::Sighting& sighting) {
  Person& person = people_.at(serial);
  const Standing before = person.standing.standing();
  const Standing now = person.standing.step(plan_, sighting);
  if (now == before) return;
  // Their entry stands in a bin that has closed: out of those who are inside from now on.
  const int posted = person.visit.balance() - person.account.inside();
  if (before == Standing::kVisitor && posted != 0) {
    ledger_.step_inside(sighting.captured_at, -posted);
  }
  if (now == Standing::kStaff) {
    person.account.become_staff();
  } else {
    person.account.clear();
    ledger_.count(sighting.captured_at, {Count::kObjection}, 1);
  }
  units_.exclude(serial);
}

void People::add_presence(Person& person, const wire::Sighting& sighting, Instant since) {
  const Instant at = sighting.captured_at;
  const Point place = sighting.foot_in_floor;
  Notes notes = notes_of(person);
  if (!plan_.is_staff(place)) {
    notes.present(kInViewSeries, at - since > kMaxSilence ? at - Duration(1) : since, at);
    notes.count(at, {Count::kPerson});
  }
  const bool unmeasured = plan_.is_unmeasured(place);
  const bool measured_before = !person.last_unmeasured && at > person.started;
  person.last_unmeasured = unmeasured;
  if (unmeasured || !measured_before) return;
  if (!notes.heat(at, heat_cell_at(place, 0), std::min(at - since, kKnownGap))) {
    ++stats_.heat_ignored;
  }
}

void People::take(Serial serial, const Step& step) {
  Person& person = people_.at(serial);
  events_.clear();
  person.journey.step(plan_, step, person.birth, events_);
  Notes notes = notes_of(person);
  record(person, notes);
  for (const auto& [zone, spent] : events_.inside) {
    if (spent > Duration::zero()) notes.count(step.at, {Count::kPresence, zone}, spent.count());
  }
  const bool came_in = person.visit.step(plan_, person.journey, events_, step.at, notes);
  if (is_seen_inside(person)) notes.present(kInsideSeries, step.at - Duration(1), step.at);
  person.queue.step(plan_, person.journey, events_, step, notes);
  person.pass_by.step(plan_, events_, step.at);
  if (person.standing.standing() != Standing::kVisitor) return;
  person.trace.step(step.at, step.place, units_.memory());
  if (came_in) units_.come_in(serial, *person.visit.entered());
}

/// Who came in, or is somewhere indoors and nobody knows how.
bool People::is_seen_inside(const Person& person) const {
  if (person.visit.has_crossed()) return person.visit.is_inside();
  return std::any_of(events_.inside.begin(), events_.inside.end(),
                     [&](const auto& in) { return plan_.is_indoors(in.zone); });
}

/// Crossings and stays.
void People::record(const Person& person, Notes& notes) {
  for (const auto& [line, event] : events_.lines) {
    if (person.standing.standing() == Standing::kVisitor) {
      DoorCheck& door = stats_.doors[{plan_.line_ids[line], person.camera}];
      if (event.verdict != Verdict::kMissed) ++door.crossings;
      if (event.verdict != Verdict::kCounted) ++door.unsure;
      if (event.unseen && event.verdict != Verdict::kMissed) ++stats_.let_in;
    }
    const bool entry = event.direction == Direction::kEntry;
    if (event.verdict == Verdict::kMissed) {
      notes.count(event.at, {entry ? Count::kEntryMissed : Count::kExitMissed, line});
      continue;
    }
    notes.count(event.at, {entry ? Count::kEntry : Count::kExit, line});
    if (event.verdict == Verdict::kDoubtful) {
      notes.count(event.at, {entry ? Count::kEntryDoubtful : Count::kExitDoubtful, line});
    }
  }
  for (const auto& [zone, stay] : events_.zones) {
    notes.count(stay.end, {Count::kStay, zone});
    notes.count(stay.end, {Count::kGroupStay, plan_.zones[zone].group});
    if (stay.doubtful) notes.count(stay.end, {Count::kStayDoubtful, zone});
    notes.count(stay.end, {stay.censored ? Count::kDwellCensored : Count::kDwell, zone,
                           static_cast<std::uint64_t>(dwell_class(seconds(stay.length)))});
  }
}

void People::end(TrackId id) {
  const auto current = current_.find(id);
  if (current == current_.end()) return;
  people_.at(current->second).is_ended = true;
  current_.erase(current);
}

void People::link(const PossibleLink& link) {
  if (announced_.size() >= kMaxPeople && !announced_.contains(link.later)) return;
  auto& links = announced_[link.later];
  if (links.size() < kMostPossible) links.push_back(link);
}

/// Of a name whoever had it last before: an identity that ended is still held for a while.
Person* People::held_before(TrackId id, const Person& fresh) {
  Person* old = nullptr;
  for (auto& [serial, person] : people_) {
    if (person.id == id && person.started < fresh.started) old = &person;
  }
  return old;
}

/// Takes what was said of whom the person may be. Who went out before has come in again.
void People::be_announced(Person& fresh) {
  double known = 0;
  const auto links = announced_.extract(fresh.id);
  for (const PossibleLink& link : links ? links.mapped() : std::vector<PossibleLink>{}) {
    if (!std::isfinite(link.probability)) continue;
    const double probability = std::clamp(link.probability, 0.0, 1.0);
    const Person* old = held_before(link.earlier, fresh);
    if (old == nullptr || !old->visit.is_outside()) known += probability;
    if (old == nullptr || old->standing.standing() != Standing::kVisitor) continue;
    fresh.visit.may_continue(old->visit, old->last_at, std::llround(probability * 1000));
  }
  const bool is_newcomer = plan_.looks_for_the_lost && known < 0.5;
  if (fresh.birth == Birth::kSeen && is_newcomer) fresh.birth = Birth::kNewcomer;
}

void People::advance(Instant watermark, Instant now) {
  for (auto& [serial, person] : people_) {
    Notes notes = notes_of(person);
    person.visit.advance(plan_, watermark, notes);
  }
  std::erase_if(announced_, [&](const auto& entry) { return entry.second.front().at < watermark; });
  units_.advance(watermark);
  count_live(watermark - kMaxSilence);
  forget_until(now - plan_.ttl, Instant::max(), now);
}

void People::count_live(Instant since) {
  const auto live = std::count_if(people_.begin(), people_.end(), [&](const auto& entry) {
    return !entry.second.is_ended && entry.second.last_at > since;
  });
  stats_.live_tracks_max = std::max<std::int64_t>(stats_.live_tracks_max, live);
}

void People::finish(Instant last_frame) {
  units_.advance(Instant::max());
  count_live(last_frame - kMaxSilence);
  forget_until(Instant::max(), last_frame - kDataEnd, std::nullopt);
}

Duration People::longest_unseen(Instant now) const {
  Duration longest{};
  for (const auto& [serial, person] : people_) {
    longest = std::max(longest, now - person.last_observed);
  }
  return longest;
}

/// In the order in which they were lost, whatever that in which they came.
void People::forget_until(Instant seen_until, Instant data_end, std::optional<Instant> now) {
  std::vector<std::tuple<Instant, TrackId, Serial>> due;
  for (const auto& [serial, person] : people_) {
    if (person.last_observed <= seen_until)
      due.emplace_back(person.last_observed, person.id, serial);
  }
  std::sort(due.begin(), due.end());
  for (const auto& [lost, id, serial] : due) {
    if (now) {
      ledger_.forgot(*now - lost);
      stats_.oldest_person = std::max(stats_.oldest_person, *now - lost);
    }
    forget(serial, people_.at(serial).last_at >= data_end);
  }
}

void People::forget(Serial serial, bool data_end) {
  Person& person = people_.at(serial);
  events_.clear();
  person.journey.end(plan_, data_end, events_);
  Notes notes = notes_of(person);
  record(person, notes);
  units_.forget(serial);
  const bool came_in = person.visit.end(plan_, person.journey, events_, person.last_at, notes);
  if (came_in) notes.count(person.last_at, {Count::kUnit});  // too late to see with whom
  person.queue.end(plan_, events_, notes);
  person.pass_by.end(person.visit.has_crossed(), notes);
  post(person, heir_of(person));
  const auto current = current_.find(person.id);
  if (current != current_.end() && current->second == serial) current_.erase(current);
  people_.erase(serial);
}

/// The nearest newcomer who could be the same body and is nobody else's yet.
Person* People::heir_of(const Person& old) {
  Person* best = nullptr;
  std::tuple<double, Instant, TrackId> best_rank;
  for (auto& [serial, fresh] : people_) {
    if (fresh.has_ancestor || !could_be_same_body(old, fresh, plan_.ttl)) continue;
    const std::tuple rank{distance(old.last_place, fresh.start_place), fresh.started, fresh.id};
    if (best != nullptr && best_rank <= rank) continue;
    best_rank = rank;
    best = &fresh;
  }
  if (best != nullptr) best->has_ancestor = true;
  return best;
}

/// What the person did is final; where their body was counted goes to the heir, if there is one.
void People::post(Person& person, Person* heir) {
  Places places = std::move(person.inherited);
  for (const auto& [bin, account] : person.account.bins()) {
    if (!ledger_.add(bin, account)) ++stats_.heat_ignored;
    add_places(account, places[bin]);
    count_once(person, bin, account);
  }
  // Who left by a door has ended the stay; the body may still be the same.
  if (heir != nullptr) heir->once.inherit(person.once, !person.visit.is_outside());
  for (auto& [bin, keys] : places) {
    if (heir == nullptr) {
      ledger_.add_body(bin, keys);
    } else {
      heir->inherited[bin].merge(keys);
    }
  }
}

void People::count_once(Person& person, std::int64_t bin, const Account::InBin& account) {
  const wire::Segment segment = person.perceived.segment(plan_.middle, plan_.certain);
  for (const CountKey& key : person.once.take(account.amounts)) {
    if (key.kind <= Count::kStayDuration) ledger_.add(bin, key);
    if (!plan_.by_segment) continue;
    if (const auto part = by_segment(key, segment)) ledger_.add(bin, *part);
  }
}

void People::post_amounts(Ledger& copy) const {
  for (const auto& [serial, person] : people_) {
    for (const auto& [bin, account] : person.account.bins()) {
      if (bin >= copy.oldest_open()) copy.add(bin, account);
    }
  }
}

void People::settle_bin(std::int64_t bin) {
  for (auto& [serial, person] : people_) {
    KeySet places;
    if (const auto before = person.inherited.find(bin); before != person.inherited.end()) {
      places = std::move(before->second);
    }
    const auto account = person.account.bins().find(bin);
    if (account != person.account.bins().end()) {
      if (!ledger_.add(bin, account->second)) ++stats_.heat_ignored;
      add_places(account->second, places);
      count_once(person, bin, account->second);
    }
    if (!places.empty()) ledger_.add_body(bin, places);
    person.account.forget_before(bin + 1);
    person.inherited.erase(person.inherited.begin(), person.inherited.upper_bound(bin));
  }
}

void People::drop_oldest() {
  const auto oldest = std::min_element(
      people_.begin(), people_.end(),
      [](const auto& a, const auto& b) { return a.second.last_observed < b.second.last_observed; });
  forget(oldest->first, /*data_end=*/false);
  ++stats_.people_dropped;
}

}  // namespace sillage::floor::internal
