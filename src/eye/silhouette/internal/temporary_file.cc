// SPDX-License-Identifier: Apache-2.0
#include "eye/silhouette/internal/temporary_file.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace sillage::eye::silhouette_internal {
namespace {

ErrorCode code_of(int number) {
  switch (number) {
    case ENOENT:
    case ENOTDIR:
      return ErrorCode::kNotFound;
    case EISDIR:
      return ErrorCode::kInvalidArgument;
    case EACCES:
    case EPERM:
    case EROFS:
      return ErrorCode::kPermission;
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return ErrorCode::kExhausted;
    default:
      return ErrorCode::kUnavailable;
  }
}

const char* advice_for(int number) {
  switch (number) {
    case ENOENT:
      return "make the folder first (mkdir -p) or name another";
    case ENOTDIR:
      return "a part of the path is a file, not a folder: check the path";
    case EISDIR:
      return "this is a folder: add the name of a file that ends in .mp4";
    case EACCES:
    case EPERM:
      return "choose a folder that you may write to";
    case EROFS:
      return "choose a place that is not read-only";
    case ENOSPC:
    case EDQUOT:
      return "free some disk space (df -h) or choose another disk";
    case EFBIG:
      return "raise the limit of the file size (ulimit -f) or choose another disk";
    default:
      return "try again or choose another place";
  }
}

}  // namespace

tl::unexpected<Error> write_error(const std::filesystem::path& target, int number) {
  return fail(code_of(number), "cannot write the silhouette video {}: {}; {}", target.string(),
              std::strerror(number), advice_for(number));
}

Result<TemporaryFile> TemporaryFile::create(std::filesystem::path target) {
  std::error_code ignored;
  if (std::filesystem::is_directory(target, ignored)) return write_error(target, EISDIR);
  std::string path = target.string() + ".XXXXXX";
  const int descriptor = ::mkostemp(path.data(), O_CLOEXEC);
  if (descriptor < 0) return write_error(target, errno);
  TemporaryFile file(std::move(target), std::move(path));
  const bool readable = ::fchmod(descriptor, 0644) == 0;
  const int number = errno;
  ::close(descriptor);
  if (!readable) return write_error(file.target_, number);
  return file;
}

TemporaryFile::TemporaryFile(TemporaryFile&& other) noexcept
    : target_(std::move(other.target_)), path_(std::exchange(other.path_, {})) {}

TemporaryFile& TemporaryFile::operator=(TemporaryFile&& other) noexcept {
  if (this != &other) {
    remove();
    target_ = std::move(other.target_);
    path_ = std::exchange(other.path_, {});
  }
  return *this;
}

TemporaryFile::~TemporaryFile() { remove(); }

void TemporaryFile::remove() {
  if (!path_.empty()) ::unlink(path_.c_str());
  path_.clear();
}

Result<void> TemporaryFile::keep() {
  const int descriptor = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return write_error(target_, errno);
  const bool synced = ::fsync(descriptor) == 0;
  const int number = errno;
  ::close(descriptor);
  if (!synced) return write_error(target_, number);
  if (::rename(path_.c_str(), target_.c_str()) != 0) return write_error(target_, errno);
  path_.clear();
  return {};
}

}  // namespace sillage::eye::silhouette_internal
