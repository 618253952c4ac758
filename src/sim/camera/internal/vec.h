// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>

namespace sillage::sim::render {

/// A point, a direction or a linear colour.
struct Vec {
  float x = 0, y = 0, z = 0;

  friend constexpr Vec operator+(Vec a, Vec b) { return {a.x + b.x, a.y + b.y, a.z + b.z}; }
  friend constexpr Vec operator-(Vec a, Vec b) { return {a.x - b.x, a.y - b.y, a.z - b.z}; }
  friend constexpr Vec operator*(Vec a, float s) { return {a.x * s, a.y * s, a.z * s}; }
  friend constexpr Vec operator*(Vec a, Vec b) { return {a.x * b.x, a.y * b.y, a.z * b.z}; }
  Vec& operator+=(Vec b) { return *this = *this + b; }
  Vec& operator*=(float s) { return *this = *this * s; }
};

constexpr float dot(Vec a, Vec b) { return a.x * b.x + a.y * b.y + a.z * b.z; }
constexpr Vec cross(Vec a, Vec b) {
  return {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
}
inline float norm(Vec a) { return std::sqrt(dot(a, a)); }
/// The zero vector stays what it is.
inline Vec unit(Vec a) {
  const float length = norm(a);
  return length > 0 ? a * (1 / length) : a;
}
constexpr float mix(float a, float b, float share) { return a + (b - a) * share; }
constexpr Vec mix(Vec a, Vec b, float share) { return a + (b - a) * share; }
constexpr float clamped(float x, float low, float high) {
  return x < low ? low : x > high ? high : x;
}
/// 0 up to `low`, 1 from `high`, smooth between.
constexpr float smooth_step(float low, float high, float x) {
  const float t = clamped((x - low) / (high - low), 0, 1);
  return t * t * (3 - 2 * t);
}
/// Of a linear colour (Rec. 709 weights).
constexpr float luminance(Vec c) { return 0.2126F * c.x + 0.7152F * c.y + 0.0722F * c.z; }

/// A rotation, as the images of the three axes.
struct Basis {
  Vec x{1, 0, 0}, y{0, 1, 0}, z{0, 0, 1};

  constexpr Vec operator*(Vec v) const { return x * v.x + y * v.y + z * v.z; }
  constexpr Basis operator*(const Basis& b) const {
    return {*this * b.x, *this * b.y, *this * b.z};
  }
  constexpr Basis transposed() const { return {{x.x, y.x, z.x}, {x.y, y.y, z.y}, {x.z, y.z, z.z}}; }
};

/// Turns counter-clockwise seen from the positive end of the axis, rad.
inline Basis turn_x(float angle) {
  const float c = std::cos(angle), s = std::sin(angle);
  return {{1, 0, 0}, {0, c, s}, {0, -s, c}};
}
inline Basis turn_y(float angle) {
  const float c = std::cos(angle), s = std::sin(angle);
  return {{c, 0, -s}, {0, 1, 0}, {s, 0, c}};
}
inline Basis turn_z(float angle) {
  const float c = std::cos(angle), s = std::sin(angle);
  return {{c, s, 0}, {-s, c, 0}, {0, 0, 1}};
}
/// Its z runs along `direction`, its y as near to `side` as that allows.
inline Basis frame_along(Vec direction, Vec side) {
  const Vec z = unit(direction);
  const Vec x = unit(cross(side, z));
  return {x, cross(z, x), z};
}

}  // namespace sillage::sim::render
