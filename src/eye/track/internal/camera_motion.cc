// SPDX-License-Identifier: Apache-2.0
#include "eye/track/internal/camera_motion.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace sillage::eye {
namespace {

/// Boxes below this score are no landmarks.
constexpr double kSureScore = 0.5;
/// How far a box may be from a landmark to support a shift: standard deviations, in h and log h.
constexpr double kPlaceSd = 0.1, kHeightSd = 0.15;
constexpr double kMostDistance2 = 9;
/// Largest shift between two frames, as a share of the picture's width.
constexpr double kReach = 0.08;
/// Between frames farther apart than this the camera is taken to stand still: people themselves
/// move as far as it would seem to move them, and a crowd that walks one way would be a jolt.
constexpr double kLongestStepS = 0.3;
constexpr std::size_t kFewestVoters = 3;
constexpr std::size_t kMostLandmarks = 32;
/// Shifts that are put to the vote at most; bounds the time of one frame.
constexpr int kMostCandidates = 64;
constexpr double kShakeMemoryS = 2;
constexpr double kMostShake = 1e4;  // pixels squared

/// A box seen as a shift of a landmark.
Point displacement(const Box& from, const Box& to) {
  return {to.foot().x - from.foot().x, to.top - from.top};
}

/// Squared distance of `seen` from `landmark` moved by `by`, in standard deviations.
double distance2(const Box& landmark, const Box& seen, Point by) {
  const Point d = (displacement(landmark, seen) - by) * (1 / (kPlaceSd * landmark.height));
  const double near = dot(d, d);
  if (near > 16) return near;
  const double growth = std::log(seen.height / landmark.height) / kHeightSd;
  return near + growth * growth;
}

/// Boxes in the order of their feet's x, to look near a place only.
class SeenBoxes {
 public:
  explicit SeenBoxes(std::span<const Measurement> measurements) {
    for (const Measurement& m : measurements) {
      if (m.score > kSureScore) boxes_.push_back(m.box);
    }
    std::stable_sort(boxes_.begin(), boxes_.end(),
                     [](const Box& a, const Box& b) { return a.foot().x < b.foot().x; });
  }
  bool empty() const { return boxes_.empty(); }
  /// Those whose foot is within `reach` pixels of x.
  std::span<const Box> near(double x, double reach) const {
    const auto first = std::partition_point(
        boxes_.begin(), boxes_.end(), [&](const Box& box) { return box.foot().x < x - reach; });
    const auto last = std::partition_point(
        first, boxes_.end(), [&](const Box& box) { return box.foot().x <= x + reach; });
    return {first, last};
  }
  /// The box nearest to a landmark moved by `by`.
  struct Nearest {
    double distance2 = kMostDistance2;
    Point displacement;
  };
  Nearest nearest(const Box& landmark, Point by) const {
    Nearest nearest;
    const double reach = std::sqrt(kMostDistance2) * kPlaceSd * landmark.height;
    for (const Box& box : near(landmark.foot().x + by.x, reach)) {
      const double d2 = distance2(landmark, box, by);
      if (d2 < nearest.distance2) nearest = {d2, displacement(landmark, box)};
    }
    return nearest;
  }

 private:
  std::vector<Box> boxes_;
};

/// How many landmarks a shift explains, each by how well; 0 where it cannot reach `needed`.
double support(Point by, std::span<const Landmark> landmarks, const SeenBoxes& seen,
               double needed = 0) {
  double sum = 0;
  auto left = static_cast<double>(landmarks.size());
  for (const Landmark& landmark : landmarks) {
    if (sum + left-- < needed) return 0;
    const double d2 = seen.nearest(landmark.box, by).distance2;
    if (d2 < kMostDistance2) sum += std::exp(-0.5 * d2);
  }
  return sum;
}

/// Every pair of landmark and box is a candidate, all landmarks vote; nothing where no shift does
/// better than `still` by enough.
Point best_shift(double still, std::span<const Landmark> landmarks, const SeenBoxes& seen,
                 double reach) {
  Point shift;
  double best = still;
  int candidates = 0;
  for (const Landmark& landmark : landmarks) {
    for (const Box& box : seen.near(landmark.box.foot().x, reach)) {
      const Point by = displacement(landmark.box, box);
      if (norm(by) > reach || distance2(landmark.box, box, by) > 2) continue;
      if (++candidates > kMostCandidates) return shift;
      const double votes = support(by, landmarks, seen, best);
      if (votes <= best) continue;
      best = votes;
      shift = by;
    }
  }
  return shift;
}

struct Mean {
  Point value;
  Point precision;  ///< inverse variance
};

/// Mean displacement of the landmarks to the boxes around `start`.
Mean mean_displacement(Point start, std::span<const Landmark> landmarks, const SeenBoxes& seen,
                       double noise_x) {
  Mean mean{start, {}};
  for (int round = 0; round < 3; ++round) {
    Point sum, precision;
    for (const Landmark& landmark : landmarks) {
      const auto nearest = seen.nearest(landmark.box, mean.value);
      if (nearest.distance2 >= kMostDistance2) continue;
      const double weight = std::exp(-0.5 * nearest.distance2);
      const double noise = std::pow(noise_x * landmark.box.height, 2) + 1;
      const Point p{weight / (landmark.variance_x + noise),
                    weight / (landmark.variance_top + noise)};
      sum = sum + Point{nearest.displacement.x * p.x, nearest.displacement.y * p.y};
      precision = precision + p;
    }
    if (!(precision.x > 0)) return {};
    mean = {{sum.x / precision.x, sum.y / precision.y}, precision};
  }
  return mean;
}

}  // namespace

void CameraMotion::fade(double dt) { shift_ = shift_ * std::exp(-dt / options_.shift_memory_s); }

void CameraMotion::reset() { shift_ = shake_ = {}; }

void CameraMotion::steady(std::span<const Landmark> landmarks, std::span<const Measurement> boxes,
                          double dt) {
  const SeenBoxes seen(boxes);
  landmarks = landmarks.first(std::min(landmarks.size(), kMostLandmarks));
  if (landmarks.empty() || seen.empty() || dt > kLongestStepS) return;
  Point jump;
  const double still = support({}, landmarks, seen);
  if (landmarks.size() >= kFewestVoters &&
      still < options_.shift_suspicion * static_cast<double>(landmarks.size())) {
    jump = best_shift(still * options_.shift_gain + 0.5, landmarks, seen, kReach * width_);
  }
  // A small one: the mean, believed as far as this camera has been seen to shake.
  const Mean mean = mean_displacement(jump, landmarks, seen, options_.noise_x);
  if (!(mean.precision.x > 0)) return;
  const double gain = 1 - std::exp(-dt / kShakeMemoryS);
  const double floor = options_.shift_floor_px * options_.shift_floor_px;
  const bool jumped = norm(jump) > 0;
  const auto believe = [&](double value, double precision, double& shake) {
    const double excess = std::clamp(value * value - 1 / precision, -kMostShake, kMostShake);
    shake += gain * (excess - shake);
    const double variance = std::max({shake, floor, jumped ? value * value : 0});
    return value * variance / (variance + 1 / precision);
  };
  shift_ = shift_ + Point{believe(mean.value.x, mean.precision.x, shake_.x),
                          believe(mean.value.y, mean.precision.y, shake_.y)};
}

}  // namespace sillage::eye
