// SPDX-License-Identifier: Apache-2.0
#include "eye/describe/head_region.h"

#include <algorithm>

namespace sillage::eye {
namespace {

constexpr double kShareOfHeight = 0.28;
constexpr double kShareOfWidth = 0.6;
/// Of a body 1.7 m tall and 0.5 m deep with a head of 0.25 m each way, head and shoulders grow from
/// 0.18 of what is seen from the side to half of it from straight above.
constexpr double kMoreFromAbove = 0.22;
/// Boxes of detectors are a little off.
constexpr double kAbove = 0.1;   ///< of the height
constexpr double kBeside = 0.1;  ///< of the width

}  // namespace

Box head_region(const Box& person, double tilt_sine) {
  const double share = kShareOfHeight + kMoreFromAbove * tilt_sine * tilt_sine;
  const double down = std::max(share * person.height, kShareOfWidth * person.width);
  const double above = kAbove * person.height;
  const double beside = kBeside * person.width;
  return {person.left - beside, person.top - above, person.width + 2 * beside,
          above + std::min(down, person.height)};
}

}  // namespace sillage::eye
