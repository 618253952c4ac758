// SPDX-License-Identifier: Apache-2.0
#include "desk/store/internal/sqlite_store.h"

#include <algorithm>

#include "desk/store/internal/open_file.h"

namespace sillage::desk::internal {
namespace {

constexpr const char* kPutRun = R"sql(
  INSERT INTO run (started_at_us, version, source, source_sha256, model, config_sha256)
  VALUES (?, ?, ?, ?, ?, ?)
  ON CONFLICT (source_sha256, model, config_sha256, source)
  DO UPDATE SET version = excluded.version
  RETURNING id)sql";
constexpr const char* kHasRun = "SELECT count(*) FROM run WHERE id = ?";
constexpr const char* kPutBin = R"sql(
  INSERT INTO bin (store, bin_start_us, bin_end_us, period, evaluation, mode, link_level, k,
                   metric_version, coverage, run, rho, person_age_s, frame_age_s)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (store, bin_start_us, period, evaluation)
  DO UPDATE SET bin_end_us = excluded.bin_end_us, mode = excluded.mode,
                link_level = excluded.link_level, k = excluded.k,
                metric_version = excluded.metric_version, coverage = excluded.coverage,
                run = excluded.run, rho = excluded.rho, person_age_s = excluded.person_age_s,
                frame_age_s = excluded.frame_age_s
  RETURNING id)sql";
/// Whose figures lie in the bin, where they are not those of the run's own source.
constexpr const char* kOtherSource = R"sql(
  SELECT theirs.source
  FROM bin JOIN run AS theirs ON theirs.id = bin.run JOIN run AS ours ON ours.id = ?
  WHERE bin.store = ? AND bin.bin_start_us = ? AND bin.period = ? AND bin.evaluation = 1
    AND (theirs.source_sha256 <> ours.source_sha256
         OR (ours.source_sha256 = '' AND theirs.source <> ours.source)))sql";
constexpr const char* kOtherMode =
    "SELECT count(*) FROM (SELECT 1 FROM bin WHERE store = ? AND evaluation = ? AND mode <> ? LIMIT "
    "1)";
constexpr const char* kClearBin = "DELETE FROM figure WHERE bin = ?";
constexpr const char* kPutFigure = R"sql(
  INSERT INTO figure (bin, metric, scope, extent_1, extent_2, extent_3, extent_4, way, state,
                      value, low, high, group_name)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?))sql";
constexpr const char* kGetBins = R"sql(
  SELECT id, store, bin_start_us, bin_end_us, evaluation, mode, link_level, k, metric_version,
         coverage, period, rho, person_age_s, frame_age_s
  FROM bin WHERE store = ? AND bin_start_us >= ? AND bin_start_us < ?
  ORDER BY bin_start_us, period, evaluation)sql";
constexpr const char* kGetFigures = R"sql(
  SELECT metric, scope, extent_1, extent_2, extent_3, extent_4, state, value, low, high, group_name,
         way
  FROM figure WHERE bin = ?)sql";

std::int64_t microseconds(Instant instant) { return instant.time_since_epoch().count(); }

const char* to_text(wire::ReleaseMode mode) {
  return mode == wire::ReleaseMode::kStrict ? "strict" : "standard";
}

std::optional<wire::FigureState> state_from_string(std::string_view name) {
  using enum wire::FigureState;
  for (const auto state : {kReleased, kMerged, kWithheld}) {
    if (name == wire::to_string(state)) return state;
  }
  return std::nullopt;
}

bool is_same(const wire::Figure& a, const wire::Figure& b) {
  return a.metric == b.metric && a.scope == b.scope && a.extent == b.extent && a.way == b.way &&
         a.state == b.state && a.value == b.value && a.low == b.low && a.high == b.high &&
         a.group == b.group;
}

