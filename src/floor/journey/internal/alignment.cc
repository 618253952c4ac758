// SPDX-License-Identifier: Apache-2.0
#include "floor/journey/internal/alignment.h"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>

namespace sillage::floor::internal {
namespace {

constexpr double kUnit = 10;  // m
/// Two cameras' places of one person differ by about this, m, per axis.
constexpr double kNoise = 0.3;
/// Standard deviations beforehand: shift, m; the rest of the affine map, m per 10 m; clock, s. And
/// the share for which a sample counts, since those of one person err alike.
struct Prior {
  double shift, affine, skew, share;
};
/// Wide, to tell the clock from the floor.
constexpr Prior kForClock{0.3, 0.2, 0.3, 0.1};
/// Narrow: floors that agree are not yet right, and beyond where cameras meet nobody corrects them.
constexpr Prior kForFloor{0.1, 0.1, 1e-3, 0.02};
/// From this residual on a sample counts less than half, m.
constexpr double kOutlier = 0.8;
/// Solved so often, if there is that much more to learn from.
constexpr Duration kBetween = std::chrono::minutes(1);
constexpr std::int64_t kMoreSamples = 50;
/// Fewest samples of either half; a residual, m, that matters; by how much it must fall.
constexpr std::int64_t kFewest = 200;
constexpr double kMatters = 0.2, kClearlyM = 0.05, kClearShare = 0.1;
/// So much is remembered of a pair of cameras; then all of it counts half.
constexpr std::int64_t kMostSamples = 20'000;
constexpr std::size_t kMostPairs = 1'000;

using Matrix = Eigen::MatrixXd;

constexpr int kClock = 6;

double sd_of(int unknown, const Prior& prior) {
  if (unknown < 2) return prior.shift;
  return unknown < kClock ? prior.affine : prior.skew;
}

}  // namespace

double Alignment::Sums::cost(const Unknowns& one, const Unknowns& other) const {
  Eigen::Matrix<double, kBoth, 1> x;
  for (int i = 0; i < kUnknowns; ++i) x[i] = one[i], x[kUnknowns + i] = other[i];
  const Eigen::Map<const Eigen::Matrix<double, kBoth, kBoth, Eigen::RowMajor>> n(normal.data());
  const Eigen::Map<const Eigen::Matrix<double, kBoth, 1>> r(right.data());
  return std::max(0.0, x.dot(n * x) - 2 * x.dot(r) + squares);
}

void Alignment::Sums::halve() {
  for (double& x : normal) x /= 2;
  for (double& x : right) x /= 2;
  squares /= 2, weight /= 2, samples /= 2;
}

const Alignment::Unknowns& Alignment::estimate(int camera) const {
  static const Unknowns none{};
  const auto i = static_cast<std::size_t>(camera);
  return i < estimate_.size() ? estimate_[i] : none;
}

/// What the unknowns of a camera add to one axis of a place there.
std::array<double, Alignment::kUnknowns> Alignment::row(Point place, Point velocity,
                                                        int axis) const {
  const Point u = (place - *origin_) * (1 / kUnit);
  if (axis == 0) return {1, 0, u.x, u.y, 0, 0, velocity.x};
  return {0, 1, 0, 0, u.x, u.y, velocity.y};
}

void Alignment::add(const SeenTwice& seen) {
  const auto& [one, other, between_s, velocity, is_test] = seen;
  if (one.camera > other.camera) {
    return add({other, one, -between_s, velocity, is_test});
  }
  if (!origin_) origin_ = one.place;
  const auto key = std::pair(one.camera, other.camera);
  if (pairs_.size() >= kMostPairs && !pairs_.contains(key)) return;
  // one.place + row * x_one is where other.place + velocity * between + row * x_other is.
  const Point gap = other.place + velocity * between_s - one.place;
  std::array<std::array<double, kBoth>, 2> rows{};
  Point left = gap;
  for (int axis : {0, 1}) {
    const auto a = row(one.place, velocity, axis), b = row(other.place, velocity, axis);
    double& rest = axis == 0 ? left.x : left.y;
    for (int i = 0; i < kUnknowns; ++i) {
      rows[axis][i] = a[i], rows[axis][kUnknowns + i] = -b[i];
      rest -= a[i] * estimate(one.camera)[i] - b[i] * estimate(other.camera)[i];
    }
  }
  const double weight = 1 / (1 + dot(left, left) / (kOutlier * kOutlier));
  Sums& sums = pairs_[key].half[is_test];
  for (int axis : {0, 1}) {
    const double value = axis == 0 ? gap.x : gap.y;
    for (int i = 0; i < kBoth; ++i) {
      for (int j = 0; j < kBoth; ++j) {
        sums.normal[i * kBoth + j] += weight * rows[axis][i] * rows[axis][j];
      }
      sums.right[i] += weight * rows[axis][i] * value;
    }
    sums.squares += weight * value * value;
  }
  sums.weight += weight;
  if (++sums.samples > kMostSamples) sums.halve();
  ++samples_;
  cameras_ = std::max(cameras_, other.camera + 1);
}

void Alignment::step(Instant now) {
  if (!solved_at_) solved_at_ = now;
  if (now - *solved_at_ < kBetween || samples_ - samples_solved_ < kMoreSamples) return;
  solved_at_ = now;
  samples_solved_ = samples_;
  solve();
}

void Alignment::solve() {
  std::array<std::int64_t, 2> samples{};
  for (const auto& [key, pair] : pairs_) {
    for (int half : {0, 1}) samples[half] += pair.half[half].samples;
  }
  const Solution none(static_cast<std::size_t>(cameras_), Unknowns{});
  const double before = std::sqrt(mean_square(none, 1));
  const double after = std::sqrt(mean_square(solution(false), 1));
  const bool helps = std::min(samples[0], samples[1]) >= kFewest && before > kMatters &&
                     before - after > std::max(kClearlyM, kClearShare * before);
  is_applied_ = helps || (is_applied_ && after < before);
  estimate_ = solution(true);
}

/// First the clocks, then, with these, the floors.
Alignment::Solution Alignment::solution(bool with_test) const {
  Solution clocks = solution(with_test, false, Solution(static_cast<std::size_t>(cameras_)));
  return solution(with_test, true, std::move(clocks));
}

/// Least squares over all pairs of cameras.
Alignment::Solution Alignment::solution(bool with_test, bool is_clock_known,
                                        Solution clocks) const {
  const Prior& prior = is_clock_known ? kForFloor : kForClock;
  const int n = cameras_ * kUnknowns;
  Matrix normal = Matrix::Zero(n, n);
  Eigen::VectorXd right = Eigen::VectorXd::Zero(n);
  for (int i = 0; i < n; ++i) {
    const int unknown = i % kUnknowns;
    normal(i, i) = std::pow(kNoise / sd_of(unknown, prior), 2);
    if (unknown == kClock) right[i] = normal(i, i) * clocks[i / kUnknowns][kClock];
  }
  for (const auto& [key, pair] : pairs_) {
    const std::array<int, 2> at{key.first * kUnknowns, key.second * kUnknowns};
    const auto place = [&](int i) { return at[i / kUnknowns] + i % kUnknowns; };
    for (int half = 0; half <= static_cast<int>(with_test); ++half) {
      const Sums& sums = pair.half[half];
      for (int i = 0; i < kBoth; ++i) {
        for (int j = 0; j < kBoth; ++j) {
          normal(place(i), place(j)) += prior.share * sums.normal[i * kBoth + j];
        }
        right[place(i)] += prior.share * sums.right[i];
      }
    }
  }
  const Eigen::VectorXd x = normal.ldlt().solve(right);
  Solution solved = std::move(clocks);
  for (int i = 0; i < n; ++i) solved[i / kUnknowns][i % kUnknowns] = x[i];
  return solved;
}

/// Of one half, in square metres.
double Alignment::mean_square(const Solution& by, int half) const {
  double cost = 0, weight = 0;
  for (const auto& [key, pair] : pairs_) {
    const Sums& sums = pair.half[half];
    cost += sums.cost(by[key.first], by[key.second]);
    weight += sums.weight;
  }
  return weight > 0 ? cost / weight : 0;
}

Point Alignment::corrected(int camera, Point place) const {
  if (!is_used_ || !is_applied_) return place;
  const Unknowns& x = estimate(camera);
  const Point u = (place - *origin_) * (1 / kUnit);
  return place + Point{x[0] + x[2] * u.x + x[3] * u.y, x[1] + x[4] * u.x + x[5] * u.y};
}

double Alignment::skew_s(int camera) const {
  return is_used_ && is_applied_ ? estimate(camera)[6] : 0;
}

CameraAlignment Alignment::report(int camera) const {
  CameraAlignment report;
  report.is_applied = is_used_ && is_applied_;
  report.skew_s = estimate(camera)[6];
  double before = 0, after = 0, weight = 0;
  for (const auto& [key, pair] : pairs_) {
    if (key.first != camera && key.second != camera) continue;
    for (const Sums& sums : pair.half) {
      report.samples += sums.samples;
      before += sums.cost({}, {});
      after += sums.cost(estimate(key.first), estimate(key.second));
      weight += sums.weight;
    }
  }
  if (weight > 0) {
    report.residual_before_m = std::sqrt(before / weight);
    report.residual_after_m = std::sqrt(after / weight);
  }
  return report;
}

}  // namespace sillage::floor::internal
