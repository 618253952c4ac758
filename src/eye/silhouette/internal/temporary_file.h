// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "base/result.h"

namespace sillage::eye::silhouette_internal {

/// "cannot write the silhouette video PATH: reason; what to do", from an errno.
tl::unexpected<Error> write_error(const std::filesystem::path& target, int number);

/// A file beside its target that takes the target's place on `keep()` and is removed without it.
class TemporaryFile {
 public:
  static Result<TemporaryFile> create(std::filesystem::path target);
  TemporaryFile(TemporaryFile&& other) noexcept;
  TemporaryFile& operator=(TemporaryFile&& other) noexcept;
  ~TemporaryFile();

  const std::filesystem::path& path() const { return path_; }
  const std::filesystem::path& target() const { return target_; }
  /// Syncs and renames: whoever looks sees the old target or the whole new one.
  Result<void> keep();

 private:
  TemporaryFile(std::filesystem::path target, std::filesystem::path path)
      : target_(std::move(target)), path_(std::move(path)) {}
  void remove();

  std::filesystem::path target_;
  std::filesystem::path path_;
};

}  // namespace sillage::eye::silhouette_internal
