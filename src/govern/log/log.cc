// SPDX-License-Identifier: Apache-2.0
#include "govern/log/log.h"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

#include "base/files.h"
#include "govern/log/internal/lines.h"

namespace sillage::govern {
namespace {

namespace fs = std::filesystem;

/// The log's file, locked while this lives.
class LockedFile {
 public:
  static Result<LockedFile> open(const fs::path& path) {
    const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0640);
    if (fd < 0 || flock(fd, LOCK_EX) != 0) {
      if (fd >= 0) ::close(fd);
      return fail(ErrorCode::kPermission, "cannot open the log {} ({}); check who owns the folder",
                  path.string(), std::strerror(errno));
    }
    return LockedFile(fd);
  }
  LockedFile(LockedFile&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  LockedFile& operator=(LockedFile&&) = delete;
  ~LockedFile() {
    if (fd_ >= 0) ::close(fd_);
  }
  int fd() const { return fd_; }

 private:
  explicit LockedFile(int fd) : fd_(fd) {}
  int fd_;
};

Result<std::string> read_from(int fd, std::uint64_t offset) {
  struct stat status {};
  if (fstat(fd, &status) != 0) return fail(ErrorCode::kInternal, "the log cannot be measured");
  const auto size = static_cast<std::uint64_t>(status.st_size);
  if (size > internal::kMostLog) {
    return fail(ErrorCode::kExhausted,
                "the log is larger than {} bytes; keep a copy and begin a new governance folder",
                internal::kMostLog);
  }
  if (size < offset) return fail(ErrorCode::kDataLoss, "the log was cut; restore it from a backup");
  std::string bytes(size - offset, '\0');
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t count = pread(fd, bytes.data() + done, bytes.size() - done,
                                static_cast<off_t>(offset + done));
    if (count <= 0) return fail(ErrorCode::kDataLoss, "the log cannot be read to its end");
    done += static_cast<std::size_t>(count);
  }
  return bytes;
}

Result<void> write_all(int fd, std::string_view bytes, std::uint64_t offset) {
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t count = pwrite(fd, bytes.data() + done, bytes.size() - done,
                                 static_cast<off_t>(offset + done));
    if (count <= 0) {
      return fail(ErrorCode::kExhausted, "the log cannot be written ({}); make room on the disk",
                  std::strerror(errno));
    }
    done += static_cast<std::size_t>(count);
  }
  if (fsync(fd) != 0) return fail(ErrorCode::kExhausted, "the log did not reach the disk");
  return {};
}

Result<SigningKey> load_or_make_key(const fs::path& folder) {
  const fs::path file = folder / "gate.key";
  if (!fs::exists(file)) {
    if (fs::exists(internal::checkpoint_file(folder))) {
      return fail(ErrorCode::kDataLoss,
                  "{} is missing beside an existing log; restore it from a backup", file.string());
    }
    const SigningKey fresh = SigningKey::generate();
    RETURN_IF_ERROR(fresh.save(file, {}));
  }
  return SigningKey::load(file, {});
}

}  // namespace

Result<Log> Log::open(const fs::path& folder, const Clock& clock) {
  std::error_code failed;
  fs::create_directories(folder, failed);
  if (failed) {
    return fail(ErrorCode::kPermission, "cannot make the governance folder {} ({})",
                folder.string(), failed.message());
  }
  // The lock also makes sure that two processes do not both begin the log.
  ASSIGN_OR_RETURN(const LockedFile file, LockedFile::open(internal::lines_file(folder)));
  ASSIGN_OR_RETURN(SigningKey key, load_or_make_key(folder));
  Log log(folder, clock, std::move(key));
  RETURN_IF_ERROR(log.catch_up(file.fd()));
  if (log.size() == 0) {
    const std::string body =
        fmt::format(R"({{"key":"{}"}})", log.key_.public_key().hex());
    RETURN_IF_ERROR(log.write(file.fd(), "opened", body));
  }
  return log;
}

/// Adds what other processes have written since, and cuts off what no checkpoint covers.
Result<void> Log::catch_up(int file) {
  Checkpoint checkpoint;
  if (fs::exists(internal::checkpoint_file(folder_))) {
    ASSIGN_OR_RETURN(const std::string note,
                     read_file(internal::checkpoint_file(folder_), 1u << 16));
    ASSIGN_OR_RETURN(checkpoint, parse_note(note));
    if (!checkpoint.is_signed_by(std::string(internal::kLogSigner), key_.public_key())) {
      return fail(ErrorCode::kDataLoss,
                  "the log's checkpoint in {} is not signed by its key; run `sillage log verify`",
                  folder_.string());
    }
  } else {
    checkpoint.root = MerkleTree().root();
  }
  ASSIGN_OR_RETURN(const std::string bytes, read_from(file, read_bytes_));
  std::size_t at = 0;
  while (tree_.size() < checkpoint.size) {
    const std::size_t end = bytes.find('\n', at);
    if (end == std::string::npos) break;
    tree_.add(std::string_view(bytes).substr(at, end - at));
    at = end + 1;
  }
  if (tree_.size() != checkpoint.size || tree_.root() != checkpoint.root) {
    return fail(ErrorCode::kDataLoss,
                "the log in {} does not match its checkpoint: lines were changed or removed; run "
                "`sillage log verify` and restore a backup",
                folder_.string());
  }
  read_bytes_ += at;
  if (at == bytes.size()) return {};
  if (ftruncate(file, static_cast<off_t>(read_bytes_)) != 0) {
    return fail(ErrorCode::kExhausted, "the log's unfinished end cannot be cut off");
  }
  return write(file, "recovered", fmt::format(R"({{"cut_bytes":{}}})", bytes.size() - at))
      .map([](const LogEntry&) {});
}

Result<LogEntry> Log::write(int file, std::string_view kind, std::string_view body) {
  LogEntry entry{tree_.size(), clock_->now(), std::string(kind), std::string(body), {}};
  ASSIGN_OR_RETURN(const std::string line, internal::to_line(entry));
  RETURN_IF_ERROR(write_all(file, line + "\n", read_bytes_));
  MerkleTree tree = tree_;
  tree.add(line);
  Checkpoint checkpoint{std::string(internal::kOrigin), tree.size(), tree.root(), {}};
  checkpoint.sign(std::string(internal::kLogSigner), key_);
  RETURN_IF_ERROR(write_file_atomically(internal::checkpoint_file(folder_), to_note(checkpoint)));
  tree_ = std::move(tree);
  read_bytes_ += line.size() + 1;
  entry.hash = to_hex(leaf_hash(line));
  return entry;
}

Result<LogEntry> Log::append(std::string_view kind, std::string_view body) {
  ASSIGN_OR_RETURN(const LockedFile file, LockedFile::open(internal::lines_file(folder_)));
  RETURN_IF_ERROR(catch_up(file.fd()));
  return write(file.fd(), kind, body);
}

Result<void> Log::refresh() {
  ASSIGN_OR_RETURN(const LockedFile file, LockedFile::open(internal::lines_file(folder_)));
  return catch_up(file.fd());
}

Result<void> Log::read(const std::function<Result<void>(const LogEntry&)>& visit) const {
  ASSIGN_OR_RETURN(const std::string bytes,
                   read_file(internal::lines_file(folder_), internal::kMostLog));
  std::string_view rest = std::string_view(bytes).substr(0, read_bytes_);
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    ASSIGN_OR_RETURN(LogEntry entry, internal::parse_line(rest.substr(0, end)));
    entry.hash = to_hex(leaf_hash(rest.substr(0, end)));
    RETURN_IF_ERROR(visit(entry));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return {};
}

}  // namespace sillage::govern
