// SPDX-License-Identifier: Apache-2.0
// What a room can still do once it is closed in, tried from inside.
#include "app/supervisor/sandbox.h"

#include <cerrno>
#include <functional>
#include <thread>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <linux/landlock.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/testing/temporary.h"

namespace sillage::app {
namespace {

/// The errno of a call that must fail; 0 where it went through.
int refusal(long result) { return result < 0 ? errno : 0; }

/// Runs `inside` in a process that was closed in; what it returns.
int closed_in(RoomKind kind, const Folders& folders, const std::function<int()>& inside) {
  const pid_t child = ::fork();
  if (child == 0) {
    if (!close_in(kind, folders)) ::_exit(100);
    ::_exit(inside());
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

class Sandbox : public testing::TestWithParam<RoomKind> {
 protected:
  std::string file(const char* name) const { return (temporary_.path() / name).string(); }
  void SetUp() override {
    const int made = ::open(file("there").c_str(), O_CREAT | O_WRONLY, 0600);
    ASSERT_GE(made, 0);
    ::close(made);
  }
  int refused(const std::function<long()>& call) const {
    return closed_in(GetParam(), {}, [&] { return refusal(call()); });
  }

  TemporaryFolder temporary_;
};

TEST_P(Sandbox, OpensNoFileForWriting) {
  EXPECT_EQ(refused([&] { return ::open(file("new").c_str(), O_CREAT | O_WRONLY, 0600); }), EPERM);
  EXPECT_EQ(refused([&] { return ::open(file("there").c_str(), O_RDWR); }), EPERM);
  EXPECT_EQ(refused([] { return ::open("/dev/shm", O_TMPFILE | O_RDWR, 0600); }), EPERM);
  EXPECT_EQ(refused([] { return ::memfd_create("x", 0); }), EPERM);
}

TEST_P(Sandbox, ReadsNoOtherFile) {
  EXPECT_EQ(refused([&] { return ::open(file("there").c_str(), O_RDONLY); }), EPERM);
  EXPECT_EQ(refused([] { return ::open("/etc/passwd", O_RDONLY); }), EPERM);
  EXPECT_EQ(refused([] { return ::open("/proc/self/mem", O_RDONLY); }), EPERM);
}

TEST_P(Sandbox, MakesNoSocketAndConnectsNowhere) {
  EXPECT_EQ(refused([] { return ::socket(AF_INET, SOCK_STREAM, 0); }), EPERM);
  EXPECT_EQ(refused([] { return ::socket(AF_INET6, SOCK_DGRAM, 0); }), EPERM);
  EXPECT_EQ(refused([] { return ::socket(AF_UNIX, SOCK_STREAM, 0); }), EPERM);
  EXPECT_EQ(refused([] { return ::syscall(SYS_io_uring_setup, 8, nullptr); }), EPERM);
}

TEST_P(Sandbox, StartsNoProgramAndNoProcess) {
  EXPECT_EQ(refused([] {
              char* const none[] = {nullptr};
              return ::execve("/bin/true", none, none);
            }),
            EPERM);
  EXPECT_EQ(refused([] { return ::syscall(SYS_fork); }), EPERM);
  EXPECT_EQ(refused([] { return ::syscall(SYS_clone3, nullptr, 0); }), ENOSYS);
}

TEST_P(Sandbox, LooksIntoNoOtherProcess) {
  const pid_t parent = ::getpid();
  EXPECT_EQ(refused([=] { return ::ptrace(PTRACE_ATTACH, parent, nullptr, nullptr); }), EPERM);
  EXPECT_EQ(
      refused([=] { return ::syscall(SYS_process_vm_readv, parent, nullptr, 0, nullptr, 0, 0); }),
      EPERM);
  EXPECT_EQ(refused([=] { return ::kill(parent, 0); }), EPERM);
}

TEST_P(Sandbox, MakesNoMemoryThatRuns) {
  EXPECT_EQ(refused([] {
              void* made = ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE | PROT_EXEC,
                                  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
              return made == MAP_FAILED ? -1L : 0L;
            }),
            EPERM);
}

TEST_P(Sandbox, GoesOnWithWhatItNeeds) {
  EXPECT_EQ(closed_in(GetParam(), {},
                      [] {
                        int sum = 0;
                        std::thread([&] { sum = 41; }).join();
                        std::vector<int> much(1 << 20, 1);
                        return sum + much[7];
                      }),
            42);
}

INSTANTIATE_TEST_SUITE_P(Closed, Sandbox, testing::Values(RoomKind::kEye, RoomKind::kFloor),
                         [](const auto& room) { return std::string(to_string(room.param)); });

TEST(SandboxOfTheDesk, WritesInItsFolderAlone) {
  if (landlock_version() == 0) GTEST_SKIP() << "this kernel has no Landlock";
  const TemporaryFolder own, other;
  const Folders folders{{own.path()}, {}};
  const auto make = [](const std::filesystem::path& folder) {
    return [=] { return refusal(::open((folder / "x").c_str(), O_CREAT | O_WRONLY, 0600)); };
  };
  EXPECT_EQ(closed_in(RoomKind::kDesk, folders, make(own.path())), 0);
  EXPECT_EQ(closed_in(RoomKind::kDesk, folders, make(other.path())), EACCES);
  EXPECT_EQ(closed_in(RoomKind::kDesk, folders,
                      [] { return refusal(::socket(AF_INET, SOCK_STREAM, 0)); }),
            0);
  EXPECT_EQ(closed_in(RoomKind::kDesk, folders,
                      [] {
                        char* const none[] = {nullptr};
                        return refusal(::execve("/bin/true", none, none));
                      }),
            EPERM);
}

}  // namespace
}  // namespace sillage::app
