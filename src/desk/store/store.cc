// SPDX-License-Identifier: Apache-2.0
#include "desk/store/store.h"

#include "desk/store/internal/sqlite_store.h"

namespace sillage::desk {

Result<std::unique_ptr<Store>> open_sqlite(const std::filesystem::path& file,
                                           Duration busy_timeout) {
  return internal::SqliteStore::open(file, {.busy_timeout = busy_timeout});
}

}  // namespace sillage::desk
