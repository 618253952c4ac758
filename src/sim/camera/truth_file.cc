// SPDX-License-Identifier: Apache-2.0
#include "sim/camera/truth_file.h"

#include <fmt/format.h>

namespace sillage::sim {

std::string truth_lines(int frame, const Shot& shot, double least_share) {
  std::string text;
  for (const PersonTruth& person : shot.people) {
    const Box &whole = person.whole, &visible = person.visible;
    text += fmt::format(
        "{},{},{:.2f},{:.2f},{:.2f},{:.2f},{},1,{:.3f},{:.2f},{:.2f},{:.2f},{:.2f},{:.3f},{:.3f},"
        "{:.2f},{:.2f}\n",
        frame, static_cast<std::uint32_t>(person.person) + 1, whole.left, whole.top, whole.width,
        whole.height, person.visible_share >= least_share ? 1 : 0, person.visible_share,
        visible.left, visible.top, visible.width, visible.height, person.foot_in_floor.x,
        person.foot_in_floor.y, person.foot_in_image.x, person.foot_in_image.y);
  }
  return text;
}

}  // namespace sillage::sim
