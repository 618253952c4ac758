// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "sim/camera/store_camera.h"

namespace sillage::sim {

/// The people of one picture as lines of a MOTChallenge file (frame counts from 1):
/// `frame,id,left,top,width,height,mark,1,visible_share` and then our columns
/// `vis_left,vis_top,vis_width,vis_height,floor_x,floor_y,foot_x,foot_y`. The box is `whole`; ids
/// are 1 + PersonId; `mark` is 0 (to be ignored by evaluations) for those of whom less than
/// `least_share` is visible, else 1. Pixels with two decimals, metres with three.
std::string truth_lines(int frame, const Shot& shot, double least_share = 0.25);

}  // namespace sillage::sim
