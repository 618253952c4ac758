// SPDX-License-Identifier: Apache-2.0
#include "app/supervisor/room_process.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <system_error>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "app/supervisor/house_clock.h"
#include "app/supervisor/room_link.h"
#include "base/files.h"

namespace sillage::app {
namespace {

constexpr Duration kFirstPause = std::chrono::milliseconds(500);
constexpr Duration kLongestPause = std::chrono::seconds(30);
constexpr Duration kSoundLife = std::chrono::minutes(1);

/// Between fork and exec: only calls that are safe there.
[[noreturn]] void become(const char* program, const std::vector<int>& descriptors,
                         char* const* argv, pid_t parent) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(1);  // it died before we asked to be told
  const rlimit none{0, 0};
  ::setrlimit(RLIMIT_CORE, &none);
  ::signal(SIGINT, SIG_IGN);  // Ctrl-C is the supervisor's to answer
  ::signal(SIGTERM, SIG_DFL);
  constexpr int kAside = 200;
  int aside[128];
  const int count = static_cast<int>(std::min<std::size_t>(descriptors.size(), 128));
  for (int i = 0; i < count; ++i) aside[i] = ::fcntl(descriptors[i], F_DUPFD, kAside);
  for (int i = 0; i < count; ++i) ::dup2(aside[i], kControlDescriptor + i);
  ::close_range(kControlDescriptor + count, ~0U, 0);
  ::execv(program, argv);
  ::_exit(127);
}

}  // namespace

Duration Backoff::after_death(Duration now) {
  const bool was_sound = now - started_ >= kSoundLife;
  pause_ =
      was_sound || pause_ == Duration::zero() ? kFirstPause : std::min(2 * pause_, kLongestPause);
  return now + pause_;
}

std::string RoomProcess::name() const {
  return std::string(to_string(kind)) + (camera.empty() ? "" : " " + camera.value());
}

Result<void> start(RoomProcess& room, int config, const Start& first) {
  ASSIGN_OR_RETURN(auto ends, Channel::pair());
  std::vector<int> descriptors{ends.second.descriptor(), config};
  descriptors.insert(descriptors.end(), room.descriptors.begin(), room.descriptors.end());
  std::vector<std::string> words{"sillage", "room", to_string(room.kind)};
  words.insert(words.end(), room.arguments.begin(), room.arguments.end());
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  const pid_t parent = ::getpid();
  const pid_t pid = ::fork();
  if (pid == 0) become(room.program.c_str(), descriptors, argv.data(), parent);
  if (pid < 0) {
    return fail(ErrorCode::kExhausted, "cannot start {} ({}); close other programs", room.name(),
                std::generic_category().message(errno));
  }
  room.pid = pid;
  room.control = std::move(ends.first);
  room.control.send(encode(ControlMessage(first)));
  room.beaten_at = HouseClock::uptime();
  room.backoff.started(room.beaten_at);
  ++room.starts;
  room.figures.clear();
  room.judged.clear();
  room.told.clear();
  room.has_beaten = false;
  return {};
}

std::uint64_t resident_bytes(pid_t pid) {
  std::FILE* file = std::fopen(fmt::format("/proc/{}/statm", pid).c_str(), "re");
  if (file == nullptr) return 0;
  unsigned long long size = 0, resident = 0;
  const int read = std::fscanf(file, "%llu %llu", &size, &resident);
  std::fclose(file);
  return read == 2 ? resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE)) : 0;
}

}  // namespace sillage::app
