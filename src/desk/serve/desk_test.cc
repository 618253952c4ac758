// SPDX-License-Identifier: Apache-2.0
// The desk as a process runs it: files, headers, the first account, an end.
#include "desk/serve/desk.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sodium.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>

#include <gmock/gmock.h>

#include "base/testing/temporary.h"

namespace sillage::desk {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

std::string ask(std::uint16_t port, const std::string& target, const std::string& method = "GET",
                const std::string& body = "") {
  const int client = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  std::string all;
  if (::connect(client, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) {
    const std::string request = method + " " + target +
                                " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: "
                                "application/json\r\nContent-Length: " +
                                std::to_string(body.size()) + "\r\n\r\n" + body;
    ::send(client, request.data(), request.size(), MSG_NOSIGNAL);
    char buffer[4096];
    for (ssize_t size; (size = ::recv(client, buffer, sizeof buffer, 0)) > 0;) {
      all.append(buffer, static_cast<std::size_t>(size));
    }
  }
  ::close(client);
  return all;
}

class DeskTest : public ::testing::Test {
 protected:
  DeskTest() {
    EXPECT_GE(sodium_init(), 0);
    options_.database = folder_.path() / "desk.db";
    options_.port = 0;
    options_.version = "test";
  }
  void start() {
    auto made = Desk::create(options_);
    ASSERT_TRUE(made) << made.error().to_string();
    desk_ = std::move(*made);
    desk_->start();
  }
  TemporaryFolder folder_;
  DeskOptions options_;
  std::unique_ptr<Desk> desk_;
};

TEST_F(DeskTest, ServesTheDashboardAndNothingElseOfTheDisk) {
  folder_.write("web/index.html", "<p>dashboard</p>");
  folder_.write("web/assets/a-1.js", "code");
  folder_.write("secret.txt", "secret");
  options_.web = folder_.path() / "web";
  start();
  for (const char* page : {"/", "/zones", "/set-up/camera"}) {
    const std::string answer = ask(desk_->port(), page);
    EXPECT_THAT(answer, HasSubstr("<p>dashboard</p>")) << page;
    EXPECT_THAT(answer, HasSubstr("script-src 'self'; style-src 'self'"));
    EXPECT_THAT(answer, Not(HasSubstr("unsafe")));
    EXPECT_THAT(answer, HasSubstr("X-Content-Type-Options: nosniff"));
  }
  EXPECT_THAT(ask(desk_->port(), "/assets/a-1.js"), HasSubstr("immutable"));
  for (const char* path : {"/../secret.txt", "/%2e%2e/secret.txt", "/assets/../../secret.txt",
                           "/assets/none.js", "/desk.db"}) {
    const std::string answer = ask(desk_->port(), path);
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 404")) << path;
    EXPECT_THAT(answer, Not(HasSubstr("secret\r\n")));
  }
}

TEST_F(DeskTest, SaysHowToBuildTheDashboardWhereThereIsNone) {
  start();
  EXPECT_THAT(ask(desk_->port(), "/"), HasSubstr("make web"));
  options_.web = folder_.path() / "nowhere";
  const auto made = Desk::create(options_);
  ASSERT_FALSE(made);
  EXPECT_THAT(made.error().message, HasSubstr("make web"));
}

TEST_F(DeskTest, TheFirstAccountIsMadeByALinkThatWorksOnce) {
  start();
  const std::string link = desk_->first_run_link();
  ASSERT_THAT(link, StartsWith(desk_->address() + "/welcome#"));
  const std::string body = R"({"token":")" + link.substr(link.find('#') + 1) +
                           R"(","user":"jo","password":"a phrase that is long 7"})";
  EXPECT_THAT(ask(desk_->port(), "/api/v1/invitation", "POST", body), StartsWith("HTTP/1.1 201"));
  EXPECT_THAT(ask(desk_->port(), "/api/v1/invitation", "POST", body), StartsWith("HTTP/1.1 401"));
  desk_.reset();
  start();
  EXPECT_EQ(desk_->first_run_link(), "") << "there is an account now";
}

TEST_F(DeskTest, StopsWithinASecondOrSo) {
  start();
  EXPECT_THAT(ask(desk_->port(), "/api/v1/health"), HasSubstr("\"status\":\"ok\""));
  const auto begun = std::chrono::steady_clock::now();
  desk_->stop();
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(5));
  EXPECT_EQ(ask(desk_->port(), "/api/v1/health"), "");
}

TEST_F(DeskTest, ADemonstrationIsMarkedAndNothingElsePassesForOne) {
  options_.demonstration = true;
  const auto made = Desk::create(options_);
  ASSERT_FALSE(made) << "this database holds none";
  EXPECT_THAT(made.error().message, HasSubstr("sillage sim fill"));
  config::StoreConfig store;
  store.id = StoreId("demo");
  options_.installation = Installation{store, {}, true, Instant{}};
  start();
  const auto viewer = desk_->demonstration_viewer();
  ASSERT_TRUE(viewer);
  const std::string body =
      R"({"user":")" + viewer->user + R"(","password":")" + viewer->password + R"("})";
  const std::string signed_in = ask(desk_->port(), "/api/v1/session", "POST", body);
  EXPECT_THAT(signed_in, StartsWith("HTTP/1.1 200"));
  EXPECT_THAT(signed_in, HasSubstr("\"role\":\"viewer\""));
  EXPECT_THAT(signed_in, HasSubstr("\"demonstration\":true"));
  EXPECT_NE(desk_->first_run_link(), "");
}

}  // namespace
}  // namespace sillage::desk
