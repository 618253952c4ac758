// SPDX-License-Identifier: Apache-2.0
#include "eye/track/internal/body_filter.h"

#include <Eigen/LU>
#include <cmath>

namespace sillage::eye {

BodyProjection::BodyProjection(const Homography& floor_from_image)
    : m_(floor_from_image.inverse().matrix()) {}

BodyProjection::View BodyProjection::at(Point p) const {
  const double w = m_[6] * p.x + m_[7] * p.y + m_[8];
  View view;
  view.visible = w > 0;
  if (!view.visible) return view;
  const double s = 1 / w;
  view.scale = s;
  view.foot = {(m_[0] * p.x + m_[1] * p.y + m_[2]) * s, (m_[3] * p.x + m_[4] * p.y + m_[5]) * s};
  view.foot_x_dx = (m_[0] - view.foot.x * m_[6]) * s;
  view.foot_x_dy = (m_[1] - view.foot.x * m_[7]) * s;
  view.foot_y_dx = (m_[3] - view.foot.y * m_[6]) * s;
  view.foot_y_dy = (m_[4] - view.foot.y * m_[7]) * s;
  view.scale_dx = -s * s * m_[6];
  view.scale_dy = -s * s * m_[7];
  return view;
}

BodyFilter::BodyFilter(Point place, const Covariance& c, double speed_sd, double log_body,
                       double body_sd) {
  x_ << place.x, place.y, 0, 0, log_body;
  p_.setZero();
  p_(0, 0) = c.xx;
  p_(0, 1) = p_(1, 0) = c.xy;
  p_(1, 1) = c.yy;
  p_(2, 2) = p_(3, 3) = speed_sd * speed_sd;
  p_(4, 4) = body_sd * body_sd;
}

void BodyFilter::predict(double dt, const Motion& motion, double unit) {
  if (!(dt > 0)) return;
  const double keep = std::exp(-dt / motion.velocity_memory_s);
  const double reach = motion.velocity_memory_s * (1 - keep);  // seconds of the old velocity
  x_(0) += reach * x_(2);
  x_(1) += reach * x_(3);
  x_(2) *= keep;
  x_(3) *= keep;
  // P = F P F', F = [I reach*I; 0 keep*I], written out.
  for (int axis : {0, 1}) p_.row(axis) += reach * p_.row(axis + 2);
  p_.row(2) *= keep;
  p_.row(3) *= keep;
  for (int axis : {0, 1}) p_.col(axis) += reach * p_.col(axis + 2);
  p_.col(2) *= keep;
  p_.col(3) *= keep;
  const double q = motion.acceleration_density * unit * unit;
  const double steps = motion.place_density * unit * unit;
  for (int axis : {0, 1}) {
    p_(axis, axis) += q * dt * dt * dt / 3 + steps * dt;
    p_(axis, axis + 2) += q * dt * dt / 2;
    p_(axis + 2, axis) += q * dt * dt / 2;
    p_(axis + 2, axis + 2) += q * dt;
  }
  p_(4, 4) += motion.body_density * dt;
}

BodyFilter::Expected BodyFilter::expect(const BodyProjection& projection, Point shift) const {
  Expected e;
  const auto view = projection.at(place());
  e.visible = view.visible;
  if (!view.visible) return e;
  const double body = std::exp(x_(4));
  const double height = body * view.scale;
  e.box = {view.foot.x + shift.x, view.foot.y + shift.y - height, 0, height};
  e.h.setZero();
  e.h(0, 0) = view.foot_x_dx;
  e.h(0, 1) = view.foot_x_dy;
  e.h(1, 0) = view.foot_y_dx;
  e.h(1, 1) = view.foot_y_dy;
  e.h(2, 0) = view.foot_y_dx - body * view.scale_dx;
  e.h(2, 1) = view.foot_y_dy - body * view.scale_dy;
  e.h(2, 4) = -height;
  e.covariance = e.h * p_ * e.h.transpose();
  return e;
}

Box BodyFilter::box(const BodyProjection& projection, Point shift) const {
  const auto view = projection.at(place());
  if (!view.visible) return {};
  const double height = std::exp(x_(4)) * view.scale;
  return {view.foot.x + shift.x, view.foot.y + shift.y - height, 0, height};
}

void BodyFilter::update(const Expected& e, const Box& box, const BoxNoise& noise) {
  Eigen::Matrix3d s = e.covariance;
  s.diagonal() += Eigen::Vector3d(noise.x, noise.bottom, noise.top);
  const Eigen::Vector3d residual(box.centre().x - e.box.left, box.bottom() - e.box.bottom(),
                                 box.top - e.box.top);
  const Eigen::Matrix<double, 5, 3> ph = p_ * e.h.transpose();
  const Eigen::Matrix<double, 5, 3> gain = ph * s.inverse();
  x_ += gain * residual;
  p_ -= gain * ph.transpose();
  p_ = 0.5 * (p_ + p_.transpose()).eval();
}

}  // namespace sillage::eye
