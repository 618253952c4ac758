// SPDX-License-Identifier: Apache-2.0
#include "base/files.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <span>

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

namespace sillage {
namespace {

ErrorCode code_of_errno(int number) {
  switch (number) {
    case ENOENT:
    case ENOTDIR:
      return ErrorCode::kNotFound;
    case EACCES:
    case EPERM:
    case EROFS:
      return ErrorCode::kPermission;
    case EISDIR:
    case EINVAL:
    case ENAMETOOLONG:
    case ELOOP:
      return ErrorCode::kInvalidArgument;
    case ENOSPC:
    case EDQUOT:
      return ErrorCode::kExhausted;
    default:
      return ErrorCode::kInternal;
  }
}

const char* advice_of_errno(int number) {
  switch (number) {
    case ENOENT:
      return "check the path";
    case ENOTDIR:
      return "part of the path is a file, correct it";
    case EISDIR:
      return "name a file, not a folder";
    case EINVAL:
      return "name an ordinary file";
    case EACCES:
    case EPERM:
      return "check who may access it (ls -l)";
    case EROFS:
      return "choose a place that is not read-only";
    case ENOSPC:
    case EDQUOT:
      return "free some disk space (df -h)";
    default:
      return "see the reason above";
  }
}

tl::unexpected<Error> system_error(const char* what, const std::filesystem::path& path,
                                   int number) {
  return fail(code_of_errno(number), "cannot {} {}: {}; {}", what, path.string(),
              std::strerror(number), advice_of_errno(number));
}

/// Closes the descriptor when the scope ends.
struct Descriptor {
  int fd;
  ~Descriptor() {
    if (fd >= 0) ::close(fd);
  }
};

/// Hands the file to `take` piece by piece; stops early when `take` says no.
template <class Take>
Result<void> read_pieces(const std::filesystem::path& path, Take take) {
  const Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  if (file.fd < 0) return system_error("read", path, errno);
  struct stat info {};
  if (::fstat(file.fd, &info) != 0) return system_error("read", path, errno);
  if (S_ISDIR(info.st_mode)) return system_error("read", path, EISDIR);
  std::array<char, 1 << 16> buffer{};
  for (;;) {
    const ssize_t got = ::read(file.fd, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return system_error("read", path, errno);
    if (got == 0 || !take(std::string_view(buffer.data(), static_cast<std::size_t>(got)))) {
      return {};
    }
  }
}

std::string hexadecimal(std::span<const unsigned char> bytes) {
  std::string text;
  for (unsigned char byte : bytes) text += fmt::format("{:02x}", byte);
  return text;
}

}  // namespace

Result<std::string> read_file(const std::filesystem::path& path, std::size_t limit_bytes) {
  std::string content;
  RETURN_IF_ERROR(read_pieces(path, [&](std::string_view piece) {
    content.append(piece);
    return content.size() <= limit_bytes;
  }));
  if (content.size() > limit_bytes) {
    return fail(ErrorCode::kExhausted, "{} is larger than {} bytes; is it the right file?",
                path.string(), limit_bytes);
  }
  return content;
}

namespace {

/// Where to write: the file that a link leads to. Refuses what a rename would wrongly replace, such
/// as a folder or a device.
Result<std::filesystem::path> resolve_target(const std::filesystem::path& path) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) {
    if (errno == ENOENT) return path;
    return system_error("write", path, errno);
  }
  if (S_ISDIR(info.st_mode)) return system_error("write", path, EISDIR);
  if (!S_ISREG(info.st_mode)) return system_error("write", path, EINVAL);
  std::error_code error;
  auto target = std::filesystem::canonical(path, error);
  if (error) return system_error("write", path, error.value());
  return target;
}

}  // namespace

Result<void> write_file_atomically(const std::filesystem::path& path, std::string_view content) {
  ASSIGN_OR_RETURN(const std::filesystem::path target, resolve_target(path));
  std::string temporary = target.string() + ".XXXXXX";
  const Descriptor file{::mkostemp(temporary.data(), O_CLOEXEC)};
  if (file.fd < 0) {
    if (errno == ENOENT) {
      return fail(ErrorCode::kNotFound,
                  "cannot write {}: its folder does not exist; create the folder or correct the "
                  "path",
                  path.string());
    }
    return system_error("write", path, errno);
  }
  const auto give_up = [&](int number) {
    ::unlink(temporary.c_str());
    return system_error("write", path, number);
  };
  while (!content.empty()) {
    const ssize_t put = ::write(file.fd, content.data(), content.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return give_up(errno);
    content.remove_prefix(static_cast<std::size_t>(put));
  }
  if (::fchmod(file.fd, 0644) != 0 || ::fsync(file.fd) != 0) return give_up(errno);
  if (::rename(temporary.c_str(), target.c_str()) != 0) return give_up(errno);
  return {};
}

std::string sha256_hex(std::string_view bytes) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(bytes.data()),
                     bytes.size());
  return hexadecimal(hash);
}

Result<std::string> sha256_of_file(const std::filesystem::path& path) {
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  RETURN_IF_ERROR(read_pieces(path, [&](std::string_view piece) {
    crypto_hash_sha256_update(&state, reinterpret_cast<const unsigned char*>(piece.data()),
                              piece.size());
    return true;
  }));
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256_final(&state, hash.data());
  return hexadecimal(hash);
}

}  // namespace sillage
