// SPDX-License-Identifier: Apache-2.0
#include "desk/serve/internal/camera_json.h"

#include <algorithm>

namespace sillage::desk::serve {
namespace {

/// User and password stand in an address percent-encoded.
std::string encoded(const std::string& text) {
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '_' || c == '.';
    if (plain) {
      out += c;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return out;
}

/// What people may see of an address that came with the configuration.
std::string without_secret(const std::string& source) {
  const std::size_t scheme = source.find("://");
  if (scheme == std::string::npos) return source.substr(source.rfind('/') + 1);
  const std::size_t at = source.find('@', scheme);
  return at == std::string::npos ? source : source.substr(0, scheme + 3) + source.substr(at + 1);
}

}  // namespace

Json health_json(const CameraHealth& health) {
  return {{"camera", health.camera.value()},
          {"state", health.state},
          {"since", health.since ? Json(to_iso8601(*health.since)) : Json(nullptr)},
          {"analysed_fps", health.analysed_fps ? Json(*health.analysed_fps) : Json(nullptr)}};
}

CameraHealth health_of(const LiveState& live, const CameraId& camera) {
  const auto found = std::find_if(live.cameras.begin(), live.cameras.end(),
                                  [&](const CameraHealth& h) { return h.camera == camera; });
  if (found != live.cameras.end()) return *found;
  CameraHealth unknown;
  unknown.camera = camera;
  return unknown;
}

LiveState live_of(Call& call) {
  return call.shared.options.live ? call.shared.options.live() : LiveState{};
}

Json camera_json(const Document& camera, const LiveState& live) {
  const Json body = Json::parse(camera.body);
  return {{"id", camera.key},
          {"name", body.value("name", camera.key)},
          {"source", without_secret(body.value("source", ""))},
          {"has_password", !body.value("password", "").empty()},
          {"width", body.value("width", 0)},
          {"height", body.value("height", 0)},
          {"calibration", body.value("calibration", Json::array())},
          {"health", health_json(health_of(live, CameraId(camera.key)))}};
}

Json camera_body(const Json& request, const Json& before) {
  Json body = {{"name", request.at("name")},   {"source", request.at("source")},
               {"width", 0},                   {"height", 0},
               {"calibration", Json::array()}, {"user", ""},
               {"password", ""}};
  const bool same_source =
      before.is_object() && before.value("source", "") == request.at("source");
  for (const char* name : {"width", "height", "calibration", "user", "password"}) {
    const bool is_secret = std::string_view(name) == "user" || std::string_view(name) == "password";
    if (before.is_object() && before.contains(name) && (same_source || !is_secret)) {
      body[name] = before.at(name);
    }
    if (request.contains(name)) body[name] = request.at(name);
  }
  return body;
}

std::string address_of(const Json& camera) {
  const auto source = camera.value("source", "");
  const auto user = camera.value("user", ""), password = camera.value("password", "");
  const std::size_t scheme = source.find("://");
  if (user.empty() || scheme == std::string::npos) return source;
  return source.substr(0, scheme + 3) + encoded(user) + ":" + encoded(password) + "@" +
         source.substr(scheme + 3);
}

}  // namespace sillage::desk::serve
