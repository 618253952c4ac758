// SPDX-License-Identifier: Apache-2.0
#include "config/internal/calibration.h"

#include <algorithm>
#include <cmath>

namespace sillage::config::internal {
namespace {

/// Cameras of a store hang on a ceiling or mast; higher or lower is a slip of unit or axes.
constexpr Range kCameraHeight{0.2, 200};

void check_points_in_picture(const PointCalibration& points, const ImageSize& size, Position at,
                             const std::string& subject, Problems& problems) {
  if (size.width == 0) return;
  for (std::size_t i = 0; i < points.pairs.size(); ++i) {
    const Point p = points.pairs[i].in_image;
    if (p.x >= 0 && p.y >= 0 && p.x <= size.width && p.y <= size.height) continue;
    problems.warn(at, subject,
                  "point {} at [{}, {}] lies outside the picture of {} x {} pixels; check it and "
                  "image_size",
                  i + 1, p.x, p.y, size.width, size.height);
  }
}

Calibration read_points(const CalibrationDraft& draft, const Table& table, const ImageSize& size,
                        Problems& problems) {
  PointCalibration points{draft.points};
  const Position at = table.where("points");
  check_residual(points, at, table.subject, problems);
  check_points_in_picture(points, size, at, table.subject, problems);
  return points;
}

void check_camera(const PinholeCamera& camera, const Table& table, Problems& problems) {
  const auto floor = Homography::from_camera(camera);
  if (!floor) {
    problems.error(table.at, table.subject, "{}", floor.error().message);
    return;
  }
  const double height = position_of(camera)[2];
  if (!kCameraHeight.holds(height)) {
    problems.error(table.at, table.subject,
                   "puts the camera {:.2f} m {} the floor; check units ({}) and that z points up",
                   std::abs(height), height < 0 ? "below" : "above",
                   "translation in m; Tsai's f, dpx, dpy, tx, ty, tz in mm");
  }
}

Calibration read_tsai(const CalibrationDraft& draft, const Table& table, const ImageSize& size,
                      Problems& problems) {
  const double share = distortion_share(draft, size);
  if (share > kWorstDistortion) {
    problems.error(table.where("kappa1"), table.subject,
                   "kappa1 moves the picture's corner by {:.0f} %, which is not corrected; use "
                   "undistorted video, or kind = \"points\"",
                   share * 100);
  } else if (share > kDoubtfulDistortion) {
    problems.warn(table.where("kappa1"), table.subject,
                  "kappa1 is not corrected: positions at the picture's corner are off by {:.1f} % "
                  "of their distance from its middle; kind = \"points\" would even that out",
                  share * 100);
  }
  const PinholeCamera camera = pinhole_from_tsai(draft);
  check_camera(camera, table, problems);
  return CameraCalibration{camera};
}

Calibration read_pinhole(const CalibrationDraft& draft, const Table& table, Problems& problems) {
  PinholeCamera camera{draft.fx, draft.fy, draft.cx, draft.cy, {}, {}};
  std::copy_n(draft.rotation.begin(), 9, camera.rotation.begin());
  std::copy_n(draft.translation.begin(), 3, camera.translation.begin());
  check_camera(camera, table, problems);
  return CameraCalibration{camera, draft.k1, draft.k2};
}

/// True if the table has every key that its kind needs; what is missing has been reported.
bool is_complete(const Table& table, const std::string& kind) {
  const auto fields = fields_only(fields_of(CalibrationDraft{}));
  return std::all_of(fields.begin(), fields.end(), [&](const Field& field) {
    return !field.traits.required || !field.belongs_to(kind) || table.values.contains(field.key);
  });
}

}  // namespace

Calibration read_calibration(const Table& table, const ImageSize& image_size, Problems& problems) {
  CalibrationDraft draft;
  fill(draft, fields_of(draft), table.values);
  if (!is_complete(table, draft.kind)) return ScaleCalibration{};
  if (draft.kind == "points") return read_points(draft, table, image_size, problems);
  if (draft.kind == "camera") return read_pinhole(draft, table, problems);
  if (draft.kind == "tsai") return read_tsai(draft, table, image_size, problems);
  return ScaleCalibration{draft.picture_height_m};
}

PinholeCamera pinhole_from_tsai(const CalibrationDraft& tsai) {
  const double sa = std::sin(tsai.rx), ca = std::cos(tsai.rx);
  const double sb = std::sin(tsai.ry), cb = std::cos(tsai.ry);
  const double sg = std::sin(tsai.rz), cg = std::cos(tsai.rz);
  PinholeCamera camera;
  camera.fx = tsai.sx * tsai.f / tsai.dpx;
  camera.fy = tsai.f / tsai.dpy;
  camera.cx = tsai.cx;
  camera.cy = tsai.cy;
  camera.rotation = {cb * cg,
                     cg * sa * sb - ca * sg,
                     sa * sg + ca * cg * sb,
                     cb * sg,
                     sa * sb * sg + ca * cg,
                     ca * sb * sg - cg * sa,
                     -sb,
                     cb * sa,
                     ca * cb};
  camera.translation = {tsai.tx / 1000, tsai.ty / 1000, tsai.tz / 1000};
  return camera;
}

std::array<double, 3> position_of(const PinholeCamera& camera) {
  std::array<double, 3> centre{};  // -R^T t
  for (std::size_t column = 0; column < 3; ++column) {
    for (std::size_t row = 0; row < 3; ++row) {
      centre[column] -= camera.rotation[3 * row + column] * camera.translation[row];
    }
  }
  return centre;
}

double distortion_share(const CalibrationDraft& tsai, const ImageSize& image_size) {
  const double width = image_size.width > 0 ? image_size.width : 2 * tsai.cx;
  const double height = image_size.height > 0 ? image_size.height : 2 * tsai.cy;
  const double x = std::max(std::abs(tsai.cx), std::abs(width - tsai.cx)) * tsai.dpx / tsai.sx;
  const double y = std::max(std::abs(tsai.cy), std::abs(height - tsai.cy)) * tsai.dpy;
  return std::abs(tsai.kappa1) * (x * x + y * y);
}

void check_residual(const PointCalibration& points, Position at, const std::string& subject,
                    Problems& problems) {
  HomographyFit fit;
  if (const auto floor = Homography::fit(points.pairs, &fit); !floor) {
    problems.error(at, subject, "{}", floor.error().message);
    return;
  }
  constexpr auto kText =
      "the points disagree by {:.2f} m rms ({:.2f} m at point {}); measure that point again or "
      "check "
      "that image and floor are paired{}";
  const int worst = fit.worst_pair + 1;
  if (!(fit.residual_rms_m <= kWorstResidual)) {
    problems.error(at, subject, kText, fit.residual_rms_m, fit.residual_max_m, worst,
                   fmt::format(" ({} m are allowed)", kWorstResidual));
  } else if (fit.residual_rms_m > kDoubtfulResidual) {
    problems.warn(at, subject, kText, fit.residual_rms_m, fit.residual_max_m, worst, "");
  }
}

}  // namespace sillage::config::internal
