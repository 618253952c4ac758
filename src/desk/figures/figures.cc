// SPDX-License-Identifier: Apache-2.0
#include "desk/figures/figures.h"

#include <algorithm>
#include <iterator>

namespace sillage::desk {
namespace {

SumKey sum_key_of(const RollupRow& row) { return {row.scope, row.extent, row.way}; }

/// A handful of stretches: at the ends of a period hardly more is read than is wanted.
std::chrono::days block_of(Level level) {
  switch (level) {
    case Level::kMonth:
      return std::chrono::days(128);
    case Level::kWeek:
      return std::chrono::days(28);
    default:
      return std::chrono::days(4);
  }
}

bool is_of(const RollupRow& row, const SumKey& key) {
  return row.extent == std::get<1>(key) && row.scope == std::get<0>(key) &&
         row.way == std::get<2>(key);
}

/// Told of whole days only: too few people do the like in a bin.
bool is_of_days(wire::Metric metric) {
  using enum wire::Metric;
  constexpr wire::Metric kOfDays[] = {kVisitDuration,   kBounces, kCheckoutReached, kZoneExposed,
                                      kZoneEngagements, kFunnel,  kFlow,            kPath};
  const bool is_of_segments = metric >= kSegmentVisits && metric <= kSegmentQueueAbandoned;
  return is_of_segments ||
         std::find(std::begin(kOfDays), std::end(kOfDays), metric) != std::end(kOfDays);
}

/// Into the sum of its key, which keeps the order of extents and ways.
void add_to(std::vector<RollupRow>& sums, const RollupRow& row) {
  const auto place = std::lower_bound(
      sums.begin(), sums.end(), row, [](const RollupRow& a, const RollupRow& b) {
        return std::tie(a.scope, a.extent, a.way) < std::tie(b.scope, b.extent, b.way);
      });
  const bool known = place != sums.end() && place->scope == row.scope &&
                     place->extent == row.extent && place->way == row.way;
  known ? add(*place, row) : void(sums.insert(place, row));
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

Result<Figures> Figures::open(Rollups& rollups, Shelves& shelves, const Calendar& calendar,
                              const StoreId& store, Instant to, Instant due) {
  ASSIGN_OR_RETURN(const auto basis, rollups.basis(store, to));
  ASSIGN_OR_RETURN(const auto end, rollups.end_of(store));
  return Figures(rollups, shelves, calendar, store, basis.value_or(Basis{}),
                 std::max(end.value_or(Instant{}), due));
}

std::string Figures::key_of(Level level) const {
  return fmt::format("{}\n{} {} {}\n{}", store_.value(), basis_.evaluation,
                     static_cast<int>(basis_.mode), basis_.metric_version, to_string(level));
}

Result<void> Figures::see_spans(Level level, const Period& period,
                                const std::function<void(const SpanRow&)>& see) {
  const auto read = [&](Instant from, Instant to) {
    return rollups_->spans(store_, basis_, level, from, to);
  };
  if (level != Level::kBin) {
    return shelves_->spans.visit(key_of(level), block_of(level), period.from, period.to, read, see);
  }
  ASSIGN_OR_RETURN(const auto spans, read(period.from, period.to));
  std::for_each(spans.begin(), spans.end(), see);
  return {};
}

Result<void> Figures::see_rows(Level level, wire::Metric metric,
                               const std::optional<std::string>& scope, const Period& period,
                               const std::function<void(const RollupRow&)>& see) {
  const auto read = [&](Instant from, Instant to) {
    return rollups_->rows(store_, basis_, level, metric, scope, from, to);
  };
  if (level != Level::kBin) {
    const std::string of =
        fmt::format("{}\n{}\n{}", key_of(level), to_string(metric), scope.value_or("*"));
    return shelves_->rows.visit(of, block_of(level), period.from, period.to, read, see);
  }
  ASSIGN_OR_RETURN(const auto rows, read(period.from, period.to));
  std::for_each(rows.begin(), rows.end(), see);
  return {};
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
    RETURN_IF_ERROR(
        see_spans(piece.level, piece.period, [&](const SpanRow& span) { add(sum, span); }));
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
    // The rows of a stretch are mostly those of the one before, in the same order.
    auto next = sums.begin();
    RETURN_IF_ERROR(
        see_rows(piece.level, metric, scope, piece.period, [&](const RollupRow& row) {
          if (next == sums.end()) next = sums.begin();
          if (next == sums.end() || !is_of(row, next->first)) {
            const auto [place, fresh] = sums.try_emplace(sum_key_of(row), row);
            next = std::next(place);
            if (!fresh) add(place->second, row);
            return;
          }
          add(next->second, row);
          ++next;
        }));
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
  std::vector<Period> stretches;
  std::vector<SpanRow> sums_of_spans;
  if (level == Level::kBin) {
    RETURN_IF_ERROR(see_spans(level, period, [&](const SpanRow& span) {
      stretches.push_back({span.start, span.end});
      sums_of_spans.push_back(span);
    }));
  } else {
    stretches = stretches_of(period, level, *calendar_);
    sums_of_spans.resize(stretches.size());
    std::size_t at = 0;
    RETURN_IF_ERROR(see_spans(from_level, period, [&](const SpanRow& span) {
      while (span.start >= stretches[at].to) ++at;
      add(sums_of_spans[at], span);
    }));
  }
  std::vector<NumberAt> series;
  std::vector<RollupRow> sums;
  const auto finish_to = [&](std::size_t end) {
    while (series.size() < end) {
      const std::size_t at = series.size();
      series.push_back(
          {stretches[at], number_of(metric, sums, ground_of(sums_of_spans[at], stretches[at]))});
      sums.clear();
    }
  };
  std::size_t at = 0;
  RETURN_IF_ERROR(
      see_rows(from_level, metric.metric, scope, period, [&](const RollupRow& row) {
        while (at < stretches.size() && row.start >= stretches[at].to) ++at;
        if (at == stretches.size()) return;
        finish_to(at);
        add_to(sums, row);
      }));
  finish_to(stretches.size());
  return series;
}

Result<std::vector<States>> Figures::states(const Period& period) {
  const auto first_day = [&](Instant moment) {
    const Instant day = calendar_->floor(Level::kDay, moment);
    return day < moment ? calendar_->next(Level::kDay, day) : day;
  };
  const Period days{first_day(period.from), first_day(period.to)};
  std::map<wire::Metric, States> sums;
  for (const Piece& piece : pieces_of(days, *calendar_, Level::kDay)) {
    const auto read = [&](Instant from, Instant to) {
      return rollups_->states(store_, basis_, piece.level, from, to);
    };
    const auto see = [&](const StateRow& row) {
      States& sum = sums[row.metric];
      sum.metric = row.metric;
      sum.shown += row.shown;
      sum.withheld += row.withheld;
    };
    RETURN_IF_ERROR(shelves_->states.visit(key_of(piece.level), block_of(piece.level),
                                           piece.period.from, piece.period.to, read, see));
  }
  std::vector<States> states;
  for (const auto& [metric, sum] : sums) states.push_back(sum);
  return states;
}

}  // namespace sillage::desk
