// SPDX-License-Identifier: Apache-2.0
#include "desk/serve/set_up.h"

#include <algorithm>

#include "desk/serve/internal/json.h"
#include "desk/serve/internal/keys.h"
#include "desk/serve/internal/layout_json.h"
#include "desk/serve/internal/store_context.h"

namespace sillage::desk {
namespace {

using serve::Json;

constexpr int kMostCameras = 64;

config::Camera camera_of(const Document& document, const Json& body,
                         const std::vector<config::Camera>& known) {
  config::Camera camera;
  const auto same = std::find_if(known.begin(), known.end(),
                                 [&](const auto& k) { return k.id.value() == document.key; });
  if (same != known.end()) camera = *same;
  camera.id = CameraId(document.key);
  camera.name = body.value("name", document.key);
  camera.source = body.value("source", "");
  camera.image_width = body.value("width", 0);
  camera.image_height = body.value("height", 0);
  const Json points = body.value("calibration", Json::array());
  if (points.empty()) return camera;
  config::PointCalibration calibration;
  for (const Json& pair : points) {
    calibration.pairs.push_back(
        {serve::point_of(pair.at("image")), serve::point_of(pair.at("floor"))});
  }
  camera.calibration = std::move(calibration);
  return camera;
}

Result<void> take_cameras(Records& records, SetUp& set_up) {
  const std::vector<config::Camera> known = std::move(set_up.store.cameras);
  set_up.store.cameras.clear();
  ASSIGN_OR_RETURN(const auto documents, records.list(serve::kCamera, set_up.store.id.value(), "",
                                                      kMostCameras));
  for (const Document& document : documents) {
    const Json body = Json::parse(document.body);
    set_up.store.cameras.push_back(camera_of(document, body, known));
    if (const auto user = body.value("user", ""); !user.empty()) {
      set_up.logins[CameraId(document.key)] = {user, body.value("password", "")};
    }
  }
  // In the order of the configuration, so that it does not change where nothing did.
  const auto place = [&](const config::Camera& camera) {
    return std::find_if(known.begin(), known.end(),
                        [&](const auto& k) { return k.id == camera.id; }) -
           known.begin();
  };
  std::stable_sort(set_up.store.cameras.begin(), set_up.store.cameras.end(),
                   [&](const auto& a, const auto& b) { return place(a) < place(b); });
  return {};
}

Result<void> take_layout(Records& records, config::StoreConfig& store) {
  ASSIGN_OR_RETURN(const Json json, serve::layout_at(records, store.id.value(), std::nullopt));
  if (json.at("version") == 0) return {};
  ASSIGN_OR_RETURN(serve::Layout layout, serve::layout_of(json));
  for (config::Zone& zone : layout.zones) {
    const auto same = std::find_if(store.zones.begin(), store.zones.end(),
                                   [&](const auto& z) { return z.id == zone.id; });
    if (same != store.zones.end()) zone.group = same->group;
  }
  store.lines = std::move(layout.lines);
  store.zones = std::move(layout.zones);
  store.funnels = std::move(layout.funnels);
  return {};
}

}  // namespace

Result<SetUp> set_up_of(Records& records, const config::StoreConfig& base) {
  SetUp set_up{base, {}};
  RETURN_IF_ERROR(take_cameras(records, set_up));
  RETURN_IF_ERROR(take_layout(records, set_up.store));
  ASSIGN_OR_RETURN(const auto settings, records.get(serve::kStore, base.id.value(), ""));
  if (!settings) return set_up;
  const Json body = Json::parse(settings->body);
  config::StoreConfig& store = set_up.store;
  store.privacy.k = body.value("k", store.privacy.k);
  store.privacy.read_marks = body.value("read_marks", store.privacy.read_marks);
  store.journey.level = body.value("link_level", store.journey.level);
  store.measure.state_ttl_s = body.value("state_ttl_s", store.measure.state_ttl_s);
  return set_up;
}

}  // namespace sillage::desk
