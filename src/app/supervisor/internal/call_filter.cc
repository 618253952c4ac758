// SPDX-License-Identifier: Apache-2.0
#include "app/supervisor/internal/call_filter.h"

#include <cerrno>
#include <initializer_list>

#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>

namespace sillage::app::internal {
namespace {

/// Owns a libseccomp filter. Remembers the first error.
class Filter {
 public:
  explicit Filter(std::uint32_t otherwise) : context_(::seccomp_init(otherwise)) {
    if (context_ == nullptr) error_ = ENOMEM;
    // All threads, also those that a library may have started.
    if (error_ == 0) error_ = -::seccomp_attr_set(context_, SCMP_FLTATR_CTL_TSYNC, 1);
  }
  Filter(const Filter&) = delete;
  Filter& operator=(const Filter&) = delete;
  ~Filter() { ::seccomp_release(context_); }

  void rule(std::uint32_t action, int call) {
    if (error_ == 0) error_ = -::seccomp_rule_add(context_, action, call, 0);
  }
  void rule(std::uint32_t action, int call, scmp_arg_cmp where) {
    if (error_ == 0) error_ = -::seccomp_rule_add(context_, action, call, 1, where);
  }
  int load() {
    if (error_ == 0) error_ = -::seccomp_load(context_);
    return error_;
  }

 private:
  scmp_filter_ctx context_;
  int error_ = 0;
};

constexpr std::uint32_t kRefuse = SCMP_ACT_ERRNO(EPERM);

/// What an eye and the floor do once they are set up: read and write what is open, memory without
/// code, threads, time.
constexpr int kNeeded[] = {SCMP_SYS(read),
                           SCMP_SYS(readv),
                           SCMP_SYS(pread64),
                           SCMP_SYS(write),
                           SCMP_SYS(writev),
                           SCMP_SYS(pwrite64),
                           SCMP_SYS(lseek),
                           SCMP_SYS(close),
                           SCMP_SYS(fstat),
                           SCMP_SYS(recvfrom),
                           SCMP_SYS(recvmsg),
                           SCMP_SYS(sendto),
                           SCMP_SYS(sendmsg),
                           SCMP_SYS(poll),
                           SCMP_SYS(ppoll),
                           SCMP_SYS(select),
                           SCMP_SYS(pselect6),
                           SCMP_SYS(shutdown),
                           SCMP_SYS(getsockopt),
                           SCMP_SYS(setsockopt),
                           SCMP_SYS(getpeername),
                           SCMP_SYS(getsockname),
                           SCMP_SYS(munmap),
                           SCMP_SYS(mremap),
                           SCMP_SYS(madvise),
                           SCMP_SYS(brk),
                           SCMP_SYS(mlock),
                           SCMP_SYS(munlock),
                           SCMP_SYS(futex),
                           SCMP_SYS(nanosleep),
                           SCMP_SYS(clock_gettime),
                           SCMP_SYS(clock_nanosleep),
                           SCMP_SYS(clock_getres),
                           SCMP_SYS(gettimeofday),
                           SCMP_SYS(time),
                           SCMP_SYS(rt_sigaction),
                           SCMP_SYS(rt_sigprocmask),
                           SCMP_SYS(rt_sigreturn),
                           SCMP_SYS(sigaltstack),
                           SCMP_SYS(exit),
                           SCMP_SYS(exit_group),
                           SCMP_SYS(set_robust_list),
                           SCMP_SYS(rseq),
                           SCMP_SYS(sched_yield),
                           SCMP_SYS(sched_getaffinity),
                           SCMP_SYS(gettid),
                           SCMP_SYS(getpid),
                           SCMP_SYS(tgkill),
                           SCMP_SYS(getrandom),
                           SCMP_SYS(getrusage),
                           SCMP_SYS(sysinfo),
                           SCMP_SYS(membarrier),
                           SCMP_SYS(restart_syscall),
                           SCMP_SYS(uname)};

/// What the desk, which opens files and listens, never does.
constexpr int kNeverOfTheDesk[] = {SCMP_SYS(execve),
                                   SCMP_SYS(execveat),
                                   SCMP_SYS(ptrace),
                                   SCMP_SYS(process_vm_readv),
                                   SCMP_SYS(process_vm_writev),
                                   SCMP_SYS(fork),
                                   SCMP_SYS(vfork),
                                   SCMP_SYS(mount),
                                   SCMP_SYS(umount2),
                                   SCMP_SYS(pivot_root),
                                   SCMP_SYS(chroot),
                                   SCMP_SYS(unshare),
                                   SCMP_SYS(setns),
                                   SCMP_SYS(bpf),
                                   SCMP_SYS(perf_event_open),
                                   SCMP_SYS(kexec_load),
                                   SCMP_SYS(init_module),
                                   SCMP_SYS(finit_module),
                                   SCMP_SYS(delete_module),
                                   SCMP_SYS(userfaultfd),
                                   SCMP_SYS(add_key),
                                   SCMP_SYS(request_key),
                                   SCMP_SYS(keyctl),
                                   SCMP_SYS(settimeofday),
                                   SCMP_SYS(clock_settime),
                                   SCMP_SYS(reboot),
                                   SCMP_SYS(swapon),
                                   SCMP_SYS(pidfd_getfd),
                                   SCMP_SYS(connect),
                                   SCMP_SYS(io_uring_setup)};

int filter_desk() {
  Filter filter(SCMP_ACT_ALLOW);
  for (const int call : kNeverOfTheDesk) filter.rule(kRefuse, call);
  // Threads may be started, processes not. The flags of clone3 cannot be looked at: without it the
  // C library falls back to clone.
  filter.rule(kRefuse, SCMP_SYS(clone), SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0));
  filter.rule(SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3));
  return filter.load();
}

}  // namespace

int filter_calls(RoomKind kind) {
  if (kind == RoomKind::kDesk) return filter_desk();
  Filter filter(kRefuse);
  for (const int call : kNeeded) filter.rule(SCMP_ACT_ALLOW, call);
  filter.rule(SCMP_ACT_ALLOW, SCMP_SYS(mmap), SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
  filter.rule(SCMP_ACT_ALLOW, SCMP_SYS(mprotect), SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
  filter.rule(SCMP_ACT_ALLOW, SCMP_SYS(fcntl), SCMP_A1(SCMP_CMP_EQ, F_GETFL));
  filter.rule(SCMP_ACT_ALLOW, SCMP_SYS(fcntl), SCMP_A1(SCMP_CMP_EQ, F_SETFL));
  filter.rule(SCMP_ACT_ALLOW, SCMP_SYS(fcntl), SCMP_A1(SCMP_CMP_EQ, F_SETFD));
  filter.rule(SCMP_ACT_ALLOW, SCMP_SYS(ioctl), SCMP_A1(SCMP_CMP_EQ, FIONREAD));
  filter.rule(SCMP_ACT_ALLOW, SCMP_SYS(prctl), SCMP_A0(SCMP_CMP_EQ, PR_SET_NAME));
  filter.rule(SCMP_ACT_ALLOW, SCMP_SYS(clone),
              SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD));
  filter.rule(SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3));
  return filter.load();
}

}  // namespace sillage::app::internal
