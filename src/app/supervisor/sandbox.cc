// SPDX-License-Identifier: Apache-2.0
#include "app/supervisor/sandbox.h"

#include <cerrno>
#include <system_error>

#include <linux/capability.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "app/supervisor/internal/call_filter.h"
#include "app/supervisor/internal/file_rules.h"

namespace sillage::app {
namespace {

constexpr std::uint32_t kMayLock = 1U << CAP_IPC_LOCK;

bool has_limit() {
  const rlimit unlimited{RLIM_INFINITY, RLIM_INFINITY};
  rlimit now{};
  return ::setrlimit(RLIMIT_MEMLOCK, &unlimited) != 0 &&
         (::getrlimit(RLIMIT_MEMLOCK, &now) != 0 || now.rlim_cur != RLIM_INFINITY);
}

/// Whoever locks what is yet to come needs no limit, or the right to exceed it.
bool lock_memory() {
  // What comes later is locked when it is first used, so that nothing more than now is resident.
  constexpr int kOnFault = MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT;
  return ::mlockall(kOnFault) == 0;
}

bool forbid_dumps() {
  const rlimit none{0, 0};
  return ::prctl(PR_SET_DUMPABLE, 0) == 0 && ::setrlimit(RLIMIT_CORE, &none) == 0;
}

/// All but, where it is needed, that of locking memory.
bool drop_rights(bool may_lock) {
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  __user_cap_data_struct kept[2] = {};
  if (may_lock) kept[0].effective = kept[0].permitted = kMayLock;
  return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && ::syscall(SYS_capset, &header, kept) == 0;
}

/// An own network without any interface, own mounts; as root, or where users may have namespaces.
bool leave_namespaces() {
  constexpr int kOwn = CLONE_NEWNET | CLONE_NEWNS | CLONE_NEWIPC | CLONE_NEWUTS;
  return ::unshare(kOwn) == 0 || ::unshare(CLONE_NEWUSER | kOwn) == 0;
}

}  // namespace

int landlock_version() { return internal::landlock_version(); }

Result<Closed> close_in(RoomKind kind, const Folders& folders) {
  Closed closed;
  const bool is_desk = kind == RoomKind::kDesk;
  const bool may_lock = !is_desk && has_limit();
  closed.memory = is_desk || lock_memory();
  closed.namespaces = is_desk || leave_namespaces();
  closed.dumps = forbid_dumps();
  closed.rights = drop_rights(may_lock && closed.memory);
  closed.files = internal::allow_files(folders);
  if (const int error = internal::filter_calls(kind); error != 0) {
    return fail(ErrorCode::kUnsupported,
                "this kernel does not let a room be closed in ({}); use one with seccomp filters "
                "(CONFIG_SECCOMP_FILTER), and allow them in the container",
                std::generic_category().message(error));
  }
  closed.calls = true;
  return closed;
}

std::string left_open(const Closed& closed) {
  std::string open;
  const auto add = [&](bool is_closed, const char* name) {
    if (!is_closed) open += (open.empty() ? "" : ", ") + std::string(name);
  };
  add(closed.files, "files (no Landlock)");
  add(closed.memory, "memory (not locked: raise LimitMEMLOCK)");
  add(closed.dumps, "dumps");
  add(closed.rights, "rights");
  add(closed.namespaces, "namespaces (not allowed here)");
  return open;
}

}  // namespace sillage::app
