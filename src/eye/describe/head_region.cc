// SPDX-License-Identifier: Apache-2.0
#include "eye/describe/head_region.h"

#include <algorithm>

namespace sillage::eye {
namespace {

constexpr double kShareOfHeight = 0.28;
constexpr double kShareOfWidth = 0.6;
/// Boxes of detectors are a little off.
constexpr double kAbove = 0.1;   ///< of the height
constexpr double kBeside = 0.1;  ///< of the width

}  // namespace

Box head_region(const Box& person) {
  const double down = std::max(kShareOfHeight * person.height, kShareOfWidth * person.width);
  const double above = kAbove * person.height;
  const double beside = kBeside * person.width;
  return {person.left - beside, person.top - above, person.width + 2 * beside,
          above + std::min(down, person.height)};
}

}  // namespace sillage::eye
