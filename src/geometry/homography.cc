// SPDX-License-Identifier: Apache-2.0
#include "geometry/homography.h"

#include <Eigen/Dense>
#include <cmath>
#include <limits>

namespace sillage {
namespace {

using Matrix3 = Eigen::Matrix<double, 3, 3, Eigen::RowMajor>;

/// Below this ratio of singular values, the points do not fix a plane map.
constexpr double kWorstCondition = 1e7;
/// A camera lower than this above the floor sees it edge-on.
constexpr double kLowestCameraM = 0.01;

/// Moves the centroid to 0 and the mean distance to sqrt(2).
Matrix3 normalisation(std::span<const PointPair> pairs, Point PointPair::*member) {
  Point centre;
  for (const PointPair& pair : pairs) centre = centre + pair.*member;
  centre = centre * (1.0 / static_cast<double>(pairs.size()));
  double mean = 0;
  for (const PointPair& pair : pairs) mean += distance(pair.*member, centre);
  mean /= static_cast<double>(pairs.size());
  const double s = mean > 0 ? std::sqrt(2.0) / mean : 0;
  Matrix3 t;
  t << s, 0, -s * centre.x, 0, s, -s * centre.y, 0, 0, 1;
  return t;
}

Point transform(const Matrix3& m, Point p) {
  const Eigen::Vector3d v = m * Eigen::Vector3d(p.x, p.y, 1);
  return {v.x() / v.z(), v.y() / v.z()};
}

Result<void> check_pairs(std::span<const PointPair> pairs) {
  if (pairs.size() < 4) {
    return fail(ErrorCode::kInvalidArgument,
                "calibration needs at least 4 point pairs, {} given; add pairs", pairs.size());
  }
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    if (!is_finite(pairs[i].in_image) || !is_finite(pairs[i].in_floor)) {
      return fail(ErrorCode::kInvalidArgument,
                  "calibration pair {} is not a finite number; correct it", i + 1);
    }
  }
  return {};
}

/// Normalised DLT; the sign of the answer is arbitrary.
Result<Matrix3> solve(std::span<const PointPair> pairs, double& condition) {
  const Matrix3 image = normalisation(pairs, &PointPair::in_image);
  const Matrix3 floor = normalisation(pairs, &PointPair::in_floor);
  if (image(0, 0) == 0 || floor(0, 0) == 0) {
    return fail(ErrorCode::kInvalidArgument,
                "all calibration points are the same point; spread them over the floor");
  }
  Eigen::MatrixXd a(2 * static_cast<Eigen::Index>(pairs.size()), 9);
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const Point p = transform(image, pairs[i].in_image);
    const Point q = transform(floor, pairs[i].in_floor);
    const auto row = static_cast<Eigen::Index>(2 * i);
    a.row(row) << -p.x, -p.y, -1, 0, 0, 0, q.x * p.x, q.x * p.y, q.x;
    a.row(row + 1) << 0, 0, 0, -p.x, -p.y, -1, q.y * p.x, q.y * p.y, q.y;
  }
  const Eigen::JacobiSVD<Eigen::MatrixXd> svd(a, Eigen::ComputeFullV);
  const auto& singular = svd.singularValues();
  condition = singular(7) > 0 ? singular(0) / singular(7) : std::numeric_limits<double>::infinity();
  if (condition > kWorstCondition) {
    return fail(ErrorCode::kInvalidArgument,
                "the calibration points lie (nearly) on one line or repeat, so they do not fix the "
                "floor (condition {:.1e}); take points spread over the whole view",
                condition);
  }
  const Eigen::VectorXd h = svd.matrixV().col(8);
  const Matrix3 normalised = Eigen::Map<const Matrix3>(h.data());
  // Here both sides have about unit size, so that the smallest singular value means something.
  const Eigen::JacobiSVD<Eigen::Matrix3d> parts(normalised);
  if (parts.singularValues()(2) * kWorstCondition < parts.singularValues()(0)) {
    return fail(ErrorCode::kInvalidArgument,
                "the calibration points do not fit one floor: points on one line in the image are "
                "not on one line on the floor, or the other way round; check each pair");
  }
  return Matrix3(floor.inverse() * normalised * image);
}

/// Turns the sign so that the denominator is positive at the points: all are in view, so they lie
/// on the near side of the horizon.
Result<void> face(Matrix3& m, std::span<const PointPair> pairs) {
  std::size_t behind = 0;
  for (const PointPair& pair : pairs) {
    behind += m.row(2).dot(Eigen::RowVector3d(pair.in_image.x, pair.in_image.y, 1)) < 0 ? 1 : 0;
  }
  if (behind != 0 && behind != pairs.size()) {
    return fail(ErrorCode::kInvalidArgument,
                "the calibration points do not fit one floor: the horizon would run between them; "
                "check that image and floor points are paired in the same order");
  }
  if (behind != 0) m = -m;
  return {};
}

HomographyFit measure(const Homography& fitted, std::span<const PointPair> pairs,
                      double condition) {
  HomographyFit report;
  report.condition = condition;
  double sum = 0;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const double residual = distance(fitted.apply(pairs[i].in_image), pairs[i].in_floor);
    sum += residual * residual;
    if (residual > report.residual_max_m) {
      report.residual_max_m = residual;
      report.worst_pair = static_cast<int>(i);
    }
  }
  report.residual_rms_m = std::sqrt(sum / static_cast<double>(pairs.size()));
  return report;
}

