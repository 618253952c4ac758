// SPDX-License-Identifier: Apache-2.0
#include "floor/journey/internal/crowd.h"

#include <algorithm>
#include <cmath>

#include "geometry/matching.h"

namespace sillage::floor::internal {
namespace {

constexpr std::size_t kMostPeople = 2'000;
constexpr std::size_t kMostBonds = 20'000;
constexpr std::size_t kMostPairs = 20'000;
/// Farther than this from where they were last nobody is looked for, m.
constexpr double kReach = 3;
/// Two people farther apart than this are not one.
constexpr double kPairReach = 1.5;
/// Two cameras see a person at once within this time; so often what they say is compared.
constexpr Duration kTogether = std::chrono::milliseconds(250);
constexpr Duration kCompare = std::chrono::milliseconds(500);
/// Shortest time between two frames that counts as one more frame of evidence, s.
constexpr double kFrame = 0.05;
/// So often those are looked for whose time is over.
constexpr Duration kSweep = std::chrono::milliseconds(100);

bool is_within(double reach, Point a, Point b) { return dot(a - b, a - b) <= reach * reach; }

}  // namespace

View* FusedPerson::view_of(int camera) {
  for (View& view : views) {
    if (view.camera == camera) return &view;
  }
  return nullptr;
}

void FusedPerson::keep(View view) {
  if (View* mine = view_of(view.camera)) {
    view.compared = std::max(view.compared, mine->compared);
    *mine = view;
  } else {
    views.push_back(view);
  }
}

Crowd::Crowd(const FuserOptions& options, FuserStats& stats)
    : options_(options),
      stats_(stats),
      model_{options.acceleration_density, options.velocity_memory_s},
      alignment_(options.align) {}

void Crowd::clear() {
  people_.clear();
  bonds_.clear();
  pairs_.clear();
  frames_.clear();
  swept_.reset();
}

Covariance Crowd::spread(const wire::Sighting& s) const {
  const double more = options_.place_sd * options_.place_sd;
  return {s.foot_covariance.xx + more, s.foot_covariance.xy, s.foot_covariance.yy + more};
}

/// Share of what a moment says that is new since `before`.
double Crowd::share_since(Instant before, Instant now) const {
  return std::min(1.0, std::max(seconds(now - before), kFrame) / options_.evidence_s);
}

std::vector<Crowd::Known> Crowd::people_near(std::span<const wire::Sighting> seen, Instant now) {
  neighbours_.reset(kReach);
  for (const auto& [serial, person] : people_) neighbours_.add(serial, person.motion.place());
  std::vector<Serial> near;
  for (const auto& sighting : seen) {
    neighbours_.near(sighting.foot_in_floor, [&](Serial serial) { near.push_back(serial); });
  }
  std::sort(near.begin(), near.end());
  near.erase(std::unique(near.begin(), near.end()), near.end());
  std::vector<Known> known;
  for (const Serial serial : near) {
    FusedPerson& person = people_.at(serial);
    person.motion.predict(seconds(now - person.at), model_);
    person.at = now;
    known.push_back({serial, &person});
  }
  return known;
}

/// Log-odds by what the track and the person wear, as other cameras see them.
double Crowd::likeness(const Codes& of_track, int camera, const FusedPerson& person) const {
  const auto differ = of_track.distance(person.codes, camera);
  return differ ? clothing_.log_ratio(camera, camera, *differ) : 0;
}

/// Log-odds that this is that person; `fit` of the place alone.
double Crowd::gain(const wire::Sighting& sighting, int camera, const Known& known, double fit,
                   Instant now) const {
  if (sighting.track == TrackId{}) return fit;
  const auto bond = bonds_.find({camera, sighting.track});
  if (bond != bonds_.end()) {
    fit += bond->second.person == known.serial ? bond->second.log_odds : -bond->second.log_odds;
    fit += likeness(bond->second.codes, camera, *known.person);
  } else if (sighting.code) {
    Codes codes;
    codes.add(camera, *sighting.code);
    fit += likeness(codes, camera, *known.person);
  }
  const View* view = known.person->view_of(camera);
  if (view != nullptr && view->track != sighting.track) {
    // Another track had this person in this frame or in the one before.
    const auto& [before, last] = frames_.at(camera);
    if (view->seen >= (last == now ? before : last)) fit -= options_.same_camera;
  }
  return fit;
}

std::vector<Serial> Crowd::see(int camera, Instant now, std::span<const wire::Sighting> frame) {
  auto& frames = frames_.try_emplace(camera, now, now).first->second;
  frames = {frames.second, now};
  std::vector<wire::Sighting> seen(frame.begin(), frame.end());
  for (auto& s : seen) s.foot_in_floor = alignment_.corrected(camera, s.foot_in_floor);
  const std::vector<Known> known = people_near(seen, now);
  std::vector<Candidate> candidates;
  std::vector<double> fits;  // of each candidate, by the place alone
  const double skew_s = alignment_.skew_s(camera);
  for (std::size_t s = 0; s < seen.size(); ++s) {
    neighbours_.near(seen[s].foot_in_floor, [&](Serial serial) {
      const auto person =
          std::lower_bound(known.begin(), known.end(), serial,
                           [](const Known& one, Serial other) { return one.serial < other; });
      const Motion& motion = person->person->motion;
      const Point place = place_in(seen[s], motion, skew_s);
      if (!is_within(kReach, motion.place(), place)) return;
      const double fit = motion.log_place_density(place, spread(seen[s]), options_.tail) -
                         std::log(options_.density);
      const double score = gain(seen[s], camera, *person, fit, now);
      if (score <= 0) return;
      candidates.push_back({static_cast<int>(s), static_cast<int>(person - known.begin()), score});
      fits.push_back(fit);
    });
  }
  std::vector<Serial> whose(seen.size(), 0);
  const auto best =
      best_matching(candidates, static_cast<int>(seen.size()), static_cast<int>(known.size()));
  for (const int i : best ? *best : std::vector<int>{}) {
    const auto s = static_cast<std::size_t>(candidates[i].row);
    const Known& person = known[static_cast<std::size_t>(candidates[i].column)];
    whose[s] = person.serial;
    bind(camera, seen[s], person.serial, fits[i]);
    compare(person, camera, frame[s].foot_in_floor, now);
    Motion& motion = person.person->motion;
    motion.update(place_in(seen[s], motion, skew_s), spread(seen[s]));
    feed(*person.person, camera, frame[s]);
  }
  for (std::size_t s = 0; s < seen.size(); ++s) {
    if (whose[s] == 0) whose[s] = add(camera, seen[s], frame[s].foot_in_floor);
  }
  weigh_pairs(camera, now, whose);
  alignment_.step(now);
  return whose;
}

/// Where the person was at the time that the frame says, for all that its clock is ahead.
Point Crowd::place_in(const wire::Sighting& sighting, const Motion& motion, double skew_s) {
  return sighting.foot_in_floor + motion.velocity() * skew_s;
}

/// What other cameras said of the person just now.
void Crowd::compare(const Known& known, int camera, Point place, Instant now) {
  View* mine = known.person->view_of(camera);
  if (mine == nullptr || now - mine->compared < kCompare) return;
  for (const View& view : known.person->views) {
    if (view.camera == camera || now - view.seen > kTogether) continue;
    alignment_.add({{camera, place},
                    {view.camera, view.place},
                    seconds(now - view.seen),
                    known.person->motion.velocity(),
                    known.serial % 2 == 0});
    mine->compared = now;
  }
}

/// Another sighting of a person.
void Crowd::feed(FusedPerson& person, int camera, const wire::Sighting& sighting) const {
  const Instant now = sighting.captured_at;
  const bool is_first = person.views.empty() || person.last_seen < now;
  person.score = is_first ? sighting.score : std::max(person.score, sighting.score);
  person.last_seen = now;
  const double score = std::clamp<double>(sighting.score, 0.001, 0.999);
  person.log_odds += std::log(score / (1 - score));
  person.is_confirmed |= sighting.track != TrackId{} || person.log_odds >= options_.confirm;
  person.keep({camera,
               sighting.track,
               now,
               sighting.foot_covariance.xx + sighting.foot_covariance.yy,
               sighting.foot_in_floor,
               {}});
}

/// The track belongs to the person, by so much evidence.
void Crowd::bind(int camera, const wire::Sighting& sighting, Serial serial, double fit) {
  const TrackKey key{camera, sighting.track};
  if (sighting.track == TrackId{}) return;
  if (bonds_.size() >= kMostBonds && !bonds_.contains(key)) return;
  const Instant now = sighting.captured_at;
  Bond& bond = bonds_[key];
  if (sighting.code) bond.codes.add(camera, *sighting.code);
  if (sighting.code && bond.person == serial) {
    // What the place said does not hold a track to somebody who wears something else.
    const double alike = likeness(bond.codes, camera, people_.at(serial));
    bond.log_odds = std::max(0.0, bond.log_odds + std::min(0.0, alike));
  }
  if (bond.person != serial) {
    const auto before = people_.find(bond.person);
    // Unless another track of the camera is theirs by now.
    const View* view = before != people_.end() ? before->second.view_of(camera) : nullptr;
    if (view != nullptr && view->track == sighting.track) before->second.codes.replace(camera, {});
    bond.person = serial, bond.log_odds = 0, bond.seen = now;
    people_.at(serial).codes.replace(camera, bond.codes);
  } else if (sighting.code) {
    people_.at(serial).codes.replace(camera, bond.codes);
  }
  bond.log_odds =
      std::clamp(bond.log_odds + share_since(bond.seen, now) * fit, 0.0, options_.trust);
  bond.seen = now;
}

Serial Crowd::add(int camera, const wire::Sighting& seen, Point said) {
  if (people_.size() >= kMostPeople) {
    ++stats_.refused;
    return 0;
  }
  const Serial serial = ++last_serial_;
  const Instant now = seen.captured_at;
  FusedPerson person{Motion(seen.foot_in_floor, spread(seen), options_.speed_sd), now, now};
  feed(person, camera, seen);
  person.views.front().place = said;
  people_.emplace(serial, std::move(person));
  bind(camera, seen, serial, 0);
  return serial;
}

/// Are two who stand at one place, and whom no camera sees side by side, one?
void Crowd::weigh_pairs(int camera, Instant now, const std::vector<Serial>& seen) {
  neighbours_.reset(kPairReach);
  for (const auto& [serial, person] : people_) neighbours_.add(serial, person.motion.place());
  std::vector<std::pair<Serial, Serial>> same;
  for (const Serial a : seen) {
    if (a == 0) continue;
    const FusedPerson& one = people_.at(a);
    neighbours_.near(one.motion.place(), [&](Serial b) {
      if (b == a) return;
      FusedPerson& other = people_.at(b);
      other.motion.predict(seconds(now - other.at), model_);
      other.at = now;
      if (!is_within(kPairReach, one.motion.place(), other.motion.place())) return;
      const View* view = other.view_of(camera);
      const bool is_side_by_side = view != nullptr && view->seen == now;
      if (is_side_by_side && b < a) return;  // once
      const std::pair<Serial, Serial> key(std::min(a, b), std::max(a, b));
      if (pairs_.size() >= kMostPairs && !pairs_.contains(key)) return;
      Pair& pair = pairs_.try_emplace(key, Pair{0, now}).first->second;
      pair.log_odds = weigh(pair, is_side_by_side, one, other, now);
      pair.at = now;
      const auto differ = one.codes.distance(other.codes);
      const double alike = differ ? clothing_.log_ratio(camera, camera, *differ) : 0;
      // Clothes alone make nobody one: uniforms are alike.
      if (pair.log_odds + std::min(alike, options_.merge / 2) >= options_.merge) {
        same.push_back(key);
      }
    });
  }
  for (const auto& [older, younger] : same) merge(older, younger);
}

double Crowd::weigh(Pair& pair, bool is_side_by_side, const FusedPerson& a, const FusedPerson& b,
                    Instant now) const {
  if (is_side_by_side) return std::max(pair.log_odds - options_.same_camera, -2 * options_.merge);
  const Covariance c = b.motion.place_covariance();
  const double more = options_.place_sd * options_.place_sd;
  const double fit = a.motion.log_place_density(b.motion.place(), {c.xx + more, c.xy, c.yy + more},
                                                options_.tail) -
                     std::log(options_.density);
  return std::clamp(pair.log_odds + share_since(pair.at, now) * fit, -2 * options_.merge,
                    options_.merge + 1);
}

void Crowd::merge(Serial older, Serial younger) {
  const auto a = people_.find(older), b = people_.find(younger);
  if (a == people_.end() || b == people_.end()) return;
  FusedPerson& person = a->second;
  person.motion.update(b->second.motion.place(), b->second.motion.place_covariance());
  person.last_seen = std::max(person.last_seen, b->second.last_seen);
  person.log_odds += b->second.log_odds;
  person.is_confirmed |= b->second.is_confirmed || person.log_odds >= options_.confirm;
  for (const View& view : b->second.views) {
    const View* mine = person.view_of(view.camera);
    const bool is_newer = mine == nullptr || mine->seen < view.seen;
    if (is_newer) person.keep(view);
    const auto bond = bonds_.find({view.camera, view.track});
    if (bond == bonds_.end() || bond->second.person != younger) continue;
    bond->second.person = older;
    if (is_newer) person.codes.replace(view.camera, bond->second.codes);
  }
  people_.erase(b);
  std::erase_if(pairs_, [&](const auto& entry) {
    return entry.first.first == younger || entry.first.second == younger;
  });
  merged_.emplace_back(younger, older);
  ++stats_.merged;
}

void Crowd::expire(Instant now) {
  for (auto& [serial, person] : people_) person.codes.expire(now);
  for (auto& [key, bond] : bonds_) bond.codes.expire(now);
}

std::vector<Serial> Crowd::forget(Instant now) {
  const Duration memory = from_seconds(options_.memory_s);
  const Duration unconfirmed = from_seconds(options_.hold_s);
  std::vector<Serial> gone;
  if (swept_ && now - *swept_ < kSweep) return gone;
  swept_ = now;
  expire(now);
  for (auto it = people_.begin(); it != people_.end();) {
    const FusedPerson& person = it->second;
    if (person.last_seen + (person.is_confirmed ? memory : unconfirmed) >= now) {
      ++it;
      continue;
    }
    gone.push_back(it->first);
    it = people_.erase(it);
  }
  std::erase_if(bonds_, [&](const auto& e) {
    return e.second.seen + memory < now || !people_.contains(e.second.person);
  });
  std::erase_if(pairs_, [&](const auto& e) {
    return e.second.at + memory < now || !people_.contains(e.first.first) ||
           !people_.contains(e.first.second);
  });
  return gone;
}

}  // namespace sillage::floor::internal
