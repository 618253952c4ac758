// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>

#include "base/result.h"
#include "eye/ingest/internal/libav.h"

namespace sillage::eye {

/// Reads a file that is open already for libav, from its beginning: for a process that may not
/// open any. Several readers of one descriptor do not disturb one another.
class FileReader {
 public:
  /// `descriptor` is borrowed.
  static Result<std::unique_ptr<FileReader>> create(int descriptor);
  FileReader(const FileReader&) = delete;
  FileReader& operator=(const FileReader&) = delete;
  ~FileReader();

  AVIOContext* context() { return context_; }

 private:
  explicit FileReader(int descriptor);
  static int read(void* opaque, std::uint8_t* buffer, int size);
  static std::int64_t seek(void* opaque, std::int64_t offset, int whence);

  int descriptor_;
  std::int64_t position_ = 0;
  std::int64_t size_ = 0;
  AVIOContext* context_ = nullptr;
};

}  // namespace sillage::eye
