// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "geometry/box.h"

namespace sillage::eye {

/// The part of the picture, in pixels, that no description of clothing may read: head, neck and
/// everything above the shoulders of a person in `person`, with room on all sides. It reaches down
/// to 0.28 of the box's height, or to 0.6 of its width where that is lower: a box that shows the
/// upper body only is wide for its height, and the head takes a larger share of it.
///
/// Shoulders are at about 0.18 of a person's height. The rule is geometry, not recognition: of
/// somebody who stoops, sits or lies, the head may be elsewhere.
///
/// `tilt_sine`: of the angle at which the camera looks down at them; seen from above, head and
/// shoulders take a larger share of the box, and the region reaches down to half of it.
Box head_region(const Box& person, double tilt_sine = 0);

}  // namespace sillage::eye
