// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "floor/journey/fuser.h"
#include "floor/journey/internal/alignment.h"
#include "floor/journey/internal/clothing.h"
#include "floor/journey/internal/motion.h"
#include "floor/journey/internal/neighbours.h"
#include "wire/sighting.h"

namespace sillage::floor::internal {

/// A person's identity; in the order of appearance.
using Serial = std::uint64_t;

/// Of one camera, the last one of a person.
struct View {
  int camera = 0;
  TrackId track{};
  Instant seen;
  double spread = 0;  ///< variance of its place, m^2
  Point place;        ///< as the camera said
  Instant compared;   ///< last, with what other cameras said
};

/// Somebody on the floor, by all cameras together.
struct FusedPerson {
  Motion motion;
  Instant at;  ///< of `motion`
  Instant last_seen;
  float score = 0;            ///< at `last_seen`
  std::vector<View> views{};  ///< one per camera
  double log_odds = 0;        ///< that this is a person, by sightings without a track
  bool is_confirmed = false;
  std::optional<int> speaker{};
  Instant spoke{};
  Codes codes{};  ///< of the tracks that are theirs

  View* view_of(int camera);
  /// Takes the place of the camera's earlier one.
  void keep(View view);
};

/// The people on the floor and whose tracks are whose.
class Crowd {
 public:
  Crowd(const FuserOptions& options, FuserStats& stats);

  /// All that one camera sees in one frame. Gives the person of each, 0 where there are too many.
  std::vector<Serial> see(int camera, Instant now, std::span<const wire::Sighting> frame);
  /// Drops those not seen for the memory.
  std::vector<Serial> forget(Instant now);
  std::map<Serial, FusedPerson>& people() { return people_; }
  /// Since the last call: who proved to be whom, the younger first.
  std::vector<std::pair<Serial, Serial>> take_merged() { return std::exchange(merged_, {}); }
  void clear();
  /// Codes that nothing can be compared with any more go.
  void expire(Instant now);
  Alignment& alignment() { return alignment_; }
  const Alignment& alignment() const { return alignment_; }

 private:
  struct TrackKey {
    int camera = 0;
    TrackId track{};
    auto operator<=>(const TrackKey&) const = default;
  };
  /// Log-odds that a track belongs to a person.
  struct Bond {
    Serial person = 0;
    double log_odds = 0;
    Instant seen;
    Codes codes{};
  };
  /// Log-odds that two people are one.
  struct Pair {
    double log_odds = 0;
    Instant at;
  };
  struct Known {
    Serial serial;
    FusedPerson* person;
  };

  std::vector<Known> people_near(std::span<const wire::Sighting> seen, Instant now);
  static Point place_in(const wire::Sighting& sighting, const Motion& motion, double skew_s);
  void compare(const Known& known, int camera, Point place, Instant now);
  double gain(const wire::Sighting& sighting, int camera, const Known& known, double fit,
              Instant now) const;
  double likeness(const Codes& of_track, int camera, const FusedPerson& person) const;
  double share_since(Instant before, Instant now) const;
  Covariance spread(const wire::Sighting& sighting) const;
  void feed(FusedPerson& person, int camera, const wire::Sighting& sighting) const;
  void bind(int camera, const wire::Sighting& sighting, Serial serial, double fit);
  Serial add(int camera, const wire::Sighting& seen, Point said);
  void weigh_pairs(int camera, Instant now, const std::vector<Serial>& seen);
  double weigh(Pair& pair, bool is_side_by_side, const FusedPerson& a, const FusedPerson& b,
               Instant now) const;
  void merge(Serial older, Serial younger);

  const FuserOptions& options_;
  FuserStats& stats_;
  MotionModel model_;
  std::map<Serial, FusedPerson> people_;
  std::map<TrackKey, Bond> bonds_;
  std::map<std::pair<Serial, Serial>, Pair> pairs_;
  std::map<int, std::pair<Instant, Instant>> frames_;  ///< by camera: the last two
  std::vector<std::pair<Serial, Serial>> merged_;
  ClothingOdds clothing_;  ///< as published: learning from what they decide would confirm itself
  Alignment alignment_;
  Neighbours neighbours_;
  Serial last_serial_ = 0;
  std::optional<Instant> swept_;
};

}  // namespace sillage::floor::internal
