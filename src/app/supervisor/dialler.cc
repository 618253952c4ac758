// SPDX-License-Identifier: Apache-2.0
#include "app/supervisor/dialler.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <system_error>

#include <dlfcn.h>
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "app/supervisor/sandbox.h"

namespace sillage::app {
namespace {

constexpr int kConnectMs = 5000;
constexpr int kAnswerMs = 8000;

std::atomic<const Dialler*> in_use = nullptr;
/// The connections that were handed out and may be "connected" once more.
std::array<std::atomic<bool>, 1024> is_dialled{};

template <class Function>
Function real(const char* name) {
  return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}
int real_socket(int domain, int type, int protocol) {
  static const auto call = real<int (*)(int, int, int)>("socket");
  return call(domain, type, protocol);
}
int real_connect(int descriptor, const sockaddr* to, socklen_t size) {
  static const auto call = real<int (*)(int, const sockaddr*, socklen_t)>("connect");
  return call(descriptor, to, size);
}
int real_getaddrinfo(const char* host, const char* port, const addrinfo* hints, addrinfo** found) {
  static const auto call =
      real<int (*)(const char*, const char*, const addrinfo*, addrinfo**)>("getaddrinfo");
  return call(host, port, hints, found);
}

/// An errno, or 0 and the connection.
int connect_to(const addrinfo& address, int& connection) {
  connection = real_socket(address.ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (connection < 0) return errno;
  int error = 0;
  if (real_connect(connection, address.ai_addr, address.ai_addrlen) != 0) {
    error = errno;
    pollfd waiting{connection, POLLOUT, 0};
    socklen_t size = sizeof error;
    if (error == EINPROGRESS && ::poll(&waiting, 1, kConnectMs) == 1) {
      ::getsockopt(connection, SOL_SOCKET, SO_ERROR, &error, &size);
    } else if (error == EINPROGRESS) {
      error = ETIMEDOUT;
    }
  }
  if (error != 0) ::close(connection);
  return error;
}

int connect_to(const HostAndPort& camera, int& connection) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (real_getaddrinfo(camera.host.c_str(), camera.port.c_str(), &hints, &found) != 0) {
    return EHOSTUNREACH;
  }
  int error = EHOSTUNREACH;
  for (const addrinfo* next = found; next != nullptr && error != 0; next = next->ai_next) {
    error = connect_to(*next, connection);
  }
  ::freeaddrinfo(found);
  return error;
}

/// The errno, with the connection where that is 0.
void hand_over(int line, int error, int connection) {
  iovec content{&error, sizeof error};
  msghdr message{};
  message.msg_iov = &content;
  message.msg_iovlen = 1;
  alignas(cmsghdr) char space[CMSG_SPACE(sizeof(int))] = {};
  if (error == 0) {
    message.msg_control = space;
    message.msg_controllen = sizeof space;
    cmsghdr* rights = CMSG_FIRSTHDR(&message);
    rights->cmsg_level = SOL_SOCKET;
    rights->cmsg_type = SCM_RIGHTS;
    rights->cmsg_len = CMSG_LEN(sizeof(int));
    std::memcpy(CMSG_DATA(rights), &connection, sizeof connection);
  }
  ::sendmsg(line, &message, MSG_NOSIGNAL);
}

[[noreturn]] void serve(int line, const HostAndPort& camera, pid_t parent) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  ::prctl(PR_SET_NAME, "dialler");
  ::prctl(PR_SET_DUMPABLE, 0);
  ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  if (::getppid() != parent) ::_exit(0);
  char order = 0;
  while (::recv(line, &order, 1, 0) == 1) {
    int connection = -1;
    const int error = connect_to(camera, connection);
    hand_over(line, error, connection);
    if (error == 0) ::close(connection);
  }
  ::_exit(0);
}

}  // namespace

Result<std::unique_ptr<Dialler>> Dialler::start(const HostAndPort& camera) {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) {
    return fail(ErrorCode::kExhausted, "cannot make a line to a dialler ({}); close other programs",
                std::generic_category().message(errno));
  }
  Descriptor ours(ends[0]), theirs(ends[1]);
  const pid_t parent = ::getpid();
  const pid_t pid = ::fork();
  if (pid == 0) {
    // Of what the eye has open it keeps the line alone, and stderr.
    ::dup2(theirs.number(), 0);
    ::dup2(::open("/dev/null", O_WRONLY | O_CLOEXEC), 1);
    ::close_range(3, ~0U, 0);
    serve(0, camera, parent);
  }
  if (pid < 0) {
    return fail(ErrorCode::kExhausted, "cannot start a dialler ({}); close other programs",
                std::generic_category().message(errno));
  }
  return std::unique_ptr<Dialler>(new Dialler(std::move(ours)));
}

int Dialler::dial() const {
  const char order = 1;
  if (::send(line_.number(), &order, 1, MSG_NOSIGNAL) != 1) return errno = ECONNREFUSED, -1;
  pollfd waiting{line_.number(), POLLIN, 0};
  if (::poll(&waiting, 1, kAnswerMs) != 1) return errno = ETIMEDOUT, -1;
  int error = ECONNREFUSED;
  iovec content{&error, sizeof error};
  alignas(cmsghdr) char space[CMSG_SPACE(sizeof(int))] = {};
  msghdr message{};
  message.msg_iov = &content;
  message.msg_iovlen = 1;
  message.msg_control = space;
  message.msg_controllen = sizeof space;
  if (::recvmsg(line_.number(), &message, MSG_CMSG_CLOEXEC) != sizeof error || error != 0) {
    return errno = error == 0 ? ECONNREFUSED : error, -1;
  }
  const cmsghdr* rights = CMSG_FIRSTHDR(&message);
  if (rights == nullptr || rights->cmsg_type != SCM_RIGHTS) return errno = ECONNREFUSED, -1;
  int connection = -1;
  std::memcpy(&connection, CMSG_DATA(rights), sizeof connection);
  return connection;
}

void Dialler::use(const Dialler* dialler) { in_use = dialler; }

}  // namespace sillage::app

// The C library's, in front of it for every shared library of this program.
extern "C" {

int socket(int domain, int type, int protocol) {
  const auto* dialler = sillage::app::in_use.load();
  const bool is_stream = (type & ~(SOCK_CLOEXEC | SOCK_NONBLOCK)) == SOCK_STREAM;
  if (dialler == nullptr || domain == AF_UNIX || !is_stream) {
    return sillage::app::real_socket(domain, type, protocol);
  }
  const int connection = dialler->dial();
  if (connection >= 0 && connection < static_cast<int>(sillage::app::is_dialled.size())) {
    sillage::app::is_dialled[connection] = true;
  }
  return connection;
}

int connect(int descriptor, const sockaddr* to, socklen_t size) {
  const bool is_known =
      descriptor >= 0 && descriptor < static_cast<int>(sillage::app::is_dialled.size());
  if (is_known && sillage::app::is_dialled[descriptor].exchange(false)) return 0;
  return sillage::app::real_connect(descriptor, to, size);
}

int getaddrinfo(const char* host, const char* port, const addrinfo* hints, addrinfo** found) {
  if (sillage::app::in_use.load() == nullptr) {
    return sillage::app::real_getaddrinfo(host, port, hints, found);
  }
  addrinfo numeric{};
  numeric.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV;
  numeric.ai_family = AF_INET;
  numeric.ai_socktype = SOCK_STREAM;
  return sillage::app::real_getaddrinfo("127.0.0.1", "1", &numeric, found);
}

}  // extern "C"
