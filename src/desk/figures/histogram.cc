// SPDX-License-Identifier: Apache-2.0
#include "desk/figures/histogram.h"

#include <algorithm>
#include <cmath>

namespace sillage::desk {
namespace {

constexpr double kOpenEndS = 86'400;  ///< ends the class of all that is longer

bool is_same(double a, double b) { return std::abs(a - b) <= 1e-6 * std::max(a, b); }

/// Where classes that begin at 0 begin on the logarithmic axis: half an octave below the first edge.
double first_of(const std::vector<double>& edges) {
  const auto first = std::upper_bound(edges.begin(), edges.end(), 0.0);
  return first == edges.end() ? 1 : *first / std::sqrt(2.0);
}

/// Width on the logarithmic axis.
double width(double from_s, double to_s, double first_s) {
  return std::log(to_s) - std::log(std::max(from_s, first_s));
}

std::vector<double> edges_of(std::span<const RollupRow> rows) {
  std::vector<double> edges;
  for (const RollupRow& row : rows) {
    if (row.measured > 0) edges.insert(edges.end(), {row.extent[0], row.extent[1]});
  }
  std::sort(edges.begin(), edges.end());
  edges.erase(std::unique(edges.begin(), edges.end(), is_same), edges.end());
  return edges;
}

}  // namespace

Histogram histogram_of(std::span<const RollupRow> rows) {
  Histogram histogram;
  const std::vector<double> edges = edges_of(rows);
  const double first = first_of(edges);
  for (std::size_t i = 0; i + 1 < edges.size(); ++i) {
    HistogramClass next;
    next.from_s = edges[i];
    if (edges[i + 1] < kOpenEndS) next.to_s = edges[i + 1];
    histogram.classes.push_back(next);
  }
  for (const RollupRow& row : rows) {
    histogram.hidden += row.withheld;
    histogram.missing += row.missing;
    histogram.total += row.total;
    if (row.total <= 0) continue;
    const double whole = width(row.extent[0], row.extent[1], first);
    std::size_t parts = 0, last = 0;
    for (std::size_t i = 0; i < histogram.classes.size(); ++i) {
      HistogramClass& part = histogram.classes[i];
      if (edges[i] < row.extent[0] * (1 - 1e-6) || edges[i + 1] > row.extent[1] * (1 + 1e-6)) {
        continue;
      }
      part.count += row.total * width(edges[i], edges[i + 1], first) / whole;
      last = i;
      if (++parts > 1) part.joined = true;
    }
    if (parts > 1) histogram.classes[last + 1 - parts].joined = true;
  }
  return histogram;
}

Quantile quantile_of(const Histogram& histogram, double share) {
  double below = 0;
  for (const HistogramClass& next : histogram.classes) {
    if (next.count > 0 && below + next.count >= share * histogram.total * (1 - 1e-12)) {
      if (!next.to_s) return {std::nullopt, next.from_s, std::nullopt};
      const double from = next.from_s > 0 ? next.from_s : *next.to_s / std::sqrt(2.0);
      const double inside =
          std::clamp((share * histogram.total - below) / next.count, 0.0, 1.0);
      return {from * std::pow(*next.to_s / from, inside), next.from_s, next.to_s};
    }
    below += next.count;
  }
  return {};
}

}  // namespace sillage::desk
