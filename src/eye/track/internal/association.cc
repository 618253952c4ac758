// SPDX-License-Identifier: Apache-2.0
#include "eye/track/internal/association.h"

#include <Eigen/LU>
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "geometry/matching.h"

namespace sillage::eye {
namespace {

/// Gate: nobody moves farther within a frame, in h; and no ratio is positive beyond this distance.
constexpr double kReach = 3;
constexpr double kMostDistance2 = 100;
constexpr double kLogUnitGaussian = -2.7568155996140185;  // -1.5 log(2 pi)

/// Boxes in the order of their centre's x.
std::vector<int> order_by_x(const std::vector<Measurement>& boxes) {
  std::vector<int> order(boxes.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(),
                   [&](int a, int b) { return boxes[a].box.centre().x < boxes[b].box.centre().x; });
  return order;
}

}  // namespace

double log_likelihood_ratio(const Candidature& track, const Measurement& m, double log_clutter,
                            const TrackerOptions& options) {
  constexpr double kNever = -std::numeric_limits<double>::infinity();
  const auto& e = track.expected;
  const double h = track.box.height;
  const Eigen::Vector3d residual(m.box.centre().x - track.box.centre().x,
                                 m.box.bottom() - track.box.bottom(), m.box.top - track.box.top);
  if (residual.cwiseAbs().maxCoeff() > kReach * h) return kNever;
  Eigen::Matrix3d s = e.covariance;
  s.diagonal() += Eigen::Vector3d(m.noise.x, m.noise.bottom, m.noise.top);
  const double distance2 = residual.dot(s.inverse() * residual);
  if (!(distance2 < kMostDistance2)) return kNever;
  const double aspect =
      std::log(m.box.width / m.box.height * h / track.box.width) / options.aspect_noise;
  const double log_det = std::log(std::max(s.determinant(), 1e-12)) - 6 * std::log(h);
  const double n = options.tail;
  const double log_likelihood = kLogUnitGaussian - 0.5 * log_det -
                                0.5 * (n + 4) * std::log1p((distance2 + aspect * aspect) / n);
  return log_likelihood - log_clutter + options.overlap_weight * iou(track.box, m.box) +
         options.score_weight * std::min(0.0, m.log_odds - 1) -
         options.hidden_handicap * track.hidden - (track.confirmed ? 0 : options.newcomer_handicap);
}

std::vector<int> associate(std::span<const Candidature> tracks, const MeasuredFrame& frame,
                           const TrackerOptions& options) {
  const auto order = order_by_x(frame.boxes);
  std::vector<Candidate> candidates;
  for (std::size_t i = 0; i < tracks.size(); ++i) {
    const double x = tracks[i].box.centre().x, reach = kReach * tracks[i].box.height;
    auto next = std::partition_point(order.begin(), order.end(), [&](int j) {
      return frame.boxes[j].box.centre().x < x - reach;
    });
    for (; next != order.end() && frame.boxes[*next].box.centre().x <= x + reach; ++next) {
      const double ratio =
          log_likelihood_ratio(tracks[i], frame.boxes[*next], frame.log_clutter, options);
      if (ratio > 0) candidates.push_back({static_cast<int>(i), *next, ratio});
    }
  }
  std::vector<int> match(tracks.size(), -1);
  // A block too large to solve would need millions of boxes on one place; then nobody is matched.
  const auto chosen = best_matching(candidates, static_cast<int>(tracks.size()),
                                    static_cast<int>(frame.boxes.size()));
  if (!chosen) return match;
  for (const int c : *chosen) match[candidates[c].row] = candidates[c].column;
  return match;
}

}  // namespace sillage::eye
