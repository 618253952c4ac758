// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "app/desk_commands.h"
#include "app/print.h"
#include "desk/store/records.h"
#include "desk/store/rollups.h"

namespace sillage::app {
namespace {

namespace fs = std::filesystem;

struct CopyOptions {
  std::string from, to;
};

/// The source must be there: opening would make an empty one.
Result<void> check_source(const std::string& file) {
  std::error_code error;
  if (fs::is_regular_file(file, error)) return {};
  return fail(ErrorCode::kNotFound, "there is no database {}; name the file that --db named", file);
}

Result<void> backup(const CopyOptions& options) {
  RETURN_IF_ERROR(check_source(options.from));
  ASSIGN_OR_RETURN(const auto rollups, desk::open_rollups(options.from));
  RETURN_IF_ERROR(rollups->backup(options.to));
  fs::permissions(options.to, fs::perms::owner_read | fs::perms::owner_write);
  message(fmt::format("{}: a whole copy; it holds accounts too, keep it as safe as the original\n"
                      "next: sillage restore {} --db NEW.db   (try it before you need it)",
                      options.to, options.to));
  return {};
}

/// A copy of the backup becomes the database; what was there is kept beside it.
Result<void> restore(const CopyOptions& options) {
  RETURN_IF_ERROR(check_source(options.from));
  std::error_code error;
  if (fs::exists(options.to + "-wal", error) && fs::file_size(options.to + "-wal", error) > 0) {
    return fail(ErrorCode::kConflict, "{} is in use; stop what serves or fills it first",
                options.to);
  }
  const std::string made = options.to + ".restored";
  fs::remove(made, error);
  {
    ASSIGN_OR_RETURN(const auto rollups, desk::open_rollups(options.from));
    RETURN_IF_ERROR(rollups->backup(made));
    // Reading it through proves that it is one of ours and whole.
    ASSIGN_OR_RETURN(const auto copy, desk::open_rollups(made));
    RETURN_IF_ERROR(copy->check());
  }
  if (fs::exists(options.to, error)) {
    fs::rename(options.to, options.to + ".before", error);
    if (error) {
      return fail(ErrorCode::kPermission, "cannot move {} away ({}); make its folder writable",
                  options.to, error.message());
    }
  }
  for (const char* rest : {"-wal", "-shm"}) {
    fs::remove(options.to + rest, error);
    fs::remove(made + rest, error);
  }
  fs::rename(made, options.to, error);
  if (error) {
    return fail(ErrorCode::kPermission, "cannot write {} ({}); make its folder writable",
                options.to, error.message());
  }
  message(fmt::format("{}: restored from {}; what was there is {}.before", options.to,
                      options.from, options.to));
  return {};
}

}  // namespace

void add_backup(CLI::App& parent, Action& action) {
  const auto options = std::make_shared<CopyOptions>();
  CLI::App* app = parent.add_subcommand(
      "backup",
      "Copy a database while it is in use\n\n"
      "Examples:\n"
      "  sillage backup --db store.db store-2026-11-23.db");
  app->add_option("--db", options->from, "Database to copy")->required();
  app->add_option("COPY", options->to, "New file")->required();
  app->callback([options, &action] { action = [options] { return backup(*options); }; });
}

void add_restore(CLI::App& parent, Action& action) {
  const auto options = std::make_shared<CopyOptions>();
  CLI::App* app = parent.add_subcommand(
      "restore",
      "Put a copy in the place of a database; what was there is kept as .before\n\n"
      "Examples:\n"
      "  sillage restore store-2026-11-23.db --db store.db");
  app->add_option("COPY", options->from, "Copy made by 'sillage backup'")->required();
  app->add_option("--db", options->to, "Database to replace")->required();
  app->callback([options, &action] { action = [options] { return restore(*options); }; });
}

}  // namespace sillage::app
