// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "geometry/box.h"
#include "sim/agents/moment.h"
#include "sim/agents/person.h"
#include "sim/plan/lens.h"
#include "sim/plan/plan.h"

namespace sillage::sim {

/// One person as a camera's lens shows them at one time. Boxes in pixels; they may lie partly
/// beside the picture.
struct SeenPerson {
  PersonId person{};
  Box whole;  ///< of all of the body, hidden or not
  /// Of what no shelf and no wall hides, whoever stands in front; no area where that is nothing.
  Box unblocked;
  double visible_share = 0;  ///< of the whole body: in the picture and hidden by nothing, 0 to 1
  double hidden_share = 0;   ///< of what lies in the picture, behind things or people, 0 to 1
  double blocked_share = 0;  ///< of what lies in the picture, behind shelves and walls alone
  double distance_m = 0;     ///< from the lens to the middle of the body
  Point foot_in_floor;       ///< below the body's middle, m
  bool foot_in_picture = false;
};

/// What a camera of a plan could see, by geometry alone: no pixels, no chance.
///
/// A body is an upright stack of discs, posed roughly: legs part with the step, a hand reaches,
/// who uses a wheelchair sits. Their boxes agree with those of the rendered bodies of sim/camera
/// (camera_view_test.cc says how well). Shares are taken on a grid of 12 by 5 places of the body.
/// Shelves and walls hide by their height, exactly but for a floor grid of 5 cm (coarser above
/// 50 m); people and what they push hide one another by their outlines in the picture.
class CameraView {
 public:
  /// The plan must have been checked. Fails (kNotFound) if it has no camera of that name.
  static Result<CameraView> create(const Plan& plan, std::string_view camera);
  CameraView(CameraView&&) noexcept;
  CameraView& operator=(CameraView&&) noexcept;
  ~CameraView();

  const CameraPlan& plan() const;
  const Lens& lens() const;

  /// Everybody of whom any part lies within the picture's frame, hidden or not, in the order of
  /// the moment. `cast` holds all of them, in the order of their ids; who is not in it is not seen.
  /// Not for two threads at once: what shelves hide is worked out where it is first asked for.
  std::vector<SeenPerson> see(std::span<const Person> cast, const Moment& moment) const;

 private:
  struct Impl;
  explicit CameraView(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace sillage::sim
