// SPDX-License-Identifier: Apache-2.0
// Stores and their cameras.
#include <algorithm>

#include "desk/serve/internal/camera_json.h"
#include "desk/serve/internal/keys.h"
#include "desk/serve/internal/routes.h"
#include "desk/serve/internal/store_context.h"

namespace sillage::desk::serve::stores {
namespace {

constexpr int kMostCameras = 64;

tl::expected<Json, Problem> store_json(Call& call, const StoreId& id) {
  TRY_ASSIGN(const StoreContext store, store_context(call, id));
  TRY_ASSIGN(const auto stores, call.rollups().stores());
  const auto extent = std::find_if(stores.begin(), stores.end(),
                                   [&](const StoreExtent& e) { return e.store == id; });
  const bool has_bins = extent != stores.end();
  TRY_ASSIGN(Figures figures, open_figures(call, store, has_bins ? extent->last : call.now));
  Period all;
  if (has_bins) all = {store.calendar.floor(Level::kDay, extent->first), extent->last};
  TRY_ASSIGN(const Sums* segments, figures.sums(wire::Metric::kSegmentVisits, "", all));
  return Json{{"id", id.value()},
              {"name", store.settings.at("name")},
              {"time_zone", store.settings.at("time_zone")},
              {"bin_minutes", store.settings.at("bin_minutes")},
              {"k", store.settings.at("k")},
              {"mode", figures.basis().mode == wire::ReleaseMode::kStrict ? "strict" : "standard"},
              {"link_level", store.settings.at("link_level")},
              {"metric_version", figures.basis().metric_version},
              {"first", has_bins ? Json(to_iso8601(extent->first)) : Json(nullptr)},
              {"last", has_bins ? Json(to_iso8601(extent->last)) : Json(nullptr)},
              {"demonstration", store.settings.at("demonstration")},
              {"configured", store.configured},
              {"segments_enabled", !segments->empty()},
              {"thresholds", thresholds_json(store.settings)}};
}

tl::expected<Document, Problem> named(Call& call) {
  TRY_ASSIGN(const auto camera, call.records().get(kCamera, call.in_path("store"),
                                                   call.in_path("camera")));
  if (!camera) {
    return refuse(404, "not-found", "There is no such camera", "GET cameras of the store");
  }
  return *camera;
}

tl::expected<void, Problem> check_version(Call& call, const Document& document) {
  TRY_ASSIGN(const auto version, if_match(call));
  if (version && *version != document.version) {
    return refuse(412, "changed-since", "Somebody has changed this camera",
                  "read it again, then repeat the change");
  }
  return {};
}

}  // namespace

Answer list(Call& call) {
  TRY_ASSIGN(const auto ids, store_ids(call.backend));
  const std::string after = call.in_query("cursor");
  Json items = Json::array();
  Json next = nullptr;
  for (const std::string& id : ids) {
    if (id <= after) continue;
    if (items.size() == static_cast<std::size_t>(call.limit())) {
      next = items.back().at("id");
      break;
    }
    TRY_ASSIGN(Json store, store_json(call, StoreId(id)));
    items.push_back(std::move(store));
  }
  return json_response({{"items", std::move(items)}, {"next", next}});
}

Answer get(Call& call) {
  TRY_ASSIGN(const Json store, store_json(call, StoreId(call.in_path("store"))));
  return json_response(store);
}

Answer list_cameras(Call& call) {
  TRY_ASSIGN(const StoreContext store, store_context(call));
  TRY_ASSIGN(const auto cameras, call.records().list(kCamera, store.id.value(),
                                                     call.in_query("cursor"), call.limit() + 1));
  const LiveState live = live_of(call);
  return json_response(page_of(cameras, call.limit(), [&](const Document& camera) {
    return camera_json(camera, live);
  }));
}

Answer add_camera(Call& call) {
  TRY_ASSIGN(const StoreContext store, store_context(call));
  const auto id = call.body.at("id").get<std::string>();
  if (!is_valid_id(id)) {
    return refuse(422, "not-valid", "This id is not valid", "begin it with a letter or digit");
  }
  call.subject = store.id.value() + "/" + id;
  TRY_ASSIGN(const auto all, call.records().list(kCamera, store.id.value(), "", kMostCameras + 1));
  if (all.size() >= kMostCameras) {
    return refuse(409, "too-many-cameras", "A store has at most 64 cameras", "remove one first");
  }
  const Document camera{kCamera,      store.id.value(), id, camera_body(call.body, Json()).dump(),
                        std::nullopt, 1,                call.now};
  TRY(call.records().put(camera, 0));
  call.renew();
  return with_etag(json_response(camera_json(camera, live_of(call)), 201), etag_of(1));
}

Answer get_camera(Call& call) {
  TRY_ASSIGN(const Document camera, named(call));
  return with_etag(json_response(camera_json(camera, live_of(call))), etag_of(camera.version));
}

Answer change_camera(Call& call) {
  TRY_ASSIGN(Document camera, named(call));
  TRY(check_version(call, camera));
  call.subject = camera.store + "/" + camera.key;
  camera.body = camera_body(call.body, Json::parse(camera.body)).dump();
  camera.changed_at = call.now;
  TRY_ASSIGN(camera.version, call.records().put(camera, camera.version));
  call.renew();
  return with_etag(json_response(camera_json(camera, live_of(call))), etag_of(camera.version));
}

Answer remove_camera(Call& call) {
  TRY_ASSIGN(const Document camera, named(call));
  TRY(check_version(call, camera));
  call.subject = camera.store + "/" + camera.key;
  TRY(call.records().remove(kCamera, camera.store, camera.key));
  call.renew();
  return no_content();
}

}  // namespace sillage::desk::serve::stores
