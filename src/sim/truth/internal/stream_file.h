// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace sillage::sim::internal {

/// A file that grows piece by piece and appears under its name when it is whole: until `finish` it
/// is called NAME.part, and is removed if that never comes. A write that fails is told by
/// `finish`.
class StreamFile {
 public:
  static Result<StreamFile> create(const std::filesystem::path& path);
  StreamFile(StreamFile&&) noexcept = default;
  StreamFile& operator=(StreamFile&&) = delete;
  ~StreamFile();

  void append(std::string_view bytes);
  /// Kept until 64 KiB have come together.
  std::string& buffer() { return buffer_; }
  void flush_if_full();
  Result<void> finish();

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  StreamFile(std::filesystem::path path, std::unique_ptr<std::FILE, Close> file)
      : path_(std::move(path)), file_(std::move(file)) {}
  std::filesystem::path part() const;
  void flush();

  std::filesystem::path path_;
  std::unique_ptr<std::FILE, Close> file_;
  std::string buffer_;
  bool failed_ = false;
};

}  // namespace sillage::sim::internal
