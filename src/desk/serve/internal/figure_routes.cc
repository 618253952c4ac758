// SPDX-License-Identifier: Apache-2.0
// Overview, series, tables of zones and queues, audience.
#include <algorithm>
#include <array>
#include <set>

#include "desk/figures/segments.h"
#include "desk/serve/internal/routes.h"
#include "desk/serve/internal/series.h"
#include "desk/serve/internal/store_context.h"

namespace sillage::desk::serve::figures {
namespace {

constexpr const char* kCards[] = {"entries",        "visits",
                                  "capture_rate",   "visit_duration_median_s",
                                  "bounce_rate",    "checkout_reach_rate",
                                  "occupancy_mean", "occupancy_max",
                                  "group_share"};
constexpr const char* kZoneCards[] = {"zone_visits",    "zone_exposure", "engagement_rate",
                                      "dwell_median_s", "dwell_p90_s",   "shopper_associate_ratio"};
constexpr const char* kQueueCards[] = {
    "queue_joined",          "queue_abandonment_rate", "queue_wait_median_s", "queue_wait_p90_s",
    "service_time_median_s", "queue_length_mean",      "queue_length_max"};

Answer write_cards(JsonText& out, Figures& figures, const Asked& asked,
                   std::span<const char* const> names) {
  out.key("cards").open('[');
  for (const char* name : names) {
    const MetricInfo& metric = *find_metric(name);
    CardNumbers card;
    TRY_ASSIGN(card.figure, figures.number(metric, "", asked.period));
    if (asked.comparison) {
      TRY_ASSIGN(card.comparison, figures.number(metric, "", *asked.comparison));
    }
    put_card(out, metric, card);
  }
  out.close(']');
  return http::Response{};
}

/// Mean entries per hour of the week: sums over the hours of that name, and how many those are.
Answer write_busiest(JsonText& out, Figures& figures, const StoreContext& store,
                     const Period& period) {
  const MetricInfo& entries = *find_metric("entries");
  TRY_ASSIGN(const auto hours, figures.series(entries, "", period, Level::kHour));
  struct Cell {
    Number sum;
    double value = 0, low = 0, high = 0, coverage = 0;
    int shown = 0, observed = 0;
  };
  std::array<std::array<Cell, 24>, 7> week;
  for (const NumberAt& hour : hours) {
    Cell& cell = week[static_cast<std::size_t>(store.calendar.weekday_of(hour.period.from))]
                     [static_cast<std::size_t>(store.calendar.hour_of(hour.period.from))];
    cell.sum.hidden += hour.number.hidden;
    cell.sum.missing += hour.number.missing;
    cell.sum.measured += hour.number.measured;
    cell.sum.k = std::max(cell.sum.k, hour.number.k);
    cell.sum.metric_version = std::max(cell.sum.metric_version, hour.number.metric_version);
    if (hour.number.coverage) {
      cell.coverage += *hour.number.coverage;
      ++cell.observed;
    }
    if (!hour.number.value) continue;
    cell.value += *hour.number.value;
    cell.low += hour.number.low.value_or(*hour.number.value);
    cell.high += hour.number.high.value_or(*hour.number.value);
    ++cell.shown;
  }
  out.key("busiest").open('[');
  for (auto& day : week) {
    out.open('[');
    for (Cell& cell : day) {
      if (cell.shown > 0) {
        cell.sum.value = cell.value / cell.shown;
        cell.sum.low = cell.low / cell.shown;
        cell.sum.high = cell.high / cell.shown;
        cell.sum.interval = Interval::kBounds;
      }
      if (cell.observed > 0) cell.sum.coverage = cell.coverage / cell.observed;
      put(out, cell.sum);
    }
    out.close(']');
  }
  out.close(']');
  return http::Response{};
}

/// Names of the zones for which there are rows: those of the layout, in their order.
std::vector<Json> zones_of(const StoreContext& store, bool queues) {
  std::vector<Json> zones;
  static const std::set<std::string> kUnmeasured{"staff", "fitting", "objection"};
  for (const Json& zone : store.layout.at("zones")) {
    const auto type = zone.at("type").get<std::string>();
    if (queues ? type == "checkout_queue" : !kUnmeasured.contains(type)) zones.push_back(zone);
  }
  return zones;
}

using ByScope = std::map<std::string, Number>;

Answer write_table(JsonText& out, Figures& figures, const StoreContext& store, const Asked& asked,
                   const char* key, std::span<const char* const> names, bool queues) {
  std::vector<std::pair<const MetricInfo*, std::pair<ByScope, ByScope>>> columns;
  for (const char* name : names) {
    const MetricInfo& metric = *find_metric(name);
    ByScope now, before;
    TRY_ASSIGN(now, figures.numbers(metric, asked.period));
    if (asked.comparison) {
      TRY_ASSIGN(before, figures.numbers(metric, *asked.comparison));
    }
    columns.push_back({&metric, {std::move(now), std::move(before)}});
  }
  TRY_ASSIGN(const Ground ground, figures.ground(asked.period));
  const Number nothing = sum_of(nullptr, ground);
  out.key(key).open('[');
  for (const Json& zone : zones_of(store, queues)) {
    const auto id = zone.at("id").get<std::string>();
    out.open('{').key("zone").json(
        {{"id", id}, {"name", zone.at("name")}, {"type", zone.at("type")}});
    out.key("cards").open('[');
    for (const auto& [metric, numbers] : columns) {
      const auto& [now, before] = numbers;
      CardNumbers card{now.contains(id) ? now.at(id) : nothing, std::nullopt};
      if (asked.comparison) card.comparison = before.contains(id) ? before.at(id) : Number{};
      put_card(out, *metric, card);
    }
    out.close(']').close('}');
  }
  out.close(']');
  return http::Response{};
}

void put_shares(JsonText& out, const SegmentShares& shares) {
  out.key("shares").open('[');
  for (std::size_t i = 0; i < shares.size(); ++i) {
    out.open('{').key("segment").json(to_string(static_cast<wire::Segment>(i))).key("figure");
    put(out, shares[i]);
    out.close('}');
  }
  out.close(']');
}

/// Who comes when, and who takes which path.
Answer write_segment_parts(JsonText& out, Figures& figures, const Period& period,
                           const Ground& ground) {
  using wire::Metric;
  constexpr std::size_t kMost = 50;
  TRY_ASSIGN(const Sums* hours, figures.sums(Metric::kSegmentHours, "", period));
  TRY_ASSIGN(const Sums* paths, figures.sums(Metric::kSegmentPaths, "", period));
  out.key("hours").open('[');
  for (const SegmentPart& part : segment_parts(*hours, ground)) {
    out.open('{').key("from_h").json(part.from_h).key("to_h").json(part.to_h);
    put_shares(out, part.shares);
    out.close('}');
  }
  out.close(']').key("paths").open('[');
  std::size_t count = 0;
  for (const SegmentPart& part : segment_parts(*paths, ground)) {
    const auto zones = wire::way_from_text(part.way);
    if (!zones || ++count > kMost) continue;
    out.open('{').key("zones").json(*zones);
    put_shares(out, part.shares);
    out.close('}');
  }
  out.close(']');
  return http::Response{};
}

/// Whether those who are perceived differently give up waiting differently often, queue by queue.
Answer write_segment_queues(JsonText& out, Figures& figures, const StoreContext& store,
                            const Period& period) {
  using wire::Metric;
  TRY_ASSIGN(const Sums* joined, figures.sums(Metric::kSegmentQueueJoined, std::nullopt, period));
  TRY_ASSIGN(const Sums* gone, figures.sums(Metric::kSegmentQueueAbandoned, std::nullopt, period));
  out.key("queues").open('[');
  for (const Json& zone : zones_of(store, true)) {
    const auto id = zone.at("id").get<std::string>();
    Json told = nullptr;
    if (const auto found = abandonment_difference(*joined, *gone, id)) {
      told = {{"feminine", found->feminine},
              {"masculine", found->masculine},
              {"difference", found->difference},
              {"low", found->low},
              {"high", found->high},
              {"differs", found->differs()}};
    }
    out.open('{').key("zone").json(
        {{"id", id}, {"name", zone.at("name")}, {"type", zone.at("type")}});
    out.key("abandonment_difference").json(told).close('}');
  }
  out.close(']');
  return http::Response{};
}

/// Shares of the store and of its zones, and whether visitors who are perceived differently stay
/// for different times. Enabled is what has figures.
Answer write_segments(JsonText& out, Figures& figures, const StoreContext& store,
                      const Period& period) {
  using wire::Metric;
  TRY_ASSIGN(const Sums* visits, figures.sums(Metric::kSegmentVisits, "", period));
  out.key("segments").open('{');
  const bool enabled = !visits->empty();
  out.key("enabled").json(enabled).key("reason").json(enabled ? Json(nullptr)
                                                              : Json("off_by_default"));
  if (!enabled) {
    out.key("shares").json(Json::array()).close('}');
    return http::Response{};
  }
  TRY_ASSIGN(const Ground ground, figures.ground(period));
  put_shares(out, segment_shares(*visits, "", ground));
  TRY_ASSIGN(const Sums* stays, figures.sums(Metric::kSegmentZoneVisits, std::nullopt, period));
  TRY_ASSIGN(const Sums* dwell, figures.sums(Metric::kSegmentDwell, std::nullopt, period));
  out.key("zones").open('[');
  for (const Json& zone : zones_of(store, false)) {
    const auto id = zone.at("id").get<std::string>();
    out.open('{').key("zone").json(
        {{"id", id}, {"name", zone.at("name")}, {"type", zone.at("type")}});
    put_shares(out, segment_shares(*stays, id, ground));
    Json told = nullptr;
    if (const auto found = dwell_difference(*dwell, id)) {
      told = {{"feminine_s", found->feminine_s},
              {"masculine_s", found->masculine_s},
              {"change", found->change},
              {"low", found->low},
              {"high", found->high},
              {"differs", found->differs()}};
    }
    out.key("dwell_difference").json(told).close('}');
  }
  out.close(']');
  TRY(write_segment_parts(out, figures, period, ground));
  TRY(write_segment_queues(out, figures, store, period));
  out.close('}');
  return http::Response{};
}

}  // namespace

Answer overview(Call& call) {
  TRY_ASSIGN(const StoreContext store, store_context(call));
  TRY_ASSIGN(const Asked asked, asked_of(call, store));
  TRY_ASSIGN(Figures figures, open_figures(call, store, asked.period.to));
  JsonText out;
  open_frame(out, store, asked, figures);
  TRY(write_cards(out, figures, asked, kCards));
  const bool is_short = asked.period.to - asked.period.from <= std::chrono::hours(3 * 25);
  out.key("trend");
  TRY(write_series(out, figures, store, asked, *find_metric("entries"), "",
                   is_short ? Level::kHour : Level::kDay));
  TRY(write_busiest(out, figures, store, asked.period));
  return finish(out);
}

Answer table(Call& call, const char* title, std::span<const char* const> cards, bool is_queue) {
  TRY_ASSIGN(const StoreContext store, store_context(call));
  TRY_ASSIGN(const Asked asked, asked_of(call, store));
  TRY_ASSIGN(Figures figures, open_figures(call, store, asked.period.to));
  JsonText out;
  open_frame(out, store, asked, figures);
  TRY(write_table(out, figures, store, asked, title, cards, is_queue));
  return finish(out);
}

Answer zones(Call& call) { return table(call, "zones", kZoneCards, false); }

Answer queues(Call& call) { return table(call, "queues", kQueueCards, true); }

Answer audience(Call& call) {
  TRY_ASSIGN(const StoreContext store, store_context(call));
  TRY_ASSIGN(const Asked asked, asked_of(call, store));
  TRY_ASSIGN(Figures figures, open_figures(call, store, asked.period.to));
  JsonText out;
  open_frame(out, store, asked, figures);
  static constexpr const char* kUnits[] = {"groups", "groups_of_several", "group_share"};
  TRY(write_cards(out, figures, asked, kUnits));
  TRY(write_segments(out, figures, store, asked.period));
  return finish(out);
}

}  // namespace sillage::desk::serve::figures
