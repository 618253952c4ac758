// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace sillage::eval {

/// Column 8 of MOT17's ground truth.
inline constexpr int kPedestrian = 1;
/// Person on vehicle, static person, distractor, reflection: neither right nor wrong.
constexpr bool is_distractor(int object_class) {
  return object_class == 2 || object_class == 7 || object_class == 8 || object_class == 12;
}

}  // namespace sillage::eval
