// SPDX-License-Identifier: Apache-2.0
#include "desk/figures/segments.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace sillage::desk {
namespace {

constexpr double kZ = 1.96;
constexpr double kFewest = 30;
/// What stands for the open ends of the classes, s.
constexpr double kShortest_s = 5, kOpenEnd_s = 14'400;

/// Of a corrected count: its variance, from the 95 % interval.
double variance_of(const RollupRow& row) {
  const double half = (row.high - row.low) / 2 / kZ;
  return half * half;
}

bool is_told(const RollupRow& row) { return row.measured > 0 && row.withheld == 0; }

/// Which visits of a scope: all, those of some hours, or those of a path.
struct Part {
  double from = 0, to = 0;
  std::string way;
  auto operator<=>(const Part&) const = default;
};

const RollupRow* row_of(const Sums& sums, const std::string& scope, wire::Segment segment,
                        const Part& part = {}) {
  const auto found =
      sums.find({scope, {static_cast<double>(segment), part.from, part.to, 0}, part.way});
  return found != sums.end() && found->second.measured > 0 ? &found->second : nullptr;
}

/// Mean and spread of the logarithms of one segment's stays.
struct LogMean {
  double stays = 0, mean = 0, variance = 0;  ///< variance of the mean
  int classes = 0;
};

LogMean log_mean(const Sums& sums, const std::string& zone, wire::Segment segment) {
  struct Class {
    double middle, stays, variance;
  };
  std::vector<Class> classes;
  LogMean of;
  for (const auto& [key, row] : sums) {
    const auto& [scope, extent, way] = key;
    if (scope != zone || extent[0] != static_cast<double>(segment) || !is_told(row)) continue;
    const double from = std::max(extent[1], kShortest_s), to = std::min(extent[2], kOpenEnd_s);
    classes.push_back({std::log(from * std::max(to, from)) / 2, row.total, variance_of(row)});
    of.stays += row.total;
    ++of.classes;
  }
  if (of.stays <= 0) return of;
  for (const Class& c : classes) of.mean += c.stays * c.middle / of.stays;
  double spread = 0;
  for (const Class& c : classes) {
    const double off = c.middle - of.mean;
    spread += c.stays * off * off / of.stays;
    of.variance += off * off * c.variance / (of.stays * of.stays);
  }
  of.variance += spread / of.stays;
  return of;
}

SegmentShares shares_of(const Sums& sums, const std::string& scope, const Part& part,
                        const Ground& ground) {
  SegmentShares shares;
  double all = 0;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    const RollupRow* row = row_of(sums, scope, static_cast<wire::Segment>(i), part);
    shares[i] = sum_of(row, ground);
    if (row != nullptr) all += row->total;
  }
  for (Number& share : shares) {
    if (!share.value || all <= 0) {
      share.value = share.low = share.high = std::nullopt;
      share.interval = Interval::kNone;
      continue;
    }
    const double low = share.low.value_or(*share.value), high = share.high.value_or(*share.value);
    share.value = *share.value / all;
    share.low = std::clamp(low / all, 0.0, *share.value);
    share.high = std::clamp(high / all, *share.value, 1.0);
    share.interval = Interval::kConfidence;
  }
  return shares;
}

}  // namespace

SegmentShares segment_shares(const Sums& sums, const std::string& scope, const Ground& ground) {
  return shares_of(sums, scope, {}, ground);
}

std::vector<SegmentPart> segment_parts(const Sums& sums, const Ground& ground) {
  std::map<Part, double> visits;
  for (const auto& [key, row] : sums) {
    const auto& [scope, extent, way] = key;
    if (scope.empty() && is_told(row)) visits[{extent[1], extent[2], way}] += row.total;
  }
  std::vector<std::pair<Part, double>> order(visits.begin(), visits.end());
  std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
    return !a.first.way.empty() && a.second > b.second;
  });
  std::vector<SegmentPart> parts;
  for (const auto& [part, count] : order) {
    parts.push_back({part.from, part.to, part.way, shares_of(sums, "", part, ground)});
  }
  return parts;
}

std::optional<DwellDifference> dwell_difference(const Sums& sums, const std::string& zone) {
  const LogMean f = log_mean(sums, zone, wire::Segment::kFeminine);
  const LogMean m = log_mean(sums, zone, wire::Segment::kMasculine);
  if (f.stays < kFewest || m.stays < kFewest || f.classes < 2 || m.classes < 2) return std::nullopt;
  const double ratio = f.mean - m.mean, half = kZ * std::sqrt(f.variance + m.variance);
  return DwellDifference{zone,
                         std::exp(f.mean),
                         std::exp(m.mean),
                         std::expm1(ratio),
                         std::expm1(ratio - half),
                         std::expm1(ratio + half)};
}

std::optional<ShareDifference> abandonment_difference(const Sums& joined, const Sums& abandoned,
                                                      const std::string& zone) {
  const auto share = [&](wire::Segment segment, double& variance) -> std::optional<double> {
    const RollupRow *all = row_of(joined, zone, segment), *part = row_of(abandoned, zone, segment);
    // Days without a told part would make the share too small.
    if (all == nullptr || part == nullptr || part->withheld > 0 || all->total < kFewest) {
      return std::nullopt;
    }
    const double p = std::clamp(part->total / all->total, 0.0, 1.0);
    variance += p * (1 - p) / all->total +
                (variance_of(*part) + p * p * variance_of(*all)) / (all->total * all->total);
    return p;
  };
  double variance = 0;
  const auto f = share(wire::Segment::kFeminine, variance);
  const auto m = share(wire::Segment::kMasculine, variance);
  if (!f || !m) return std::nullopt;
  const double half = kZ * std::sqrt(variance);
  return ShareDifference{zone, *f, *m, *f - *m, *f - *m - half, *f - *m + half};
}

}  // namespace sillage::desk
