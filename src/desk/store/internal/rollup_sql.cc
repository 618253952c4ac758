// SPDX-License-Identifier: Apache-2.0
#include "desk/store/internal/rollup_sql.h"

namespace sillage::desk::internal {

// A bin belongs to the stretch in which it starts. Values that count: released ones, and those of
// merged durations and squares. 1e-6: microseconds.
#define SILLAGE_SHOWN                                                                          \
  "(f.value IS NOT NULL AND (f.state = 'released' OR f.metric IN ('dwell', 'visit_duration', " \
  "'queue_wait', 'service_time', 'heat')))"
#define SILLAGE_VALUE "CASE WHEN " SILLAGE_SHOWN " THEN f.value END"
#define SILLAGE_OBSERVED "(b.coverage * (b.bin_end_us - b.bin_start_us) * 1e-6)"
#define SILLAGE_SUMS                                                                           \
  "total(v), total(v * seconds), total(CASE WHEN v IS NOT NULL THEN seconds END),"             \
  "coalesce(max(v), 0.0), total(CASE WHEN v IS NOT NULL THEN coalesce(low, v) END),"           \
  "total(CASE WHEN v IS NOT NULL THEN coalesce(high, v) END),"                                 \
  "count(CASE WHEN v IS NOT NULL THEN low END),"                                               \
  "count(CASE WHEN v IS NOT NULL AND state = 'merged' THEN 1 END), count(v),"                  \
  "count(CASE WHEN v IS NULL AND state <> 'released' THEN 1 END),"                             \
  "count(CASE WHEN v IS NULL AND state = 'released' THEN 1 END),"                              \
  "total(CASE WHEN w IS NOT NULL THEN v END), total(CASE WHEN v IS NOT NULL THEN w END),"      \
  "count(v + w) "
#define SILLAGE_KEY "metric, scope, extent_1, extent_2, extent_3, extent_4, way"
/// As whole_of (a test compares them).
#define SILLAGE_WHOLE                                                                          \
  "CASE f.metric WHEN 'bounces' THEN 'timed_visits' WHEN 'checkout_reached' THEN "             \
  "'timed_visits' WHEN 'zone_exposed' THEN 'timed_visits' WHEN 'zone_engagements' THEN "       \
  "'zone_exposed' WHEN 'entries' THEN 'pass_by' WHEN 'queue_abandoned' THEN 'queue_joined' "   \
  "WHEN 'groups_of_several' THEN 'groups' END"
/// Figures of bins in the order of time: sums of the same figures are the same to the bit.
#define SILLAGE_FIGURES(FILTER)                                                                \
  "FROM (SELECT b.bin_start_us, f.metric, f.scope, f.extent_1, f.extent_2, f.extent_3,"        \
  "f.extent_4, f.way, f.state, f.low, f.high," SILLAGE_VALUE " AS v," SILLAGE_OBSERVED         \
  " AS seconds, CASE WHEN w.state = 'released' AND f.state = 'released' THEN w.value END AS w " \
  "FROM bin AS b CROSS JOIN figure AS f ON f.bin = b.id LEFT JOIN figure AS w ON w.bin = b.id " \
  "AND w.metric = " SILLAGE_WHOLE " AND w.scope = CASE f.metric WHEN 'zone_exposed' THEN '' "   \
  "ELSE f.scope END AND w.extent_1 = 0 AND w.extent_2 = 0 AND w.extent_3 = 0 "                 \
  "AND w.extent_4 = 0 AND w.way = '' WHERE b.store = ?1 "                                      \
  "AND b.evaluation = ?2 AND b.mode = ?3 AND b.metric_version = ?4 AND b.bin_start_us >= ?5 "  \
  "AND b.bin_start_us < ?6 AND " FILTER ") "
#define SILLAGE_PUT_ROWS                                                                       \
  " INTO rollup (store, evaluation, mode, metric_version, start_us, level,"                    \
  SILLAGE_KEY ", total, weighted, weight_s, largest, low, high, ranged, joined, measured,"     \
  "withheld, missing, part, whole, paired) "
#define SILLAGE_FROM_BINS(FILTER)                                                              \
  "INSERT OR REPLACE" SILLAGE_PUT_ROWS "SELECT ?1, ?2, ?3, ?4, ?7, ?9," SILLAGE_KEY "," SILLAGE_SUMS               \
  SILLAGE_FIGURES(FILTER) "GROUP BY " SILLAGE_KEY
#define SILLAGE_PUT_SPAN                                                                       \
  "INSERT INTO span (store, evaluation, mode, metric_version, level, start_us, end_us, bins,"  \
  "length_s, observed_s, k, link_level) "
#define SILLAGE_BASIS "store = ?1 AND evaluation = ?2 AND mode = ?3 AND metric_version = ?4 "

/// The lines and zones of a metric, each found by one step in the key: without naming them, a stretch of
/// time would be sought through all there ever was.
#define SILLAGE_SCOPES(LEVEL, METRIC)                                                           \
  "scope IN (WITH RECURSIVE known(name) AS (SELECT * FROM (SELECT scope FROM rollup WHERE "     \
  SILLAGE_BASIS "AND level = " LEVEL " AND metric = " METRIC " ORDER BY scope LIMIT 1) "        \
  "UNION ALL SELECT (SELECT scope FROM rollup WHERE " SILLAGE_BASIS "AND level = " LEVEL        \
  " AND metric = " METRIC " AND scope > known.name ORDER BY scope LIMIT 1) FROM known "         \
  "WHERE known.name IS NOT NULL) SELECT name FROM known WHERE name IS NOT NULL) "

const char* const kHourSpan =
    SILLAGE_PUT_SPAN
    "SELECT ?1, ?2, ?3, ?4, ?9, ?7, ?8, count(*), total((bin_end_us - bin_start_us) * 1e-6),"
    "total(coverage * (bin_end_us - bin_start_us) * 1e-6), min(k), min(link_level) "
    "FROM bin WHERE " SILLAGE_BASIS
    "AND bin_start_us >= ?5 AND bin_start_us < ?6 AND period = 'bin' HAVING count(*) > 0";
const char* const kHourRows = SILLAGE_FROM_BINS("b.period = 'bin' AND f.metric <> 'heat'");
const char* const kDayHeat = SILLAGE_FROM_BINS("b.period = 'bin' AND f.metric = 'heat'");
const char* const kDayOwn = SILLAGE_FROM_BINS("b.period = 'day'");
const char* const kLongSpan =
    SILLAGE_PUT_SPAN
    "SELECT ?1, ?2, ?3, ?4, ?9, ?7, ?8, sum(bins), total(length_s), total(observed_s), min(k),"
    "min(link_level) FROM span WHERE " SILLAGE_BASIS
    "AND level = ?11 AND start_us >= ?5 AND start_us < ?6 HAVING count(*) > 0";
const char* const kLongRows =
    "INSERT" SILLAGE_PUT_ROWS
    "SELECT ?1, ?2, ?3, ?4, ?7, ?9," SILLAGE_KEY
    ", total(total), total(weighted), total(weight_s), max(largest), total(low), total(high),"
    "sum(ranged), sum(joined), sum(measured), sum(withheld), sum(missing), total(part),"
    "total(whole), sum(paired) FROM rollup "
    "WHERE " SILLAGE_BASIS
    "AND level = ?11 AND metric = ?10 AND start_us >= ?5 AND start_us < ?6 AND "
    SILLAGE_SCOPES("?11", "?10") "GROUP BY " SILLAGE_KEY;
/// What the day itself tells stands for all of its bins, in place of their sum.
const char* const kDayOwnCounts =
    "UPDATE rollup SET measured = measured * bins, withheld = withheld * bins,"
    "missing = missing * bins, paired = paired * bins FROM (SELECT bins FROM span WHERE "
    SILLAGE_BASIS "AND level = ?9 AND start_us = ?7) WHERE " SILLAGE_BASIS
    "AND level = ?9 AND start_us = ?7 AND metric = ?10 AND " SILLAGE_SCOPES("?9", "?10")
    "AND EXISTS (SELECT 1 FROM bin JOIN figure "
    "ON figure.bin = bin.id WHERE bin.store = ?1 AND bin.evaluation = ?2 AND bin.mode = ?3 AND "
    "bin.metric_version = ?4 AND bin.bin_start_us >= ?5 AND bin.bin_start_us < ?6 AND "
    "bin.period = 'day' AND figure.metric = ?10 AND figure.scope = rollup.scope AND "
    "figure.extent_1 = rollup.extent_1 AND figure.extent_2 = rollup.extent_2 AND "
    "figure.extent_3 = rollup.extent_3 AND figure.extent_4 = rollup.extent_4 AND "
    "figure.way = rollup.way)";
/// A day without bins is known by its own release alone.
const char* const kDayOwnSpan =
    "INSERT OR IGNORE INTO span (store, evaluation, mode, metric_version, level, start_us, end_us,"
    "bins, length_s, observed_s, k, link_level) SELECT ?1, ?2, ?3, ?4, ?9, ?7, ?8, count(*),"
    "total((bin_end_us - bin_start_us) * 1e-6),"
    "total(coverage * (bin_end_us - bin_start_us) * 1e-6), min(k), min(link_level) "
    "FROM bin WHERE " SILLAGE_BASIS
    "AND bin_start_us >= ?5 AND bin_start_us < ?6 AND period = 'day' HAVING count(*) > 0";
const char* const kDropSpans =
    "DELETE FROM span WHERE " SILLAGE_BASIS "AND level = ?5 AND start_us >= ?6 AND start_us < ?7";
const char* const kDropRows =
    "DELETE FROM rollup WHERE " SILLAGE_BASIS
    "AND level = ?5 AND metric = ?8 AND start_us >= ?6 AND start_us < ?7 AND "
    SILLAGE_SCOPES("?5", "?8");

const char* const kBinSpans =
    "SELECT bin_start_us, bin_end_us, 1, (bin_end_us - bin_start_us) * 1e-6,"
    "coverage * (bin_end_us - bin_start_us) * 1e-6, k, link_level FROM bin WHERE " SILLAGE_BASIS
    "AND bin_start_us >= ?5 AND bin_start_us < ?6 AND period = 'bin' ORDER BY bin_start_us";
const char* const kBinRows =
    "SELECT bin_start_us, scope, extent_1, extent_2, extent_3, extent_4, way," SILLAGE_SUMS
    SILLAGE_FIGURES("b.period = 'bin' AND f.metric = ?7 AND (?8 IS NULL OR f.scope = ?8)")
    "GROUP BY " SILLAGE_KEY ", bin_start_us ORDER BY scope, bin_start_us, extent_1, extent_2,"
    "extent_3, extent_4, way";
const char* const kLevelSpans =
    "SELECT start_us, end_us, bins, length_s, observed_s, k, link_level FROM span "
    "WHERE " SILLAGE_BASIS "AND level = ?7 AND start_us >= ?5 AND start_us < ?6 ORDER BY start_us";
#define SILLAGE_LEVEL_ROWS(SCOPE)                                                               \
  "SELECT start_us, scope, extent_1, extent_2, extent_3, extent_4, way, total, weighted,"       \
  "weight_s, largest, low, high, ranged, joined, measured, withheld, missing, part, whole,"     \
  "paired FROM rollup WHERE " SILLAGE_BASIS                                                     \
  "AND level = ?7 AND metric = ?8 AND start_us >= ?5 AND start_us < ?6 AND " SCOPE              \
  "ORDER BY scope, start_us, extent_1, extent_2, extent_3, extent_4, way"
const char* const kLevelRows = SILLAGE_LEVEL_ROWS("scope = ?9 ");
const char* const kAllLevelRows = SILLAGE_LEVEL_ROWS(SILLAGE_SCOPES("?7", "?8"));
const char* const kStates =
    "SELECT start_us, sum(measured), sum(withheld) FROM rollup WHERE " SILLAGE_BASIS
    "AND level = ?8 AND metric = ?7 AND start_us >= ?5 AND start_us < ?6 AND "
    SILLAGE_SCOPES("?8", "?7") "GROUP BY start_us";

}  // namespace sillage::desk::internal
