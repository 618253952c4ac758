// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <utility>
#include <vector>

#include "base/time.h"
#include "floor/journey/internal/portals.h"
#include "floor/journey/internal/travel_times.h"

namespace sillage::floor::internal {

/// The end of a track, as far as time and place go.
struct TrackEnd {
  Spot spot;
  std::size_t portal = 0;  ///< of those that end
  Instant at;
};
/// The beginning of one.
struct TrackStart {
  Spot spot;
  std::size_t portal = 0;  ///< of those that begin
  Instant at;
};

/// What became of those who were lost.
enum class Fate : std::size_t { kNear, kElsewhere, kGone };

/// What is learned on line of how people get from where they are lost to where they are found.
/// Somebody lost at a portal is found again nearby (their track broke), or at another portal after
/// a time on the way, or never; somebody new appears at each portal at a rate of its own. All are
/// soft counts with a prior, and fade.
class HandOver {
 public:
  /// Event time goes on; rates fade.
  void advance(Instant now);
  std::size_t end_portal(const Spot& spot) { return ends_.take(spot); }
  std::size_t start_portal(const Spot& spot);

  /// How often somebody lost at `end` is found as `start`, per second: nearby, and elsewhere. The
  /// first is counted at the portal as a whole, so that it compares with the second and with
  /// `new_rate`.
  struct Rates {
    double near = 0, elsewhere = 0;
    double sum() const { return near + elsewhere; }
  };
  Rates rates(const TrackEnd& end, const TrackStart& start) const;
  /// How often somebody new appears there, per second.
  double new_rate(std::size_t start_portal) const;
  /// The share of those lost there who have not been found after `gap_s`.
  double unseen_share(const TrackEnd& end, double gap_s) const;

  void learn_link(const TrackEnd& end, const TrackStart& start, const Rates& shares);
  void learn_new(std::size_t start_portal, double share);
  void learn_gone(std::size_t end_portal, double share);

 private:
  struct EndPortal {
    std::array<double, 3> fates{};       ///< soft counts
    std::map<std::size_t, double> goes;  ///< elsewhere: soft counts by portal
    double gone_elsewhere() const { return fates[static_cast<std::size_t>(Fate::kElsewhere)]; }
  };
  std::array<double, 3> fates_of(const TrackEnd& end) const;
  double goes_to(const TrackEnd& end, std::size_t start_portal) const;
  /// By portals of end and start.
  TravelTimes::Mixture travel(std::size_t end, std::size_t start) const;
  EndPortal& at_end(std::size_t portal);

  Portals ends_, starts_;
  std::vector<EndPortal> at_ends_;
  std::vector<double> new_;       ///< by portal: soft count of new people, fading
  std::vector<double> begun_;     ///< by portal: tracks that began there, fading
  double observed_s_ = 0;         ///< fading likewise
  TravelTimes anywhere_, near_;
  std::map<std::pair<std::size_t, std::size_t>, TravelTimes> travel_;
  Instant now_{};
};

}  // namespace sillage::floor::internal
