// SPDX-License-Identifier: Apache-2.0
#include "floor/journey/internal/link_model.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace sillage::floor::internal {
namespace {

constexpr double kBodyHeightM = 1.7;
/// The eye's error of a place in the picture, as a share of the height of the body.
constexpr double kEyeNoise = 0.05;
/// Nobody is linked over more than this and five standard deviations, to save time.
constexpr double kReachM = 2;
constexpr double kFastestMps = 4;
/// Nothing is less likely than this: it only has to be refused.
constexpr double kWorstRatio = -30;

/// Filters places in the order given, which may be backwards in time.
Motion filtered(const std::vector<const wire::Sighting*>& seen, const LinkModel& model,
                double metre, double speed_sd) {
  const auto covariance = [&](const wire::Sighting& sighting) {
    const double more = model.place_sd * metre * model.place_sd * metre;
    const Covariance& c = sighting.foot_covariance;
    const double k = model.covariance_scale;
    return Covariance{k * c.xx + more, k * c.xy, k * c.yy + more};
  };
  MotionModel motion = model.motion;
  motion.acceleration_density *= metre * metre;
  Motion state(seen.front()->foot_in_floor, covariance(*seen.front()), speed_sd * metre);
  for (std::size_t i = 1; i < seen.size(); ++i) {
    state.predict(std::abs(seconds(seen[i]->captured_at - seen[i - 1]->captured_at)), motion);
    state.update(seen[i]->foot_in_floor, covariance(*seen[i]));
  }
  return state;
}

/// The sightings within `history_s` of the first of the range, far enough apart; last to first.
template <class Iterator>
std::vector<const wire::Sighting*> thinned(Iterator begin, Iterator end, const LinkModel& model) {
  std::vector<const wire::Sighting*> kept{&*begin};
  for (auto it = begin; it != end; ++it) {
    if (std::abs(seconds(it->captured_at - begin->captured_at)) > model.history_s) break;
    if (std::abs(seconds(it->captured_at - kept.back()->captured_at)) >= model.step_s - 1e-6) {
      kept.push_back(&*it);
    }
  }
  std::reverse(kept.begin(), kept.end());
  return kept;
}

}  // namespace

double metre_at(const wire::Sighting& sighting, bool calibrated) {
  if (calibrated) return 1;
  return std::max(1e-6, std::sqrt(sighting.foot_covariance.xx) / (kEyeNoise * kBodyHeightM));
}

Motion LinkModel::tail_of(const Seen& seen, Instant until, double metre) const {
  const auto last = std::find_if(seen.rbegin(), std::prev(seen.rend()),
                                 [&](const auto& s) { return s.captured_at <= until; });
  return filtered(thinned(last, seen.rend(), *this), *this, metre, speed_sd);
}

Motion LinkModel::head_of(const Seen& seen, Instant from, double metre) const {
  const auto first = std::find_if(seen.begin(), std::prev(seen.end()),
                                  [&](const auto& s) { return s.captured_at >= from; });
  // Its velocity is to be told by its sightings alone.
  Motion state = filtered(thinned(first, seen.end(), *this), *this, metre, 10 * speed_sd);
  state.reverse();
  return state;
}

double LinkModel::ratio(const Motion& from, const Motion& to, double gap_s, double metre) const {
  MotionModel scaled = motion;
  scaled.acceleration_density *= metre * metre;
  Motion expected = from;
  expected.predict(gap_s, scaled);
  const double log_ratio = log_density(expected, to, tail) -
                           to.log_velocity_density(speed_sd * metre, tail) + 2 * std::log(metre);
  return std::max(log_ratio, kWorstRatio);
}

bool LinkModel::is_out_of_reach(const Piece& from, const Piece& to, bool calibrated) const {
  const wire::Sighting& a = from.seen.back();
  const wire::Sighting& b = to.seen.front();
  const auto variance = [](const Covariance& c) { return c.xx + c.yy; };
  const double metre = std::max(metre_at(a, calibrated), metre_at(b, calibrated));
  const double error = std::sqrt(variance(a.foot_covariance) + variance(b.foot_covariance));
  return distance(a.foot_in_floor, b.foot_in_floor) >
         metre * (kReachM + kFastestMps * seconds(b.captured_at - a.captured_at)) + 5 * error;
}

double LinkModel::log_odds(Piece& from, Piece& to, bool is_same_track, bool calibrated) const {
  if (!from.tail) {
    from.tail = tail_of(from.seen, from.ends(), metre_at(from.seen.front(), calibrated));
  }
  const double metre = metre_at(to.seen.front(), calibrated);
  if (!to.head) to.head = head_of(to.seen, to.begins(), metre);
  const double gap_s = seconds(to.begins() - from.ends());
  return any + (is_same_track ? same_track : 0) + per_second * gap_s +
         trust * ratio(*from.tail, *to.head, gap_s, metre);
}

}  // namespace sillage::floor::internal