bool is_same(const StoredBin& bin, const wire::Release& release) {
  const wire::ReleaseHeader &a = bin.header, &b = release.header();
  const bool same_header = a.bin_end == b.bin_end && a.mode == b.mode && a.k == b.k &&
                           a.link_level == b.link_level && a.metric_version == b.metric_version &&
                           a.coverage == b.coverage && a.rho == b.rho;
  if (!same_header || bin.figures.size() != release.figures().size()) return false;
  std::vector<wire::Figure> sorted = release.figures();
  std::sort(sorted.begin(), sorted.end(), wire::precedes);
  return std::equal(sorted.begin(), sorted.end(), bin.figures.begin(),
                    [](const auto& x, const auto& y) { return is_same(x, y); });
}

tl::unexpected<Error> damaged(const Connection& connection, const char* what) {
  return fail(ErrorCode::kDataLoss,
              "{} is damaged (a {} that this program does not know); restore it from a copy, or "
              "move it away and process the recordings again",
              connection.file(), what);
}

}  // namespace

Result<std::unique_ptr<Store>> SqliteStore::open(const std::filesystem::path& file,
                                                 const SqliteOptions& options) {
  ASSIGN_OR_RETURN(auto connection, open_file(file, options));
  std::unique_ptr<SqliteStore> store(new SqliteStore(std::move(connection)));
  RETURN_IF_ERROR(store->prepare());
  return store;
}

Result<void> SqliteStore::prepare() {
  ASSIGN_OR_RETURN(put_run_, connection_->prepare(kPutRun));
  ASSIGN_OR_RETURN(has_run_, connection_->prepare(kHasRun));
  ASSIGN_OR_RETURN(put_bin_, connection_->prepare(kPutBin));
  ASSIGN_OR_RETURN(other_source_, connection_->prepare(kOtherSource));
  ASSIGN_OR_RETURN(clear_bin_, connection_->prepare(kClearBin));
  ASSIGN_OR_RETURN(put_figure_, connection_->prepare(kPutFigure));
  ASSIGN_OR_RETURN(get_bins_, connection_->prepare(kGetBins));
  ASSIGN_OR_RETURN(get_figures_, connection_->prepare(kGetFigures));
  return {};
}

Result<std::int64_t> SqliteStore::begin_run(const RunRecord& run) {
  if (run.source.find('/') != std::string::npos) {
    return fail(ErrorCode::kInvalidArgument,
                "a run's source must be a file name without folders, because a path or a URL can "
                "hold a name or a password; cut it at the last '/'");
  }
  for (const std::string& hash : {run.source_sha256, run.config_sha256}) {
    if (!hash.empty() && hash.size() != 64) {
      return fail(ErrorCode::kInvalidArgument,
                  "'{}' is not a SHA-256; give its 64 hexadecimal digits, or nothing", hash);
    }
  }
  ASSIGN_OR_RETURN(Transaction transaction, Transaction::begin(*connection_));
  std::int64_t id = 0;
  {
    Execution put(put_run_);
    put.bind(microseconds(run.started_at)).bind(run.version).bind(run.source);
    put.bind(run.source_sha256).bind(run.model).bind(run.config_sha256);
    RETURN_IF_ERROR(put.step());
    id = put.integer(0);
  }
  RETURN_IF_ERROR(transaction.commit());
  return id;
}

Result<void> SqliteStore::write(std::span<const wire::Release> releases, std::int64_t run) {
  // The same check that a release from another process passes, so that what is stored does not
  // depend on how it came here.
  for (const wire::Release& release : releases) {
    if (auto checked = wire::decode_release(wire::encode(release)); !checked) {
      return tl::unexpected<Error>(std::move(checked).error().with("storing a release"));
    }
  }
  ASSIGN_OR_RETURN(Transaction transaction, Transaction::begin(*connection_));
  {
    Execution known(has_run_);
    RETURN_IF_ERROR(known.bind(run).step());
    if (known.integer(0) == 0) {
      return fail(ErrorCode::kInvalidArgument,
                  "run {} is not in {}; begin the run before writing its releases", run,
                  connection_->file());
    }
  }
  for (const wire::Release& release : releases) {
    const wire::ReleaseHeader& header = release.header();
    RETURN_IF_ERROR(expect_mode(header.store, header.evaluation, header.mode));
    RETURN_IF_ERROR(refuse_other_source(header, run));
    RETURN_IF_ERROR(refuse_correction(release));
    ASSIGN_OR_RETURN(const std::int64_t bin, put_bin(release.header(), run));
    RETURN_IF_ERROR(Execution(clear_bin_).bind(bin).run());
    for (const wire::Figure& figure : release.figures()) {
      RETURN_IF_ERROR(put_figure(bin, figure));
    }
  }
  return transaction.commit();
}

