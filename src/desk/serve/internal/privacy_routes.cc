// SPDX-License-Identifier: Apache-2.0
// What is processed and for how long, changes that wait for a second person, the audit trail.
#include <algorithm>

#include "desk/serve/internal/changes.h"
#include "desk/serve/internal/keys.h"
#include "desk/serve/internal/routes.h"
#include "desk/serve/internal/store_context.h"

namespace sillage::desk::serve::privacy {
namespace {

constexpr const char* kSettings[] = {"k", "link_level", "state_ttl_s", "read_marks"};

Json settings_json(const StoreContext& store) {
  Json json = Json::object();
  for (const char* name : kSettings) json[name] = store.settings.at(name);
  return json;
}

/// Less protection, in any respect.
bool is_weaker(const Json& now, const Json& then) {
  return then.at("k").get<double>() < now.at("k").get<double>() ||
         then.at("link_level").get<double>() > now.at("link_level").get<double>() ||
         then.at("state_ttl_s").get<double>() > now.at("state_ttl_s").get<double>() ||
         (now.at("read_marks").get<bool>() && !then.at("read_marks").get<bool>());
}

Result<Json> retention_with_run(Call& call) {
  ASSIGN_OR_RETURN(const RetentionDays days, retention_of(call.records()));
  Json json = retention_json(days);
  ASSIGN_OR_RETURN(const auto run, call.records().get(kRetention, "", "run"));
  json["last_run"] = run ? Json::parse(run->body) : Json(nullptr);
  return json;
}

Result<std::int64_t> retention_version(Call& call) {
  ASSIGN_OR_RETURN(const auto document, call.records().get(kRetention, "", "days"));
  return document ? document->version : 0;
}

Answer refuse_changed() {
  return refuse(412, "changed-since", "Somebody has changed it", "read it again, then repeat");
}

/// Does what has been approved.
Answer carry_out(Call& call, const Json& change) {
  const auto kind = change.at("kind").get<std::string>();
  const auto store = change.at("store").get<std::string>();
  const Json& after = change.at("after");
  if (kind == "layout") {
    TRY(put_layout(call, store, after, change.at("asked_by").get<std::string>()));
  } else if (kind == "settings") {
    TRY(put_settings(call, store, after));
  } else if (kind == "retention") {
    TRY(put_retention(call, after));
  } else if (change.at("before").is_null()) {
    // The link is not shown to the dpo: an admin asks for one with POST .../invitation.
    TRY(call.accounts().invite(after.at("name").get<std::string>(),
                               *role_of(after.at("role").get<std::string>()),
                               after.value("language", "en")));
  } else {
    const auto name = change.at("subject").get<std::string>();
    TRY_ASSIGN(const auto user, call.accounts().user(name));
    if (!user) return refuse(409, "conflict", "The account is not there any more");
    Json body = Json::parse(user->body);
    body.update(after);
    TRY(call.accounts().change(*user, body));
    TRY(call.accounts().end_sessions(name));
  }
  return http::Response{};
}

std::string gate_of(Call& call) {
  const auto& gate = call.shared.options.governance.gate;
  if (!gate) return "unknown";
  const std::lock_guard lock(call.shared.governance);
  const auto text = gate();
  if (!text) return "unknown";
  const Json json = Json::parse(*text, nullptr, false);
  return json.is_object() && json.value("open", false) ? "open" : "closed";
}

}  // namespace

Answer card(Call& call) {
  TRY_ASSIGN(const StoreContext store, store_context(call));
  TRY_ASSIGN(const auto end, call.rollups().end_of(store.id));
  const Instant to = end.value_or(call.now);
  TRY_ASSIGN(Figures figures, open_figures(call, store, to));
  TRY_ASSIGN(const auto states, figures.states({to - std::chrono::days(28), to}));
  Json withheld = Json::array(), stored = Json::array();
  for (const auto& state : states) {
    withheld.push_back(
        {{"metric", to_string(state.metric)}, {"shown", state.shown}, {"withheld", state.withheld}});
    stored.push_back(to_string(state.metric));
  }
  TRY_ASSIGN(const Json retention, retention_with_run(call));
  TRY_ASSIGN(const int waiting, waiting_changes(call.records()));
  TRY_ASSIGN(const auto cameras, call.records().list(kCamera, store.id.value(), "", 1000));
  const bool strict = figures.basis().mode == wire::ReleaseMode::kStrict;
  return json_response(
      {{"store", store.id.value()},
       {"mode", strict ? "strict" : "standard"},
       {"k", store.settings.at("k")},
       {"bin_minutes", store.settings.at("bin_minutes")},
       {"link_level", store.settings.at("link_level")},
       {"state_ttl_s", store.settings.at("state_ttl_s")},
       {"metric_version", figures.basis().metric_version},
       {"demographics", false},
       {"read_marks", store.settings.at("read_marks")},
       {"cameras", cameras.size()},
       {"stored", std::move(stored)},
       {"never_stored",
        {"pictures", "faces", "clothing_codes", "tracks", "devices", "purchases"}},
       {"withheld", std::move(withheld)},
       {"retention", retention},
       {"gate", gate_of(call)},
       {"waiting_changes", waiting},
       {"demonstration", store.demonstration()}});
}

Answer get_settings(Call& call) {
  TRY_ASSIGN(const StoreContext store, store_context(call));
  return with_etag(json_response(settings_json(store)), etag_of(store.version));
}

Answer change_settings(Call& call) {
  TRY_ASSIGN(const StoreContext store, store_context(call));
  TRY_ASSIGN(const auto version, if_match(call));
  if (version && *version != store.version) return refuse_changed();
  const Json now = settings_json(store);
  call.subject = store.id.value() + " " + call.body.dump();
  if (is_weaker(now, call.body)) {
    return ask(call, {"settings", store.id.value(), "weaker protection", now, call.body,
                      store.id.value()});
  }
  TRY(put_settings(call, store.id.value(), call.body));
  return get_settings(call);
}

Answer list_changes(Call& call) {
  TRY_ASSIGN(auto changes,
             call.records().list(kChange, "", call.in_query("cursor"), 10'000, true));
  if (call.query.contains("state")) {
    std::erase_if(changes, [&](const Document& change) {
      return Json::parse(change.body).at("state") != call.query.at("state");
    });
  }
  return json_response(page_of(changes, call.limit(), change_json));
}

Answer decide(Call& call) {
  const std::string id = call.in_path("change");
  call.subject = id;
  TRY_ASSIGN(const auto found, call.records().get(kChange, "", id));
  if (!found) return refuse(404, "not-found", "There is no such change", "GET /api/v1/changes");
  Json body = Json::parse(found->body);
  if (body.at("state") != "waiting") {
    return refuse(409, "decided", "This has been decided already");
  }
  if (body.at("asked_by") == call.who.user) {
    return refuse(403, "same-person", "Who asks for a change does not decide on it",
                  "another dpo has to");
  }
  const bool approve = call.body.at("approve").get<bool>();
  if (approve) TRY(carry_out(call, body));
  body["state"] = approve ? "approved" : "refused";
  body["decided_by"] = call.who.user;
  body["decided_at"] = to_iso8601(call.now);
  body["note"] = call.body.contains("note") ? call.body.at("note") : Json(nullptr);
  Document decided = *found;
  decided.body = body.dump();
  decided.changed_at = call.now;
  TRY(call.records().put(decided, found->version));
  call.subject += approve ? " approved" : " refused";
  return json_response(change_json(decided));
}

Answer get_retention(Call& call) {
  TRY_ASSIGN(const Json json, retention_with_run(call));
  TRY_ASSIGN(const std::int64_t version, retention_version(call));
  return with_etag(json_response(json), etag_of(version));
}

Answer change_retention(Call& call) {
  TRY_ASSIGN(const auto version, if_match(call));
  TRY_ASSIGN(const std::int64_t current, retention_version(call));
  if (version && *version != current) return refuse_changed();
  const auto& wanted = call.body;
  if (wanted.at("days_days").get<int>() < wanted.at("bins_days").get<int>()) {
    Problem problem{422, "not-valid", "Days are made of bins", "keep days at least as long",
                    {{"/days_days", "must be at least bins_days"}}, {}};
    return as_problem(std::move(problem));
  }
  call.subject = wanted.dump();
  TRY_ASSIGN(const RetentionDays now, retention_of(call.records()));
  const bool longer = wanted.at("bins_days").get<int>() > now.bins ||
                      wanted.at("days_days").get<int>() > now.days ||
                      wanted.at("audit_days").get<int>() > now.audit;
  if (longer) {
    return ask(call, {"retention", "", "keep for longer", retention_json(now), wanted, ""});
  }
  TRY(put_retention(call, wanted));
  return get_retention(call);
}

Answer audit(Call& call) {
  const std::string cursor = call.in_query("cursor");
  std::int64_t before = 0;
  if (!cursor.empty() && cursor.find_first_not_of("0123456789") == std::string::npos &&
      cursor.size() < 18) {
    before = std::stoll(cursor);
  }
  TRY_ASSIGN(const auto entries, call.records().audit(before, call.limit() + 1));
  Json items = Json::array();
  for (std::size_t i = 0; i < entries.size() && i < static_cast<std::size_t>(call.limit()); ++i) {
    const AuditEntry& entry = entries[i];
    items.push_back({{"id", entry.id},
                     {"at", to_iso8601(entry.at)},
                     {"user", entry.user},
                     {"action", entry.action},
                     {"subject", entry.subject},
                     {"outcome", entry.outcome}});
  }
  const bool more = entries.size() > items.size();
  const Json next = more ? Json(std::to_string(items.back().at("id").get<std::int64_t>()))
                         : Json(nullptr);
  return json_response({{"items", std::move(items)}, {"next", next}});
}

}  // namespace sillage::desk::serve::privacy
