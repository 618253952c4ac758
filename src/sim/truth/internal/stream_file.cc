// SPDX-License-Identifier: Apache-2.0
#include "sim/truth/internal/stream_file.h"

#include <cerrno>
#include <cstring>
#include <system_error>

#include <unistd.h>

namespace sillage::sim::internal {
namespace {

constexpr std::size_t kBufferBytes = 64 << 10;

}  // namespace

Result<StreamFile> StreamFile::create(const std::filesystem::path& path) {
  std::unique_ptr<std::FILE, Close> file(std::fopen((path.string() + ".part").c_str(), "wb"));
  if (!file) {
    return fail(ErrorCode::kPermission, "cannot write {}: {}; choose another folder", path.string(),
                std::strerror(errno));
  }
  return StreamFile(path, std::move(file));
}

StreamFile::~StreamFile() {
  if (!file_) return;
  file_.reset();
  std::error_code ignored;
  std::filesystem::remove(part(), ignored);
}

std::filesystem::path StreamFile::part() const { return path_.string() + ".part"; }

void StreamFile::append(std::string_view bytes) {
  buffer_ += bytes;
  flush_if_full();
}

void StreamFile::flush_if_full() {
  if (buffer_.size() >= kBufferBytes) flush();
}

void StreamFile::flush() {
  if (std::fwrite(buffer_.data(), 1, buffer_.size(), file_.get()) != buffer_.size()) {
    failed_ = true;
  }
  buffer_.clear();
}

Result<void> StreamFile::finish() {
  flush();
  failed_ = failed_ || std::fflush(file_.get()) != 0 || ::fsync(::fileno(file_.get())) != 0;
  if (failed_) {
    return fail(ErrorCode::kExhausted,
                "cannot write all of {}; free some space on the disk, or choose another folder",
                path_.string());
  }
  std::error_code error;
  file_.reset();
  std::filesystem::rename(part(), path_, error);
  if (error) {
    return fail(ErrorCode::kPermission, "cannot write {}: {}; choose another folder",
                path_.string(), error.message());
  }
  return {};
}

}  // namespace sillage::sim::internal
