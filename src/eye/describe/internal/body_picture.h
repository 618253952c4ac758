// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>

#include "eye/common/body_network.h"
#include "eye/common/frame.h"
#include "geometry/box.h"

namespace sillage::eye {

/// A body from below its head mask to its feet, as the network is shown it. Wiped at the end.
struct BodyPicture {
  std::array<float, BodyNetwork::kSize> rgb{};
  double unseen = 1;     ///< share that is masked, hidden or outside the picture, and grey
  double sharpness = 0;  ///< fine against coarse differences of lightness; falls with blur

  BodyPicture() = default;
  BodyPicture(const BodyPicture&) = delete;
  BodyPicture& operator=(const BodyPicture&) = delete;
  ~BodyPicture();
};

/// Draws what of `person` lies below `top` (pixels). No pixel that touches one of `masked`, nor one
/// that shares a colour sample with such a pixel, is read; `masked` must hold the person's own head
/// region, whose lower edge is `top`.
void draw_body(const I420View& picture, const Box& person, double top, std::span<const Box> masked,
               BodyPicture& body);

}  // namespace sillage::eye
