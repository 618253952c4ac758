// SPDX-License-Identifier: Apache-2.0
// What a camera may answer to the questions of `sillage camera`.
#include <algorithm>
#include <cstring>
#include <string>

#include "harness.h"
#include "onvif/messages.h"

using namespace sillage;

namespace {

void check_address(const std::string& address) {
  const bool is_shown = std::all_of(address.begin(), address.end(), [](unsigned char c) {
    return c > 0x20 && c < 0x7f && c != '"';
  });
  if (!is_shown || address.size() > 512 || address.find("://") == std::string::npos) {
    __builtin_trap();
  }
}

void check_error(const Error& error) {
  for (const unsigned char c : error.message) {
    if (c < 0x20 || c == 0x7f) __builtin_trap();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view xml(reinterpret_cast<const char*>(data), size);
  const auto found = onvif::read_probe_matches(xml);
  if (found) {
    for (const onvif::Found& one : *found) check_address(one.address);
  } else {
    check_error(found.error());
  }
  for (const auto& address : {onvif::read_services(xml), onvif::read_stream(xml)}) {
    address ? check_address(*address) : check_error(address.error());
  }
  if (const auto profiles = onvif::read_profiles(xml)) {
    if (profiles->empty() || profiles->size() > 32) __builtin_trap();
    for (const onvif::Profile& profile : *profiles) {
      if (profile.width < 0 || profile.height < 0 || !(profile.fps >= 0)) __builtin_trap();
    }
  }
  onvif::read_time(xml);
  return 0;
}

std::vector<std::vector<std::byte>> fuzz::seed_inputs() {
  constexpr const char* kBodies[] = {
      "<d:ProbeMatches><d:ProbeMatch><d:Scopes>onvif://www.onvif.org/name/a%20b</d:Scopes>"
      "<d:XAddrs>http://10.0.0.1/onvif</d:XAddrs></d:ProbeMatch></d:ProbeMatches>",
      "<t:GetCapabilitiesResponse><t:Capabilities><t:Media><t:XAddr>http://h/m</t:XAddr></t:Media>"
      "</t:Capabilities></t:GetCapabilitiesResponse>",
      "<t:GetProfilesResponse><t:Profiles token=\"a\"><t:Name>n</t:Name>"
      "<t:VideoEncoderConfiguration><t:Encoding>H264</t:Encoding><t:Resolution><t:Width>640"
      "</t:Width><t:Height>360</t:Height></t:Resolution><t:RateControl><t:FrameRateLimit>10"
      "</t:FrameRateLimit></t:RateControl></t:VideoEncoderConfiguration></t:Profiles>"
      "</t:GetProfilesResponse>",
      "<t:GetStreamUriResponse><t:MediaUri><t:Uri>rtsp://h/s</t:Uri></t:MediaUri>"
      "</t:GetStreamUriResponse>",
      "<t:GetSystemDateAndTimeResponse><t:SystemDateAndTime><t:UTCDateTime><t:Time><t:Hour>8"
      "</t:Hour><t:Minute>5</t:Minute><t:Second>9</t:Second></t:Time><t:Date><t:Year>2026</t:Year>"
      "<t:Month>11</t:Month><t:Day>26</t:Day></t:Date></t:UTCDateTime></t:SystemDateAndTime>"
      "</t:GetSystemDateAndTimeResponse>",
      "<s:Fault><s:Code><s:Subcode><s:Value>ter:NotAuthorized</s:Value></s:Subcode></s:Code>"
      "<s:Reason><s:Text>no</s:Text></s:Reason></s:Fault>"};
  std::vector<std::vector<std::byte>> seeds;
  for (const char* body : kBodies) {
    const std::string text = "<s:Envelope><s:Body>" + std::string(body) + "</s:Body></s:Envelope>";
    seeds.emplace_back(text.size());
    std::memcpy(seeds.back().data(), text.data(), text.size());
  }
  return seeds;
}
