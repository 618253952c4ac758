// SPDX-License-Identifier: Apache-2.0
#include "eye/track/internal/association.h"

#include <Eigen/LU>
#include <algorithm>
#include <cmath>

#include "geometry/matching.h"

namespace sillage::eye {
namespace {

constexpr double kLogUnitGaussian = -2.7568155996140185;  // -1.5 log(2 pi)

/// Squared distance beyond which no ratio is positive: everything else at its best.
double gate_of(const TrackerOptions& o) {
  const double best = kLogUnitGaussian - std::log(o.noise_x * o.noise_bottom * o.noise_top) -
                      std::log(o.clutter) + o.overlap_weight;
  return o.tail * std::expm1(std::max(0.0, 2 * best / (o.tail + 4)));
}

/// Boxes in the order of their centre's x, to look at those within reach of a track only.
class Sweep {
 public:
  Sweep(std::span<const Measurement> boxes, double gate) : gate_(gate) {
    for (std::size_t j = 0; j < boxes.size(); ++j) {
      const Measurement& m = boxes[j];
      slots_.push_back({m.box.centre().x, m.box.bottom(), m.box.top, m.noise, static_cast<int>(j)});
      if (m.whole) {
        slots_.push_back({m.box.centre().x, m.whole->box.bottom(), m.box.top, m.whole->noise,
                          static_cast<int>(j)});
      }
      most_noise_x_ = std::max(most_noise_x_, m.noise.x);
    }
    std::sort(slots_.begin(), slots_.end(), [](const Slot& a, const Slot& b) {
      return a.x != b.x ? a.x < b.x : a.index < b.index;
    });
  }

  /// Calls `visit(index)` for every box of which no edge alone is beyond the gate.
  template <class Visit>
  void around(const Candidature& track, Visit visit) const {
    const auto& c = track.expected.covariance;
    const double x = track.box.centre().x, bottom = track.box.bottom(), top = track.box.top;
    const double reach = std::sqrt(gate_ * (c(0, 0) + most_noise_x_));
    auto slot = std::partition_point(slots_.begin(), slots_.end(),
                                     [&](const Slot& s) { return s.x < x - reach; });
    for (; slot != slots_.end() && slot->x <= x + reach; ++slot) {
      if (is_within(slot->bottom - bottom, c(1, 1) + slot->noise.bottom) &&
          is_within(slot->top - top, c(2, 2) + slot->noise.top) &&
          is_within(slot->x - x, c(0, 0) + slot->noise.x)) {
        visit(slot->index);
      }
    }
  }

 private:
  struct Slot {
    double x, bottom, top;
    BoxNoise noise;
    int index;
  };
  bool is_within(double residual, double variance) const {
    return residual * residual <= gate_ * variance;
  }

  double gate_;
  std::vector<Slot> slots_;
  double most_noise_x_ = 0;
};

/// Of the residuals, the overlap and the shape.
double likeness(const Candidature& track, const Box& box, const BoxNoise& noise,
                const TrackerOptions& options) {
  const auto& e = track.expected;
  const double h = track.box.height;
  const Eigen::Vector3d residual(box.centre().x - track.box.centre().x,
                                 box.bottom() - track.box.bottom(), box.top - track.box.top);
  Eigen::Matrix3d s = e.covariance;
  s.diagonal() += Eigen::Vector3d(noise.x, noise.bottom, noise.top);
  const double distance2 = residual.dot(s.inverse() * residual);
  const double aspect =
      std::log(box.width / box.height * h / track.box.width) / options.aspect_noise;
  const double log_det = std::log(std::max(s.determinant(), 1e-12)) - 6 * std::log(h);
  const double n = options.tail;
  const double log_likelihood = kLogUnitGaussian - 0.5 * log_det -
                                0.5 * (n + 4) * std::log1p((distance2 + aspect * aspect) / n);
  return log_likelihood - std::log(options.clutter) + options.overlap_weight * iou(track.box, box);
}

double likeness_whole(const Candidature& track, const Measurement& m,
                      const TrackerOptions& options) {
  return likeness(track, m.whole->box, m.whole->noise, options);
}

}  // namespace

bool has_hidden_legs(const Candidature& track, const Measurement& m,
                     const TrackerOptions& options) {
  return m.whole && likeness_whole(track, m, options) + m.whole->of_known >
                        likeness(track, m.box, m.noise, options);
}

double log_likelihood_ratio(const Candidature& track, const Measurement& m,
                            const TrackerOptions& options) {
  double best = likeness(track, m.box, m.noise, options);
  // That legs are hidden there speaks for nobody in particular.
  if (m.whole) {
    best = std::max(best, likeness_whole(track, m, options) + std::min(0.0, m.whole->of_known));
  }
  return best + options.score_weight * std::min(0.0, m.log_odds - 1) -
         options.hidden_handicap * track.hidden - (track.confirmed ? 0 : options.newcomer_handicap);
}

std::vector<int> associate(std::span<const Candidature> tracks, std::span<const Measurement> boxes,
                           const TrackerOptions& options) {
  const Sweep sweep(boxes, gate_of(options));
  std::vector<Candidate> candidates;
  for (std::size_t i = 0; i < tracks.size(); ++i) {
    int last = -1;
    sweep.around(tracks[i], [&](int j) {
      if (j == last) return;  // by its other lower edge
      last = j;
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
