// SPDX-License-Identifier: Apache-2.0
#include "config/store_config.h"

#include <cmath>

#include "config/internal/limits.h"

namespace sillage::config {
namespace {

using internal::Range;

Result<void> check_range(const char* key, double value, const Range& range, const char* unit) {
  if (range.holds(value)) return {};
  return fail(ErrorCode::kConfiguration, "{} is {}{}; set it to between {} and {}{}", key, value,
              unit, range.low, range.high, unit);
}

}  // namespace

const char* to_string(PrivacyMode mode) {
  return mode == PrivacyMode::kStrict ? "strict" : "standard";
}

const char* to_string(ZoneType type) {
  switch (type) {
    case ZoneType::kEntrance:
      return "entrance";
    case ZoneType::kFrontage:
      return "frontage";
    case ZoneType::kAisle:
      return "aisle";
    case ZoneType::kCheckoutQueue:
      return "checkout_queue";
    case ZoneType::kService:
      return "service";
    case ZoneType::kStaff:
      return "staff";
    case ZoneType::kFitting:
      return "fitting";
    case ZoneType::kObjection:
      return "objection";
    case ZoneType::kOther:
      return "other";
  }
  return "other";
}

Result<void> JourneyOptions::check() const {
  RETURN_IF_ERROR(check_range("journey.level", level, internal::kLinkLevel, ""));
  RETURN_IF_ERROR(check_range("journey.lag_s", lag_s, internal::kJourneyLag, " s"));
  return check_range("journey.lateness_s", lateness_s, internal::kLateness, " s");
}

Result<void> MeasureOptions::check() const {
  RETURN_IF_ERROR(
      check_range("measure.entry_confirm_s", entry_confirm_s, internal::kEntryConfirm, " s"));
  RETURN_IF_ERROR(check_range("measure.line_band_m", line_band_m, internal::kLineBand, " m"));
  RETURN_IF_ERROR(
      check_range("measure.zone_min_stay_s", zone_min_stay_s, internal::kZoneMinStay, " s"));
  RETURN_IF_ERROR(check_range("measure.zone_gap_s", zone_gap_s, internal::kZoneGap, " s"));
  RETURN_IF_ERROR(check_range("measure.state_ttl_s", state_ttl_s, internal::kStateTtl, " s"));
  RETURN_IF_ERROR(check_range("measure.engaged_s", engaged_s, internal::kEngaged, " s"));
  RETURN_IF_ERROR(check_range("measure.bounce_s", bounce_s, internal::kBounce, " s"));
  RETURN_IF_ERROR(
      check_range("measure.group_distance_m", group_distance_m, internal::kGroupDistance, " m"));
  RETURN_IF_ERROR(check_range("measure.group_share", group_share, internal::kShare, ""));
  RETURN_IF_ERROR(
      check_range("measure.group_window_s", group_window_s, internal::kGroupWindow, " s"));
  RETURN_IF_ERROR(check_range("measure.staff_presence_min", staff_presence_min,
                              internal::kStaffPresence, " min"));
  return check_range("measure.objection_s", objection_s, internal::kObjection, " s");
}

Result<void> PrivacyOptions::check() const {
  RETURN_IF_ERROR(check_range("privacy.k", k, internal::kGroupSize, " people"));
  RETURN_IF_ERROR(
      check_range("privacy.bin_minutes", bin_minutes, internal::kBinMinutes, " minutes"));
  if (1440 % bin_minutes != 0) {
    return fail(ErrorCode::kConfiguration,
                "privacy.bin_minutes is {}, which does not divide a day of 1440 minutes; use 15, "
                "20, 30, 60 or another divisor",
                bin_minutes);
  }
  RETURN_IF_ERROR(check_range("privacy.rho", rho, internal::kRho, ""));
  RETURN_IF_ERROR(check_range("privacy.stays_per_day", stays_per_day, internal::kStaysPerDay, ""));
  return check_range("privacy.expected_visits", expected_visits, internal::kExpectedVisits, "");
}

Result<void> DetectorSettings::check() const {
  return check_range("detector.min_score", min_score, internal::kMinScore, "");
}

namespace {

Result<Homography> floor_from_image_of(const ScaleCalibration& scale, const Camera&, int,
                                       int frame_height, HomographyFit*) {
  RETURN_IF_ERROR(
      check_range("picture_height_m", scale.picture_height_m, internal::kPictureHeight, " m"));
  return Homography::scale(scale.picture_height_m / frame_height);
}

/// Pixels of the frame per pixel of the picture that was calibrated.
struct Rescale {
  double x = 1;
  double y = 1;
};

Rescale rescale(const Camera& camera, int frame_width, int frame_height) {
  Rescale factor;
  if (camera.image_width > 0) factor.x = 1.0 * frame_width / camera.image_width;
  if (camera.image_height > 0) factor.y = 1.0 * frame_height / camera.image_height;
  return factor;
}

Result<Homography> floor_from_image_of(const PointCalibration& points, const Camera& camera,
                                       int frame_width, int frame_height, HomographyFit* report) {
  const Rescale factor = rescale(camera, frame_width, frame_height);
  std::vector<PointPair> pairs = points.pairs;
  for (PointPair& pair : pairs) {
    pair.in_image = {pair.in_image.x * factor.x, pair.in_image.y * factor.y};
  }
  return Homography::fit(pairs, report);
}

Result<Homography> floor_from_image_of(const CameraCalibration& calibrated, const Camera& camera,
                                       int frame_width, int frame_height, HomographyFit*) {
  const Rescale factor = rescale(camera, frame_width, frame_height);
  PinholeCamera pinhole = calibrated.camera;
  pinhole.fx *= factor.x;
  pinhole.cx *= factor.x;
  pinhole.fy *= factor.y;
  pinhole.cy *= factor.y;
  return Homography::from_camera(pinhole);
}

}  // namespace

Result<Homography> floor_from_image(const Camera& camera, int frame_width, int frame_height,
                                    HomographyFit* report) {
  if (frame_width <= 0 || frame_height <= 0) {
    return fail(ErrorCode::kInvalidArgument,
                "camera '{}': a frame of {} x {} pixels has no floor; check the video",
                camera.id.value(), frame_width, frame_height);
  }
  auto result = std::visit(
      [&](const auto& calibration) {
        return floor_from_image_of(calibration, camera, frame_width, frame_height, report);
      },
      camera.calibration);
  if (!result)
    return tl::unexpected(
        std::move(result).error().with(fmt::format("camera '{}'", camera.id.value())));
  return result;
}

RadialLens lens_of(const Camera& camera, int frame_width, int frame_height) {
  const auto* calibrated = std::get_if<CameraCalibration>(&camera.calibration);
  if (calibrated == nullptr) return {};
  const Rescale factor = rescale(camera, frame_width, frame_height);
  const PinholeCamera& pinhole = calibrated->camera;
  return {pinhole.fx * factor.x, pinhole.fy * factor.y, pinhole.cx * factor.x,
          pinhole.cy * factor.y, calibrated->k1,        calibrated->k2};
}

StoreConfig default_store() {
  StoreConfig config;
  Camera camera;
  camera.id = CameraId("camera");
  camera.name = "Camera";
  config.cameras.push_back(std::move(camera));
  return config;
}

}  // namespace sillage::config
