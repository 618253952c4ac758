// SPDX-License-Identifier: Apache-2.0
#include "app/supervisor/internal/file_rules.h"

#include <cstdint>

#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace sillage::app::internal {
namespace {

/// Rights of the first version (reading, writing, making and removing of all kinds), of the second
/// (linking elsewhere) and of the third (cutting off).
std::uint64_t all_rights(int version) {
  constexpr std::uint64_t kFirst = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1;
  constexpr std::uint64_t kRefer = 1ULL << 13, kTruncate = 1ULL << 14;
  return kFirst | (version >= 2 ? kRefer : 0) | (version >= 3 ? kTruncate : 0);
}

/// A folder that does not exist needs no rule.
bool allow(int rules, const std::filesystem::path& folder, std::uint64_t rights) {
  landlock_path_beneath_attr beneath{};
  const bool is_folder = std::filesystem::is_directory(folder);
  beneath.allowed_access =
      is_folder ? rights : rights & (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE);
  beneath.parent_fd = ::open(folder.c_str(), O_PATH | O_CLOEXEC);
  if (beneath.parent_fd < 0) return true;
  const bool is_set =
      ::syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0) == 0;
  ::close(beneath.parent_fd);
  return is_set;
}

}  // namespace

int landlock_version() {
  const long version =
      ::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
  return version < 0 ? 0 : static_cast<int>(version);
}

bool allow_files(const Folders& folders) {
  const int version = landlock_version();
  if (version == 0) return false;
  landlock_ruleset_attr handled{};
  handled.handled_access_fs = all_rights(version);
  const int rules =
      static_cast<int>(::syscall(SYS_landlock_create_ruleset, &handled, sizeof handled, 0));
  if (rules < 0) return false;
  constexpr std::uint64_t kRead = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
  bool are_set = true;
  for (const auto& folder : folders.read) are_set = allow(rules, folder, kRead) && are_set;
  const std::uint64_t written =
      handled.handled_access_fs & ~std::uint64_t{LANDLOCK_ACCESS_FS_EXECUTE};
  for (const auto& folder : folders.written) are_set = allow(rules, folder, written) && are_set;
  are_set = are_set && ::syscall(SYS_landlock_restrict_self, rules, 0) == 0;
  ::close(rules);
  return are_set;
}

}  // namespace sillage::app::internal
