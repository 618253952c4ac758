// SPDX-License-Identifier: Apache-2.0
#include "eye/track/internal/association.h"

#include <Eigen/LU>
#include <algorithm>
#include <cmath>
#include <limits>

#include "geometry/matching.h"

namespace sillage::eye {
namespace {

/// Gate: nobody moves farther within a frame, in h; and no ratio is positive beyond this distance.
constexpr double kReach = 3;
constexpr double kMostDistance2 = 40;
constexpr double kLogUnitGaussian = -2.7568155996140185;  // -1.5 log(2 pi)

/// Boxes in the order of their centre's x, to look at those within reach of a track only.
class Sweep {
 public:
  explicit Sweep(std::span<const Measurement> boxes) {
    for (std::size_t j = 0; j < boxes.size(); ++j) {
      const Measurement& m = boxes[j];
      slots_.push_back({m.box.centre().x, m.box.bottom(), static_cast<int>(j)});
      most_noise_x_ = std::max(most_noise_x_, m.noise.x);
      most_noise_bottom_ = std::max(most_noise_bottom_, m.noise.bottom);
    }
    std::sort(slots_.begin(), slots_.end(), [](const Slot& a, const Slot& b) {
      return a.x != b.x ? a.x < b.x : a.index < b.index;
    });
  }

  /// Calls `visit(index)` for every box that may be the track's, and some more.
  template <class Visit>
  void around(const Candidature& track, Visit visit) const {
    const double x = track.box.centre().x, bottom = track.box.bottom();
    const double reach_x = reach(track, 0, most_noise_x_);
    const double reach_bottom = reach(track, 1, most_noise_bottom_);
    auto slot = std::partition_point(slots_.begin(), slots_.end(),
                                     [&](const Slot& s) { return s.x < x - reach_x; });
    for (; slot != slots_.end() && slot->x <= x + reach_x; ++slot) {
      if (std::abs(slot->bottom - bottom) <= reach_bottom) visit(slot->index);
    }
  }

 private:
  struct Slot {
    double x, bottom;
    int index;
  };
  static double reach(const Candidature& track, int component, double most_noise) {
    const double variance = track.expected.covariance(component, component) + most_noise;
    return std::min(kReach * track.box.height, std::sqrt(kMostDistance2 * variance));
  }

  std::vector<Slot> slots_;
  double most_noise_x_ = 0, most_noise_bottom_ = 0;
};

}  // namespace

double log_likelihood_ratio(const Candidature& track, const Measurement& m,
                            const TrackerOptions& options) {
  constexpr double kNever = -std::numeric_limits<double>::infinity();
  const auto& e = track.expected;
  const double h = track.box.height;
  const Eigen::Vector3d residual(m.box.centre().x - track.box.centre().x,
                                 m.box.bottom() - track.box.bottom(), m.box.top - track.box.top);
  if (residual.cwiseAbs().maxCoeff() > kReach * h) return kNever;
  Eigen::Matrix3d s = e.covariance;
  s.diagonal() += Eigen::Vector3d(m.noise.x, m.noise.bottom, m.noise.top);
  // No distance is smaller than that of one component: most boxes fall here.
  if ((residual.array().square() > kMostDistance2 * s.diagonal().array()).any()) return kNever;
  const double distance2 = residual.dot(s.inverse() * residual);
  if (!(distance2 < kMostDistance2)) return kNever;
  const double aspect =
      std::log(m.box.width / m.box.height * h / track.box.width) / options.aspect_noise;
  const double log_det = std::log(std::max(s.determinant(), 1e-12)) - 6 * std::log(h);
  const double n = options.tail;
  const double log_likelihood = kLogUnitGaussian - 0.5 * log_det -
                                0.5 * (n + 4) * std::log1p((distance2 + aspect * aspect) / n);
  return log_likelihood - std::log(options.clutter) +
         options.overlap_weight * iou(track.box, m.box) +
         options.score_weight * std::min(0.0, m.log_odds - 1) -
         options.hidden_handicap * track.hidden - (track.confirmed ? 0 : options.newcomer_handicap);
}

std::vector<int> associate(std::span<const Candidature> tracks, std::span<const Measurement> boxes,
                           const TrackerOptions& options) {
  const Sweep sweep(boxes);
  std::vector<Candidate> candidates;
  for (std::size_t i = 0; i < tracks.size(); ++i) {
    sweep.around(tracks[i], [&](int j) {
      const double ratio = log_likelihood_ratio(tracks[i], boxes[j], options);
      if (ratio > 0) candidates.push_back({static_cast<int>(i), j, ratio});
    });
  }
  std::vector<int> match(tracks.size(), -1);
  // A block too large to solve would need millions of boxes on one place; then nobody is matched.
  const auto chosen =
      best_matching(candidates, static_cast<int>(tracks.size()), static_cast<int>(boxes.size()));
  if (!chosen) return match;
  for (const int c : *chosen) match[candidates[c].row] = candidates[c].column;
  return match;
}

}  // namespace sillage::eye
