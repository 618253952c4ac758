// SPDX-License-Identifier: Apache-2.0
#include "config/summary.h"

#include <fmt/format.h>

#include "config/internal/calibration.h"

namespace sillage::config {
namespace {

std::string describe(const ScaleCalibration& scale) {
  return fmt::format(
      "not calibrated: the picture's height stands for {} m, lengths are approximate",
      scale.picture_height_m);
}

std::string describe(const PointCalibration& points) {
  HomographyFit fit;
  if (const auto floor = Homography::fit(points.pairs, &fit); !floor) {
    return floor.error().message;
  }
  const std::string residual =
      fmt::format("{} points, residual {:.3f} m rms, {:.3f} m at worst (point {})",
                  points.pairs.size(), fit.residual_rms_m, fit.residual_max_m, fit.worst_pair + 1);
  if (points.pairs.size() > 4) return residual;
  return residual + "; 4 points always fit, a fifth would check them";
}

std::string describe(const CameraCalibration& calibration) {
  const auto centre = internal::position_of(calibration.camera);
  return fmt::format("calibrated camera at [{:.2f}, {:.2f}], {:.2f} m above the floor", centre[0],
                     centre[1], centre[2]);
}

std::string describe(const Line& line) {
  const bool left = line.segment.signed_distance(line.inside) > 0;
  return fmt::format(
      "{:.2f} m, inside is on the {} walking from `from` to `to` (on a plan with y up; the other "
      "side where y "
      "grows downwards, as in a picture)",
      line.segment.length(), left ? "left" : "right");
}

}  // namespace

std::string summary(const StoreConfig& config) {
  std::string text =
      fmt::format("store   {}: {}, {}\n", config.id.value(), config.name, config.time_zone);
  for (const Camera& camera : config.cameras) {
    text += fmt::format("camera  {}: {}\n", camera.id.value(),
                        std::visit([](const auto& c) { return describe(c); }, camera.calibration));
  }
  for (const Line& line : config.lines) {
    text += fmt::format("line    {}: {}\n", line.id.value(), describe(line));
  }
  for (const Zone& zone : config.zones) {
    text += fmt::format("zone    {}: {}, {} corners, {:.1f} m^2\n", zone.id.value(),
                        to_string(zone.type), zone.area.corners().size(), zone.area.area());
  }
  return text + "ok\n";
}

}  // namespace sillage::config
