// SPDX-License-Identifier: Apache-2.0
// Checks of the machine and of the way to the cameras.
#include <algorithm>
#include <optional>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "govern/checks/internal/address.h"
#include "govern/checks/internal/judge.h"

namespace sillage::govern::internal {
namespace {

const char* kUnreadable = "let the program read /proc and /sys of the machine";

Finding no_swap(const Situation& s) {
  if (!s.host.plain_swap) return unmeasured(kUnreadable);
  return judge(!*s.host.plain_swap,
               *s.host.plain_swap ? "a swap that is not encrypted is on" : "no plain swap",
               "switch swap off (swapoff -a) or encrypt it");
}

/// Of the rooms that hold pictures and people where they run; else of this process.
std::optional<long> largest_core(const Situation& s) {
  if (!s.observed.eye || !s.observed.floor) return s.host.core_limit;
  const auto eye = s.observed.eye->core_limit, floor = s.observed.floor->core_limit;
  if (!eye || !floor) return std::nullopt;
  return *eye < 0 || *floor < 0 ? -1 : std::max(*eye, *floor);
}

Finding no_core_dumps(const Situation& s) {
  const auto limit = largest_core(s);
  if (!limit) return unmeasured(kUnreadable);
  return judge(*limit == 0,
               *limit < 0 ? "core files of any size" : fmt::format("core files of {} bytes", *limit),
               "set the hard limit of core files to 0 (ulimit -Hc 0, LimitCORE=0)");
}

Finding no_kernel_dump(const Situation& s) {
  if (!s.host.kernel_dump) return unmeasured(kUnreadable);
  return judge(!*s.host.kernel_dump,
               *s.host.kernel_dump ? "a crash kernel is loaded" : "no crash kernel",
               "disable kdump (systemctl disable kdump-tools)");
}

Finding no_hibernation(const Situation& s) {
  if (!s.host.hibernation) return unmeasured(kUnreadable);
  return judge(!*s.host.hibernation,
               *s.host.hibernation ? "a device to resume from is set" : "no device to resume from",
               "remove resume= from the kernel's command line and /etc/initramfs-tools");
}

Finding camera_links(const Situation& s) {
  std::vector<std::string> open;
  for (const config::Camera& camera : s.store.cameras) {
    if (link_of(camera.source) == Link::kPublicAndPlain) open.push_back(camera.id.value());
  }
  return judge(open.empty(),
               open.empty() ? fmt::format("{} cameras: encrypted, or in the house",
                                          s.store.cameras.size())
                            : fmt::format("in the open: {}", fmt::join(open, ", ")),
               "use rtsps:// or a private address for these cameras");
}

}  // namespace

std::vector<Check> machine_checks() {
  return {{"no-swap", no_swap, "security", "the machine"},
          {"no-core-dumps", no_core_dumps, "security", "the machine"},
          {"no-kernel-dump", no_kernel_dump, "security", "the machine"},
          {"no-hibernation", no_hibernation, "security", "the machine"},
          {"camera-links", camera_links, "installer", "the store's configuration file"}};
}

}  // namespace sillage::govern::internal
