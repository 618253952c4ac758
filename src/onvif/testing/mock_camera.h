// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/time.h"

namespace sillage::onvif::testing {

/// Answers as a camera's ONVIF service does, on 127.0.0.1: over HTTP, and a discovery over UDP.
class MockCamera {
 public:
  struct Stream {
    std::string token, encoding;
    int width, height;
    double fps;
    std::string address;
  };
  std::vector<Stream> streams;
  std::string media_address;  ///< what it names as its media service; empty: itself
  Duration clock_ahead{};
  /// Refuses questions without a proof of a user; does not check what it proves.
  bool wants_proof = false;
  std::string answer_instead;  ///< to everything, headers included

  MockCamera() {
    web_ = bound(SOCK_STREAM, web_port_);
    EXPECT_EQ(::listen(web_, 16), 0);
    udp_ = bound(SOCK_DGRAM, udp_port_);
  }
  ~MockCamera() {
    thread_ = {};
    ::close(web_);
    ::close(udp_);
  }
  void start() {
    thread_ = std::jthread([this](const std::stop_token& stop) { serve(stop); });
  }

  std::string address() const {
    return "http://127.0.0.1:" + std::to_string(web_port_) + "/onvif/device_service";
  }
  std::uint16_t discovery_port() const { return udp_port_; }
  /// What it was asked so far.
  std::vector<std::string> asked() const {
    const std::lock_guard lock(mutex_);
    return asked_;
  }

 private:
  static int bound(int type, std::uint16_t& port) {
    const int number = ::socket(AF_INET, type | SOCK_CLOEXEC, 0);
    sockaddr_in any{};
    any.sin_family = AF_INET;
    any.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof any;
    EXPECT_EQ(::bind(number, reinterpret_cast<sockaddr*>(&any), size), 0);
    EXPECT_EQ(::getsockname(number, reinterpret_cast<sockaddr*>(&any), &size), 0);
    port = ntohs(any.sin_port);
    return number;
  }

  void serve(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      pollfd ends[] = {{web_, POLLIN, 0}, {udp_, POLLIN, 0}};
      ::poll(ends, 2, 50);
      if (ends[0].revents != 0) answer_web();
      if (ends[1].revents != 0) answer_discovery();
    }
  }

  void answer_web() {
    const int line = ::accept4(web_, nullptr, nullptr, SOCK_CLOEXEC);
    if (line < 0) return;
    std::string request;
    char piece[4096];
    while (request.find("Envelope>") == std::string::npos) {
      const ssize_t got = ::recv(line, piece, sizeof piece, 0);
      if (got <= 0) break;
      request.append(piece, static_cast<std::size_t>(got));
    }
    {
      const std::lock_guard lock(mutex_);
      asked_.push_back(request);
    }
    const std::string body = answer_to(request);
    const std::string answer =
        !answer_instead.empty()
            ? answer_instead
            : "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
                  body;
    ::send(line, answer.data(), answer.size(), MSG_NOSIGNAL);
    ::close(line);
  }

  void answer_discovery() {
    char piece[4096];
    sockaddr_in from{};
    socklen_t size = sizeof from;
    const ssize_t got =
        ::recvfrom(udp_, piece, sizeof piece, 0, reinterpret_cast<sockaddr*>(&from), &size);
    if (got <= 0 ||
        std::string(piece, static_cast<std::size_t>(got)).find("Probe") == std::string::npos) {
      return;
    }
    const std::string noise = "<not xml";
    const std::string answer = envelope(
        "<d:ProbeMatches><d:ProbeMatch><d:Scopes>onvif://www.onvif.org/name/Front%20door "
        "onvif://www.onvif.org/hardware/M-1 onvif://www.onvif.org/Profile/Streaming</d:Scopes>"
        "<d:XAddrs>" +
        address() +
        " http://[fe80::1]/onvif</d:XAddrs></d:ProbeMatch>"
        "</d:ProbeMatches>");
    for (const std::string& text : {noise, answer}) {
      ::sendto(udp_, text.data(), text.size(), 0, reinterpret_cast<sockaddr*>(&from), size);
    }
  }

