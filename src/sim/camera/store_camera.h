// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "geometry/box.h"
#include "sim/agents/moment.h"
#include "sim/agents/person.h"
#include "sim/camera/film_options.h"
#include "sim/camera/picture.h"
#include "sim/plan/plan.h"

namespace sillage::sim {

/// One person in one picture. A person is body, clothes, hair and carried bags; what they push or
/// sit in hides them but is not part of them. Boxes in pixels.
struct PersonTruth {
  PersonId person{};
  Box whole;    ///< of all of the body, hidden or beyond the picture's edge as well
  Box visible;  ///< of the pixels that show them; empty if none does
  /// Pixels that show them over pixels that would if nothing hid them and the picture had no edge,
  /// 0 to 1.
  double visible_share = 0;
  Point foot_in_floor;  ///< below the body's middle, m
  Point foot_in_image;  ///< the same place in the picture, pixels; may lie beyond its edge
};

/// A picture and what is on it, in the order of the people's ids: everybody of whom any part lies
/// within the picture's frame, hidden or not.
struct Shot {
  Picture picture;
  std::vector<PersonTruth> people;
};

/// Films the simulated store: our own renderer, no graphics card. Not thread-safe; cameras run side
/// by side in threads of their own. The same calls in the same order give the same bytes.
class StoreCamera {
 public:
  /// Computes the empty store as this camera sees it (seconds). Fails (kInvalidArgument) on options
  /// out of range, (kNotFound) if the plan has no camera of that name.
  static Result<StoreCamera> create(const Plan& plan, const std::string& camera,
                                    const FilmOptions& options);
  StoreCamera(StoreCamera&&) noexcept;
  StoreCamera& operator=(StoreCamera&&) noexcept;
  ~StoreCamera();

  /// The picture whose exposure begins at `at`. `before` and `after` are the ticks around it;
  /// `cast` are all who appear in them, in the order of their ids. The automatic exposure carries
  /// on from the picture before. Fails (kInvalidArgument) on a stance of somebody who is not in
  /// `cast`.
  Result<Shot> shoot(std::span<const Person> cast, const Moment& before, const Moment& after,
                     Instant at);

  const CameraPlan& plan() const;
  /// True while the store's lamps are off at that time and the camera is in its infrared mode.
  bool is_night(Instant at) const;

 private:
  struct Impl;
  explicit StoreCamera(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace sillage::sim
