// SPDX-License-Identifier: Apache-2.0
#include "desk/serve/installation.h"

#include <algorithm>

#include "desk/serve/internal/json.h"
#include "desk/serve/internal/layout_json.h"
#include "desk/serve/internal/keys.h"
#include "desk/serve/internal/store_context.h"

namespace sillage::desk {
namespace {

using serve::Json;

Json camera_json(const config::Camera& camera) {
  Json calibration = Json::array();
  if (const auto* points = std::get_if<config::PointCalibration>(&camera.calibration)) {
    for (const PointPair& pair : points->pairs) {
      calibration.push_back(
          {{"image", serve::to_json(pair.in_image)}, {"floor", serve::to_json(pair.in_floor)}});
    }
  }
  return {{"name", camera.name},
          {"source", camera.source},
          {"width", camera.image_width},
          {"height", camera.image_height},
          {"calibration", std::move(calibration)}};
}

/// Writes where nothing was; what is there has been set up by somebody.
Result<void> put_once(Records& records, const char* kind, const std::string& store,
                      const std::string& key, const Json& body, Instant now) {
  ASSIGN_OR_RETURN(const auto there, records.get(kind, store, key));
  if (there) return {};
  RETURN_IF_ERROR(records.put({kind, store, key, body.dump(), std::nullopt, 0, now}));
  return {};
}

/// Cameras as the configuration has them, with the passwords that were given on the dashboard.
Result<void> follow_cameras(Records& records, const config::StoreConfig& store, Instant now) {
  const std::string& id = store.id.value();
  ASSIGN_OR_RETURN(const auto there, records.list(serve::kCamera, id, "", 1000));
  for (const Document& document : there) {
    const bool is_known =
        std::any_of(store.cameras.begin(), store.cameras.end(),
                    [&](const auto& camera) { return camera.id.value() == document.key; });
    if (!is_known) RETURN_IF_ERROR(records.remove(serve::kCamera, id, document.key));
  }
  for (const config::Camera& camera : store.cameras) {
    ASSIGN_OR_RETURN(const auto before, records.get(serve::kCamera, id, camera.id.value()));
    const Json old = before ? Json::parse(before->body) : Json::object();
    Json body = camera_json(camera);
    if (old.value("source", "") == camera.source) {
      for (const char* name : {"user", "password"}) {
        if (old.contains(name)) body[name] = old.at(name);
      }
    }
    if (body == old) continue;
    RETURN_IF_ERROR(records.put(
        {serve::kCamera, id, camera.id.value(), body.dump(), std::nullopt, 0, now}));
  }
  return {};
}

Result<void> put_layout(Records& records, const Installation& installation, Instant now) {
  const config::StoreConfig& store = installation.store;
  const std::string& id = store.id.value();
  ASSIGN_OR_RETURN(const auto versions, records.list(serve::kLayout, id, "", 1, true));
  Json body = serve::layout_json(store.lines, store.zones, store.funnels);
  if (!versions.empty()) {
    const Json in_force = Json::parse(versions[0].body);
    const bool is_of_people = in_force.value("by", "") != "configuration";
    if ((is_of_people && !installation.is_right) || in_force.at("layout") == body) return {};
  }
  const Instant from = versions.empty() ? installation.valid_from : now;
  const std::int64_t version = versions.empty() ? 1 : std::stoll(versions[0].key) + 1;
  const Json document = {{"valid_from", to_iso8601(from)},
                         {"by", "configuration"},
                         {"layout", std::move(body)}};
  RETURN_IF_ERROR(records.put({serve::kLayout, id, serve::layout_key(version), document.dump(),
                               std::nullopt, 0, now}));
  return {};
}

}  // namespace

Result<void> install(Records& records, const Installation& installation, Instant now) {
  const config::StoreConfig& store = installation.store;
  const std::string& id = store.id.value();
  const Json body = serve::settings_of(installation.store, installation.demonstration);
  ASSIGN_OR_RETURN(const auto there, records.get(serve::kStore, id, ""));
  if (!there || Json::parse(there->body) != body) {
    RETURN_IF_ERROR(records.put({serve::kStore, id, "", body.dump(), std::nullopt, 0, now}));
  }
  if (installation.is_right) RETURN_IF_ERROR(follow_cameras(records, store, now));
  for (const config::Camera& camera : store.cameras) {
    RETURN_IF_ERROR(put_once(records, serve::kCamera, id, camera.id.value(), camera_json(camera),
                             now));
  }
  if (!installation.outline.empty()) {
    const Json plan = {{"outline", serve::points_json(installation.outline)},
                       {"origin_px", nullptr},
                       {"metres_per_px", nullptr}};
    RETURN_IF_ERROR(put_once(records, serve::kPlan, id, "", plan, now));
  }
  return put_layout(records, installation, now);
}

}  // namespace sillage::desk
