// SPDX-License-Identifier: Apache-2.0
#include "app/supervisor/notify.h"

#include <cstddef>
#include <cstdlib>
#include <cstring>

#include <sys/socket.h>
#include <sys/un.h>

#include "app/supervisor/channel.h"

namespace sillage::app {

void notify_manager(std::string_view state) {
  const char* path = std::getenv("NOTIFY_SOCKET");
  sockaddr_un to{};
  to.sun_family = AF_UNIX;
  if (path == nullptr || *path == 0 || std::strlen(path) >= sizeof to.sun_path) return;
  std::strcpy(to.sun_path, path);
  if (to.sun_path[0] == '@') to.sun_path[0] = 0;  // an abstract name
  const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + std::strlen(path));
  const Descriptor line(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  ::sendto(line.number(), state.data(), state.size(), MSG_NOSIGNAL,
           reinterpret_cast<const sockaddr*>(&to), size);
}

}  // namespace sillage::app
