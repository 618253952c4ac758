// SPDX-License-Identifier: Apache-2.0
#include "eye/ingest/internal/file_reader.h"

#include <algorithm>
#include <cerrno>

#include <unistd.h>

namespace sillage::eye {
namespace {

constexpr int kBufferBytes = 1 << 16;

}  // namespace

Result<std::unique_ptr<FileReader>> FileReader::create(int descriptor) {
  auto reader = std::unique_ptr<FileReader>(new FileReader(descriptor));
  if (reader->context_ == nullptr) {
    return fail(ErrorCode::kExhausted, "no memory to read a recording; close other programs");
  }
  return reader;
}

FileReader::FileReader(int descriptor)
    : descriptor_(descriptor), size_(::lseek(descriptor, 0, SEEK_END)) {
  auto* buffer = static_cast<unsigned char*>(av_malloc(kBufferBytes));
  if (buffer == nullptr) return;
  context_ = avio_alloc_context(buffer, kBufferBytes, 0, this, &FileReader::read, nullptr,
                                &FileReader::seek);
  if (context_ == nullptr) av_free(buffer);
}

FileReader::~FileReader() {
  if (context_ == nullptr) return;
  av_freep(&context_->buffer);
  avio_context_free(&context_);
}

int FileReader::read(void* opaque, std::uint8_t* buffer, int size) {
  auto& self = *static_cast<FileReader*>(opaque);
  const ssize_t count =
      ::pread(self.descriptor_, buffer, static_cast<std::size_t>(size), self.position_);
  if (count < 0) return AVERROR(errno);
  self.position_ += count;
  return count == 0 ? AVERROR_EOF : static_cast<int>(count);
}

std::int64_t FileReader::seek(void* opaque, std::int64_t offset, int whence) {
  auto& self = *static_cast<FileReader*>(opaque);
  if ((whence & AVSEEK_SIZE) != 0) return self.size_;
  const std::int64_t from =
      whence == SEEK_CUR ? self.position_ : (whence == SEEK_END ? self.size_ : 0);
  const std::int64_t to = from + offset;
  if (to < 0) return AVERROR(EINVAL);
  return self.position_ = to;
}

}  // namespace sillage::eye
