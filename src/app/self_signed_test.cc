// SPDX-License-Identifier: Apache-2.0
// A desk that speaks TLS, with both kinds of certificate, and a client that checks them.
#include "app/self_signed.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/ssl.h>
#include <sodium.h>

#include "app/desk_setup.h"
#include "base/testing/temporary.h"

namespace sillage::app {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

struct Answer {
  bool is_trusted = false;
  std::string version, text;
};

/// GET / over TLS, trusting that certificate alone.
Answer ask(std::uint16_t port, const std::string& trusted, int newest = 0) {
  Answer answer;
  SSL_CTX* context = SSL_CTX_new(TLS_client_method());
  SSL_CTX_load_verify_locations(context, trusted.c_str(), nullptr);
  if (newest != 0) SSL_CTX_set_max_proto_version(context, newest);
  BIO* connection = BIO_new_ssl_connect(context);
  BIO_set_conn_hostname(connection, ("127.0.0.1:" + std::to_string(port)).c_str());
  SSL* ssl = nullptr;
  BIO_get_ssl(connection, &ssl);
  if (BIO_do_connect(connection) == 1) {
    answer.is_trusted = SSL_get_verify_result(ssl) == X509_V_OK;
    answer.version = SSL_get_version(ssl);
    BIO_puts(connection, "GET /api/v1/first-run HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    char buffer[4096];
    for (int size; (size = BIO_read(connection, buffer, sizeof buffer)) > 0;) {
      answer.text.append(buffer, static_cast<std::size_t>(size));
    }
  }
  BIO_free_all(connection);
  SSL_CTX_free(context);
  return answer;
}

class DeskOverTls : public testing::Test {
 protected:
  DeskOverTls() {
    EXPECT_GE(sodium_init(), 0);
    options_.database = file("desk.db");
    options_.listen = "127.0.0.1:0";
  }
  std::string file(const char* name) const { return (folder_.path() / name).string(); }
  void start() {
    auto wanted = desk_options(options_);
    ASSERT_TRUE(wanted) << wanted.error().to_string();
    auto desk = desk::Desk::create(std::move(*wanted));
    ASSERT_TRUE(desk) << desk.error().to_string();
    desk_ = std::move(*desk);
    desk_->start();
  }

  TemporaryFolder folder_;
  ServeOptions options_;
  std::unique_ptr<desk::Desk> desk_;
};

TEST_F(DeskOverTls, WithACertificateOfItsOwn) {
  options_.self_signed = true;
  start();
  EXPECT_THAT(desk_->address(), StartsWith("https://"));
  const Answer answer = ask(desk_->port(), file("desk-certificate.pem"));
  EXPECT_TRUE(answer.is_trusted);
  EXPECT_EQ(answer.version, "TLSv1.3");
  EXPECT_THAT(answer.text, AllOf(StartsWith("HTTP/1.1 200"), HasSubstr("Strict-Transport-Security"),
                                 HasSubstr("\"needed\":true")));
  EXPECT_EQ(ask(desk_->port(), file("desk-certificate.pem"), TLS1_2_VERSION).version, "TLSv1.2");
  EXPECT_EQ(ask(desk_->port(), file("desk-certificate.pem"), TLS1_1_VERSION).text, "");
}

TEST_F(DeskOverTls, KeepsThatCertificate) {
  options_.self_signed = true;
  start();
  desk_.reset();
  std::filesystem::copy(file("desk-certificate.pem"), file("first.pem"));
  start();
  EXPECT_TRUE(ask(desk_->port(), file("first.pem")).is_trusted);
}

TEST_F(DeskOverTls, WithAGivenCertificate) {
  ASSERT_TRUE(make_self_signed(file("shop.pem"), file("shop.key")));
  options_.certificate = file("shop.pem");
  options_.key = file("shop.key");
  start();
  EXPECT_TRUE(ask(desk_->port(), file("shop.pem")).is_trusted);
  ASSERT_TRUE(make_self_signed(file("other.pem"), file("other.key")));
  EXPECT_FALSE(ask(desk_->port(), file("other.pem")).is_trusted);
}

TEST_F(DeskOverTls, AKeyOfAnotherCertificateIsRefused) {
  ASSERT_TRUE(make_self_signed(file("shop.pem"), file("shop.key")));
  ASSERT_TRUE(make_self_signed(file("other.pem"), file("other.key")));
  options_.certificate = file("shop.pem");
  options_.key = file("other.key");
  const auto desk = desk::Desk::create(*desk_options(options_));
  ASSERT_FALSE(desk);
  EXPECT_THAT(desk.error().to_string(), HasSubstr("give both as PEM files that belong together"));
}

}  // namespace
}  // namespace sillage::app
