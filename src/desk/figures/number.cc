// SPDX-License-Identifier: Apache-2.0
#include "desk/figures/number.h"

#include <algorithm>
#include <cmath>

#include "desk/figures/histogram.h"

namespace sillage::desk {
namespace {

constexpr double kNormal95 = 1.959963984540054;

Number empty_number(const Ground& ground) {
  Number number;
  if (ground.span.bins == 0) return number;
  number.metric_version = ground.metric_version;
  number.k = ground.span.k;
  if (ground.length_s > 0) {
    number.coverage = std::clamp(ground.span.observed_s / ground.length_s, 0.0, 1.0);
  }
  return number;
}

void count_bins(Number& number, std::int64_t measured, std::int64_t hidden, const Ground& ground) {
  number.measured = measured;
  number.hidden = hidden;
  number.missing = std::max<std::int64_t>(0, ground.span.bins - measured - hidden);
  number.withheld = measured == 0 && hidden > 0;
}

/// Wilson's score interval of a proportion (Wilson 1927).
void set_share(Number& number, double part, double whole) {
  const double p = part / whole, z2 = kNormal95 * kNormal95;
  number.value = p;
  if (p < 0 || p > 1) return;
  const double middle = (p + z2 / (2 * whole)) / (1 + z2 / whole);
  const double reach = kNormal95 / (1 + z2 / whole) *
                       std::sqrt(p * (1 - p) / whole + z2 / (4 * whole * whole));
  number.low = std::clamp(middle - reach, 0.0, p);
  number.high = std::clamp(middle + reach, p, 1.0);
  number.interval = Interval::kConfidence;
}

/// Of two counts, by the normal approximation of the logarithm of their ratio.
void set_ratio(Number& number, double part, double whole) {
  number.value = part / whole;
  if (part <= 0) return;
  const double reach = std::exp(kNormal95 * std::sqrt(1 / part + 1 / whole));
  number.low = *number.value / reach;
  number.high = *number.value * reach;
  number.interval = Interval::kConfidence;
}

Number rate_of(const MetricInfo& metric, const RollupRow& row, const Ground& ground) {
  Number number = empty_number(ground);
  count_bins(number, row.paired, row.withheld, ground);
  const bool of_both = metric.kind == MetricInfo::Kind::kOfBoth;
  const double whole = of_both ? row.part + row.whole : row.whole;
  if (row.paired == 0 || whole <= 0) return number;
  if (metric.kind == MetricInfo::Kind::kRatio) {
    set_ratio(number, row.part, whole);
  } else {
    set_share(number, row.part, whole);
  }
  return number;
}

Number quantile_of(const MetricInfo& metric, std::span<const RollupRow> rows,
                   const Ground& ground) {
  Number number = empty_number(ground);
  const Histogram histogram = histogram_of(rows);
  count_bins(number, std::max<std::int64_t>(0, ground.span.bins - histogram.hidden -
                                                   histogram.missing),
             histogram.hidden, ground);
  if (histogram.total <= 0) {
    number.withheld = histogram.hidden > 0;
    return number;
  }
  const Quantile quantile = quantile_of(histogram, metric.quantile);
  number.value = quantile.value_s;
  number.low = quantile.low_s;
  number.high = quantile.high_s;
  if (number.low || number.high) number.interval = Interval::kBounds;
  return number;
}

}  // namespace

const char* to_string(Interval interval) {
  switch (interval) {
    case Interval::kNone:
      return "none";
    case Interval::kBounds:
      return "bounds";
    case Interval::kConfidence:
      return "confidence";
    case Interval::kAtLeast:
      return "at_least";
  }
  return "none";
}

Number sum_of(const RollupRow* row, const Ground& ground) {
  Number number = empty_number(ground);
  if (row == nullptr) {
    count_bins(number, 0, 0, ground);
    return number;
  }
  count_bins(number, row->measured, row->withheld, ground);
  if (row->measured == 0) return number;
  number.value = row->total;
  if (row->withheld > 0) {
    number.low = row->total;
    number.interval = Interval::kAtLeast;
  } else if (row->ranged > 0) {
    number.low = row->low;
    number.high = row->high;
    number.interval = Interval::kBounds;
  }
  return number;
}

Number number_of(const MetricInfo& metric, std::span<const RollupRow> rows, const Ground& ground) {
  using Kind = MetricInfo::Kind;
  if (metric.kind == Kind::kQuantile) return quantile_of(metric, rows, ground);
  if (rows.empty()) return sum_of(nullptr, ground);
  const RollupRow& row = rows.front();
  switch (metric.kind) {
    case Kind::kShare:
    case Kind::kOfBoth:
    case Kind::kRatio:
      return rate_of(metric, row, ground);
    case Kind::kMean: {
      Number number = sum_of(&row, ground);
      number.low = number.high = std::nullopt;
      number.interval = Interval::kNone;
      number.value.reset();
      if (row.weight_s > 0) number.value = row.weighted / row.weight_s;
      return number;
    }
    case Kind::kLargest: {
      Number number = sum_of(&row, ground);
      number.low = number.high = std::nullopt;
      number.interval = Interval::kNone;
      if (number.value) number.value = row.largest;
      return number;
    }
    default:
      return sum_of(&row, ground);
  }
}

void add(RollupRow& sum, const RollupRow& more) {
  sum.total += more.total;
  sum.weighted += more.weighted;
  sum.weight_s += more.weight_s;
  sum.largest = std::max(sum.largest, more.largest);
  sum.low += more.low;
  sum.high += more.high;
  sum.ranged += more.ranged;
  sum.joined += more.joined;
  sum.measured += more.measured;
  sum.withheld += more.withheld;
  sum.missing += more.missing;
  sum.part += more.part;
  sum.whole += more.whole;
  sum.paired += more.paired;
}

void add(SpanRow& sum, const SpanRow& more) {
  sum.k = sum.bins == 0 ? more.k : std::min(sum.k, more.k);
  sum.link_level = sum.bins == 0 ? more.link_level : std::min(sum.link_level, more.link_level);
  sum.bins += more.bins;
  sum.length_s += more.length_s;
  sum.observed_s += more.observed_s;
}

}  // namespace sillage::desk
