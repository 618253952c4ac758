// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>

#include "desk/figures/figures.h"

namespace sillage::desk {

enum class Verdict { kMore, kLess, kNoClearChange, kNotEnoughData };
const char* to_string(Verdict verdict);

/// How much more `now` is than `before`, as a share of the latter.
struct Movement {
  std::optional<double> relative, low, high;
  Verdict verdict = Verdict::kNotEnoughData;
};

/// Two numbers of the same metric. The interval (95 %) is that of two independent counts, or of two
/// confidence intervals; without either there is a movement, but no verdict.
Movement movement_of(const MetricInfo& metric, const Number& now, const Number& before);

struct Side {
  int days = 0;  ///< with a value
  std::optional<double> mean, low, high;
};
struct Comparison {
  Side a, b;
  std::optional<double> difference, low, high;  ///< b less a, mean per day
  Movement movement;
};
/// Fewest days of either side.
inline constexpr int kLeastDays = 5;

/// Days against days: Welch's interval (1947) for the difference of two means.
Comparison compare(std::span<const NumberAt> a, std::span<const NumberAt> b);

}  // namespace sillage::desk
