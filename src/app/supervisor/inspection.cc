// SPDX-License-Identifier: Apache-2.0
#include "app/supervisor/inspection.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>

#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include "app/supervisor/facts.h"
#include "app/supervisor/sandbox.h"

namespace sillage::app {
namespace {

namespace fs = std::filesystem;

struct FoundRoom {
  pid_t pid = 0;
  std::string kind, camera;
  std::string name() const {
    return fmt::format("{}{}{} ({})", kind, camera.empty() ? "" : " ", camera, pid);
  }
};

std::vector<std::string> words_of(const fs::path& process) {
  std::ifstream file(process / "cmdline");
  std::vector<std::string> words;
  for (std::string word; std::getline(file, word, '\0');) words.push_back(word);
  return words;
}

std::vector<FoundRoom> find_rooms() {
  std::vector<FoundRoom> rooms;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator("/proc", ignored)) {
    const std::string name = entry.path().filename().string();
    if (name.find_first_not_of("0123456789") != std::string::npos) continue;
    const auto words = words_of(entry.path());
    std::string comm;
    std::getline(std::ifstream(entry.path() / "comm") >> std::ws, comm);
    // Helpers of an eye and of the desk: they read nothing and start those that do.
    if (comm == "dialler" || comm == "camera-checker" || comm == "plate-taker") continue;
    if (words.size() < 3 || words[0] != "sillage" || words[1] != "room") continue;
    FoundRoom room{static_cast<pid_t>(std::stol(name)), words[2], ""};
    const auto camera = std::find(words.begin(), words.end(), "--camera");
    if (camera != words.end() && camera + 1 != words.end()) room.camera = *(camera + 1);
    rooms.push_back(room);
  }
  std::sort(rooms.begin(), rooms.end(), [](const auto& a, const auto& b) { return a.pid < b.pid; });
  return rooms;
}

std::string capabilities_of(pid_t pid) {
  std::ifstream file(fmt::format("/proc/{}/status", pid));
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("CapEff:")) return line.substr(line.find_first_not_of(" \t", 7));
  }
  return "";
}

std::string link(const fs::path& path) {
  std::error_code error;
  const fs::path target = fs::read_symlink(path, error);
  return error ? "" : target.string();
}

/// Files of a disk that the process has open, beside the recording that stands for a camera.
std::optional<std::vector<std::string>> files_of(pid_t pid) {
  std::error_code error;
  std::vector<std::string> files;
  for (const auto& entry : fs::directory_iterator(fmt::format("/proc/{}/fd", pid), error)) {
    const std::string target = link(entry.path());
    const bool is_plain =
        target.starts_with("/") && !target.starts_with("/dev/") && !target.starts_with("/memfd:");
    std::ifstream info(fmt::format("/proc/{}/fdinfo/{}", pid, entry.path().filename().string()));
    int flags = 0;
    for (std::string line; std::getline(info, line);) {
      if (line.starts_with("flags:")) flags = std::stoi(line.substr(6), nullptr, 8);
    }
    const bool is_stderr = entry.path().filename() == "2" || entry.path().filename() == "1";
    if (is_plain && (flags & 3) != 0 && !is_stderr) files.push_back(target);
  }
  if (error) return std::nullopt;
  return files;
}

void inspect(const FoundRoom& room, std::vector<Inspected>& all) {
  // What only the room itself knows is taken as closed; it says in the log where it is not.
  const auto facts = sandbox_facts(room.pid, ~std::uint64_t{0});
  if (!facts) return;
  const auto add = [&](const char* what, bool holds, std::string seen, const char* mend,
                       bool is_needed = true) {
    all.push_back(
        {room.name() + ": " + what, holds, is_needed, std::move(seen), holds ? "" : mend});
  };
  add("system calls", facts->seccomp_mode == 2, fmt::format("seccomp {}", facts->seccomp_mode),
      "use a kernel with seccomp filters, then start sillage run again");
  add("new rights", facts->no_new_privileges, facts->no_new_privileges ? "none" : "possible",
      "start sillage run again");
  add("core dumps", facts->core_limit == 0, fmt::format("limit {}", facts->core_limit.value_or(-1)),
      "start sillage run again");
  const std::string rights = capabilities_of(room.pid);
  const bool has_none = rights.find_first_not_of('0') == std::string::npos;
  add("capabilities", has_none || rights == "0000000000004000", rights, "start sillage run again");
  if (room.kind == "desk") return;
  add("locked memory", facts->memory_locked, facts->memory_locked ? "all" : "none",
      "LimitMEMLOCK=infinity in the unit, or ulimit -l unlimited", false);
  const std::string net = link(fmt::format("/proc/{}/ns/net", room.pid));
  const std::string ours = link("/proc/1/ns/net");
  add("own network", !net.empty() && net != ours, net.empty() ? "not to be seen without root" : net,
      "run as root, or allow user namespaces", false);
  if (const auto files = files_of(room.pid)) {
    add("files open for writing", files->empty(),
        files->empty() ? "none" : fmt::format("{}", fmt::join(*files, ", ")), "please report it");
  }
}

void inspect_machine(std::vector<Inspected>& all) {
  const int landlock = landlock_version();
  all.push_back({"no run on this machine", true, false, "what a run could use follows", ""});
  all.push_back({"Landlock", landlock > 0, false, fmt::format("version {}", landlock),
                 landlock > 0 ? "" : "use a kernel with Landlock (5.13 or later)"});
  rlimit limit{};
  ::getrlimit(RLIMIT_MEMLOCK, &limit);
  const bool may_lock = limit.rlim_max == RLIM_INFINITY || ::geteuid() == 0;
  all.push_back(
      {"memory may be locked", may_lock, false,
       limit.rlim_max == RLIM_INFINITY ? "without limit" : fmt::format("{} bytes", limit.rlim_max),
       may_lock ? "" : "LimitMEMLOCK=infinity in the unit, or ulimit -l unlimited"});
}

}  // namespace

std::vector<Inspected> inspect_rooms() {
  std::vector<Inspected> all;
  const auto rooms = find_rooms();
  for (const FoundRoom& room : rooms) inspect(room, all);
  if (rooms.empty()) inspect_machine(all);
  return all;
}

}  // namespace sillage::app
