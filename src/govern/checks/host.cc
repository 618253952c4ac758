// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <fstream>
#include <sstream>

#include <sys/resource.h>

#include "govern/checks/facts.h"

namespace sillage::govern {
namespace {

/// Files of /proc and /sys say they are empty, so they are read to their end.
std::optional<std::string> read_kernel_file(const std::filesystem::path& path) {
  std::ifstream in(path);
  if (!in) return std::nullopt;
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

bool is_encrypted(const std::string& device) {
  std::error_code failed;
  const auto real = std::filesystem::canonical(device, failed);
  if (failed) return false;
  const auto uuid = read_kernel_file("/sys/block/" + real.filename().string() + "/dm/uuid");
  return uuid && uuid->starts_with("CRYPT");
}

std::optional<bool> plain_swap() {
  const auto table = read_kernel_file("/proc/swaps");
  if (!table) return std::nullopt;
  std::istringstream lines(*table);
  std::string line;
  std::getline(lines, line);  // the heading
  while (std::getline(lines, line)) {
    if (!line.empty() && !is_encrypted(line.substr(0, line.find_first_of(" \t")))) return true;
  }
  return false;
}

std::optional<bool> is_set(const std::filesystem::path& path, const std::string& off) {
  const auto text = read_kernel_file(path);
  if (!text) return std::nullopt;
  return text->substr(0, text->find('\n')) != off;
}

}  // namespace

HostFacts probe_host() {
  HostFacts host;
  host.plain_swap = plain_swap();
  host.kernel_dump = is_set("/sys/kernel/kexec_crash_loaded", "0");
  host.hibernation = is_set("/sys/power/resume", "0:0");
  // A kernel without either can do neither.
  if (!host.kernel_dump && std::filesystem::exists("/sys/kernel")) host.kernel_dump = false;
  if (!host.hibernation && std::filesystem::exists("/sys/kernel")) host.hibernation = false;
  rlimit limit{};
  if (getrlimit(RLIMIT_CORE, &limit) == 0) {
    host.core_limit = limit.rlim_max == RLIM_INFINITY ? -1 : static_cast<long>(limit.rlim_max);
  }
  return host;
}

}  // namespace sillage::govern
