// SPDX-License-Identifier: Apache-2.0
#include "desk/http/message.h"

#include <gmock/gmock.h>

namespace sillage::desk::http {
namespace {

TEST(ParseTarget, SplitsAndDecodes) {
  Request request;
  ASSERT_TRUE(parse_target("/a%20b/c?x=1&y=a%2Bb+c&z", request));
  EXPECT_EQ(request.path, "/a b/c");
  EXPECT_EQ(request.parameter("x"), "1");
  EXPECT_EQ(request.parameter("y"), "a+b c");
  EXPECT_EQ(request.parameter("z"), "");
  EXPECT_EQ(request.parameter("w"), std::nullopt);
}

TEST(ParseTarget, RefusesWhatIsNotWellFormed) {
  for (const char* bad : {"", "a", "/%", "/%2", "/%zz", "/a%00b", "/?x=%0a", "/?%1=2", "/a\x01"}) {
    Request request;
    EXPECT_FALSE(parse_target(bad, request)) << bad;
  }
  std::string many = "/?";
  for (int i = 0; i < 65; ++i) many += "x=1&";
  Request request;
  EXPECT_FALSE(parse_target(many, request));
}

TEST(Request, FindsHeadersAndCookies) {
  Request request;
  request.headers = {{"cookie", "a=1; sillage_session=xyz;b=2"}, {"accept", "text/html"}};
  EXPECT_EQ(request.header("accept"), "text/html");
  EXPECT_EQ(request.header("host"), "");
  EXPECT_EQ(request.cookie("sillage_session"), "xyz");
  EXPECT_EQ(request.cookie("b"), "2");
  EXPECT_EQ(request.cookie("session"), "");
}

TEST(Body, IsCompressedWhereThatIsShorter) {
  EXPECT_TRUE(make_body("short")->gzip.empty());
  const auto body = make_body(std::string(100'000, 'x'));
  EXPECT_LT(body->gzip.size(), 1000u);
  EXPECT_FALSE(body->gzip.empty());
}

TEST(Body, IsReadFromTheCompressedFormAlone) {
  std::string text;
  for (int i = 0; i < 50'000; ++i) text += std::to_string(i * 7919 % 1000);
  const Body kept{"", make_body(text)->gzip};
  ASSERT_FALSE(kept.gzip.empty());
  EXPECT_EQ(text_of(kept), text);
  EXPECT_EQ(text_of(*make_body("short")), "short");
}

}  // namespace
}  // namespace sillage::desk::http
