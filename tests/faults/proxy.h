// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>
#include <list>
#include <string>
#include <thread>

namespace sillage::faults {

/// Stands between an eye and a camera's server on this machine, and does to the connection what
/// networks and cameras do. A thread of its own.
class Proxy {
 public:
  explicit Proxy(std::uint16_t server);
  ~Proxy();

  std::uint16_t port() const { return port_; }
  std::string url(const std::string& path) const {
    return "rtsp://127.0.0.1:" + std::to_string(port_) + "/" + path;
  }
  /// Where connections lead from now on.
  void go_to(std::uint16_t server) { server_ = server; }
  /// Ends all connections.
  void cut() { is_cut_ = true; }
  /// Bytes come no further until it is over.
  void stall(bool on) { is_stalled_ = on; }
  /// Of so many RTP packets one loses its second half; 0: none does.
  void truncate_one_in(int packets) { truncate_one_in_ = packets; }
  /// Ends each connection after so many bytes of the server's; 0: none.
  void cut_after(std::size_t bytes) { cut_after_ = bytes; }
  int connections() const { return connections_; }

 private:
  struct Pair {
    int eye = -1, server = -1;
    std::string from_server;  ///< not passed on yet
    std::size_t passed = 0;
  };
  void serve(const std::stop_token& stop);
  void accept();
  /// False where a side is gone.
  bool pass(Pair& pair, short eye, short server);
  std::string whole_pieces(std::string& bytes);

  std::uint16_t port_ = 0;
  int listener_ = -1;
  std::atomic<std::uint16_t> server_;
  std::atomic<bool> is_cut_ = false, is_stalled_ = false;
  std::atomic<int> truncate_one_in_ = 0, connections_ = 0;
  std::atomic<std::size_t> cut_after_ = 0;
  int packets_ = 0;
  std::list<Pair> pairs_;
  std::jthread thread_;
};

/// A connection to a port of this machine; -1 where nobody listens.
int connect_to(std::uint16_t port);
/// Listens on a free port of this machine.
int listen_on_any(std::uint16_t& port);

}  // namespace sillage::faults