Result<void> SqliteStore::refuse_other_source(const wire::ReleaseHeader& header, std::int64_t run) {
  if (!header.evaluation) return {};
  Execution other(other_source_);
  other.bind(run).bind(header.store.value()).bind(microseconds(header.bin_start));
  other.bind(std::string_view(wire::to_string(header.period)));
  ASSIGN_OR_RETURN(const bool found, other.step());
  if (!found) return {};
  return fail(
      ErrorCode::kConflict,
      "{} already holds figures of {} for the same time ({}); give the recordings of all "
      "cameras of a store in one run, say with --start when they were made, or give another "
      "--db",
      connection_->file(), other.text(0), to_iso8601(header.bin_start));
}

/// Who has seen both would know the difference, however small.
Result<void> SqliteStore::refuse_correction(const wire::Release& release) {
  const wire::ReleaseHeader& header = release.header();
  if (header.evaluation) return {};
  ASSIGN_OR_RETURN(const auto there,
                   take_bins(header.store, header.bin_start, header.bin_start + Duration(1)));
  for (const StoredBin& bin : there) {
    const bool is_it = bin.header.period == header.period && !bin.header.evaluation;
    if (!is_it || is_same(bin, release)) continue;
    return fail(ErrorCode::kConflict,
                "{} has figures of store '{}' from {} on already, and other ones; what was released "
                "stays as it is, since both together would tell of single people. Nothing was "
                "changed",
                connection_->file(), header.store.value(), to_iso8601(header.bin_start));
  }
  return {};
}

Result<void> SqliteStore::expect_mode(const StoreId& store, bool evaluation,
                                      wire::ReleaseMode mode) {
  const auto known = modes_.find({store, evaluation});
  if (known != modes_.end() && known->second == mode) return {};
  ASSIGN_OR_RETURN(Statement statement, connection_->prepare(kOtherMode));
  Execution other(statement);
  other.bind(store.value()).bind(std::int64_t{evaluation ? 1 : 0});
  other.bind(std::string_view(to_text(mode)));
  RETURN_IF_ERROR(other.step());
  if (other.integer(0) == 0) {
    modes_.insert_or_assign({store, evaluation}, mode);
    return {};
  }
  const bool strict = mode == wire::ReleaseMode::kStrict;
  return fail(ErrorCode::kConflict,
              "{} holds {} figures of store '{}'; {} ones of the same people beside them would undo "
              "the noise. Give another --db, or set privacy.mode back to \"{}\"",
              connection_->file(), strict ? "exact" : "noisy", store.value(),
              strict ? "noisy" : "exact", strict ? "standard" : "strict");
}

Result<std::int64_t> SqliteStore::put_bin(const wire::ReleaseHeader& header, std::int64_t run) {
  Execution put(put_bin_);
  put.bind(header.store.value());
  put.bind(microseconds(header.bin_start)).bind(microseconds(header.bin_end));
  put.bind(std::string_view(wire::to_string(header.period)));
  put.bind(std::int64_t{header.evaluation ? 1 : 0}).bind(std::string_view(to_text(header.mode)));
  put.bind(std::int64_t{header.link_level}).bind(std::int64_t{header.k});
  put.bind(std::int64_t{header.metric_version}).bind(header.coverage).bind(run);
  put.bind(header.rho).bind(header.person_age_s).bind(header.frame_age_s);
  RETURN_IF_ERROR(put.step());
  return put.integer(0);
}

Result<void> SqliteStore::put_figure(std::int64_t bin, const wire::Figure& figure) {
  Execution put(put_figure_);
  put.bind(bin).bind(std::string_view(wire::to_string(figure.metric))).bind(figure.scope);
  for (const double edge : figure.extent) put.bind(edge);
  put.bind(wire::way_text(figure.way));
  put.bind(std::string_view(wire::to_string(figure.state)));
  put.bind(figure.value).bind(figure.low).bind(figure.high).bind(figure.group);
  return put.run();
}

