// SPDX-License-Identifier: Apache-2.0
// A server on loopback, and clients that are as plain or as rude as can be.
#include "desk/http/server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <thread>

#include <gmock/gmock.h>

namespace sillage::desk::http {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class Client {
 public:
  explicit Client(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ =
        ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  }
  ~Client() { ::close(socket_); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  bool connected() const { return connected_; }
  void send(const std::string& text) {
    ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL);
  }
  /// What comes until the other side closes, `until` is in it, or nothing comes for two seconds.
  std::string receive(const std::string& until = "\x01") {
    std::string all;
    pollfd ready{socket_, POLLIN, 0};
    while (all.find(until) == std::string::npos && ::poll(&ready, 1, 2000) > 0) {
      char buffer[4096];
      const ssize_t size = ::recv(socket_, buffer, sizeof buffer, 0);
      if (size <= 0) break;
      all.append(buffer, static_cast<std::size_t>(size));
    }
    return all;
  }

 private:
  int socket_;
  bool connected_ = false;
};

Response text(std::string content) {
  Response response;
  response.content_type = "text/plain";
  response.body = make_body(std::move(content));
  return response;
}

class ServerTest : public ::testing::Test {
 protected:
  void serve(ServerOptions options, Handler handler, LaneOf lane_of = {}) {
    options.port = 0;
    auto made = Server::create(options, std::move(handler), std::move(lane_of));
    ASSERT_TRUE(made) << made.error().to_string();
    server_ = std::move(*made);
    server_->start();
  }
  std::string ask(const std::string& request) {
    Client client(server_->port());
    client.send(request);
    return client.receive();
  }
  std::unique_ptr<Server> server_;
};

constexpr const char* kClose = "Host: x\r\nConnection: close\r\n\r\n";

TEST_F(ServerTest, AnswersWhatTheHandlerSays) {
  serve({}, [](const Request& r) {
    return text(std::string(to_string(r.method)) + " " + r.path + " " + r.body + " " +
                std::string(r.header("x-a")) + " " + r.peer);
  });
  EXPECT_THAT(ask(std::string("GET /a%20b?c=1 HTTP/1.1\r\nX-A: q\r\n") + kClose),
              HasSubstr("\r\n\r\nGET /a b  q 127.0.0.1"));
  EXPECT_THAT(ask(std::string("PUT / HTTP/1.1\r\nContent-Length: 3\r\n") + kClose + "abc"),
              HasSubstr("PUT / abc"));
  const std::string head = ask(std::string("HEAD / HTTP/1.1\r\n") + kClose);
  EXPECT_THAT(head, StartsWith("HTTP/1.1 200"));
  EXPECT_THAT(head, HasSubstr("Content-Length: 17"));
  EXPECT_THAT(head, Not(HasSubstr("GET /")));
}

TEST_F(ServerTest, KeepsAConnection) {
  serve({}, [](const Request& r) { return text("at " + r.path + "."); });
  Client client(server_->port());
  for (const char* path : {"/1", "/2", "/3"}) {
    client.send(std::string("GET ") + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_THAT(client.receive("."), HasSubstr(std::string("at ") + path));
  }
}

TEST_F(ServerTest, CompressesWhereItIsAccepted) {
  serve({}, [](const Request&) { return text(std::string(5000, 'x')); });
  const std::string plain = ask(std::string("GET / HTTP/1.1\r\n") + kClose);
  EXPECT_THAT(plain, HasSubstr(std::string(5000, 'x')));
  const std::string gzip =
      ask(std::string("GET / HTTP/1.1\r\nAccept-Encoding: br, gzip\r\n") + kClose);
  EXPECT_THAT(gzip, HasSubstr("Content-Encoding: gzip"));
  EXPECT_LT(gzip.size(), 1000u);
}

TEST_F(ServerTest, SendsWhatIsKeptCompressedToThoseWhoWantItPlain) {
  serve({}, [](const Request&) {
    Response response = text(std::string(5000, 'x'));
    response.body = std::make_shared<const Body>(Body{"", response.body->gzip});
    return response;
  });
  EXPECT_THAT(ask(std::string("GET / HTTP/1.1\r\n") + kClose),
              HasSubstr("\r\n\r\n" + std::string(5000, 'x')));
  EXPECT_THAT(ask(std::string("GET / HTTP/1.1\r\nAccept-Encoding: gzip\r\n") + kClose),
              HasSubstr("Content-Encoding: gzip"));
}

TEST_F(ServerTest, RefusesWhatIsTooMuchOrNoRequest) {
  ServerOptions options;
  options.most_body = 1000;
  options.most_header = 2000;
  serve(options, [](const Request&) { return text("ok"); });
  EXPECT_THAT(ask(std::string("PUT / HTTP/1.1\r\nContent-Length: 1001\r\n") + kClose),
              StartsWith("HTTP/1.1 413"));
  EXPECT_THAT(ask("GET / HTTP/1.1\r\nX: " + std::string(3000, 'a') + "\r\n" + kClose),
              StartsWith("HTTP/1.1 431"));
  EXPECT_THAT(ask("nonsense\r\n\r\n"), StartsWith("HTTP/1.1 400"));
  EXPECT_THAT(ask(std::string("GET /%zz HTTP/1.1\r\n") + kClose), StartsWith("HTTP/1.1 400"));
  EXPECT_THAT(ask(std::string("GET / HTTP/1.1\r\n") + kClose), StartsWith("HTTP/1.1 200"));
}

TEST_F(ServerTest, AHandlerThatThrowsIsADefectAndNoCrash) {
  serve({}, [](const Request&) -> Response { throw std::runtime_error("secret"); });
  const std::string answer = ask(std::string("GET / HTTP/1.1\r\n") + kClose);
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 500"));
  EXPECT_THAT(answer, Not(HasSubstr("secret")));
}

TEST_F(ServerTest, SendsEventsAsTheyCome) {
  std::atomic<int> asked = 0;
  serve({}, [&](const Request&) {
    Response response;
    response.events = [&]() -> std::optional<std::string> {
      const int now = ++asked;
      if (now == 3) return std::nullopt;
      return "data: " + std::to_string(now) + "\n\n";
    };
    return response;
  });
  const std::string all = ask(std::string("GET / HTTP/1.1\r\n") + kClose);
  EXPECT_THAT(all, HasSubstr("text/event-stream"));
  EXPECT_THAT(all, HasSubstr("data: 1\n\ndata: 2\n\n"));
}

TEST_F(ServerTest, ClosesWhatIsTooManyAndGoesOn) {
  ServerOptions options;
  options.most_connections = 3;
  serve(options, [](const Request&) { return text("ok"); });
  {
    std::vector<std::unique_ptr<Client>> idle;
    for (int i = 0; i < 3; ++i) idle.push_back(std::make_unique<Client>(server_->port()));
    for (auto& client : idle) {
      client->send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
      EXPECT_THAT(client->receive("ok"), HasSubstr("200"));
    }
    EXPECT_EQ(ask(std::string("GET / HTTP/1.1\r\n") + kClose), "");
  }
  std::string answer;
  for (int i = 0; i < 50 && answer.empty(); ++i) {
    answer = ask(std::string("GET / HTTP/1.1\r\n") + kClose);
  }
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 200"));
}

TEST_F(ServerTest, QuickAnswersDoNotWaitForWork) {
  std::atomic<bool> done = false;
  ServerOptions options;
  options.work_workers = 1;
  serve(
      options,
      [&](const Request& r) {
        while (r.path == "/work" && !done) std::this_thread::sleep_for(std::chrono::milliseconds(1));
        return text("at " + r.path);
      },
      [](const Request& r) { return r.path == "/work" ? Lane::kWork : Lane::kQuick; });
  Client working(server_->port());
  working.send(std::string("GET /work HTTP/1.1\r\n") + kClose);
  EXPECT_THAT(ask(std::string("GET /known HTTP/1.1\r\n") + kClose), HasSubstr("at /known"));
  done = true;
  EXPECT_THAT(working.receive(), HasSubstr("at /work"));
}

TEST_F(ServerTest, WhatAClientThatHasGoneAskedForIsNotWorkedOut) {
  std::atomic<bool> go = false;
  std::atomic<int> asked_by_who_went = 0;
  ServerOptions options;
  options.workers = 1;
  serve(options, [&](const Request& r) {
    if (r.path == "/went") ++asked_by_who_went;
    while (!go) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    return text("ok");
  });
  Client first(server_->port()), last(server_->port());
  first.send(std::string("GET /first HTTP/1.1\r\n") + kClose);
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  for (int i = 0; i < 5; ++i) {
    Client gone(server_->port());
    gone.send(std::string("GET /went HTTP/1.1\r\n") + kClose);
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  last.send(std::string("GET /last HTTP/1.1\r\n") + kClose);
  go = true;
  EXPECT_THAT(last.receive(), HasSubstr("ok"));
  EXPECT_EQ(asked_by_who_went, 0);
}

TEST_F(ServerTest, StopsAtOnceWithOpenConnections) {
  serve({}, [](const Request&) {
    Response response;
    response.events = []() -> std::optional<std::string> { return ": x\n\n"; };
    return response;
  });
  Client stream(server_->port()), idle(server_->port());
  stream.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_THAT(stream.receive(": x"), HasSubstr("200"));
  const auto begun = std::chrono::steady_clock::now();
  server_->stop();
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(5));
  server_.reset();
}

TEST_F(ServerTest, APortInUseIsAnErrorThatSaysWhatToDo) {
  serve({}, [](const Request&) { return text("ok"); });
  ServerOptions second;
  second.port = server_->port();
  const auto made = Server::create(second, {}, {});
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().code, ErrorCode::kConflict);
  EXPECT_THAT(made.error().message, HasSubstr("--listen"));
}

}  // namespace
}  // namespace sillage::desk::http
