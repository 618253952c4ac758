// SPDX-License-Identifier: Apache-2.0
#include "desk/store/internal/open_file.h"

#include <thread>

#include "desk/store/internal/schema.h"

namespace sillage::desk::internal {
namespace {

// synchronous FULL: a commit is on the disk when it returns, also if the power fails; a release is
// acknowledged after that and never measured again, and there is one per quarter of an hour, so the
// price (one sync) is nothing. secure_delete: what a new release replaces is overwritten.
// trusted_schema and cell_size_check: the file may come from somebody else.
constexpr const char* kSettings = R"sql(
  PRAGMA foreign_keys = ON;
  PRAGMA synchronous = FULL;
  PRAGMA secure_delete = ON;
  PRAGMA trusted_schema = OFF;
  PRAGMA cell_size_check = ON;
)sql";

Result<void> check_path(const std::filesystem::path& file) {
  std::error_code ignored;
  const auto status = std::filesystem::status(file, ignored);
  if (std::filesystem::is_directory(status)) {
    return fail(ErrorCode::kInvalidArgument,
                "cannot keep a database at {}: it is a folder; name a file in it", file.string());
  }
  if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status)) {
    return fail(ErrorCode::kInvalidArgument,
                "cannot keep a database at {}: it is not an ordinary file; name another one",
                file.string());
  }
  const auto folder = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
  if (!std::filesystem::is_directory(folder, ignored)) {
    return fail(ErrorCode::kNotFound,
                "cannot keep a database at {}: its folder does not exist; create the folder or "
                "correct the path",
                file.string());
  }
  return {};
}

/// Write-ahead log: readers do not wait for the writer. SQLite does not wait for a lock here, so
/// this does. A file system that cannot share memory keeps the rollback journal, which is as safe.
Result<void> use_write_ahead_log(Connection& connection) {
  using std::chrono::steady_clock;
  const auto deadline = steady_clock::now() + connection.busy_timeout();
  for (;;) {
    const auto mode = connection.query_text("PRAGMA journal_mode = WAL");
    if (mode) return {};
    if (mode.error().code != ErrorCode::kConflict || steady_clock::now() >= deadline) {
      return tl::unexpected<Error>(mode.error());
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
}

}  // namespace

Result<std::unique_ptr<Connection>> open_file(const std::filesystem::path& file,
                                              const SqliteOptions& options) {
  RETURN_IF_ERROR(check_path(file));
  ASSIGN_OR_RETURN(auto connection, Connection::open(file, options.busy_timeout));
  if (options.max_pages > 0) {
    const std::string limit = fmt::format("PRAGMA max_page_count = {}", options.max_pages);
    RETURN_IF_ERROR(connection->execute(limit.c_str()));
  }
  RETURN_IF_ERROR(connection->execute(kSettings));
  RETURN_IF_ERROR(migrate(*connection, migrations()));
  RETURN_IF_ERROR(use_write_ahead_log(*connection));
  return connection;
}

}  // namespace sillage::desk::internal
