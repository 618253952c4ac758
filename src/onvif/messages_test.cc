// SPDX-License-Identifier: Apache-2.0
#include "onvif/messages.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sillage::onvif {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string in_body(const std::string& text) {
  return "<?xml version=\"1.0\"?><a:Envelope><a:Header/><a:Body>" + text + "</a:Body></a:Envelope>";
}

TEST(Proof, IsTheDigestOfWsUsernameToken) {
  // printf 'nonce2026-11-26T08:00:00Zword' | openssl dgst -sha1 -binary | base64
  const Proof proof =
      prove("admin", "word", "nonce", parse_iso8601("2026-11-26T08:00:00.7Z").value());
  EXPECT_EQ(proof.nonce, "bm9uY2U=");
  EXPECT_EQ(proof.created, "2026-11-26T08:00:00Z");
  EXPECT_EQ(proof.digest, "6pFFEwOXjlWt78fwJgoMOCEqenk=");
}

TEST(Request, EscapesWhatComesFromOutside) {
  const Proof proof = prove("a<b", "x", "n", Instant{});
  EXPECT_THAT(profiles_request(&proof), HasSubstr("a&lt;b"));
  EXPECT_THAT(stream_request(nullptr, "t\"><x/>"), HasSubstr("t&quot;&gt;&lt;x/&gt;"));
}

TEST(Answer, AddressesAreOfTheRightKindAndClean) {
  const auto uri = [](const std::string& text) {
    return read_stream(in_body("<r:GetStreamUriResponse><r:MediaUri><s:Uri>" + text +
                               "</s:Uri></r:MediaUri></r:GetStreamUriResponse>"));
  };
  EXPECT_EQ(uri("rtsp://h:1/x?a=1&amp;b=2").value(), "rtsp://h:1/x?a=1&b=2");
  for (const char* wrong : {"", "file:///etc/passwd", "rtsp://", "rtsp://h/\" -x", "gopher://h/"}) {
    ASSERT_FALSE(uri(wrong)) << wrong;
    EXPECT_THAT(uri(wrong).error().message, HasSubstr("RTSP address in its manual"));
  }
  EXPECT_FALSE(uri("rtsp://h/" + std::string(600, 'x')));
}

TEST(Answer, NumbersThatMakeNoSenseAreUnknown) {
  const auto profiles = read_profiles(
      in_body("<r:GetProfilesResponse><r:Profiles token=\"a\"><VideoEncoderConfiguration>"
              "<Resolution><Width>-7</Width><Height>1e99</Height></Resolution>"
              "<RateControl><FrameRateLimit>nan</FrameRateLimit></RateControl>"
              "</VideoEncoderConfiguration></r:Profiles><r:Profiles/></r:GetProfilesResponse>"));
  ASSERT_TRUE(profiles) << profiles.error().to_string();
  ASSERT_EQ(profiles->size(), 1u);
  EXPECT_EQ((*profiles)[0].width, 0);
  EXPECT_EQ((*profiles)[0].height, 0);
  EXPECT_EQ((*profiles)[0].fps, 0);
}

TEST(Answer, FloodOfProfilesIsCut) {
  std::string many;
  for (int i = 0; i < 1000; ++i) many += "<Profiles token=\"t\"/>";
  EXPECT_EQ(
      read_profiles(in_body("<GetProfilesResponse>" + many + "</GetProfilesResponse>"))->size(),
      32u);
}

TEST(Answer, NamesAreShownWithoutControlCharacters) {
  const auto found = read_probe_matches(
      in_body("<ProbeMatches><ProbeMatch><Scopes>onvif://www.onvif.org/name/T%C3%BCr%1B[2J</Scopes>"
              "<XAddrs>ftp://x/ http://10.0.0.1/onvif</XAddrs></ProbeMatch></ProbeMatches>"));
  ASSERT_TRUE(found);
  EXPECT_EQ((*found)[0].name, "T\xC3\xBCr[2J");
  EXPECT_EQ((*found)[0].address, "http://10.0.0.1/onvif");
}

TEST(Answer, EntitiesAndDeepNestingDoNoHarm) {
  EXPECT_FALSE(read_stream("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>" +
                           in_body("<GetStreamUriResponse><MediaUri><Uri>&e;</Uri></MediaUri>"
                                   "</GetStreamUriResponse>")));
  std::string deep;
  for (int i = 0; i < 200'000; ++i) deep += "<a>";
  EXPECT_FALSE(read_stream(deep));
  EXPECT_FALSE(read_stream(in_body(deep)));
}

TEST(Answer, ClockIsReadAndNonsenseRefused) {
  const auto time = [](const std::string& date) {
    return read_time(
        in_body("<GetSystemDateAndTimeResponse><SystemDateAndTime><UTCDateTime><Time>"
                "<Hour>8</Hour><Minute>5</Minute><Second>9</Second></Time><Date>" +
                date +
                "</Date></UTCDateTime></SystemDateAndTime>"
                "</GetSystemDateAndTimeResponse>"));
  };
  EXPECT_EQ(to_iso8601(*time("<Year>2026</Year><Month>11</Month><Day>26</Day>")).substr(0, 19),
            "2026-11-26T08:05:09");
  EXPECT_FALSE(time("<Year>2026</Year><Month>2</Month><Day>31</Day>"));
  EXPECT_FALSE(time(""));
}

TEST(Answer, FaultsCarryTheirReason) {
  const auto answer = read_stream(
      in_body("<Fault><Reason><Text>Profile token does not exist</Text></Reason></Fault>"));
  ASSERT_FALSE(answer);
  EXPECT_THAT(answer.error().message, HasSubstr("Profile token does not exist"));
}

}  // namespace
}  // namespace sillage::onvif
