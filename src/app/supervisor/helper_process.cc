// SPDX-License-Identifier: Apache-2.0
#include "app/supervisor/helper_process.h"

#include <cerrno>
#include <csignal>
#include <cstring>

#include <fcntl.h>
#include <sys/prctl.h>
#include <unistd.h>

namespace sillage::app {

Result<Channel> start_helper(const char* name, const std::function<void(const Channel&)>& serve) {
  ASSIGN_OR_RETURN(auto ends, Channel::pair());
  const pid_t parent = ::getpid();
  const pid_t pid = ::fork();
  if (pid == 0) {
    constexpr int kLine = 3;
    ::dup2(ends.second.descriptor(), kLine);
    ::close_range(kLine + 1, ~0U, 0);
    ::dup2(::open("/dev/null", O_RDWR | O_CLOEXEC), 0);
    ::dup2(0, 1);
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::prctl(PR_SET_NAME, name);
    ::prctl(PR_SET_DUMPABLE, 0);
    ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    for (const int number : {SIGINT, SIGTERM, SIGHUP}) ::signal(number, SIG_IGN);
    if (::getppid() == parent) serve(Channel(Descriptor(kLine)));
    ::_exit(0);
  }
  if (pid < 0) {
    return fail(ErrorCode::kExhausted, "cannot start the process {} ({}); close other programs", name,
                std::strerror(errno));
  }
  return std::move(ends.first);
}

}  // namespace sillage::app
