// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cctype>
#include <sstream>

#include "onvif/internal/xml.h"
#include "onvif/messages.h"

namespace sillage::onvif {
namespace {

using internal::child;
using internal::descend;
using internal::number_of;
using internal::open_answer;
using internal::text_of;

constexpr std::size_t kMostProfiles = 32, kMostMatches = 64;
constexpr std::size_t kLongestAddress = 512, kLongestList = 4096;
constexpr double kLargestSide = 65536, kHighestRate = 1000;

/// Nothing but what an address may hold: no space, no control character, no quote.
bool is_address(const std::string& text, std::initializer_list<std::string_view> schemes) {
  const bool is_clean = std::all_of(text.begin(), text.end(), [](unsigned char c) {
    return c > 0x20 && c < 0x7f && c != '"' && c != '\'' && c != '<' && c != '>' && c != '\\';
  });
  return is_clean && std::any_of(schemes.begin(), schemes.end(), [&](std::string_view scheme) {
           return text.size() > scheme.size() && text.starts_with(scheme);
         });
}

std::string decoded(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_coded = text[i] == '%' && i + 2 < text.size() &&
                          std::isxdigit(static_cast<unsigned char>(text[i + 1])) != 0 &&
                          std::isxdigit(static_cast<unsigned char>(text[i + 2])) != 0;
    const int value = is_coded ? std::stoi(std::string(text.substr(i + 1, 2)), nullptr, 16)
                               : static_cast<unsigned char>(text[i]);
    if (is_coded) i += 2;
    if (value >= 0x20 && value != 0x7f) plain += static_cast<char>(value);
  }
  return plain;
}

/// "onvif://www.onvif.org/name/Front%20door" says the name.
std::string said(const std::string& scopes, std::string_view what) {
  std::istringstream words(scopes);
  const std::string mark = "onvif://www.onvif.org/" + std::string(what) + "/";
  for (std::string word; words >> word;) {
    if (word.starts_with(mark)) return decoded(std::string_view(word).substr(mark.size()));
  }
  return {};
}

std::string first_address(const std::string& list) {
  std::istringstream words(list);
  for (std::string word; words >> word;) {
    if (word.size() <= kLongestAddress && is_address(word, {"http://", "https://"})) return word;
  }
  return {};
}

Result<std::string> only_address(pugi::xml_node node,
                                 std::initializer_list<std::string_view> schemes) {
  std::string address = text_of(node, kLongestAddress + 1);
  if (address.size() <= kLongestAddress && is_address(address, schemes)) return address;
  return fail(
      ErrorCode::kDataLoss,
      "the camera gives no usable address; look up its RTSP address in its manual, and give "
      "that");
}

std::string codec_of(pugi::xml_node encoder) {
  std::string name = text_of(child(encoder, "Encoding"), 16);
  std::transform(name.begin(), name.end(), name.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return name == "hevc" ? "h265" : name;
}

Profile profile_of(pugi::xml_node node) {
  const pugi::xml_node encoder = child(node, "VideoEncoderConfiguration");
  Profile profile;
  profile.token = std::string(node.attribute("token").value()).substr(0, 64);
  profile.name = text_of(child(node, "Name"), 64);
  profile.codec = codec_of(encoder);
  profile.width =
      static_cast<int>(number_of(descend(encoder, {"Resolution", "Width"}), kLargestSide));
  profile.height =
      static_cast<int>(number_of(descend(encoder, {"Resolution", "Height"}), kLargestSide));
  profile.fps = number_of(descend(encoder, {"RateControl", "FrameRateLimit"}), kHighestRate);
  return profile;
}

}  // namespace

Result<std::vector<Found>> read_probe_matches(std::string_view xml) {
  pugi::xml_document document;
  ASSIGN_OR_RETURN(const pugi::xml_node matches, open_answer(document, xml, "ProbeMatches"));
  std::vector<Found> all;
  for (const pugi::xml_node match : matches.children()) {
    if (all.size() == kMostMatches) break;
    Found found;
    found.address = first_address(text_of(child(match, "XAddrs"), kLongestList));
    if (found.address.empty()) continue;
    const std::string scopes = text_of(child(match, "Scopes"), kLongestList);
    found.name = said(scopes, "name");
    found.hardware = said(scopes, "hardware");
    found.location = said(scopes, "location");
    all.push_back(std::move(found));
  }
  return all;
}

Result<Instant> read_time(std::string_view xml) {
  pugi::xml_document document;
  ASSIGN_OR_RETURN(const pugi::xml_node answer,
                   open_answer(document, xml, "GetSystemDateAndTimeResponse"));
  const pugi::xml_node utc = descend(answer, {"SystemDateAndTime", "UTCDateTime"});
  const auto part = [&](std::string_view of, std::string_view name, int most) {
    return static_cast<int>(number_of(descend(utc, {of, name}), most));
  };
  const std::string text =
      fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", part("Date", "Year", 9999),
                  part("Date", "Month", 12), part("Date", "Day", 31), part("Time", "Hour", 23),
                  part("Time", "Minute", 59), part("Time", "Second", 59));
  auto time = parse_iso8601(text);
  if (!time) return fail(ErrorCode::kDataLoss, "the camera does not say what time it is; set it");
  return *time;
}

Result<std::string> read_services(std::string_view xml) {
  pugi::xml_document document;
  ASSIGN_OR_RETURN(const pugi::xml_node answer,
                   open_answer(document, xml, "GetCapabilitiesResponse"));
  return only_address(descend(answer, {"Capabilities", "Media", "XAddr"}), {"http://", "https://"});
}

Result<std::vector<Profile>> read_profiles(std::string_view xml) {
  pugi::xml_document document;
  ASSIGN_OR_RETURN(const pugi::xml_node answer, open_answer(document, xml, "GetProfilesResponse"));
  std::vector<Profile> profiles;
  for (const pugi::xml_node node : answer.children()) {
    if (profiles.size() == kMostProfiles) break;
    Profile profile = profile_of(node);
    if (!profile.token.empty()) profiles.push_back(std::move(profile));
  }
  if (profiles.empty()) {
    return fail(ErrorCode::kNotFound,
                "the camera has no stream; make one in its settings (H.264, 640x360 or more, 10 "
                "pictures/s)");
  }
  return profiles;
}

Result<std::string> read_stream(std::string_view xml) {
  pugi::xml_document document;
  ASSIGN_OR_RETURN(const pugi::xml_node answer, open_answer(document, xml, "GetStreamUriResponse"));
  return only_address(descend(answer, {"MediaUri", "Uri"}),
                      {"rtsp://", "rtsps://", "http://", "https://"});
}

}  // namespace sillage::onvif
