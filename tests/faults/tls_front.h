// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <thread>

namespace sillage::faults {

/// Makes of a server on this machine one that speaks TLS, with a certificate of its own making.
class TlsFront {
 public:
  TlsFront(std::uint16_t server, const std::filesystem::path& folder);
  ~TlsFront();
  std::uint16_t port() const { return port_; }

 private:
  void serve(const std::stop_token& stop);
  void converse(const std::stop_token& stop, int line);

  std::uint16_t server_, port_ = 0;
  int listener_;
  void* context_;  ///< SSL_CTX
  std::jthread thread_;
};

}  // namespace sillage::faults
