// SPDX-License-Identifier: Apache-2.0
#include "desk/store/internal/schema.h"

namespace sillage::desk::internal {
namespace {

// What the tables mean for a reader with a database browser: docs/reference/database.md (a test
// compares the columns). Text rather than numbers for metric, mode and state, so that a query can
// be read without a key.
constexpr const char* kVersion1 = R"sql(
-- What made figures: one row per recording, model and configuration, however often it is repeated.
CREATE TABLE run (
  id             INTEGER PRIMARY KEY,
  -- Microseconds of UTC since 1970: when it was first made. Kept when it is repeated, so that a
  -- repetition leaves the same rows.
  started_at_us  INTEGER NOT NULL,
  -- Of sillage; that of the last repetition, because its figures replaced the earlier ones.
  version        TEXT NOT NULL,
  -- File name without folders: a path can hold a name, a URL a password.
  source         TEXT NOT NULL CHECK (instr(source, '/') = 0),
  -- Lower-case hexadecimal; empty for a stream.
  source_sha256  TEXT NOT NULL CHECK (length(source_sha256) IN (0, 64)),
  -- Name and hash of the detector.
  model          TEXT NOT NULL,
  config_sha256  TEXT NOT NULL CHECK (length(config_sha256) IN (0, 64)),
  UNIQUE (source_sha256, model, config_sha256, source)
) STRICT;

-- One released bin of one store: what all of its figures have in common.
CREATE TABLE bin (
  id              INTEGER PRIMARY KEY,
  store           TEXT NOT NULL CHECK (length(store) BETWEEN 1 AND 32),
  -- Microseconds of UTC since 1970, half open: [start, end).
  bin_start_us    INTEGER NOT NULL CHECK (bin_start_us >= 0),
  bin_end_us      INTEGER NOT NULL CHECK (bin_end_us > bin_start_us),
  -- 1: made from a file to evaluate sillage, never mixed with figures of a deployed store.
  evaluation      INTEGER NOT NULL CHECK (evaluation IN (0, 1)),
  -- How people are protected in these figures.
  mode            TEXT NOT NULL CHECK (mode IN ('standard', 'strict')),
  -- 0 to 3: how far sightings are linked (L0 counts only ... L3 clothing code).
  link_level      INTEGER NOT NULL CHECK (link_level BETWEEN 0 AND 3),
  -- People: the smallest group that a breakdown shows.
  k               INTEGER NOT NULL CHECK (k > 0),
  -- Of the definitions; figures of different versions are not added.
  metric_version  INTEGER NOT NULL CHECK (metric_version > 0),
  -- Share of the bin that was really observed, 0 to 1.
  coverage        REAL NOT NULL CHECK (coverage BETWEEN 0 AND 1),
  run             INTEGER NOT NULL REFERENCES run (id),
  -- Without bin_end_us: a bin that turns out longer or shorter replaces the earlier one, else the
  -- same people would be there twice.
  UNIQUE (store, bin_start_us, evaluation)
) STRICT;

-- One number, or the reason why there is none.
CREATE TABLE figure (
  bin         INTEGER NOT NULL REFERENCES bin (id) ON DELETE CASCADE,
  metric      TEXT NOT NULL,
  -- Line or zone; empty for the whole store.
  scope       TEXT NOT NULL CHECK (length(scope) <= 32),
  -- dwell: from and to in seconds. heat: x, y, width, height of the cell in metres. Else 0.
  extent_1    REAL NOT NULL,
  extent_2    REAL NOT NULL,
  extent_3    REAL NOT NULL,
  extent_4    REAL NOT NULL,
  -- merged: value is that of the whole group. withheld: fewer than k people.
  state       TEXT NOT NULL CHECK (state IN ('released', 'merged', 'withheld')),
  -- Unit of the metric. NULL where withheld or not observed, which is not 0.
  value       REAL CHECK (value IS NULL OR state <> 'withheld'),
  -- Interval around value; NULL where not estimated.
  low         REAL CHECK (low <= value),
  high        REAL CHECK (high >= value),
  -- Name that the figures of one merged group share, empty otherwise.
  group_name  TEXT NOT NULL CHECK ((group_name <> '') = (state = 'merged')),
  PRIMARY KEY (bin, metric, scope, extent_1, extent_2, extent_3, extent_4)
) STRICT, WITHOUT ROWID;

CREATE INDEX bin_by_run ON bin (run);
)sql";

// Days beside bins, and ways through several zones. Keys change, so both tables are made anew.
constexpr const char* kVersion2 = R"sql(
CREATE TABLE bin_2 (
  id              INTEGER PRIMARY KEY,
  store           TEXT NOT NULL CHECK (length(store) BETWEEN 1 AND 32),
  -- Microseconds of UTC since 1970, half open: [start, end).
  bin_start_us    INTEGER NOT NULL CHECK (bin_start_us >= 0),
  bin_end_us      INTEGER NOT NULL CHECK (bin_end_us > bin_start_us),
  -- bin: as configured. day: a day of the store's time zone, which has figures of its own.
  period          TEXT NOT NULL CHECK (period IN ('bin', 'day')),
  -- 1: made from a file to evaluate sillage, never mixed with figures of a deployed store.
  evaluation      INTEGER NOT NULL CHECK (evaluation IN (0, 1)),
  -- How people are protected in these figures.
  mode            TEXT NOT NULL CHECK (mode IN ('standard', 'strict')),
  -- 0 to 3: how far sightings are linked (L0 counts only ... L3 clothing code).
  link_level      INTEGER NOT NULL CHECK (link_level BETWEEN 0 AND 3),
  -- People: the smallest group that a breakdown shows.
  k               INTEGER NOT NULL CHECK (k > 0),
  -- Of the definitions; figures of different versions are not added.
  metric_version  INTEGER NOT NULL CHECK (metric_version > 0),
  -- Share of the bin that was really observed, 0 to 1.
  coverage        REAL NOT NULL CHECK (coverage BETWEEN 0 AND 1),
  run             INTEGER NOT NULL REFERENCES run (id),
  -- Without bin_end_us: a bin that turns out longer or shorter replaces the earlier one, else the
  -- same people would be there twice.
  UNIQUE (store, bin_start_us, period, evaluation)
) STRICT;

CREATE TABLE figure_2 (
  bin         INTEGER NOT NULL REFERENCES bin_2 (id) ON DELETE CASCADE,
  metric      TEXT NOT NULL,
  -- Line, zone or funnel; empty for the whole store.
  scope       TEXT NOT NULL CHECK (length(scope) <= 32),
  -- Durations: from and to in seconds. heat: x, y, width, height of the cell in metres. funnel:
  -- step. Else 0.
  extent_1    REAL NOT NULL,
  extent_2    REAL NOT NULL,
  extent_3    REAL NOT NULL,
  extent_4    REAL NOT NULL,
  -- flow and path: zones in their order, "shelf>till"; empty: all other ways. Else empty.
  way         TEXT NOT NULL CHECK (length(way) <= 230),
  -- merged: value is that of the whole group. withheld: fewer than k people.
  state       TEXT NOT NULL CHECK (state IN ('released', 'merged', 'withheld')),
  -- Unit of the metric. NULL where withheld or not observed, which is not 0.
  value       REAL CHECK (value IS NULL OR state <> 'withheld'),
  -- Interval around value; NULL where not estimated.
  low         REAL CHECK (low <= value),
  high        REAL CHECK (high >= value),
  -- Name that the figures of one merged group share, empty otherwise.
  group_name  TEXT NOT NULL CHECK ((group_name <> '') = (state = 'merged')),
  PRIMARY KEY (bin, metric, scope, extent_1, extent_2, extent_3, extent_4, way)
) STRICT, WITHOUT ROWID;

INSERT INTO bin_2
  SELECT id, store, bin_start_us, bin_end_us, 'bin', evaluation, mode, link_level, k,
         metric_version, coverage, run
  FROM bin;
INSERT INTO figure_2
  SELECT bin, metric, scope, extent_1, extent_2, extent_3, extent_4, '', state, value, low, high,
         group_name
  FROM figure;
DROP TABLE figure;
DROP TABLE bin;
ALTER TABLE bin_2 RENAME TO bin;
ALTER TABLE figure_2 RENAME TO figure;
CREATE INDEX bin_by_run ON bin (run);
)sql";

