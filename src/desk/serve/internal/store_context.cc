// SPDX-License-Identifier: Apache-2.0
#include "desk/serve/internal/store_context.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "desk/serve/internal/keys.h"

namespace sillage::desk::serve {
namespace {

constexpr auto kLongest = std::chrono::days(801);
constexpr const char* kThresholds[] = {"k",           "bin_minutes", "entry_confirm_s",
                                       "line_band_m", "zone_min_stay_s", "zone_gap_s",
                                       "engaged_s",   "bounce_s",    "group_distance_m",
                                       "state_ttl_s"};

tl::unexpected<Problem> refuse_parameter(const char* name, std::string detail) {
  Problem problem{400, "bad-request", "What was sent does not have the form of the API",
                  "see api/openapi.yaml", {{name, std::move(detail)}}, {}};
  return as_problem(std::move(problem));
}

}  // namespace

Json settings_of(const config::StoreConfig& config, bool demonstration) {
  const config::MeasureOptions& measure = config.measure;
  return {{"name", config.name},
          {"time_zone", config.time_zone},
          {"demonstration", demonstration},
          {"bin_minutes", config.privacy.bin_minutes},
          {"k", config.privacy.k},
          {"link_level", config.journey.level},
          {"state_ttl_s", measure.state_ttl_s},
          {"read_marks", config.privacy.read_marks},
          {"entry_confirm_s", measure.entry_confirm_s},
          {"line_band_m", measure.line_band_m},
          {"zone_min_stay_s", measure.zone_min_stay_s},
          {"zone_gap_s", measure.zone_gap_s},
          {"engaged_s", measure.engaged_s},
          {"bounce_s", measure.bounce_s},
          {"group_distance_m", measure.group_distance_m}};
}

Json default_settings(const std::string& store) {
  config::StoreConfig config;
  config.name = store;
  config.time_zone = "UTC";
  return settings_of(config, false);
}

Result<std::vector<std::string>> store_ids(Backend& backend) {
  std::set<std::string> ids;
  ASSIGN_OR_RETURN(const auto stores, backend.rollups->stores());
  for (const StoreExtent& extent : stores) ids.insert(extent.store.value());
  ASSIGN_OR_RETURN(const auto documents, backend.records->all_stores(kStore));
  ids.insert(documents.begin(), documents.end());
  return std::vector<std::string>(ids.begin(), ids.end());
}

Result<Json> layout_at(Records& records, const std::string& store, std::optional<Instant> at) {
  ASSIGN_OR_RETURN(const auto versions, records.list(kLayout, store, "", 200, true));
  Json layout = {{"version", 0},         {"valid_from", nullptr},    {"valid_to", nullptr},
                 {"by", ""},             {"lines", Json::array()},   {"zones", Json::array()},
                 {"funnels", Json::array()}};
  Json until = nullptr;
  for (const Document& document : versions) {
    const Json body = Json::parse(document.body);
    const auto from = parse_iso8601(body.at("valid_from").get<std::string>());
    if (!at || (from && *from <= *at)) {
      layout["version"] = std::stoll(document.key);
      layout["valid_from"] = body.at("valid_from");
      layout["valid_to"] = until;
      layout["by"] = body.at("by");
      layout.update(body.at("layout"));
      break;
    }
    until = body.at("valid_from");
  }
  return layout;
}

tl::expected<StoreContext, Problem> store_context(Call& call) {
  return store_context(call, StoreId(call.in_path("store")));
}

tl::expected<StoreContext, Problem> store_context(Call& call, const StoreId& id) {
  TRY_ASSIGN(const auto document, call.records().get(kStore, id.value(), ""));
  Json settings = default_settings(id.value());
  if (document) {
    settings.update(Json::parse(document->body));
  } else {
    TRY_ASSIGN(const auto end, call.rollups().end_of(id));
    if (!end) {
      return refuse(404, "not-found", "There is no such store", "GET /api/v1/stores names them");
    }
  }
  TRY_ASSIGN(auto calendar, Calendar::create(settings.at("time_zone").get<std::string>()));
  TRY_ASSIGN(Json layout, layout_at(call.records(), id.value(), std::nullopt));
  return StoreContext{id,       std::move(settings), document.has_value(),
                      document ? document->version : 0, calendar, std::move(layout)};
}

Json thresholds_json(const Json& settings) {
  Json json = Json::object();
  for (const char* name : kThresholds) json[name] = settings.at(name);
  return json;
}

bool is_demonstration(Backend& backend) {
  const auto ids = store_ids(backend);
  if (!ids) return false;
  return std::any_of(ids->begin(), ids->end(), [&](const std::string& id) {
    const auto document = backend.records->get(kStore, id, "");
    return document && *document && Json::parse((*document)->body).value("demonstration", false);
  });
}

tl::expected<Instant, Problem> moment_of(const std::string& text, const char* name,
                                         const Calendar& calendar) {
  if (text.size() > 10) {
    const auto instant = parse_iso8601(text);
    if (!instant) return refuse_parameter(name, "is no moment that there is");
    return *instant;
  }
  int year = 0;
  unsigned month = 0, day = 0;
  const char* at = text.data();
  std::from_chars(at, at + 4, year);
  std::from_chars(at + 5, at + 7, month);
  std::from_chars(at + 8, at + 10, day);
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month),
                                         std::chrono::day(day)};
  if (!date.ok() || year < 1970 || year > 2200) {
    return refuse_parameter(name, "is no day that there is");
  }
  return calendar.begin_of(date);
}

