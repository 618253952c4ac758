// SPDX-License-Identifier: Apache-2.0
#include "desk/store/internal/sqlite_rollups.h"

#include <algorithm>

#include "desk/store/internal/rollup_sql.h"

namespace sillage::desk::internal {
namespace {

constexpr const char* kStale =
    "SELECT bin_start_us FROM stale WHERE store = ? ORDER BY bin_start_us LIMIT 500";
constexpr const char* kClearStale =
    "DELETE FROM stale WHERE store = ? AND bin_start_us >= ? AND bin_start_us <= ?";
constexpr const char* kBases =
    "SELECT DISTINCT evaluation, mode, metric_version FROM bin WHERE store = ?1 UNION "
    "SELECT DISTINCT evaluation, mode, metric_version FROM span WHERE store = ?1";
constexpr const char* kStores =
    "SELECT store, min(bin_start_us), max(bin_end_us) FROM bin GROUP BY store ORDER BY store";
constexpr const char* kEnd =
    "SELECT bin_end_us FROM bin WHERE store = ? ORDER BY bin_start_us DESC LIMIT 1";
constexpr const char* kBasis =
    "SELECT evaluation, mode, metric_version FROM span WHERE store = ? AND level = 'day' "
    "AND start_us < ? ORDER BY evaluation, start_us DESC LIMIT 1";

std::int64_t microseconds(Instant instant) { return instant.time_since_epoch().count(); }

const char* to_text(wire::ReleaseMode mode) {
  return mode == wire::ReleaseMode::kStrict ? "strict" : "standard";
}

Basis basis_of(const Execution& row) {
  return {row.integer(0) != 0,
          row.text(1) == "strict" ? wire::ReleaseMode::kStrict : wire::ReleaseMode::kStandard,
          static_cast<int>(row.integer(2))};
}

Execution& bind(Execution& execution, const StoreId& store, const Basis& basis) {
  return execution.bind(store.value())
      .bind(std::int64_t{basis.evaluation ? 1 : 0})
      .bind(std::string_view(to_text(basis.mode)))
      .bind(std::int64_t{basis.metric_version});
}

Execution& bind(Execution& execution, Instant from, Instant to) {
  return execution.bind(microseconds(from)).bind(microseconds(to));
}

}  // namespace

Result<void> SqliteRollups::prepare() {
  const std::pair<Statement*, const char*> statements[] = {
      {&stale_stores_, "SELECT DISTINCT store FROM stale"},
      {&stale_, kStale},           {&clear_stale_, kClearStale},
      {&bases_, kBases},           {&hour_span_, kHourSpan},
      {&hour_rows_, kHourRows},    {&day_heat_, kDayHeat},
      {&day_own_counts_, kDayOwnCounts},
      {&day_own_span_, kDayOwnSpan},
      {&day_own_, kDayOwn},        {&long_span_, kLongSpan},
      {&long_rows_, kLongRows},    {&drop_spans_, kDropSpans},
      {&drop_rows_, kDropRows},    {&bin_spans_, kBinSpans},
      {&bin_rows_, kBinRows},      {&level_spans_, kLevelSpans},
      {&level_rows_, kLevelRows},  {&all_level_rows_, kAllLevelRows},
      {&states_, kStates},
      {&stores_, kStores},         {&end_, kEnd},
      {&basis_, kBasis},
      {&data_version_, "PRAGMA data_version"}};
  for (const auto& [statement, sql] : statements) {
    ASSIGN_OR_RETURN(*statement, connection_->prepare(sql));
  }
  return {};
}

Result<std::vector<Instant>> SqliteRollups::stale_bins(const StoreId& store) {
  std::vector<Instant> bins;
  Execution row(stale_);
  row.bind(store.value());
  for (;;) {
    ASSIGN_OR_RETURN(const bool more, row.step());
    if (!more) return bins;
    bins.emplace_back(Duration(row.integer(0)));
  }
}

Result<std::set<Basis>> SqliteRollups::bases(const StoreId& store) {
  std::set<Basis> bases;
  Execution row(bases_);
  row.bind(store.value());
  for (;;) {
    ASSIGN_OR_RETURN(const bool more, row.step());
    if (!more) return bases;
    bases.insert(basis_of(row));
  }
}

Result<std::int64_t> SqliteRollups::refresh(const StoreId& store, const Calendar& calendar,
                                            Instant horizon) {
  std::int64_t taken = 0;
  for (;;) {
    {  // Most of the time nothing is stale, and no lock is needed to see that.
      ASSIGN_OR_RETURN(const auto bins, stale_bins(store));
      if (bins.empty()) return taken;
    }
    ASSIGN_OR_RETURN(Transaction transaction, Transaction::begin(*connection_));
    ASSIGN_OR_RETURN(const std::vector<Instant> bins, stale_bins(store));
    if (bins.empty()) return taken;
    ASSIGN_OR_RETURN(const std::set<Basis> all, bases(store));
    for (const Level level : {Level::kHour, Level::kDay, Level::kWeek, Level::kMonth}) {
      std::set<Instant> starts;
      for (const Instant bin : bins) {
        if (bin >= horizon) starts.insert(calendar.floor(level, bin));
      }
      for (const Instant start : starts) {
        RETURN_IF_ERROR(work_out(store, all, {level, start, calendar.next(level, start)}));
      }
    }
    Execution clear(clear_stale_);
    clear.bind(store.value());
    RETURN_IF_ERROR(bind(clear, bins.front(), bins.back()).run());
    RETURN_IF_ERROR(transaction.commit());
    taken += static_cast<std::int64_t>(bins.size());
  }
}

Result<void> SqliteRollups::work_out(const StoreId& store, const std::set<Basis>& bases,
                                     const Stretch& stretch) {
  for (const Basis& basis : bases) RETURN_IF_ERROR(work_out(store, basis, stretch));
  return {};
}

Result<void> SqliteRollups::work_out(const StoreId& store, const Basis& basis,
                                     const Stretch& stretch) {
  const auto& [level, start, end] = stretch;
  RETURN_IF_ERROR(drop(store, basis, level, start, end));
  const auto run = [&](Statement& statement, const char* metric = "",
                       const char* from = "") -> Result<void> {
    Execution execution(statement);
    bind(bind(bind(execution, store, basis), start, end), start, end);
    execution.bind(std::string_view(to_string(level)));
    if (*metric != 0 || *from != 0) execution.bind(std::string_view(metric));
    if (*from != 0) execution.bind(std::string_view(from));
    return execution.run();
  };
  if (level == Level::kHour) {
    RETURN_IF_ERROR(run(hour_span_));
    return run(hour_rows_);
  }
  const char* below = level == Level::kDay ? "hour" : "day";
  RETURN_IF_ERROR(run(long_span_, "", below));
  for (int number = 1; number <= static_cast<int>(wire::kLastMetric); ++number) {
    RETURN_IF_ERROR(run(long_rows_, to_string(static_cast<wire::Metric>(number)), below));
  }
  if (level != Level::kDay) return {};
  RETURN_IF_ERROR(run(day_own_span_));
  RETURN_IF_ERROR(run(day_heat_));
  RETURN_IF_ERROR(run(day_own_));
  for (int number = 1; number <= static_cast<int>(wire::kLastMetric); ++number) {
    RETURN_IF_ERROR(run(day_own_counts_, to_string(static_cast<wire::Metric>(number))));
  }
  return {};
}

Result<void> SqliteRollups::drop(const StoreId& store, const Basis& basis, Level level,
                                 Instant from, Instant to) {
  const auto prepare_for = [&](Execution& execution) -> Execution& {
    bind(execution, store, basis).bind(std::string_view(to_string(level)));
    return bind(execution, from, to);
  };
  Execution spans(drop_spans_);
  RETURN_IF_ERROR(prepare_for(spans).run());
  for (int number = 1; number <= static_cast<int>(wire::kLastMetric); ++number) {
    Execution rows(drop_rows_);
    const char* metric = to_string(static_cast<wire::Metric>(number));
    RETURN_IF_ERROR(prepare_for(rows).bind(std::string_view(metric)).run());
  }
  return {};
}

Result<void> SqliteRollups::forget(const StoreId& store) {
  ASSIGN_OR_RETURN(Transaction transaction, Transaction::begin(*connection_));
  for (const char* sql : {"DELETE FROM span WHERE store = ?", "DELETE FROM rollup WHERE store = ?",
                          "INSERT OR IGNORE INTO stale SELECT DISTINCT store, bin_start_us FROM bin "
                          "WHERE store = ?"}) {
    ASSIGN_OR_RETURN(Statement statement, connection_->prepare(sql));
    RETURN_IF_ERROR(Execution(statement).bind(store.value()).run());
  }
  return transaction.commit();
}

Result<Rollups::Deleted> SqliteRollups::erase(const StoreId& store, Instant bins, Instant days) {
  Deleted deleted;
  ASSIGN_OR_RETURN(Transaction transaction, Transaction::begin(*connection_));
  const auto run = [&](const char* sql, Instant before, std::int64_t& count) -> Result<void> {
    ASSIGN_OR_RETURN(Statement statement, connection_->prepare(sql));
    Execution execution(statement);
    RETURN_IF_ERROR(execution.bind(store.value()).bind(microseconds(before)).run());
    count += connection_->changes();
    return {};
  };
  std::int64_t uncounted = 0;
  RETURN_IF_ERROR(run("DELETE FROM stale WHERE store = ? AND bin_start_us < ?", bins, uncounted));
  RETURN_IF_ERROR(
      run("DELETE FROM bin WHERE store = ? AND bin_end_us <= ?", bins, deleted.bins));
  RETURN_IF_ERROR(run(
      "DELETE FROM rollup WHERE store = ?1 AND level = 'hour' AND start_us IN (SELECT start_us "
      "FROM span WHERE store = ?1 AND level = 'hour' AND end_us <= ?2)",
      bins, uncounted));
  RETURN_IF_ERROR(run("DELETE FROM span WHERE store = ? AND level = 'hour' AND end_us <= ?", bins,
                      deleted.stretches));
  RETURN_IF_ERROR(run(
      "DELETE FROM rollup WHERE store = ?1 AND level <> 'hour' AND (level, start_us) IN (SELECT "
      "level, start_us FROM span WHERE store = ?1 AND end_us <= ?2)",
      days, uncounted));
  RETURN_IF_ERROR(run("DELETE FROM span WHERE store = ? AND level <> 'hour' AND end_us <= ?", days,
                      deleted.stretches));
  RETURN_IF_ERROR(transaction.commit());
  return deleted;
}

Result<std::int64_t> SqliteRollups::erase_audit(Instant before) {
  ASSIGN_OR_RETURN(Statement statement,
                   connection_->prepare("DELETE FROM audit WHERE at_us < ?"));
  RETURN_IF_ERROR(Execution(statement).bind(microseconds(before)).run());
  return connection_->changes();
}

Result<std::int64_t> SqliteRollups::generation() {
  Execution row(data_version_);
  RETURN_IF_ERROR(row.step());
  return row.integer(0);
}

Result<std::vector<StoreExtent>> SqliteRollups::stores() {
  std::vector<StoreExtent> stores;
  Execution row(stores_);
  for (;;) {
    ASSIGN_OR_RETURN(const bool more, row.step());
    if (!more) return stores;
    stores.push_back({StoreId(row.text(0)), Instant(Duration(row.integer(1))),
                      Instant(Duration(row.integer(2)))});
  }
}

Result<std::vector<StoreId>> SqliteRollups::stale_stores() {
  std::vector<StoreId> stores;
  Execution row(stale_stores_);
  for (;;) {
    ASSIGN_OR_RETURN(const bool more, row.step());
    if (!more) return stores;
    stores.emplace_back(row.text(0));
  }
}

Result<std::optional<Instant>> SqliteRollups::end_of(const StoreId& store) {
  Execution row(end_);
  ASSIGN_OR_RETURN(const bool found, row.bind(store.value()).step());
  if (!found) return std::nullopt;
  return Instant(Duration(row.integer(0)));
}

Result<std::optional<Basis>> SqliteRollups::basis(const StoreId& store, Instant to) {
  Execution row(basis_);
  row.bind(store.value()).bind(microseconds(to));
  ASSIGN_OR_RETURN(const bool found, row.step());
  if (!found) return std::nullopt;
  return basis_of(row);
}

Result<std::vector<SpanRow>> SqliteRollups::spans(const StoreId& store, const Basis& basis,
                                                  Level level, Instant from, Instant to) {
  std::vector<SpanRow> spans;
  Execution row(level == Level::kBin ? bin_spans_ : level_spans_);
  bind(bind(row, store, basis), from, to);
  if (level != Level::kBin) row.bind(std::string_view(to_string(level)));
  for (;;) {
    ASSIGN_OR_RETURN(const bool more, row.step());
    if (!more) return spans;
    spans.push_back({Instant(Duration(row.integer(0))), Instant(Duration(row.integer(1))),
                     row.integer(2), row.real(3), row.real(4), static_cast<int>(row.integer(5)),
                     static_cast<int>(row.integer(6))});
  }
}

Result<std::vector<RollupRow>> SqliteRollups::rows(const StoreId& store, const Basis& basis,
                                                   Level level, wire::Metric metric,
                                                   const std::optional<std::string>& scope,
                                                   Instant from, Instant to) {
  std::vector<RollupRow> rows;
  Execution row(level == Level::kBin ? bin_rows_ : scope ? level_rows_ : all_level_rows_);
  bind(bind(row, store, basis), from, to);
  if (level != Level::kBin) row.bind(std::string_view(to_string(level)));
  row.bind(std::string_view(to_string(metric)));
  if (scope) row.bind(*scope);
  for (;;) {
    ASSIGN_OR_RETURN(const bool more, row.step());
    if (!more) return rows;
    RollupRow& out = rows.emplace_back();
    out.start = Instant(Duration(row.integer(0)));
    out.scope = row.text(1);
    for (int i = 0; i < 4; ++i) out.extent[i] = row.real(2 + i);
    out.way = row.text(6);
    double* const sums[] = {&out.total, &out.weighted, &out.weight_s, &out.largest, &out.low,
                            &out.high};
    for (int i = 0; i < 6; ++i) *sums[i] = row.real(7 + i);
    std::int64_t* const counts[] = {&out.ranged, &out.joined, &out.measured, &out.withheld,
                                    &out.missing};
    for (int i = 0; i < 5; ++i) *counts[i] = row.integer(13 + i);
    out.part = row.real(18);
    out.whole = row.real(19);
    out.paired = row.integer(20);
  }
}

Result<std::vector<StateRow>> SqliteRollups::states(const StoreId& store, const Basis& basis,
                                                    Level level, Instant from, Instant to) {
  std::vector<StateRow> states;
  for (int number = 1; number <= static_cast<int>(wire::kLastMetric); ++number) {
    const auto metric = static_cast<wire::Metric>(number);
    Execution row(states_);
    bind(bind(row, store, basis), from, to);
    row.bind(std::string_view(to_string(metric))).bind(std::string_view(to_string(level)));
    for (;;) {
      ASSIGN_OR_RETURN(const bool more, row.step());
      if (!more) break;
      states.push_back(
          {Instant(Duration(row.integer(0))), metric, row.integer(1), row.integer(2)});
    }
  }
  return states;
}

Result<void> SqliteRollups::check() {
  ASSIGN_OR_RETURN(const auto told, connection_->query_text("PRAGMA quick_check"));
  if (told == "ok") return {};
  return fail(ErrorCode::kDataLoss, "{} is damaged ({}); take another copy", connection_->file(),
              told);
}

Result<void> SqliteRollups::backup(const std::filesystem::path& copy) {
  if (std::filesystem::exists(copy)) {
    return fail(ErrorCode::kConflict, "{} is there already; name a new file for the copy",
                copy.string());
  }
  ASSIGN_OR_RETURN(Statement statement, connection_->prepare("VACUUM INTO ?"));
  return Execution(statement).bind(copy.string()).run();
}

}  // namespace sillage::desk::internal
