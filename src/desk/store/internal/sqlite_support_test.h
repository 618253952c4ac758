// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

struct sqlite3;

namespace sillage::desk {

/// A folder that goes away with the scope. Its disk may be a small one of its own.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }

  /// Puts an own disk of that size here; false where the test may not mount.
  bool mount(const std::string& size);
  /// Makes that disk read-only.
  bool remount_read_only();

 private:
  std::filesystem::path path_;
  bool mounted_ = false;
};

/// The file as another program sees it.
class RawDatabase {
 public:
  explicit RawDatabase(const std::filesystem::path& file);
  ~RawDatabase();
  RawDatabase(const RawDatabase&) = delete;
  RawDatabase& operator=(const RawDatabase&) = delete;
  /// Runs statements; all values of all rows in order, as text ("NULL" for null). Fails the test
  /// where SQLite reports an error.
  std::vector<std::string> query(const std::string& sql);

 private:
  sqlite3* database_ = nullptr;
};

std::string content_of(const std::filesystem::path& file);

}  // namespace sillage::desk
