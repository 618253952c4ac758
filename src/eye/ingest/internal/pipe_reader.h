// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "base/result.h"
#include "eye/ingest/internal/deadline.h"
#include "eye/ingest/internal/libav.h"

namespace sillage::eye {

/// Reads a named pipe or device for libav. Its own file protocol would block for ever in open(2)
/// or read(2), where no interrupt callback is asked.
class PipeReader {
 public:
  /// Does not wait for a writer. `deadline` outlives the reader.
  static Result<std::unique_ptr<PipeReader>> create(const std::string& path, Deadline& deadline);
  PipeReader(const PipeReader&) = delete;
  PipeReader& operator=(const PipeReader&) = delete;
  ~PipeReader();

  AVIOContext* context() { return context_; }

 private:
  PipeReader(int descriptor, Deadline& deadline);
  static int read(void* opaque, std::uint8_t* buffer, int size);

  int descriptor_;
  Deadline& deadline_;
  AVIOContext* context_ = nullptr;
};

}  // namespace sillage::eye
