// SPDX-License-Identifier: Apache-2.0
#include "desk/store/internal/connection.h"

#include <algorithm>
#include <cerrno>
#include <limits>

#include <sqlite3.h>
#include <unistd.h>

namespace sillage::desk::internal {
namespace {

constexpr const char* kInUse =
    "{} is in use by another process (waited {:.1f} s); wait for the other sillage to end, or "
    "close "
    "the program that has it open, and try again";
constexpr const char* kFull =
    "cannot write {}: the disk is full; free some disk space (df -h), nothing was half-written";
constexpr const char* kReadOnly =
    "cannot write {}: it, its folder or its disk is read-only; check who may write there (ls -l) "
    "or "
    "choose another place";
constexpr const char* kNoDatabase =
    "{} is not a database; name another file, or move this one away";
constexpr const char* kDamaged =
    "{} is damaged ({}); restore it from a copy, or move it away and process the recordings again";

/// A failure of the operating system below SQLite.
tl::unexpected<Error> system_error(const std::string& file, int number, const char* reason) {
  switch (number) {
    case ENOSPC:
    case EDQUOT:
      return fail(ErrorCode::kExhausted, kFull, file);
    case EACCES:
    case EPERM:
    case EROFS:
      return fail(ErrorCode::kPermission, kReadOnly, file);
    case ENOENT:
      return fail(ErrorCode::kNotFound, "cannot open {}: {}; check the path", file, reason);
    default:
      return fail(ErrorCode::kInternal,
                  "cannot use {}: {} (system error {}); check the disk and try again", file, reason,
                  number);
  }
}

int milliseconds(Duration duration) {
  const auto count = std::chrono::duration_cast<std::chrono::milliseconds>(duration).count();
  return static_cast<int>(std::clamp<std::int64_t>(count, 0, std::numeric_limits<int>::max()));
}

}  // namespace

void Statement::Finalize::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

Execution::~Execution() {
  sqlite3_reset(statement_.statement_.get());
  sqlite3_clear_bindings(statement_.statement_.get());
}

void Execution::note(int code) {
  if (bind_failure_ == SQLITE_OK) bind_failure_ = code;
}

Execution& Execution::bind(std::int64_t value) {
  note(sqlite3_bind_int64(statement_.statement_.get(), next_parameter_++, value));
  return *this;
}

Execution& Execution::bind(double value) {
  note(sqlite3_bind_double(statement_.statement_.get(), next_parameter_++, value));
  return *this;
}

Execution& Execution::bind(std::string_view value) {
  note(sqlite3_bind_text64(statement_.statement_.get(), next_parameter_++,
                           value.empty() ? "" : value.data(), value.size(), SQLITE_TRANSIENT,
                           SQLITE_UTF8));
  return *this;
}

Execution& Execution::bind(const std::optional<double>& value) {
  if (value) return bind(*value);
  note(sqlite3_bind_null(statement_.statement_.get(), next_parameter_++));
  return *this;
}

Result<bool> Execution::step() {
  if (bind_failure_ != SQLITE_OK) return statement_.connection_->error(bind_failure_);
  const int code = sqlite3_step(statement_.statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return statement_.connection_->error(code);
}

Result<void> Execution::run() {
  RETURN_IF_ERROR(step());
  return {};
}

std::int64_t Execution::integer(int column) const {
  return sqlite3_column_int64(statement_.statement_.get(), column);
}

double Execution::real(int column) const {
  return sqlite3_column_double(statement_.statement_.get(), column);
}

std::optional<double> Execution::optional_real(int column) const {
  if (sqlite3_column_type(statement_.statement_.get(), column) == SQLITE_NULL) return std::nullopt;
  return real(column);
}

Execution& Execution::bind_blob(const std::optional<std::string>& bytes) {
  sqlite3_stmt* statement = statement_.statement_.get();
  note(bytes ? sqlite3_bind_blob64(statement, next_parameter_++, bytes->data(), bytes->size(),
                                   SQLITE_TRANSIENT)
             : sqlite3_bind_null(statement, next_parameter_++));
  return *this;
}

std::optional<std::string> Execution::blob(int column) const {
  sqlite3_stmt* statement = statement_.statement_.get();
  if (sqlite3_column_type(statement, column) == SQLITE_NULL) return std::nullopt;
  const auto* start = static_cast<const char*>(sqlite3_column_blob(statement, column));
  return std::string(start == nullptr ? "" : start,
                     static_cast<std::size_t>(sqlite3_column_bytes(statement, column)));
}

std::string Execution::text(int column) const {
  sqlite3_stmt* statement = statement_.statement_.get();
  const unsigned char* start = sqlite3_column_text(statement, column);
  if (start == nullptr) return {};
  return {reinterpret_cast<const char*>(start),
          static_cast<std::size_t>(sqlite3_column_bytes(statement, column))};
}

int Connection::changes() const { return sqlite3_changes(database_.get()); }

void Connection::Close::operator()(sqlite3* database) const { sqlite3_close(database); }

Result<std::unique_ptr<Connection>> Connection::open(const std::filesystem::path& file,
                                                     Duration busy_timeout) {
  std::unique_ptr<Connection> connection(new Connection(file.string(), busy_timeout));
  // Absolute, because SQLite gives names such as ":memory:" a meaning of their own.
  const std::string path = std::filesystem::absolute(file).string();
  sqlite3* database = nullptr;
  const int code =
      sqlite3_open_v2(path.c_str(), &database,
                      SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
  connection->database_.reset(database);
  if (database == nullptr) {
    return fail(ErrorCode::kExhausted, "no memory left to open {}; close other programs",
                connection->file_);
  }
  sqlite3_extended_result_codes(database, 1);
  if (code != SQLITE_OK) {
    // SQLite tries again without creating it, so its reason would be that there is no such file.
    if (::access(std::filesystem::path(path).parent_path().c_str(), W_OK) != 0) {
      return system_error(connection->file_, errno, sqlite3_errmsg(database));
    }
    return connection->error(code);
  }
  // SQLite opens a file that it may not write for reading, without a word.
  if (sqlite3_db_readonly(database, "main") == 1) {
    return fail(ErrorCode::kPermission, kReadOnly, connection->file_);
  }
  sqlite3_busy_timeout(database, milliseconds(busy_timeout));
  return connection;
}

Result<void> Connection::execute(const char* sql) {
  const int code = sqlite3_exec(database_.get(), sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return error(code);
  return {};
}

Result<Statement> Connection::prepare(std::string_view sql) {
  sqlite3_stmt* compiled = nullptr;
  const int code = sqlite3_prepare_v3(database_.get(), sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &compiled, nullptr);
  Statement statement;
  statement.connection_ = this;
  statement.statement_.reset(compiled);
  if (code != SQLITE_OK) return error(code);
  return statement;
}

Result<std::int64_t> Connection::query_integer(std::string_view sql) {
  ASSIGN_OR_RETURN(Statement statement, prepare(sql));
  Execution execution(statement);
  RETURN_IF_ERROR(execution.step());
  return execution.integer(0);
}

Result<std::string> Connection::query_text(std::string_view sql) {
  ASSIGN_OR_RETURN(Statement statement, prepare(sql));
  Execution execution(statement);
  RETURN_IF_ERROR(execution.step());
  return execution.text(0);
}

tl::unexpected<Error> Connection::error(int code) const {
  const char* reason = sqlite3_errmsg(database_.get());
  switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return fail(ErrorCode::kConflict, kInUse, file_, seconds(busy_timeout_));
    case SQLITE_FULL:
      return fail(ErrorCode::kExhausted, kFull, file_);
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return fail(ErrorCode::kPermission, kReadOnly, file_);
    case SQLITE_NOTADB:
      return fail(ErrorCode::kInvalidArgument, kNoDatabase, file_);
    case SQLITE_CORRUPT:
      return fail(ErrorCode::kDataLoss, kDamaged, file_, reason);
    case SQLITE_NOMEM:
      return fail(ErrorCode::kExhausted, "no memory left to use {}; close other programs", file_);
    case SQLITE_CANTOPEN:
    case SQLITE_IOERR:
      return system_error(file_, sqlite3_system_errno(database_.get()), reason);
    default:
      return fail(ErrorCode::kInternal, "{} refused a statement: {} ({}); report this as a defect",
                  file_, reason, code);
  }
}

Result<Transaction> Transaction::begin(Connection& connection) {
  RETURN_IF_ERROR(connection.execute("BEGIN IMMEDIATE"));
  return Transaction(connection);
}

Transaction::~Transaction() {
  if (connection_ == nullptr) return;
  // A full disk may have rolled back already; there is nothing to do about a failure here, and the
  // journal undoes the rest when the file is next opened.
  if (sqlite3_get_autocommit(connection_->database_.get()) == 0) {
    static_cast<void>(connection_->execute("ROLLBACK"));
  }
}

Result<void> Transaction::commit() {
  RETURN_IF_ERROR(connection_->execute("COMMIT"));
  connection_ = nullptr;
  return {};
}

}  // namespace sillage::desk::internal
