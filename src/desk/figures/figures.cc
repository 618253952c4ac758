// SPDX-License-Identifier: Apache-2.0
#include "desk/figures/figures.h"

#include <algorithm>

namespace sillage::desk {
namespace {

SumKey key_of(const RollupRow& row) { return {row.scope, row.extent, row.way}; }

/// Told of whole days only: too few people do the like in a bin.
bool is_of_days(wire::Metric metric) {
  using enum wire::Metric;
  constexpr wire::Metric kOfDays[] = {kVisitDuration,   kBounces, kCheckoutReached, kZoneExposed,
                                      kZoneEngagements, kFunnel,  kFlow,            kPath};
  const bool is_of_segments = metric >= kSegmentVisits && metric <= kSegmentQueueAbandoned;
  return is_of_segments ||
         std::find(std::begin(kOfDays), std::end(kOfDays), metric) != std::end(kOfDays);
}

/// Rows of one scope, as number_of wants them.
std::vector<RollupRow> rows_of(const Sums& sums, const std::string& scope) {
  std::vector<RollupRow> rows;
  for (const auto& [key, row] : sums) {
    if (row.scope == scope) rows.push_back(row);
  }
  return rows;
}

}  // namespace

Result<Figures> Figures::open(Rollups& rollups, const Calendar& calendar, const StoreId& store,
                              Instant to, Instant due) {
  ASSIGN_OR_RETURN(const auto basis, rollups.basis(store, to));
  ASSIGN_OR_RETURN(const auto end, rollups.end_of(store));
  return Figures(rollups, calendar, store, basis.value_or(Basis{}),
                 std::max(end.value_or(Instant{}), due));
}

Ground Figures::ground_of(const SpanRow& span, const Period& period) const {
  const Instant end = std::min(period.to, end_);
  return {span, std::max(0.0, seconds(end - period.from)), basis_.metric_version};
}

Result<Ground> Figures::ground(const Period& period) {
  const PeriodKey key{period.from, period.to};
  if (const auto known = grounds_.find(key); known != grounds_.end()) return known->second;
  SpanRow sum;
  for (const Piece& piece : pieces_of(period, *calendar_)) {
    ASSIGN_OR_RETURN(const auto spans, rollups_->spans(store_, basis_, piece.level,
                                                       piece.period.from, piece.period.to));
    for (const SpanRow& span : spans) add(sum, span);
  }
  return grounds_[key] = ground_of(sum, period);
}

Result<const Sums*> Figures::sums(wire::Metric metric, const std::optional<std::string>& scope,
                                  const Period& period) {
  const SumsKey key{metric, scope, {period.from, period.to}};
  if (const auto known = sums_.find(key); known != sums_.end()) return &known->second;
  ASSIGN_OR_RETURN(Sums sums, read_sums(metric, scope, period));
  return &sums_.emplace(key, std::move(sums)).first->second;
}

Result<Sums> Figures::read_sums(wire::Metric metric, const std::optional<std::string>& scope,
                                const Period& period) {
  Sums sums;
  const bool of_days = is_of_days(metric);
  for (Piece piece : pieces_of(period, *calendar_, of_days ? Level::kDay : Level::kBin)) {
    if (metric == wire::Metric::kHeat && piece.level == Level::kHour) piece.level = Level::kBin;
    ASSIGN_OR_RETURN(const auto rows, rollups_->rows(store_, basis_, piece.level, metric, scope,
                                                     piece.period.from, piece.period.to));
    for (const RollupRow& row : rows) {
      const auto [place, fresh] = sums.try_emplace(key_of(row), row);
      if (!fresh) add(place->second, row);
    }
  }
  return sums;
}

Result<Number> Figures::number(const MetricInfo& metric, const std::string& scope,
                               const Period& period) {
  ASSIGN_OR_RETURN(const Ground ground, this->ground(period));
  ASSIGN_OR_RETURN(const Sums* sums, this->sums(metric.metric, scope, period));
  return number_of(metric, rows_of(*sums, scope), ground);
}

Result<std::map<std::string, Number>> Figures::numbers(const MetricInfo& metric,
                                                       const Period& period) {
  ASSIGN_OR_RETURN(const Ground ground, this->ground(period));
  ASSIGN_OR_RETURN(const Sums* sums, this->sums(metric.metric, std::nullopt, period));
  std::map<std::string, std::vector<RollupRow>> by_scope;
  for (const auto& [key, row] : *sums) by_scope[row.scope].push_back(row);
  std::map<std::string, Number> numbers;
  for (const auto& [scope, rows] : by_scope) numbers[scope] = number_of(metric, rows, ground);
  return numbers;
}

Result<std::vector<NumberAt>> Figures::series(const MetricInfo& metric, const std::string& scope,
                                              const Period& period, Level level) {
  // Weeks and months are cut to the period, so they are made of its days.
  const Level from_level = level == Level::kWeek || level == Level::kMonth ? Level::kDay : level;
  ASSIGN_OR_RETURN(const auto spans, rollups_->spans(store_, basis_, from_level, period.from,
                                                     period.to));
  ASSIGN_OR_RETURN(const auto rows, rollups_->rows(store_, basis_, from_level, metric.metric, scope,
                                                   period.from, period.to));
  std::vector<Period> stretches;
  if (level == Level::kBin) {
    for (const SpanRow& span : spans) stretches.push_back({span.start, span.end});
  } else {
    stretches = stretches_of(period, level, *calendar_);
  }
  std::vector<NumberAt> series;
  auto span = spans.begin();
  auto row = rows.begin();
  for (const Period& stretch : stretches) {
    SpanRow sum;
    for (; span != spans.end() && span->start < stretch.to; ++span) add(sum, *span);
    Sums sums;
    std::vector<RollupRow> only;
    for (; row != rows.end() && row->start < stretch.to; ++row) {
      const auto [place, fresh] = sums.try_emplace(key_of(*row), *row);
      if (!fresh) add(place->second, *row);
    }
    for (const auto& [key, value] : sums) only.push_back(value);
    series.push_back({stretch, number_of(metric, only, ground_of(sum, stretch))});
  }
  return series;
}

Result<std::vector<Rollups::States>> Figures::states(const Period& period) {
  const auto first_day = [&](Instant moment) {
    const Instant day = calendar_->floor(Level::kDay, moment);
    return day < moment ? calendar_->next(Level::kDay, day) : day;
  };
  const Period days{first_day(period.from), first_day(period.to)};
  std::vector<Rollups::States> sum;
  for (const Piece& piece : pieces_of(days, *calendar_, Level::kDay)) {
    ASSIGN_OR_RETURN(const auto states, rollups_->states(store_, basis_, piece.level,
                                                         piece.period.from, piece.period.to));
    for (const Rollups::States& more : states) {
      const auto known = std::find_if(sum.begin(), sum.end(),
                                      [&](const auto& s) { return s.metric == more.metric; });
      if (known == sum.end()) {
        sum.push_back(more);
      } else {
        known->shown += more.shown;
        known->withheld += more.withheld;
      }
    }
  }
  return sum;
}

}  // namespace sillage::desk