// What a release costs and how old what it was made of became.
constexpr const char* kVersion3 = R"sql(
-- zCDP that the release costs a person-day; 0 in standard mode.
ALTER TABLE bin ADD COLUMN rho REAL NOT NULL DEFAULT 0 CHECK (rho >= 0);
-- Seconds since last seen, and since captured, of the oldest person and picture; NULL where not
-- measured.
ALTER TABLE bin ADD COLUMN person_age_s REAL CHECK (person_age_s >= 0);
ALTER TABLE bin ADD COLUMN frame_age_s REAL CHECK (frame_age_s >= 0);
)sql";

/// Roll-ups, what people set up, and who did what.
constexpr const char* kVersion4 = R"sql(
-- Bins that roll-ups have not taken in yet: whatever is written marks itself, by whatever process.
CREATE TABLE stale (
  store         TEXT NOT NULL,
  bin_start_us  INTEGER NOT NULL,
  PRIMARY KEY (store, bin_start_us)
) STRICT, WITHOUT ROWID;
INSERT INTO stale SELECT DISTINCT store, bin_start_us FROM bin;
CREATE TRIGGER bin_added AFTER INSERT ON bin BEGIN
  -- Not OR IGNORE: the outer statement's way with conflicts would hold here too.
  INSERT INTO stale SELECT new.store, new.bin_start_us WHERE NOT EXISTS
    (SELECT 1 FROM stale WHERE store = new.store AND bin_start_us = new.bin_start_us);
