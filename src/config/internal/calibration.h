// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string>

#include "config/internal/document.h"
#include "config/internal/sections.h"

namespace sillage::config::internal {

/// What a camera's [camera.calibration] says, checked as a whole; problems go to `problems`.
Calibration read_calibration(const Table& table, const ImageSize& image_size, Problems& problems);

/// A Tsai camera as a pinhole camera in metres; kappa1 is left out.
/// Source: Tsai, IEEE J. Robotics and Automation 3(4), 1987, eq. 4-8; R = Rz(rz) Ry(ry) Rx(rx).
PinholeCamera pinhole_from_tsai(const CalibrationDraft& tsai);

/// Where the camera stands, on the floor plan; z is its height, m.
std::array<double, 3> position_of(const PinholeCamera& camera);

/// Largest shift of a point in the picture by kappa1, as a share of its distance from the
/// principal point.
double distortion_share(const CalibrationDraft& tsai, const ImageSize& image_size);

/// Warns or refuses by how far the floor points disagree with the fitted plane.
void check_residual(const PointCalibration& points, Position at, const std::string& subject,
                    Problems& problems);

}  // namespace sillage::config::internal
