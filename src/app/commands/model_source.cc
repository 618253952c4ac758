// SPDX-License-Identifier: Apache-2.0
#include "app/commands/model_source.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <vector>

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/files.h"

namespace sillage::app {
namespace {

constexpr const char* kMaxSeconds = "600";
constexpr int kChunk = 1 << 16;

/// curl, writing to a pipe that we read.
struct Download {
  pid_t process = -1;
  int pipe = -1;

  Download() = default;
  Download(const Download&) = delete;
  Download& operator=(const Download&) = delete;
  ~Download() {
    if (pipe >= 0) ::close(pipe);
    if (process > 0) {
      ::kill(process, SIGTERM);
      (void)wait();
    }
  }
  /// Exit status as of waitpid().
  int wait() {
    int status = 0;
    while (::waitpid(process, &status, 0) < 0 && errno == EINTR) {
    }
    process = -1;
    return status;
  }
};

Result<void> start_curl(const std::string& address, Download& download) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
    return fail(ErrorCode::kExhausted, "cannot make a pipe: {}; close some programs and try again",
                std::strerror(errno));
  }
  download.pipe = ends[0];
  std::vector<std::string> words{
      "curl",          "--fail", "--silent",   "--show-error", "--location", "--proto", "=https",
      "--proto-redir", "=https", "--max-time", kMaxSeconds,    "--",         address};
  std::vector<char*> arguments;
  for (auto& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  const int failure =
      ::posix_spawnp(&download.process, "curl", &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  ::close(ends[1]);
  if (failure != 0) {
    download.process = -1;
    return fail(ErrorCode::kUnavailable,
                "cannot run curl ({}); install it (apt-get install curl), or download {} yourself "
                "and give the file with --from",
                std::strerror(failure), address);
  }
  return {};
}

Result<std::string> read_pipe(int pipe, const std::string& address, std::size_t limit_bytes) {
  std::string content;
  std::vector<char> chunk(kChunk);
  for (;;) {
    const ssize_t got = ::read(pipe, chunk.data(), chunk.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) {
      return fail(ErrorCode::kUnavailable, "reading {} failed: {}; try again", address,
                  std::strerror(errno));
    }
    if (got == 0) return content;
    content.append(chunk.data(), static_cast<std::size_t>(got));
    if (content.size() > limit_bytes) {
      return fail(ErrorCode::kExhausted, "{} is larger than {} bytes; is it the right address?",
                  address, limit_bytes);
    }
  }
}

}  // namespace

bool is_address(const std::string& from) {
  return from.rfind("https://", 0) == 0 || from.rfind("http://", 0) == 0;
}

Result<std::string> fetch(const std::string& from, std::size_t limit_bytes) {
  if (!is_address(from)) return read_file(from, limit_bytes);
  if (from.rfind("https://", 0) != 0) {
    return fail(ErrorCode::kUsage,
                "{} is not protected on its way; give its https:// address, or a file", from);
  }
  Download download;
  RETURN_IF_ERROR(start_curl(from, download));
  ASSIGN_OR_RETURN(std::string content, read_pipe(download.pipe, from, limit_bytes));
  const int status = download.wait();
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    return fail(ErrorCode::kUnavailable,
                "curl could not fetch {} (exit status {}); check the address and the network, or "
                "download it elsewhere and give the file with --from",
                from, WIFEXITED(status) ? WEXITSTATUS(status) : -1);
  }
  return content;
}

}  // namespace sillage::app
