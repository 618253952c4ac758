// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "floor/journey/internal/motion.h"
#include "floor/journey/internal/piece.h"

namespace sillage::floor::internal {

/// How likely it is that two pieces are one person. The values were fitted to pairs of pieces with
/// known identity (docs/adr/0010-stitching.md); lengths are of a standing adult's floor and shrink
/// with the person where the camera is not calibrated.
struct LinkModel {
  using Seen = std::deque<wire::Sighting>;

  MotionModel motion{0.005, 10};
  double speed_sd = 0.8;   ///< of people's velocity, per axis, m/s
  double place_sd = 0.01;  ///< of a place beyond the eye's covariance, m
  double covariance_scale = 1;
  double history_s = 1.5;  ///< so much of a piece tells its motion,
  double step_s = 0.25;    ///< by sightings this far apart: closer ones err together
  double tail = 2.5;       ///< degrees of freedom of the residual (Student's t)
  double trust = 0.5;      ///< share of the log-likelihood ratio that holds
  /// Log-odds beforehand that a piece continues another: any, the next one of the same track, and
  /// the change per second of the gap.
  double any = 0.0;
  double same_track = 2.3;
  double per_second = -0.66;
  /// So far apart that log_odds() need not be asked.
  bool is_out_of_reach(const Piece& tail, const Piece& head, bool calibrated) const;
  /// Log-odds "one person" against "two". `tail` must end before `head` begins; both cache their
  /// motion. `is_same_track`: they follow one another in one track of the eye.
  double log_odds(Piece& tail, Piece& head, bool is_same_track, bool calibrated) const;

  /// Where the person of `seen` goes after its last sighting at or before `until`, and where they
  /// come from before their first at or after `from`. `metre`: its length on this floor.
  Motion tail_of(const Seen& seen, Instant until, double metre) const;
  Motion head_of(const Seen& seen, Instant from, double metre) const;
  /// Log of the likelihood that `head` is where `tail` went in `gap_s`, against its being there by
  /// chance, per square metre.
  double ratio(const Motion& tail, const Motion& head, double gap_s, double metre) const;
};

/// Length of a metre at this person: 1 on a calibrated floor; where it is not, by the eye's error,
/// which grows with the height of the body in the picture.
double metre_at(const wire::Sighting& sighting, bool calibrated);

}  // namespace sillage::floor::internal