END;
CREATE TRIGGER bin_replaced AFTER UPDATE ON bin BEGIN
  -- Not OR IGNORE: the outer statement's way with conflicts would hold here too.
  INSERT INTO stale SELECT new.store, new.bin_start_us WHERE NOT EXISTS
    (SELECT 1 FROM stale WHERE store = new.store AND bin_start_us = new.bin_start_us);
END;

-- What the bins of an hour, day, ISO week or month of the store's time zone have in common. Figures
-- of different evaluation, mode or metric_version never meet.
CREATE TABLE span (
  store           TEXT NOT NULL,
  evaluation      INTEGER NOT NULL CHECK (evaluation IN (0, 1)),
  mode            TEXT NOT NULL CHECK (mode IN ('standard', 'strict')),
  metric_version  INTEGER NOT NULL CHECK (metric_version > 0),
  level           TEXT NOT NULL CHECK (level IN ('hour', 'day', 'week', 'month')),
  start_us        INTEGER NOT NULL,
  end_us          INTEGER NOT NULL CHECK (end_us > start_us),
  bins            INTEGER NOT NULL CHECK (bins > 0),
  -- Of the bins: real seconds, and how many of them were observed.
  length_s        REAL NOT NULL,
  observed_s      REAL NOT NULL,
  k               INTEGER NOT NULL CHECK (k > 0),
  link_level      INTEGER NOT NULL,
  PRIMARY KEY (store, evaluation, mode, metric_version, level, start_us)
) STRICT, WITHOUT ROWID;

CREATE TABLE rollup (
  store           TEXT NOT NULL,
  evaluation      INTEGER NOT NULL CHECK (evaluation IN (0, 1)),
  mode            TEXT NOT NULL CHECK (mode IN ('standard', 'strict')),
  metric_version  INTEGER NOT NULL CHECK (metric_version > 0),
  level           TEXT NOT NULL CHECK (level IN ('hour', 'day', 'week', 'month')),
  metric          TEXT NOT NULL,
  start_us        INTEGER NOT NULL,
  scope           TEXT NOT NULL,
  extent_1        REAL NOT NULL,
  extent_2        REAL NOT NULL,
  extent_3        REAL NOT NULL,
  extent_4        REAL NOT NULL,
  way             TEXT NOT NULL,
  -- Over the bins that show the figure: sum; sum of value times observed seconds, and those seconds;
  -- largest; sums of low and high, and how many bins have them; how many are values of a wider group.
  total           REAL NOT NULL,
  weighted        REAL NOT NULL,
  weight_s        REAL NOT NULL,
  largest         REAL NOT NULL,
  low             REAL NOT NULL,
  high            REAL NOT NULL,
  ranged          INTEGER NOT NULL,
  joined          INTEGER NOT NULL,
  measured        INTEGER NOT NULL,
  -- Bins in which it is withheld, or known only together with others; bins without a value.
  withheld        INTEGER NOT NULL,
  missing         INTEGER NOT NULL,
  -- Over the bins that show both this count and the one it is a share of: sums of both, and how
  -- many those bins are.
  part            REAL NOT NULL,
  whole           REAL NOT NULL,
  paired          INTEGER NOT NULL,
  PRIMARY KEY (store, evaluation, mode, metric_version, level, metric, start_us, scope, extent_1,
               extent_2, extent_3, extent_4, way)
) STRICT, WITHOUT ROWID;

-- What people set up, by kind (store, user, token, layout, camera, plan, change, ...).
CREATE TABLE document (
  kind        TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 32),
  store       TEXT NOT NULL,
  key         TEXT NOT NULL,
  body        TEXT NOT NULL,
  data        BLOB,
  version     INTEGER NOT NULL CHECK (version > 0),
  changed_us  INTEGER NOT NULL,
  PRIMARY KEY (kind, store, key)
) STRICT, WITHOUT ROWID;

-- Who signed in, took figures away, and changed what.
CREATE TABLE audit (
  id       INTEGER PRIMARY KEY,
  at_us    INTEGER NOT NULL,
  user     TEXT NOT NULL,
  action   TEXT NOT NULL,
  subject  TEXT NOT NULL CHECK (length(subject) <= 200),
  outcome  TEXT NOT NULL CHECK (outcome IN ('done', 'waiting', 'refused'))
) STRICT;
CREATE INDEX audit_by_time ON audit (at_us);
)sql";

