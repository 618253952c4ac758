// SPDX-License-Identifier: Apache-2.0
#include "desk/store/internal/sqlite_support_test.h"

#include <fstream>

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <sys/mount.h>

#include "desk/store/store_contract_test.h"

namespace sillage::desk {

namespace fs = std::filesystem;

TemporaryFolder::TemporaryFolder() {
  std::string name = (fs::temp_directory_path() / "sillage-store-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) ADD_FAILURE() << "cannot make " << name;
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  if (mounted_) ::umount(path_.c_str());
  std::error_code ignored;
  fs::permissions(path_, fs::perms::owner_all, ignored);
  fs::remove_all(path_, ignored);
}

bool TemporaryFolder::mount(const std::string& size) {
  mounted_ = ::mount("tmpfs", path_.c_str(), "tmpfs", 0, ("size=" + size).c_str()) == 0;
  return mounted_;
}

bool TemporaryFolder::remount_read_only() {
  return ::mount("tmpfs", path_.c_str(), "tmpfs", MS_REMOUNT | MS_RDONLY, nullptr) == 0;
}

RawDatabase::RawDatabase(const fs::path& file) {
  EXPECT_EQ(sqlite3_open(file.c_str(), &database_), SQLITE_OK) << sqlite3_errmsg(database_);
}

RawDatabase::~RawDatabase() { sqlite3_close(database_); }

std::vector<std::string> RawDatabase::query(const std::string& sql) {
  std::vector<std::string> values;
  const auto row = [](void* into, int columns, char** texts, char**) {
    for (int i = 0; i < columns; ++i) {
      static_cast<std::vector<std::string>*>(into)->emplace_back(texts[i] ? texts[i] : "NULL");
    }
    return 0;
  };
  EXPECT_EQ(sqlite3_exec(database_, sql.c_str(), row, &values, nullptr), SQLITE_OK)
      << sqlite3_errmsg(database_);
  return values;
}

std::string content_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

namespace {

class SqlitePlace final : public StorePlace {
 public:
  Result<std::unique_ptr<Store>> open() override {
    return open_sqlite(folder_.path() / "store.db");
  }

 private:
  TemporaryFolder folder_;
};

INSTANTIATE_TEST_SUITE_P(Sqlite, StoreContractTest,
                         ::testing::Values(StoreKind{
                             "Sqlite", [] { return std::make_unique<SqlitePlace>(); }}),
                         [](const auto& param) { return param.param.name; });

}  // namespace
}  // namespace sillage::desk
