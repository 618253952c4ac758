// SPDX-License-Identifier: Apache-2.0
#include "wire/internal/release_checks.h"

#include <algorithm>
#include <cmath>

#include "wire/internal/bytes.h"
#include "wire/place.h"

namespace sillage::wire::internal {
namespace {

/// A day of 25 hours, and a margin for time zones that changed their offset.
constexpr auto kLongestDay = std::chrono::hours(26);
/// No release of a sound store comes near.
constexpr double kMostRho = 1;
constexpr double kOldest = 86'400;

const char* fault_of_scope(const Figure& figure, ScopeKind kind) {
  const bool none = figure.scope.empty();
  if (!none && !is_valid_id(figure.scope)) return "has a scope that is not a valid id";
  switch (kind) {
    case ScopeKind::kNone:
      return none ? nullptr : "has a scope";
    case ScopeKind::kZone:
      return none ? "has no zone" : nullptr;
    case ScopeKind::kFunnel:
      return none ? "has no funnel" : nullptr;
    case ScopeKind::kLineOrStore:
      return nullptr;
  }
  return "has an unknown scope";
}

bool is_segment(double number) {
  return number >= 0 && number < static_cast<double>(kSegments) && number == std::floor(number);
}

const char* fault_of_extent(const Figure& figure, ExtentKind kind) {
  const auto& e = figure.extent;
  for (double edge : e) {
    if (!std::isfinite(edge)) return "has an extent that is not a finite number";
  }
  const auto unused = e.begin() + static_cast<std::ptrdiff_t>(numbers_of(kind));
  if (!std::all_of(unused, e.end(), [](double v) { return v == 0; })) return "has an extent";
  switch (kind) {
    case ExtentKind::kNone:
      return nullptr;
    case ExtentKind::kDurations:
      return e[0] >= 0 && e[1] > e[0] ? nullptr : "has no duration class";
    case ExtentKind::kCell:
      return e[2] > 0 && e[3] > 0 ? nullptr : "has no cell";
    case ExtentKind::kStep:
      return e[0] >= 1 && e[0] <= static_cast<double>(kMaxWay) && e[0] == std::floor(e[0])
                 ? nullptr
                 : "has no step";
    case ExtentKind::kSegment:
      return is_segment(e[0]) ? nullptr : "has no segment";
    case ExtentKind::kSegmentRange:
      return is_segment(e[0]) && e[1] >= 0 && e[2] > e[1] ? nullptr : "has no range of a segment";
  }
  return "has an unknown extent";
}

const char* fault_of_way(const Figure& figure, WayKind kind) {
  const std::size_t zones = figure.way.size();
  if (!std::all_of(figure.way.begin(), figure.way.end(),
                   [](const std::string& id) { return is_valid_id(id); })) {
    return "has a way with something that is not a valid id";
  }
  switch (kind) {
    case WayKind::kNone:
      return zones == 0 ? nullptr : "has a way";
    case WayKind::kTwoZones:
      return zones == 0 || zones == 2 ? nullptr : "has a way that is not of two zones";
    case WayKind::kPath:
      return zones <= kMaxWay ? nullptr : "has a way of too many zones";
  }
  return "has an unknown way";
}

/// What is wrong with value, interval and group.
const char* fault_of_value(const Figure& figure, ReleaseMode mode) {
  for (const auto& number : {figure.value, figure.low, figure.high}) {
    if (number && !std::isfinite(*number)) return "is not a finite number";
    // Noise may carry a strict figure below 0.
    if (number && *number < 0 && mode == ReleaseMode::kStandard) return "is negative";
  }
  if (figure.low.has_value() != figure.high.has_value()) return "has half an interval";
  if (!figure.value && figure.low) return "has an interval without a value";
  if (figure.low && !(*figure.low <= *figure.value && *figure.value <= *figure.high)) {
    return "lies outside of its interval";
  }
  if (figure.state == FigureState::kWithheld && figure.value) return "is withheld and has a value";
  if ((figure.state == FigureState::kMerged) != !figure.group.empty()) {
    return "has a group and is not merged, or the other way round";
  }
  const bool printable = std::all_of(figure.group.begin(), figure.group.end(),
                                     [](char c) { return c >= ' ' && c <= '~'; });
  return printable ? nullptr : "has a group with unreadable characters";
}

}  // namespace

const char* fault_of(const ReleaseHeader& header) {
  if (header.mode > ReleaseMode::kStrict) return "its mode is unknown";
  if (header.period > Period::kDay) return "its period is unknown";
  if (header.link_level > kMaxLinkLevel) return "its link level is unknown";
  if (!is_valid_id(header.store.value())) return "its store is not a valid id";
  if (!is_plausible_time(header.bin_start) || !is_plausible_time(header.bin_end)) {
    return "its bin is not within the years 1970 to 2200";
  }
  if (header.bin_end <= header.bin_start) return "its bin ends before it starts";
  if (header.period == Period::kDay && header.bin_end - header.bin_start > kLongestDay) {
    return "its day is longer than a day";
  }
  if (header.k == 0) return "its k is 0";
  if (header.metric_version == 0) return "its metric version is 0";
  if (!(header.coverage >= 0 && header.coverage <= 1)) return "its coverage is not in 0 to 1";
  const bool is_strict = header.mode == ReleaseMode::kStrict;
  if (!(header.rho >= 0 && header.rho <= kMostRho)) return "its privacy cost is not in 0 to 1";
  if (!is_strict && header.rho > 0) return "it has exact figures and a privacy cost";
  for (const auto& age : {header.person_age_s, header.frame_age_s}) {
    if (age && !(*age >= 0 && *age <= kOldest)) return "its ages are not within a day";
  }
  return nullptr;
}

const char* fault_of(const Figure& figure, ReleaseMode mode) {
  if (figure.state > FigureState::kWithheld) return "has an unknown state";
  const auto kind = place_kind(figure.metric);
  if (!kind) return "has an unknown metric";
  if (const char* fault = fault_of_scope(figure, kind->scope)) return fault;
  if (const char* fault = fault_of_extent(figure, kind->extent)) return fault;
  if (const char* fault = fault_of_way(figure, kind->way)) return fault;
  return fault_of_value(figure, mode);
}

bool has_duplicates(const std::vector<Figure>& figures) {
  std::vector<const Figure*> sorted;
  sorted.reserve(figures.size());
  for (const Figure& figure : figures) sorted.push_back(&figure);
  std::sort(sorted.begin(), sorted.end(),
            [](const Figure* a, const Figure* b) { return precedes(*a, *b); });
  return std::adjacent_find(sorted.begin(), sorted.end(), [](const Figure* a, const Figure* b) {
           return !precedes(*a, *b);
         }) != sorted.end();
}

}  // namespace sillage::wire::internal
