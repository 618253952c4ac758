// SPDX-License-Identifier: Apache-2.0
#include "onvif/device.h"

#include <algorithm>
#include <array>

#include <openssl/rand.h>

#include "onvif/internal/http_post.h"

namespace sillage::onvif {
namespace {

using internal::HttpAddress;

class Questions {
 public:
  Questions(const DeviceOptions& options, HttpAddress device, const Clock& clock)
      : options_(options), to_(std::move(device)), clock_(clock) {}

  /// The camera checks proofs by its own clock, so they are dated by that.
  void learn_time() {
    const auto answer = ask(time_request());
    if (!answer) return;
    if (const auto time = read_time(*answer)) clock_ahead_ = *time - clock_.now();
  }

  Result<void> go_to_media() {
    ASSIGN_OR_RETURN(const std::string answer, ask_proven(services_request));
    ASSIGN_OR_RETURN(const std::string service, read_services(answer));
    auto media = internal::parse_address(service);
    if (!media) return {};  // https, say: most cameras answer at the same place
    to_.path = media->path;
    to_.port = media->host == to_.host ? media->port : to_.port;
    return {};
  }

  Result<std::string> ask_profiles() { return ask_proven(profiles_request); }
  Result<std::string> ask_stream(const std::string& token) {
    return ask_proven([&](const Proof* proof) { return stream_request(proof, token); });
  }

  std::optional<Duration> clock_ahead() const { return clock_ahead_; }

 private:
  Result<std::string> ask(const std::string& body) {
    return internal::http_post(to_, body, options_.answer_within);
  }

  template <class Request>
  Result<std::string> ask_proven(Request request) {
    if (options_.user.empty()) return ask(request(nullptr));
    std::array<char, 16> nonce{};
    RAND_bytes(reinterpret_cast<unsigned char*>(nonce.data()), nonce.size());
    const Proof proof = prove(options_.user, options_.password, {nonce.data(), nonce.size()},
                              clock_.now() + clock_ahead_.value_or(Duration::zero()));
    return ask(request(&proof));
  }

  const DeviceOptions& options_;
  HttpAddress to_;
  const Clock& clock_;
  std::optional<Duration> clock_ahead_;
};

/// "rtsp://user:word@10.0.0.9:554/a?b" asked of host H -> "rtsp://H:554/a?b".
std::string on_host(const std::string& stream, const std::string& host) {
  const std::size_t begin = stream.find("://") + 3;
  const std::size_t end = std::min(stream.find_first_of("/?#", begin), stream.size());
  std::string authority = stream.substr(begin, end - begin);
  authority = authority.substr(authority.rfind('@') + 1);
  const std::size_t bracket = authority.rfind(']');
  const std::size_t colon = authority.find(':', bracket == std::string::npos ? 0 : bracket);
  const std::string port = colon == std::string::npos ? "" : authority.substr(colon);
  const bool is_ipv6 = host.find(':') != std::string::npos;
  return stream.substr(0, begin) + (is_ipv6 ? "[" + host + "]" : host) + port + stream.substr(end);
}

}  // namespace

Result<Device> ask_device(const DeviceOptions& options, const Clock& clock) {
  ASSIGN_OR_RETURN(const HttpAddress address, internal::parse_address(options.address));
  Questions questions(options, address, clock);
  questions.learn_time();
  RETURN_IF_ERROR(questions.go_to_media());
  ASSIGN_OR_RETURN(const std::string answer, questions.ask_profiles());
  ASSIGN_OR_RETURN(const std::vector<Profile> profiles, read_profiles(answer));
  Device device;
  device.clock_ahead = questions.clock_ahead();
  std::optional<Error> first_error;
  for (const Profile& profile : profiles) {
    auto said = questions.ask_stream(profile.token);
    auto stream = said ? read_stream(*said) : std::move(said);
    if (stream) {
      device.streams.push_back({profile, on_host(*stream, address.host)});
    } else if (!first_error) {
      first_error = std::move(stream).error();
    }
  }
  if (device.streams.empty()) return tl::unexpected<Error>(std::move(*first_error));
  return device;
}

}  // namespace sillage::onvif
