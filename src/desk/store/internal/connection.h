// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"
#include "base/time.h"

struct sqlite3;
struct sqlite3_stmt;

namespace sillage::desk::internal {

class Connection;

/// A statement that is compiled once and executed often. Must not outlive its connection.
class Statement {
 public:
  Statement() = default;

 private:
  friend class Connection;
  friend class Execution;
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  const Connection* connection_ = nullptr;
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

/// One execution of a statement: bind in order, step, read columns. The end of the scope resets the
/// statement, so that no forgotten read keeps the database locked.
class Execution {
 public:
  explicit Execution(Statement& statement) : statement_(statement) {}
  Execution(const Execution&) = delete;
  Execution& operator=(const Execution&) = delete;
  ~Execution();

  Execution& bind(std::int64_t value);
  Execution& bind(double value);
  Execution& bind(std::string_view value);
  Execution& bind(const std::optional<double>& value);
  Execution& bind_blob(const std::optional<std::string>& bytes);

  /// True while there is a row.
  Result<bool> step();
  /// For statements without rows.
  Result<void> run();

  std::int64_t integer(int column) const;
  double real(int column) const;
  std::optional<double> optional_real(int column) const;
  std::string text(int column) const;
  std::optional<std::string> blob(int column) const;

 private:
  void note(int code);
  Statement& statement_;
  int next_parameter_ = 1;
  int bind_failure_ = 0;
};

/// An open SQLite file. Every failure becomes an Error that names the file and says what to do; no
/// SQLite type leaves this folder. One thread.
class Connection {
 public:
  static Result<std::unique_ptr<Connection>> open(const std::filesystem::path& file,
                                                  Duration busy_timeout);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// One or more statements without rows to read.
  Result<void> execute(const char* sql);
  Result<Statement> prepare(std::string_view sql);
  /// First column of the first row of a query that has one.
  Result<std::int64_t> query_integer(std::string_view sql);
  Result<std::string> query_text(std::string_view sql);
  /// Rows that the last statement changed.
  int changes() const;

  /// The error that SQLite reported last, or `code` where it was not this connection's.
  tl::unexpected<Error> error(int code) const;
  const std::string& file() const { return file_; }
  Duration busy_timeout() const { return busy_timeout_; }

 private:
  friend class Transaction;
  struct Close {
    void operator()(sqlite3* database) const;
  };
  Connection(std::string file, Duration busy_timeout)
      : file_(std::move(file)), busy_timeout_(busy_timeout) {}
  std::string file_;  ///< as the user wrote it
  Duration busy_timeout_;
  std::unique_ptr<sqlite3, Close> database_;
};

/// All or nothing: what is not committed when the scope ends is rolled back.
class Transaction {
 public:
  /// Takes the write lock at once, so that waiting for it happens here and nowhere else.
  static Result<Transaction> begin(Connection& connection);
  Transaction(Transaction&& other) noexcept
      : connection_(std::exchange(other.connection_, nullptr)) {}
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();
  Result<void> commit();

 private:
  explicit Transaction(Connection& connection) : connection_(&connection) {}
  Connection* connection_;
};

}  // namespace sillage::desk::internal
