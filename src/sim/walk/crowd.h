// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "sim/walk/routes.h"

namespace sillage::sim {

/// A place in the crowd; numbers are used again once their walker has left.
using WalkerSlot = std::int32_t;

struct WalkerSpec {
  Point at;
  double heading = 0;      ///< rad
  double radius = 0.21;    ///< of the body's disc, m
  double push_radius = 0;  ///< of what is pushed ahead, m; 0 = nothing
  double push_reach = 0;   ///< from the body's middle to the middle of what is pushed, m
  bool wheels = false;     ///< needs the wide ways
  std::int32_t unit = -1;  ///< those of one unit do not walk round each other
};

/// People who walk, a tick of 0.1 s at a time. Each follows the field to its goal, looks ahead and
/// turns or slows for others (the directions and speeds of Moussaid, Helbing & Theraulaz, PNAS
/// 108(17), 2011: of the directions in sight, take the one that brings one closest to the goal
/// before the first collision; never walk faster than leaves half a second to it), and what overlap
/// is left is pushed apart, so that bodies are discs that do not overlap and walls hold.
///
/// Who stands costs nothing but is in the way, and gives way a little when pushed. Deterministic:
/// the same calls give the same places. No thread of its own.
class Crowd {
 public:
  static constexpr double kTickS = 0.1;

  struct Walker {
    Point place;      ///< of the body, m
    Point velocity;   ///< m/s
    Point facing;     ///< where the body turns, of length 1
    Point pushed_at;  ///< middle of what is pushed; the body's place without
    double walked_m = 0;
    double radius = 0;
    bool walking = false;  ///< has a goal, or somebody to go with
  };

  /// The routes must outlive the crowd.
  explicit Crowd(Routes& routes);
  Crowd(Crowd&&) noexcept;
  Crowd& operator=(Crowd&&) noexcept;
  ~Crowd();

  WalkerSlot add(const WalkerSpec& spec);
  void remove(WalkerSlot slot);
  /// True if a disc there would overlap nobody.
  bool is_vacant(Point at, double radius) const;

  /// Walks to within `close_m` of the goal at this speed, m/s; `arrived` tells when.
  void go(WalkerSlot slot, Point goal, double speed, double close_m = 0.15);
  /// Walks with somebody, `offset` (ahead, to the left; m) from them, single file where it is
  /// narrow. Ends with `go`, `halt` or the leader's removal.
  void accompany(WalkerSlot slot, WalkerSlot leader, Point offset, double speed);
  void halt(WalkerSlot slot);

  /// One tick for all. Who moved, in no particular order; who came to their goal (and now stands);
  /// who has not got on for five seconds (still tries; told every five seconds).
  struct Events {
    std::vector<WalkerSlot> moved;
    std::vector<WalkerSlot> arrived;
    std::vector<WalkerSlot> stuck;
  };
  const Events& step();

  const Walker& operator[](WalkerSlot slot) const;
  /// Nobody walks: the next step would do nothing.
  bool is_still() const;
  /// Most that two discs have overlapped after a tick so far, m.
  double worst_overlap() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace sillage::sim
