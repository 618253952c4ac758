// SPDX-License-Identifier: Apache-2.0
#include "desk/figures/comparison.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace sillage::desk {
namespace {

constexpr double kNormal95 = 1.959963984540054;

/// Two-sided 95 % point of Student's t; between the tabled degrees of freedom the larger value.
double student_95(double freedom) {
  struct Row {
    double freedom, t;
  };
  static constexpr std::array<Row, 16> kTable{
      {{4, 2.776}, {5, 2.571}, {6, 2.447}, {7, 2.365}, {8, 2.306}, {9, 2.262}, {10, 2.228},
       {12, 2.179}, {14, 2.145}, {17, 2.110}, {20, 2.086}, {25, 2.060}, {30, 2.042}, {40, 2.021},
       {60, 2.000}, {120, 1.980}}};
  double t = kTable[0].t;
  for (const Row& row : kTable) {
    if (freedom >= row.freedom) t = row.t;
  }
  return t;
}

struct Moments {
  int count = 0;
  double mean = 0, variance = 0;
};

Moments moments_of(std::span<const NumberAt> days) {
  Moments m;
  for (const NumberAt& day : days) {
    if (!day.number.value) continue;
    ++m.count;
    m.mean += *day.number.value;
  }
  if (m.count == 0) return m;
  m.mean /= m.count;
  for (const NumberAt& day : days) {
    if (day.number.value) m.variance += std::pow(*day.number.value - m.mean, 2);
  }
  m.variance /= std::max(1, m.count - 1);
  return m;
}

Side side_of(const Moments& m) {
  Side side;
  side.days = m.count;
  if (m.count == 0) return side;
  side.mean = m.mean;
  if (m.count < kLeastDays) return side;
  const double reach = student_95(m.count - 1) * std::sqrt(m.variance / m.count);
  side.low = m.mean - reach;
  side.high = m.mean + reach;
  return side;
}

Verdict verdict_of(double low, double high) {
  if (low > 0) return Verdict::kMore;
  if (high < 0) return Verdict::kLess;
  return Verdict::kNoClearChange;
}

/// Half of the width of an interval, in standard deviations.
double deviation_of(const Number& number) {
  return (*number.high - *number.low) / (2 * kNormal95);
}

}  // namespace

const char* to_string(Verdict verdict) {
  switch (verdict) {
    case Verdict::kMore:
      return "more";
    case Verdict::kLess:
      return "less";
    case Verdict::kNoClearChange:
      return "no_clear_change";
    case Verdict::kNotEnoughData:
      return "not_enough_data";
  }
  return "not_enough_data";
}

Movement movement_of(const MetricInfo& metric, const Number& now, const Number& before) {
  Movement movement;
  if (!now.value || !before.value || *before.value == 0) return movement;
  const double ratio = *now.value / *before.value;
  movement.relative = ratio - 1;
  if (metric.kind == MetricInfo::Kind::kCount && *now.value > 0) {
    const double reach = std::exp(kNormal95 * std::sqrt(1 / *now.value + 1 / *before.value));
    movement.low = ratio / reach - 1;
    movement.high = ratio * reach - 1;
  } else if (now.interval == Interval::kConfidence && before.interval == Interval::kConfidence) {
    // First order: the relative errors of both add up as squares.
    const double spread =
        std::hypot(deviation_of(now) / *before.value, ratio * deviation_of(before) / *before.value);
    movement.low = ratio - kNormal95 * spread - 1;
    movement.high = ratio + kNormal95 * spread - 1;
  }
  if (movement.low) movement.verdict = verdict_of(*movement.low, *movement.high);
  return movement;
}

Comparison compare(std::span<const NumberAt> a, std::span<const NumberAt> b) {
  const Moments before = moments_of(a), after = moments_of(b);
  Comparison out;
  out.a = side_of(before);
  out.b = side_of(after);
  if (before.count == 0 || after.count == 0) return out;
  out.difference = after.mean - before.mean;
  if (before.mean != 0) out.movement.relative = *out.difference / before.mean;
  if (before.count < kLeastDays || after.count < kLeastDays) return out;
  const double va = before.variance / before.count, vb = after.variance / after.count;
  const double error = std::sqrt(va + vb);
  const double freedom =
      error > 0 ? std::pow(va + vb, 2) / (va * va / (before.count - 1) + vb * vb / (after.count - 1))
                : before.count + after.count - 2;
  const double reach = student_95(freedom) * error;
  out.low = *out.difference - reach;
  out.high = *out.difference + reach;
  if (before.mean > 0) {
    out.movement.low = *out.low / before.mean;
    out.movement.high = *out.high / before.mean;
  }
  out.movement.verdict = verdict_of(*out.low, *out.high);
  return out;
}

}  // namespace sillage::desk
