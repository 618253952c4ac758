// SPDX-License-Identifier: Apache-2.0
#include "app/camera/look.h"

#include <optional>
#include <utility>

#include "app/supervisor/source_address.h"
#include "onvif/device.h"

namespace sillage::app {
namespace {

constexpr std::size_t kMostStreams = 8;

/// The first stream's name in an address, and the second one's.
constexpr std::pair<const char*, const char*> kHabits[] = {{"Channels/101", "Channels/102"},
                                                           {"channels/101", "channels/102"},
                                                           {"subtype=0", "subtype=1"},
                                                           {"_main", "_sub"},
                                                           {"/main", "/sub"},
                                                           {"stream1", "stream2"},
                                                           {"/ch0_0", "/ch0_1"},
                                                           {"profile1", "profile2"},
                                                           {"/live0", "/live1"}};

struct Candidate {
  std::string source, name;
};

Result<std::vector<Candidate>> candidates(const std::string& address,
                                          const Credentials& credentials) {
  std::vector<Candidate> all;
  if (!is_onvif(address)) {
    all.push_back({address, ""});
    for (const std::string& sibling : siblings_of(address)) all.push_back({sibling, ""});
    return all;
  }
  ASSIGN_OR_RETURN(
      const onvif::Device device,
      onvif::ask_device({address, credentials.user, credentials.password}, SystemClock()));
  for (const onvif::Stream& stream : device.streams) {
    if (all.size() < kMostStreams) all.push_back({stream.address, stream.profile.name});
  }
  return all;
}

}  // namespace

bool is_onvif(const std::string& address) {
  return address.starts_with("http://") && address.find("/onvif") != std::string::npos;
}

std::vector<std::string> siblings_of(const std::string& source) {
  std::vector<std::string> all;
  for (const auto& [first, second] : kHabits) {
    for (const auto& [here, there] : {std::pair(first, second), std::pair(second, first)}) {
      const std::size_t at = source.rfind(here);
      if (at == std::string::npos || at < source.find("://") + 3) continue;
      std::string other = source;
      all.push_back(other.replace(at, std::string_view(here).size(), there));
    }
  }
  return all;
}

Result<CameraStream> look_at_one(const std::string& source, const Credentials& credentials) {
  ASSIGN_OR_RETURN(
      eye::StreamFacts facts,
      eye::look_at_stream(with_credentials(source, credentials.user, credentials.password),
                          SystemClock()));
  return CameraStream{source, "", std::move(facts)};
}

Result<std::vector<CameraStream>> look_at_camera(const std::string& address,
                                                 const Credentials& credentials) {
  ASSIGN_OR_RETURN(const std::vector<Candidate> all, candidates(address, credentials));
  std::vector<CameraStream> streams;
  std::optional<Error> first_error;
  for (const Candidate& candidate : all) {
    auto stream = look_at_one(candidate.source, credentials);
    if (stream) {
      stream->name = candidate.name;
      streams.push_back(std::move(*stream));
    } else if (!first_error) {
      first_error = std::move(stream).error();
      // Where the given stream does not open its siblings are guesses.
      if (!is_onvif(address)) break;
    }
  }
  if (streams.empty()) return tl::unexpected<Error>(std::move(*first_error));
  return streams;
}

}  // namespace sillage::app
