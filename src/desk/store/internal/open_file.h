// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>

#include "desk/store/internal/connection.h"
#include "desk/store/internal/sqlite_store.h"

namespace sillage::desk::internal {

/// Checks the path, opens or creates the file, refuses one that is not ours without changing it,
/// brings the schema up to date and sets how this connection writes.
Result<std::unique_ptr<Connection>> open_file(const std::filesystem::path& file,
                                              const SqliteOptions& options);

}  // namespace sillage::desk::internal