std::array<double, 9> values_of(const Matrix3& m) {
  std::array<double, 9> values{};
  Eigen::Map<Matrix3>(values.data()) = m;
  return values;
}

}  // namespace

Result<Homography> Homography::fit(std::span<const PointPair> pairs, HomographyFit* report) {
  RETURN_IF_ERROR(check_pairs(pairs));
  double condition = 0;
  ASSIGN_OR_RETURN(Matrix3 m, solve(pairs, condition));
  RETURN_IF_ERROR(face(m, pairs));
  ASSIGN_OR_RETURN(Homography result, from_matrix(values_of(m)));
  if (report) *report = measure(result, pairs, condition);
  return result;
}

Result<Homography> Homography::from_camera(const PinholeCamera& camera) {
  const Eigen::Map<const Matrix3> r(camera.rotation.data());
  const Eigen::Map<const Eigen::Vector3d> t(camera.translation.data());
  if (!r.allFinite() || (r * r.transpose() - Matrix3::Identity()).norm() > 1e-3 ||
      r.determinant() < 0) {
    return fail(ErrorCode::kInvalidArgument,
                "the camera's rotation is not a rotation matrix; give R row by row, "
                "x_camera = R x_world + t");
  }
  if (!(camera.fx > 0) || !(camera.fy > 0) || !std::isfinite(camera.fx) ||
      !std::isfinite(camera.fy)) {
    return fail(ErrorCode::kInvalidArgument,
                "the camera's focal length must be positive, in pixels; correct fx and fy");
  }
  if (!t.allFinite() || !std::isfinite(camera.cx) || !std::isfinite(camera.cy)) {
    return fail(ErrorCode::kInvalidArgument,
                "the camera's centre or translation is not a finite number; correct it");
  }
  // The camera stands at -R^T t.
  if (std::abs(r.col(2).dot(t)) < kLowestCameraM) {
    return fail(ErrorCode::kInvalidArgument,
                "the camera looks along the floor, so floor points cannot be told apart; check its "
                "rotation and translation (metres)");
  }
  Matrix3 k;
  k << camera.fx, 0, camera.cx, 0, camera.fy, camera.cy, 0, 0, 1;
  Matrix3 plane;  // the map of the plane z = 0
  plane << r.col(0), r.col(1), t;
  // Its denominator is the depth, positive in front of the camera, as `inverse` wants it.
  ASSIGN_OR_RETURN(const Homography image_from_floor, from_matrix(values_of(k * plane)));
  return image_from_floor.inverse();
}

Result<Homography> Homography::from_matrix(const std::array<double, 9>& matrix) {
  const Eigen::Map<const Matrix3> m(matrix.data());
  const double largest = m.allFinite() ? m.cwiseAbs().maxCoeff() : 0;
  if (!(largest > 0) || std::abs((m / largest).determinant()) < 1e-18) {
    return fail(ErrorCode::kInvalidArgument, "the homography is singular; check its numbers");
  }
  Homography result;
  Eigen::Map<Matrix3>(result.m_.data()) = m / largest;
  return result;
}

Homography Homography::scale(double factor) {
  Homography result;
  result.m_ = {factor, 0, 0, 0, factor, 0, 0, 0, 1};
  return result;
}

Point Homography::apply(Point p) const {
  const double w = m_[6] * p.x + m_[7] * p.y + m_[8];
  if (!(w > 1e-12)) {
    constexpr double kNowhere = std::numeric_limits<double>::quiet_NaN();
    return {kNowhere, kNowhere};
  }
  return {(m_[0] * p.x + m_[1] * p.y + m_[2]) / w, (m_[3] * p.x + m_[4] * p.y + m_[5]) / w};
}

std::array<double, 4> Homography::jacobian(Point p) const {
  const double w = m_[6] * p.x + m_[7] * p.y + m_[8];
  const double u = (m_[0] * p.x + m_[1] * p.y + m_[2]) / w;
  const double v = (m_[3] * p.x + m_[4] * p.y + m_[5]) / w;
  return {(m_[0] - u * m_[6]) / w, (m_[1] - u * m_[7]) / w, (m_[3] - v * m_[6]) / w,
          (m_[4] - v * m_[7]) / w};
}

Covariance Homography::propagate(Point p, const Covariance& c) const {
  const auto j = jacobian(p);
  const double a = j[0] * c.xx + j[1] * c.xy, b = j[0] * c.xy + j[1] * c.yy;
  const double d = j[2] * c.xx + j[3] * c.xy, e = j[2] * c.xy + j[3] * c.yy;
  return {a * j[0] + b * j[1], a * j[2] + b * j[3], d * j[2] + e * j[3]};
}

Homography Homography::inverse() const {
  const Eigen::Map<const Matrix3> m(m_.data());
  const Matrix3 inverted = m.inverse();
  Homography result;
  Eigen::Map<Matrix3>(result.m_.data()) = inverted / inverted.cwiseAbs().maxCoeff();
  // p -> q has w > 0, so q -> p has the denominator 1 / w times a positive scale.
  return result;
}

}  // namespace sillage