/// A figure of one line or zone lies together, in the order of time: a page asks for one of them over
/// months far more often than for all of them at one moment.
constexpr const char* kVersion5 = R"sql(
CREATE TABLE rollup_2 (
  store           TEXT NOT NULL,
  evaluation      INTEGER NOT NULL CHECK (evaluation IN (0, 1)),
  mode            TEXT NOT NULL CHECK (mode IN ('standard', 'strict')),
  metric_version  INTEGER NOT NULL CHECK (metric_version > 0),
  level           TEXT NOT NULL CHECK (level IN ('hour', 'day', 'week', 'month')),
  metric          TEXT NOT NULL,
  start_us        INTEGER NOT NULL,
  scope           TEXT NOT NULL,
  extent_1        REAL NOT NULL,
  extent_2        REAL NOT NULL,
  extent_3        REAL NOT NULL,
  extent_4        REAL NOT NULL,
  way             TEXT NOT NULL,
  -- Over the bins that show the figure: sum; sum of value times observed seconds, and those seconds;
  -- largest; sums of low and high, and how many bins have them; how many are values of a wider group.
  total           REAL NOT NULL,
  weighted        REAL NOT NULL,
  weight_s        REAL NOT NULL,
  largest         REAL NOT NULL,
  low             REAL NOT NULL,
  high            REAL NOT NULL,
  ranged          INTEGER NOT NULL,
  joined          INTEGER NOT NULL,
  measured        INTEGER NOT NULL,
  -- Bins in which it is withheld, or known only together with others; bins without a value.
  withheld        INTEGER NOT NULL,
  missing         INTEGER NOT NULL,
  -- Over the bins that show both this count and the one it is a share of: sums of both, and how
  -- many those bins are.
  part            REAL NOT NULL,
  whole           REAL NOT NULL,
  paired          INTEGER NOT NULL,
  PRIMARY KEY (store, evaluation, mode, metric_version, level, metric, scope, start_us, extent_1,
               extent_2, extent_3, extent_4, way)
) STRICT, WITHOUT ROWID;
INSERT INTO rollup_2 SELECT * FROM rollup;
DROP TABLE rollup;
ALTER TABLE rollup_2 RENAME TO rollup;
)sql";

constexpr Migration kMigrations[] = {
    {1, kVersion1}, {2, kVersion2}, {3, kVersion3}, {4, kVersion4}, {5, kVersion5}};

/// True for a file in which nobody has stored anything yet.
Result<bool> is_empty(Connection& connection) {
  ASSIGN_OR_RETURN(const auto objects,
                   connection.query_integer("SELECT count(*) FROM sqlite_schema"));
  return objects == 0;
}

Result<std::int64_t> checked_version(Connection& connection, std::int64_t newest) {
  ASSIGN_OR_RETURN(const auto application, connection.query_integer("PRAGMA application_id"));
  ASSIGN_OR_RETURN(const auto version, connection.query_integer("PRAGMA user_version"));
  if (application != kApplicationId) {
    ASSIGN_OR_RETURN(const bool empty, is_empty(connection));
    if (application != 0 || version != 0 || !empty) {
      return fail(ErrorCode::kInvalidArgument,
                  "{} is a database of another program and was left as it is; name another file",
                  connection.file());
    }
  }
  if (version > newest || version < 0) {
    return fail(ErrorCode::kUnsupported,
                "{} has schema version {}, this program knows versions up to {}; use the newer "
                "sillage that wrote it, or name another file",
                connection.file(), version, newest);
  }
  return version;
}

/// All marks as of one moment: another process may be creating the database right now.
Result<std::int64_t> version_now(Connection& connection, std::int64_t newest) {
  RETURN_IF_ERROR(connection.execute("BEGIN"));
  auto version = checked_version(connection, newest);
  const auto ended = connection.execute("COMMIT");
  if (version) RETURN_IF_ERROR(ended);
  return version;
}

}  // namespace

std::span<const Migration> migrations() { return kMigrations; }

Result<void> migrate(Connection& connection, std::span<const Migration> steps) {
  const std::int64_t newest = steps.empty() ? 0 : steps.back().version;
  ASSIGN_OR_RETURN(std::int64_t version, version_now(connection, newest));
  for (const Migration& step : steps) {
    if (step.version <= version) continue;
    ASSIGN_OR_RETURN(Transaction transaction, Transaction::begin(connection));
    // Another process may have taken the step while this one waited for the lock.
    ASSIGN_OR_RETURN(version, checked_version(connection, newest));
    if (step.version <= version) continue;
    RETURN_IF_ERROR(connection.execute(step.sql));
    const std::string mark = fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}",
                                         kApplicationId, step.version);
    RETURN_IF_ERROR(connection.execute(mark.c_str()));
    RETURN_IF_ERROR(transaction.commit());
    version = step.version;
  }
  return {};
}

}  // namespace sillage::desk::internal
