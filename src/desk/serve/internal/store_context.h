// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "desk/figures/comparison.h"
#include "desk/figures/figures.h"
#include "desk/serve/internal/call.h"
#include "desk/serve/internal/json_text.h"
#include "desk/store/calendar.h"

namespace sillage::desk::serve {

/// What is set up of a store.
struct StoreContext {
  StoreId id;
  Json settings;  ///< body of its document; with defaults where there is none
  bool configured = false;
  std::int64_t version = 0;  ///< of the document
  Calendar calendar;
  Json layout;  ///< in force: {version, valid_from, valid_to, by, lines, zones, funnels}

  std::string name() const { return settings.at("name").get<std::string>(); }
  std::string time_zone() const { return settings.at("time_zone").get<std::string>(); }
  bool demonstration() const { return settings.at("demonstration").get<bool>(); }
};

/// Settings of a store as its configuration has them.
Json settings_of(const config::StoreConfig& config, bool demonstration);
/// Settings of a store that nobody has set up.
Json default_settings(const std::string& store);
/// A store that has figures, or is set up; 404 otherwise.
tl::expected<StoreContext, Problem> store_context(Call& call);
tl::expected<StoreContext, Problem> store_context(Call& call, const StoreId& id);
/// Ids of all stores, in their order.
Result<std::vector<std::string>> store_ids(Backend& backend);
/// The layout in force at a moment; version 0 where there is none.
Result<Json> layout_at(Records& records, const std::string& store, std::optional<Instant> at);
Json thresholds_json(const Json& settings);
bool is_demonstration(Backend& backend);

/// Period and comparison period of a request.
struct Asked {
  Period period;
  Against against = Against::kNothing;
  std::optional<Period> comparison;
};
tl::expected<Asked, Problem> asked_of(const Call& call, const StoreContext& store);
tl::expected<Instant, Problem> moment_of(const std::string& text, const char* name,
                                         const Calendar& calendar);

/// The figures of a store for an answer about the time before `to`.
Result<Figures> open_figures(Call& call, const StoreContext& store, Instant to);
/// Opens the object of an answer with what all its figures have in common.
void open_frame(JsonText& out, const StoreContext& store, const Asked& asked,
                const Figures& figures);

void put(JsonText& out, const Number& number);
void put(JsonText& out, const Period& period);
void put(JsonText& out, const Movement& movement);
void put(JsonText& out, const std::vector<NumberAt>& points);
/// {metric, unit, figure, comparison, change}
struct CardNumbers {
  Number figure;
  std::optional<Number> comparison;
};
void put_card(JsonText& out, const MetricInfo& metric, const CardNumbers& card);

/// Kind, id and name of a scope.
struct ScopeRef {
  std::string kind, id, name;
};
ScopeRef scope_ref(const StoreContext& store, const std::string& scope);
void put(JsonText& out, const ScopeRef& scope);
http::Response finish(JsonText& out);

}  // namespace sillage::desk::serve
