// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <cstring>
#include <string_view>

#include "eval/camera_file.h"
#include "harness.h"

using namespace sillage;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto camera = eval::parse_camera_file(text, "cam_para.txt");
  if (!camera) {
    if (!camera.error().message.starts_with("cam_para.txt:")) __builtin_trap();
    return 0;
  }
  for (double value : {camera->fx, camera->fy, camera->cx, camera->cy, camera->translation[0]}) {
    if (!std::isfinite(value)) __builtin_trap();
  }
  // Numbers that are no camera are refused, never turned into a map with holes.
  if (const auto floor = Homography::from_camera(*camera); floor) {
    for (double value : floor->matrix()) {
      if (!std::isfinite(value)) __builtin_trap();
    }
  }
  return 0;
}

std::vector<std::vector<std::byte>> fuzz::seed_inputs() {
  const std::string_view text =
      "RotationMatrices\n1 0 0\n0 -1 0\n0 0 -1\n\nTranslationVectors\n0 0 4000 \n\n"
      "IntrinsicMatrix\n800 0 320\n0 800 240\n0 0 1\n";
  std::vector<std::byte> seed(text.size());
  std::memcpy(seed.data(), text.data(), text.size());
  return {seed};
}
