// SPDX-License-Identifier: Apache-2.0
#include "desk/report/internal/dwell.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

namespace sillage::desk::report {
namespace {

/// Durations from an extent; one that starts at 0 still has a start on a logarithmic axis.
DwellClass class_of(const wire::Figure& figure) {
  DwellClass out;
  out.to_s = figure.extent[1];
  out.from_s = figure.extent[0] > 0 ? figure.extent[0] : out.to_s / std::sqrt(2.0);
  out.stays = std::max(0.0, figure.value.value_or(0));
  out.merged = figure.state == wire::FigureState::kMerged;
  return out;
}

/// Classes of one bin: a merged group becomes one class that spans its members.
void add_bin(const wire::Release& release, std::string_view scope, wire::Metric metric,
             Dwell& dwell) {
  std::map<std::string, DwellClass> groups;
  bool shown = false, withheld = false;
  for (const wire::Figure& figure : release.figures()) {
    if (figure.metric != metric || figure.scope != scope) continue;
    if (figure.state == wire::FigureState::kWithheld) {
      withheld = true;
      continue;
    }
    if (!figure.value) continue;
    shown = true;
    const DwellClass next = class_of(figure);
    if (next.stays <= 0) continue;
    if (figure.group.empty()) {
      dwell.classes.push_back(next);
      continue;
    }
    const auto [place, fresh] = groups.try_emplace(figure.group, next);
    if (!fresh) {
      place->second.from_s = std::min(place->second.from_s, next.from_s);
      place->second.to_s = std::max(place->second.to_s, next.to_s);
    }
  }
  for (const auto& [name, group] : groups) dwell.classes.push_back(group);
  dwell.partial = dwell.partial || (shown && withheld);
  ++(shown ? dwell.bins_shown : withheld ? dwell.bins_withheld : dwell.bins_missing);
}

/// Makes overlapping classes one, so that every class is known exactly.
void join_overlaps(std::vector<DwellClass>& classes) {
  std::sort(classes.begin(), classes.end(), [](const DwellClass& a, const DwellClass& b) {
    return a.from_s != b.from_s ? a.from_s < b.from_s : a.to_s < b.to_s;
  });
  std::vector<DwellClass> out;
  for (const DwellClass& next : classes) {
    if (out.empty() || next.from_s >= out.back().to_s * (1 - 1e-6)) {
      out.push_back(next);
      continue;
    }
    DwellClass& last = out.back();
    const bool same = std::abs(last.from_s - next.from_s) <= 1e-6 * last.from_s &&
                      std::abs(last.to_s - next.to_s) <= 1e-6 * last.to_s;
    last.merged = last.merged || next.merged || !same;
    last.to_s = std::max(last.to_s, next.to_s);
    last.stays += next.stays;
  }
  classes = std::move(out);
}

}  // namespace

Dwell dwell_of(std::span<const wire::Release> releases, std::string_view scope,
               wire::Metric metric) {
  Dwell dwell;
  for (const wire::Release& release : releases) add_bin(release, scope, metric, dwell);
  join_overlaps(dwell.classes);
  for (const DwellClass& next : dwell.classes) dwell.stays += next.stays;
  return dwell;
}

std::optional<double> quantile_s(const Dwell& dwell, double share) {
  if (dwell.partial || dwell.stays <= 0) return std::nullopt;
  double before = 0;
  const double wanted = share * dwell.stays;
  for (const DwellClass& next : dwell.classes) {
    if (before + next.stays >= wanted) {
      if (next.to_s >= kOpenEndS) return std::nullopt;
      const double part = std::clamp((wanted - before) / next.stays, 0.0, 1.0);
      return next.from_s * std::pow(next.to_s / next.from_s, part);
    }
    before += next.stays;
  }
  return std::nullopt;
}

}  // namespace sillage::desk::report
