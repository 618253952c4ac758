// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "base/time.h"
#include "floor/journey/fuser.h"
#include "geometry/point.h"

namespace sillage::floor::internal {

/// One person at once in two cameras.
struct SeenTwice {
  struct By {
    int camera = 0;
    Point place;  ///< as the camera says, m
  };
  By one, other;
  double between_s = 0;  ///< the one's time less the other's
  Point velocity;        ///< m/s
  bool is_test = false;  ///< half of the people check what the others taught
};

/// How cameras that see one person at once disagree: an affine error of each camera's floor, and a
/// clock that is ahead. Least squares over all cameras together with a prior around no error, each
/// sample weighted down by its residual; what is learned from half of the people is put to use only
/// if it lowers the residual of the other half. Holds sums of many people, and of nobody alone
/// anything but a share of them.
class Alignment {
 public:
  /// Affine: shift x, y; and of x and y, per 10 m from the origin, what is added to x and to y.
  /// Then the clock's lead, s.
  static constexpr int kUnknowns = 7;
  using Unknowns = std::array<double, kUnknowns>;

  explicit Alignment(bool is_used) : is_used_(is_used) {}

  void add(const SeenTwice& seen);
  /// Solves anew now and then; by event time alone.
  void step(Instant now);

  Point corrected(int camera, Point place) const;
  /// By which the camera's clock is ahead; 0 while that is not known.
  double skew_s(int camera) const;
  bool is_applied() const { return is_applied_; }
  /// Of what a camera takes part in.
  CameraAlignment report(int camera) const;

 private:
  static constexpr int kBoth = 2 * kUnknowns;
  /// Weighted sums of a least-squares problem: rows * unknowns = residual.
  struct Sums {
    std::array<double, kBoth * kBoth> normal{};  ///< row by row
    std::array<double, kBoth> right{};
    double squares = 0, weight = 0;
    std::int64_t samples = 0;

    double cost(const Unknowns& one, const Unknowns& other) const;
    void halve();
  };
  struct Pair {
    std::array<Sums, 2> half;  ///< to learn from, to test
  };
  using Solution = std::vector<Unknowns>;

  void solve();
  Solution solution(bool with_test) const;
  Solution solution(bool with_test, bool is_clock_known, Solution clocks) const;
  double mean_square(const Solution& by, int half) const;
  std::array<double, kUnknowns> row(Point place, Point velocity, int axis) const;
  const Unknowns& estimate(int camera) const;

  bool is_used_;
  std::optional<Point> origin_;
  std::map<std::pair<int, int>, Pair> pairs_;
  Solution estimate_;  ///< by camera; put to use or not
  bool is_applied_ = false;
  int cameras_ = 0;
  std::int64_t samples_ = 0, samples_solved_ = 0;
  std::optional<Instant> solved_at_;
};

}  // namespace sillage::floor::internal