  std::string answer_to(const std::string& request) const {
    const auto asks = [&](const char* what) { return request.find(what) != std::string::npos; };
    if (asks("GetSystemDateAndTime")) return time_answer();
    if (wants_proof && !asks("PasswordDigest")) {
      return envelope(
          "<s:Fault><s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value>ter:NotAuthorized"
          "</s:Value></s:Subcode></s:Code><s:Reason><s:Text>Sender not authorized</s:Text>"
          "</s:Reason></s:Fault>");
    }
    if (asks("GetCapabilities")) {
      return envelope("<t:GetCapabilitiesResponse><t:Capabilities><v:Media><v:XAddr>" +
                      (media_address.empty() ? address() : media_address) +
                      "</v:XAddr></v:Media></t:Capabilities></t:GetCapabilitiesResponse>");
    }
    if (asks("GetProfiles")) return profiles_answer();
    for (const Stream& stream : streams) {
      if (!asks((">" + stream.token + "<").c_str())) continue;
      return envelope("<t:GetStreamUriResponse><t:MediaUri><v:Uri>" + stream.address +
                      "</v:Uri></t:MediaUri></t:GetStreamUriResponse>");
    }
    return envelope("<s:Fault><s:Reason><s:Text>No such profile</s:Text></s:Reason></s:Fault>");
  }

  std::string time_answer() const {
    const std::string now =
        to_iso8601(std::chrono::floor<std::chrono::seconds>(SystemClock().now() + clock_ahead));
    const auto part = [&](const char* name, std::size_t at, std::size_t size) {
      return std::string("<v:") + name + ">" + now.substr(at, size) + "</v:" + name + ">";
    };
    return envelope(
        "<t:GetSystemDateAndTimeResponse><t:SystemDateAndTime><v:UTCDateTime><v:Time>" +
        part("Hour", 11, 2) + part("Minute", 14, 2) + part("Second", 17, 2) + "</v:Time><v:Date>" +
        part("Year", 0, 4) + part("Month", 5, 2) + part("Day", 8, 2) +
        "</v:Date></v:UTCDateTime></t:SystemDateAndTime></t:GetSystemDateAndTimeResponse>");
  }

  std::string profiles_answer() const {
    std::string body = "<t:GetProfilesResponse>";
    for (const Stream& s : streams) {
      body += "<t:Profiles fixed=\"true\" token=\"" + s.token + "\"><v:Name>" + s.token +
              "</v:Name><v:VideoEncoderConfiguration token=\"e\"><v:Encoding>" + s.encoding +
              "</v:Encoding><v:Resolution><v:Width>" + std::to_string(s.width) +
              "</v:Width><v:Height>" + std::to_string(s.height) +
              "</v:Height></v:Resolution><v:RateControl><v:FrameRateLimit>" +
              std::to_string(static_cast<int>(s.fps)) +
              "</v:FrameRateLimit></v:RateControl></v:VideoEncoderConfiguration></t:Profiles>";
    }
    return envelope(body + "</t:GetProfilesResponse>");
  }

  static std::string envelope(const std::string& body) {
    return "<?xml version=\"1.0\"?><s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\" "
           "xmlns:t=\"urn:t\" xmlns:v=\"urn:v\" xmlns:d=\"urn:d\" xmlns:ter=\"urn:ter\"><s:Body>" +
           body + "</s:Body></s:Envelope>";
  }

  int web_ = -1, udp_ = -1;
  std::uint16_t web_port_ = 0, udp_port_ = 0;
  mutable std::mutex mutex_;
  std::vector<std::string> asked_;
  std::jthread thread_;
};

}  // namespace sillage::onvif::testing