Result<std::vector<StoreId>> SqliteStore::stores() {
  ASSIGN_OR_RETURN(Statement statement,
                   connection_->prepare("SELECT DISTINCT store FROM bin ORDER BY store"));
  std::vector<StoreId> stores;
  Execution row(statement);
  for (;;) {
    ASSIGN_OR_RETURN(const bool more, row.step());
    if (!more) return stores;
    stores.emplace_back(row.text(0));
  }
}

Result<std::vector<StoredBin>> SqliteStore::read(const StoreId& store, Instant from, Instant to) {
  // One read transaction, so that a bin is never shown with the figures of its replacement.
  RETURN_IF_ERROR(connection_->execute("BEGIN"));
  auto bins = take_bins(store, from, to);
  const auto ended = connection_->execute("COMMIT");
  if (bins) RETURN_IF_ERROR(ended);
  return bins;
}

Result<std::vector<StoredBin>> SqliteStore::take_bins(const StoreId& store, Instant from,
                                                      Instant to) {
  std::vector<StoredBin> bins;
  Execution row(get_bins_);
  row.bind(store.value()).bind(microseconds(from)).bind(microseconds(to));
  for (;;) {
    ASSIGN_OR_RETURN(const bool more, row.step());
    if (!more) return bins;
    ASSIGN_OR_RETURN(StoredBin bin, take_bin(row));
    bins.push_back(std::move(bin));
  }
}

Result<StoredBin> SqliteStore::take_bin(const Execution& row) {
  StoredBin bin;
  bin.header.store = StoreId(row.text(1));
  bin.header.bin_start = Instant(Duration(row.integer(2)));
  bin.header.bin_end = Instant(Duration(row.integer(3)));
  bin.header.evaluation = row.integer(4) != 0;
  bin.header.mode = row.text(5) == to_text(wire::ReleaseMode::kStrict)
                        ? wire::ReleaseMode::kStrict
                        : wire::ReleaseMode::kStandard;
  bin.header.link_level = static_cast<std::uint8_t>(row.integer(6));
  bin.header.k = static_cast<std::uint16_t>(row.integer(7));
  bin.header.metric_version = static_cast<std::uint16_t>(row.integer(8));
  bin.header.coverage = row.real(9);
  bin.header.period =
      row.text(10) == to_string(wire::Period::kDay) ? wire::Period::kDay : wire::Period::kBin;
  bin.header.rho = row.real(11);
  bin.header.person_age_s = row.optional_real(12);
  bin.header.frame_age_s = row.optional_real(13);
  ASSIGN_OR_RETURN(bin.figures, take_figures(row.integer(0)));
  return bin;
}

Result<std::vector<wire::Figure>> SqliteStore::take_figures(std::int64_t bin) {
  std::vector<wire::Figure> figures;
  Execution row(get_figures_);
  row.bind(bin);
  for (;;) {
    ASSIGN_OR_RETURN(const bool more, row.step());
    if (!more) break;
    const auto metric = wire::metric_from_string(row.text(0));
    if (!metric) return damaged(*connection_, "metric");
    const auto state = state_from_string(row.text(6));
    if (!state) return damaged(*connection_, "state");
    auto way = wire::way_from_text(row.text(11));
    if (!way) return damaged(*connection_, "way");
    wire::Figure figure;
    figure.metric = *metric;
    figure.scope = row.text(1);
    for (int i = 0; i < 4; ++i) figure.extent[i] = row.real(2 + i);
    figure.way = std::move(*way);
    figure.state = *state;
    figure.value = row.optional_real(7);
    figure.low = row.optional_real(8);
    figure.high = row.optional_real(9);
    figure.group = row.text(10);
    figures.push_back(std::move(figure));
  }
  // Sorted here: the order of text is a matter of the database, that of the answer must not be.
  std::sort(figures.begin(), figures.end(), wire::precedes);
  return figures;
}

}  // namespace sillage::desk::internal
