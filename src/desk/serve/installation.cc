// SPDX-License-Identifier: Apache-2.0
#include "desk/serve/installation.h"

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

Result<void> put_layout(Records& records, const Installation& installation, Instant now) {
  const config::StoreConfig& store = installation.store;
  const std::string& id = store.id.value();
  ASSIGN_OR_RETURN(const auto versions, records.list(serve::kLayout, id, "", 1, true));
  Json body = serve::layout_json(store.lines, store.zones, store.funnels);
  if (!versions.empty()) {
    const Json in_force = Json::parse(versions[0].body);
    if (in_force.value("by", "") != "configuration" || in_force.at("layout") == body) return {};
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
