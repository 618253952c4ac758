// SPDX-License-Identifier: Apache-2.0
#include "app/supervisor/live_counts.h"

#include <algorithm>
#include <cmath>

namespace sillage::app {
namespace {

std::optional<int> rounded(const std::optional<double>& value) {
  if (!value) return std::nullopt;
  return static_cast<int>(std::lround(std::max(0.0, *value)));
}

}  // namespace

void LiveCounts::note(const wire::ReleaseHeader& header, std::span<const wire::Figure> figures) {
  if (header.period != wire::Period::kBin) return;
  Bin bin;
  bin.end = header.bin_end;
  for (const wire::Figure& figure : figures) {
    const bool is_shown = figure.state == wire::FigureState::kReleased;
    const auto value = is_shown ? figure.value : std::nullopt;
    if (figure.metric == wire::Metric::kQueueLengthMean) bin.queues[ZoneId(figure.scope)] = value;
    if (!figure.scope.empty()) continue;
    if (figure.metric == wire::Metric::kOccupancyMean) bin.inside = value;
    if (figure.metric == wire::Metric::kEntries) bin.entries = value;
  }
  const std::lock_guard lock(mutex_);
  bins_[header.bin_start] = std::move(bin);
  const Instant day = calendar_.floor(desk::Level::kDay, bins_.rbegin()->first);
  bins_.erase(bins_.begin(), bins_.lower_bound(day));
}

void LiveCounts::put(desk::LiveState& live, Instant now) const {
  const std::lock_guard lock(mutex_);
  if (bins_.empty()) return;
  const auto& [start, newest] = *bins_.rbegin();
  if (now - newest.end > 2 * (newest.end - start)) return;
  live.at = newest.end;
  live.inside = rounded(newest.inside);
  for (const auto& [zone, length] : newest.queues) live.queues.push_back({zone, rounded(length)});
  const Instant today = calendar_.floor(desk::Level::kDay, now);
  std::optional<double> entries;
  for (auto bin = bins_.lower_bound(today); bin != bins_.end(); ++bin) {
    if (bin->second.entries) entries = entries.value_or(0) + *bin->second.entries;
  }
  live.entries_today = rounded(entries);
}

}  // namespace sillage::app