tl::expected<Asked, Problem> asked_of(const Call& call, const StoreContext& store) {
  Asked asked;
  TRY_ASSIGN(asked.period.from, moment_of(call.in_query("from"), "from", store.calendar));
  TRY_ASSIGN(asked.period.to, moment_of(call.in_query("to"), "to", store.calendar));
  if (asked.period.from >= asked.period.to) {
    return refuse_parameter("to", "must be after from");
  }
  if (asked.period.to - asked.period.from > kLongest) {
    return refuse_parameter("from", "must be at most 800 days before to");
  }
  if (asked.period.from < Instant{} || asked.period.to > Instant(std::chrono::hours(2'000'000))) {
    return refuse_parameter("from", "is out of the years 1970 to 2198");
  }
  const std::string against = call.in_query("compare", "none");
  if (against == "previous") asked.against = Against::kPrevious;
  if (against == "week") asked.against = Against::kWeek;
  if (against == "year") asked.against = Against::kYear;
  if (asked.against != Against::kNothing) {
    asked.comparison = earlier(asked.period, asked.against, store.calendar);
  }
  return asked;
}

void put(JsonText& out, const Period& period) {
  out.open('{').key("from").text(to_iso8601(period.from));
  out.key("to").text(to_iso8601(period.to)).close('}');
}

Result<Figures> open_figures(Call& call, const StoreContext& store, Instant to) {
  // A bin is released a minute or so after its end.
  constexpr auto kReleased = std::chrono::minutes(3);
  const Duration bin = std::chrono::minutes(store.settings.at("bin_minutes").get<int>());
  return Figures::open(call.rollups(), call.shared.shelves, store.calendar, store.id, to,
                       call.now - bin - kReleased);
}

void open_frame(JsonText& out, const StoreContext& store, const Asked& asked,
                const Figures& figures) {
  out.open('{').key("store").text(store.id.value()).key("period");
  put(out, asked.period);
  out.key("comparison_period");
  asked.comparison ? put(out, *asked.comparison) : void(out.null());
  out.key("time_zone").text(store.time_zone());
  const bool strict = figures.basis().mode == wire::ReleaseMode::kStrict;
  out.key("mode").text(strict ? "strict" : "standard");
  out.key("thresholds").json(thresholds_json(store.settings));
  out.key("evaluation").value(figures.basis().evaluation);
}

void put(JsonText& out, const Number& number) {
  out.open('{').key("value").value(number.value).key("withheld").value(number.withheld);
  out.key("low").value(number.low).key("high").value(number.high);
  out.key("interval").text(to_string(number.interval));
  out.key("coverage").value(number.coverage).key("k").value(number.k);
  out.key("bins").open('{').key("measured").value(number.measured);
  out.key("withheld").value(number.hidden).key("missing").value(number.missing).close('}');
  out.key("metric_version").value(number.metric_version).close('}');
}

void put(JsonText& out, const Movement& movement) {
  out.open('{').key("relative").value(movement.relative).key("low").value(movement.low);
  out.key("high").value(movement.high).key("verdict").text(to_string(movement.verdict)).close('}');
}

void put(JsonText& out, const std::vector<NumberAt>& points) {
  out.open('[');
  for (const NumberAt& point : points) {
    out.open('{').key("from").text(to_iso8601(point.period.from));
    out.key("to").text(to_iso8601(point.period.to)).key("figure");
    put(out, point.number);
    out.close('}');
  }
  out.close(']');
}

void put_card(JsonText& out, const MetricInfo& metric, const CardNumbers& card) {
  out.open('{').key("metric").text(metric.name).key("unit").text(metric.unit).key("figure");
  put(out, card.figure);
  out.key("comparison");
  card.comparison ? put(out, *card.comparison) : void(out.null());
  out.key("change");
  card.comparison ? put(out, movement_of(metric, card.figure, *card.comparison))
                  : void(out.null());
  out.close('}');
}

ScopeRef scope_ref(const StoreContext& store, const std::string& scope) {
  if (scope.empty()) return {"store", "", store.name()};
  for (const auto& [list, kind] : {std::pair{"lines", "line"}, {"zones", "zone"}}) {
    for (const Json& item : store.layout.at(list)) {
      if (item.at("id") == scope) return {kind, scope, item.at("name").get<std::string>()};
    }
  }
  return {"zone", scope, scope};  // of an earlier layout
}

void put(JsonText& out, const ScopeRef& scope) {
  out.open('{').key("kind").text(scope.kind).key("id").text(scope.id);
  out.key("name").text(scope.name).close('}');
}

http::Response finish(JsonText& out) {
  out.close('}');
  return text_response(out.take(), "application/json");
}

}  // namespace sillage::desk::serve
