// SPDX-License-Identifier: Apache-2.0
#include "eye/scene/internal/still_places.h"

#include <algorithm>

#include "eye/scene/internal/near.h"

namespace sillage::eye {
namespace {

constexpr double kLongestStepS = 1.0;  ///< of a longer gap between sights only this much counts
constexpr double kScoreMemory = 0.05;  ///< weight of a new score in a place's mean
constexpr double kFidgetS = 10;        ///< a step aside makes up for so much standing still

/// Was there a box in the frame before, somewhere else, from which this one may have come?
bool came_from_elsewhere(const Box& box, std::span<const Detection> before, double apart_s,
                         double same_place_iou) {
  return std::any_of(before.begin(), before.end(), [&](const Detection& old) {
    return iou(old.box, box) < same_place_iou && near(old.box, box, apart_s);
  });
}

}  // namespace

bool StillPlaces::is_ghost(const Place& place) const {
  return place.still_s >= (place.arrived ? options_.arrived_ghost_after_s : options_.ghost_after_s);
}

StillPlaces::Place* StillPlaces::place_of(const Box& box) {
  Place* best = nullptr;
  double most = options_.same_place_iou;
  for (Place& place : places_) {
    const double overlap = iou(place.box, box);
    if (overlap < most) continue;
    most = overlap;
    best = &place;
  }
  return best;
}

/// A box at a known place. True when it is a ghost.
bool StillPlaces::stay(Place& place, Instant at, const Detection& box, bool came) {
  const double unseen_s = seconds(at - place.seen);
  const bool was_away = unseen_s > options_.back_s;
  if (was_away && (came || place.maybe_left)) {
    place.still_s = 0;  // it walked off, or somebody walked up: not what was here before
    place.arrived = place.arrived || came;
  }
  place.maybe_left.reset();
  place.seen = at;
  if (is_ghost(place) && box.score > place.score + options_.surer) return false;
  place.still_s += std::min(unseen_s, kLongestStepS);
  place.score += kScoreMemory * (box.score - place.score);
  return is_ghost(place);
}

void StillPlaces::begin(Instant at, const Detection& box, bool came) {
  if (static_cast<int>(places_.size()) >= options_.max_places) {
    places_.erase(std::min_element(places_.begin(), places_.end(),
                                   [](const Place& a, const Place& b) { return a.seen < b.seen; }));
  }
  places_.push_back({box.box, at, 0, box.score, came, {}});
}

/// Who arrived somewhere may have left a place close by, unless something is still seen there.
void StillPlaces::mark_left(Instant at, std::span<const Detection> now, const Box& arrived) {
  for (Place& place : places_) {
    if (place.seen == at || !near(place.box, arrived, seconds(at - place.seen))) continue;
    const bool is_there = std::any_of(now.begin(), now.end(), [&](const Detection& d) {
      return iou(d.box, place.box) >= options_.same_place_iou;
    });
    if (is_there || seconds(at - place.seen) > kLongestStepS) continue;
    place.maybe_left = at;
    if (!is_ghost(place)) place.still_s = std::max(0.0, place.still_s - kFidgetS);
  }
}

void StillPlaces::forget(Instant at) {
  std::erase_if(places_, [&](const Place& place) {
    // Who walks begins a place at every step: those are forgotten soon.
    const bool is_step = place.arrived && place.still_s < options_.back_s;
    const double person_s = is_step ? options_.back_s : options_.forget_person_s;
    const double keep_s = place.arrived ? person_s : options_.forget_s;
    return seconds(at - place.seen) > keep_s;
  });
}

std::vector<bool> StillPlaces::process(Instant at, std::span<const Detection> now,
                                       std::span<const Detection> before, double apart_s) {
  std::vector<bool> ghosts;
  ghosts.reserve(now.size());
  for (const Detection& box : now) {
    const bool came = came_from_elsewhere(box.box, before, apart_s, options_.same_place_iou);
    if (came) mark_left(at, now, box.box);
    if (Place* place = place_of(box.box)) {
      ghosts.push_back(stay(*place, at, box, came));
    } else {
      begin(at, box, came);
      ghosts.push_back(false);
    }
  }
  forget(at);
  return ghosts;
}

std::vector<Box> StillPlaces::ghosts() const {
  std::vector<Box> boxes;
  for (const Place& place : places_) {
    if (is_ghost(place)) boxes.push_back(place.box);
  }
  return boxes;
}

}  // namespace sillage::eye
