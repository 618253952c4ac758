// SPDX-License-Identifier: Apache-2.0
#include "tests/faults/tls_front.h"

#include <memory>

#include <gtest/gtest.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "app/self_signed.h"
#include "tests/faults/proxy.h"

namespace sillage::faults {
namespace {

SSL_CTX* context_in(const std::filesystem::path& folder) {
  const auto certificate = folder / "front.pem", key = folder / "front.key";
  EXPECT_TRUE(app::make_self_signed(certificate, key));
  SSL_CTX* context = SSL_CTX_new(TLS_server_method());
  EXPECT_EQ(SSL_CTX_use_certificate_chain_file(context, certificate.c_str()), 1);
  EXPECT_EQ(SSL_CTX_use_PrivateKey_file(context, key.c_str(), SSL_FILETYPE_PEM), 1);
  return context;
}

}  // namespace

TlsFront::TlsFront(std::uint16_t server, const std::filesystem::path& folder)
    : server_(server), listener_(listen_on_any(port_)), context_(context_in(folder)) {
  thread_ = std::jthread([this](const std::stop_token& stop) { serve(stop); });
}

TlsFront::~TlsFront() {
  thread_ = {};
  ::close(listener_);
  SSL_CTX_free(static_cast<SSL_CTX*>(context_));
}

void TlsFront::serve(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    pollfd waiting{listener_, POLLIN, 0};
    if (::poll(&waiting, 1, 50) != 1) continue;
    const int line = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (line < 0) continue;
    converse(stop, line);
    ::close(line);
  }
}

void TlsFront::converse(const std::stop_token& stop, int line) {
  const std::unique_ptr<SSL, void (*)(SSL*)> tls(SSL_new(static_cast<SSL_CTX*>(context_)),
                                                 &SSL_free);
  SSL_set_fd(tls.get(), line);
  const int server = connect_to(server_);
  char bytes[16384];
  bool goes_on = server >= 0 && SSL_accept(tls.get()) == 1;
  while (goes_on && !stop.stop_requested()) {
    pollfd ends[] = {{line, POLLIN, 0}, {server, POLLIN, 0}};
    ::poll(ends, 2, SSL_pending(tls.get()) > 0 ? 0 : 50);
    if (ends[0].revents != 0 || SSL_pending(tls.get()) > 0) {
      const int got = SSL_read(tls.get(), bytes, sizeof bytes);
      goes_on =
          got > 0 && ::send(server, bytes, static_cast<std::size_t>(got), MSG_NOSIGNAL) == got;
    }
    if (goes_on && ends[1].revents != 0) {
      const ssize_t got = ::recv(server, bytes, sizeof bytes, 0);
      goes_on = got > 0 && SSL_write(tls.get(), bytes, static_cast<int>(got)) == got;
    }
  }
  if (server >= 0) ::close(server);
}

}  // namespace sillage::faults
