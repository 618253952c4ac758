// SPDX-License-Identifier: Apache-2.0
#include "eye/ingest/internal/pipe_reader.h"

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

namespace sillage::eye {
namespace {

constexpr int kBufferBytes = 1 << 16;
constexpr int kPollMilliseconds = 50;

}  // namespace

Result<std::unique_ptr<PipeReader>> PipeReader::create(const std::string& path,
                                                       Deadline& deadline) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  if (descriptor < 0) {
    return fail(ErrorCode::kUnavailable, "'{}' cannot be opened ({}); check what writes to it",
                path, std::generic_category().message(errno));
  }
  auto reader = std::unique_ptr<PipeReader>(new PipeReader(descriptor, deadline));
  if (reader->context_ == nullptr) {
    return fail(ErrorCode::kExhausted, "no memory to read '{}'; close other programs", path);
  }
  return reader;
}

PipeReader::PipeReader(int descriptor, Deadline& deadline)
    : descriptor_(descriptor), deadline_(deadline) {
  auto* buffer = static_cast<unsigned char*>(av_malloc(kBufferBytes));
  if (buffer == nullptr) return;
  context_ = avio_alloc_context(buffer, kBufferBytes, 0, this, &PipeReader::read, nullptr, nullptr);
  if (context_ == nullptr) av_free(buffer);
}

PipeReader::~PipeReader() {
  if (context_ != nullptr) {
    av_freep(&context_->buffer);
    avio_context_free(&context_);
  }
  ::close(descriptor_);
}

int PipeReader::read(void* opaque, std::uint8_t* buffer, int size) {
  auto& self = *static_cast<PipeReader*>(opaque);
  while (!self.deadline_.passed()) {
    pollfd waiting{self.descriptor_, POLLIN, 0};
    const int ready = ::poll(&waiting, 1, kPollMilliseconds);
    if (ready == 0 || (ready < 0 && errno == EINTR)) continue;
    if (ready < 0) return AVERROR(errno);
    const ssize_t count = ::read(self.descriptor_, buffer, static_cast<std::size_t>(size));
    if (count > 0) return static_cast<int>(count);
    if (count == 0) return AVERROR_EOF;
    if (errno != EAGAIN && errno != EINTR) return AVERROR(errno);
  }
  return AVERROR_EXIT;
}

}  // namespace sillage::eye
