// SPDX-License-Identifier: Apache-2.0
// The floor plan; lines, zones and funnels, by version.
#include <algorithm>

#include "desk/serve/internal/changes.h"
#include "desk/serve/internal/image_size.h"
#include "desk/serve/internal/keys.h"
#include "desk/serve/internal/layout_json.h"
#include "desk/serve/internal/routes.h"
#include "desk/serve/internal/store_context.h"

namespace sillage::desk::serve::stores {
namespace {

constexpr int kMostPixels = 8192;

const Json* find_zone(const Json& layout, const std::string& id) {
  for (const Json& zone : layout.at("zones")) {
    if (zone.at("id") == id) return &zone;
  }
  return nullptr;
}

double area_of(const Json& zone) {
  const Json& corners = zone.at("area");
  double twice = 0;
  for (std::size_t i = 0; i < corners.size(); ++i) {
    const Point a = point_of(corners[i]), b = point_of(corners[(i + 1) % corners.size()]);
    twice += a.x * b.y - a.y * b.x;
  }
  return std::abs(twice) / 2;
}

/// A zone in which people are not measured goes, shrinks or becomes another.
bool weakens(const Json& now, const Json& then) {
  return std::any_of(now.at("zones").begin(), now.at("zones").end(), [&](const Json& zone) {
    const auto type = zone.at("type").get<std::string>();
    if (type != "staff" && type != "fitting" && type != "objection") return false;
    const Json* after = find_zone(then, zone.at("id").get<std::string>());
    return after == nullptr || after->at("type") != type ||
           area_of(*after) < area_of(zone) * (1 - 1e-9);
  });
}

struct PlanOf {
  Json body;
  std::optional<std::string> image;
  std::int64_t version = 0;
};

tl::expected<PlanOf, Problem> plan_of(Call& call, const StoreId& store) {
  TRY_ASSIGN(const auto document, call.records().get(kPlan, store.value(), ""));
  PlanOf plan{{{"outline", Json::array()}, {"origin_px", nullptr}, {"metres_per_px", nullptr}},
              std::nullopt,
              0};
  if (!document) return plan;
  plan.body.update(Json::parse(document->body));
  if (document->data && !document->data->empty()) plan.image = document->data;
  plan.version = document->version;
  return plan;
}

Json plan_json(const PlanOf& plan) {
  const auto size = plan.image ? image_size(*plan.image) : std::nullopt;
  return {{"outline", plan.body.at("outline")},
          {"has_image", plan.image.has_value()},
          {"image_type", size ? Json(size->media_type) : Json(nullptr)},
          {"image_px", size ? Json::array({size->width, size->height}) : Json(nullptr)},
          {"origin_px", plan.body.at("origin_px")},
          {"metres_per_px", plan.body.at("metres_per_px")}};
}

Answer keep_plan(Call& call, const StoreContext& store, const Json& body,
                 std::optional<std::string> image) {
  call.subject = store.id.value();
  TRY(call.records().put(
      {kPlan, store.id.value(), "", body.dump(), std::move(image), 0, call.now}));
  TRY_ASSIGN(const PlanOf plan, plan_of(call, store.id));
  return with_etag(json_response(plan_json(plan)), etag_of(plan.version));
}

tl::unexpected<Problem> refuse_changed() {
  return refuse(412, "changed-since", "Somebody has changed it", "read it again, then repeat");
}

}  // namespace

Answer get_plan(Call& call) {
  TRY_ASSIGN(const StoreContext store, store_context(call));
  TRY_ASSIGN(const PlanOf plan, plan_of(call, store.id));
  return with_etag(json_response(plan_json(plan)), etag_of(plan.version));
}

Answer set_plan(Call& call) {
  TRY_ASSIGN(const StoreContext store, store_context(call));
  TRY_ASSIGN(const auto version, if_match(call));
  TRY_ASSIGN(const PlanOf plan, plan_of(call, store.id));
  if (version && *version != plan.version) return refuse_changed();
  return keep_plan(call, store, call.body, std::nullopt);
}

Answer get_plan_image(Call& call) {
  TRY_ASSIGN(const StoreContext store, store_context(call));
  TRY_ASSIGN(const PlanOf plan, plan_of(call, store.id));
  const auto size = plan.image ? image_size(*plan.image) : std::nullopt;
  if (!size) return refuse(404, "not-found", "There is no picture of the plan", "upload one");
  http::Response response = text_response(*plan.image, size->media_type);
  return with_etag(std::move(response), etag_of(plan.version));
}

Answer set_plan_image(Call& call) {
  TRY_ASSIGN(const StoreContext store, store_context(call));
  if (call.request.body.size() > (8u << 20)) {
    return refuse(413, "too-large", "The picture is larger than 8 MiB", "make it smaller");
  }
  const auto size = image_size(call.request.body);
  if (!size || size->width > kMostPixels || size->height > kMostPixels) {
    return refuse(422, "not-valid", "This is no PNG or JPEG of at most 8192 pixels a side",
                  "save it as PNG or JPEG, and smaller");
  }
  TRY_ASSIGN(const PlanOf plan, plan_of(call, store.id));
  return keep_plan(call, store, plan.body, call.request.body);
}

Answer remove_plan_image(Call& call) {
  TRY_ASSIGN(const StoreContext store, store_context(call));
  TRY_ASSIGN(const PlanOf plan, plan_of(call, store.id));
  TRY(keep_plan(call, store, plan.body, std::string()));
  return no_content();
}

Answer get_layout(Call& call) {
  TRY_ASSIGN(const StoreContext store, store_context(call));
  Json layout = store.layout;
  if (call.query.contains("at")) {
    TRY_ASSIGN(const Instant at, moment_of(call.in_query("at"), "at", store.calendar));
    TRY_ASSIGN(layout, layout_at(call.records(), store.id.value(), at));
  }
  return with_etag(json_response(layout), etag_of(layout.at("version").get<std::int64_t>()));
}

Answer change_layout(Call& call) {
  TRY_ASSIGN(const StoreContext store, store_context(call));
  TRY_ASSIGN(const auto version, if_match(call));
  if (version && *version != store.layout.at("version").get<std::int64_t>()) {
    return refuse_changed();
  }
  TRY_ASSIGN(const Layout checked, layout_of(call.body));
  const Json layout = layout_json(checked.lines, checked.zones, checked.funnels);
  call.subject = store.id.value();
  if (weakens(store.layout, layout)) {
    Json before = store.layout;
    return ask(call, {"layout", store.id.value(), "people would be measured where they are not now",
                      std::move(before), layout, store.id.value()});
  }
  TRY(put_layout(call, store.id.value(), layout, call.who.user));
  TRY_ASSIGN(const Json now, layout_at(call.records(), store.id.value(), std::nullopt));
  return with_etag(json_response(now), etag_of(now.at("version").get<std::int64_t>()));
}

Answer list_layouts(Call& call) {
  TRY_ASSIGN(const StoreContext store, store_context(call));
  TRY_ASSIGN(const auto versions, call.records().list(kLayout, store.id.value(), "", 1000, true));
  Json until = nullptr;
  Json items = Json::array(), next = nullptr;
  const std::string before = call.in_query("cursor");
  for (const Document& document : versions) {
    const Json body = Json::parse(document.body);
    Json item = {{"version", std::stoll(document.key)},
                 {"valid_from", body.at("valid_from")},
                 {"valid_to", until},
                 {"by", body.at("by")}};
    item.update(body.at("layout"));
    until = body.at("valid_from");
    if (!before.empty() && document.key >= before) continue;
    if (items.size() == static_cast<std::size_t>(call.limit())) {
      next = layout_key(items.back().at("version").get<std::int64_t>());
      break;
    }
    items.push_back(std::move(item));
  }
  return json_response({{"items", std::move(items)}, {"next", next}});
}

}  // namespace sillage::desk::serve::stores
