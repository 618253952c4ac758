// SPDX-License-Identifier: Apache-2.0
#include "desk/serve/internal/changes.h"

#include <algorithm>

#include "desk/serve/internal/keys.h"

namespace sillage::desk::serve {

Result<bool> needs_second_person(Call& call, bool is_sensitive) {
  if (!is_sensitive) return false;
  ASSIGN_OR_RETURN(const auto users, call.accounts().users());
  return std::any_of(users.begin(), users.end(), [](const Document& user) {
    const Json body = Json::parse(user.body);
    return body.at("role") == "dpo" && body.at("active").get<bool>();
  });
}

Answer ask(Call& call, const Wish& wish) {
  TRY_ASSIGN(const auto last, call.records().list(kChange, "", "", 1, true));
  const std::int64_t number = last.empty() ? 1 : std::stoll(last[0].key) + 1;
  const Json body = {{"kind", wish.kind},
                     {"store", wish.store},
                     {"subject", wish.subject},
                     {"summary", wish.summary},
                     {"before", wish.before},
                     {"after", wish.after},
                     {"asked_by", call.who.user},
                     {"asked_at", to_iso8601(call.now)},
                     {"state", "waiting"},
                     {"decided_by", nullptr},
                     {"decided_at", nullptr},
                     {"note", nullptr}};
  const Document change{kChange, "", layout_key(number), body.dump(), std::nullopt, 0, call.now};
  TRY(call.records().put(change, 0));
  call.outcome = "waiting";
  return json_response(change_json(change), 202);
}

Json change_json(const Document& change) {
  Json json = {{"id", change.key}};
  json.update(Json::parse(change.body));
  json.erase("store");
  return json;
}

Result<int> waiting_changes(Records& records) {
  ASSIGN_OR_RETURN(const auto changes, records.list(kChange, "", "", 1000, true));
  return static_cast<int>(std::count_if(changes.begin(), changes.end(), [](const Document& c) {
    return Json::parse(c.body).at("state") == "waiting";
  }));
}

Result<std::int64_t> put_layout(Call& call, const std::string& store, const Json& layout,
                                const std::string& by) {
  ASSIGN_OR_RETURN(const auto last, call.records().list(kLayout, store, "", 1, true));
  const std::int64_t version = last.empty() ? 1 : std::stoll(last[0].key) + 1;
  const Json body = {{"valid_from", to_iso8601(call.now)}, {"by", by}, {"layout", layout}};
  RETURN_IF_ERROR(call.records().put(
      {kLayout, store, layout_key(version), body.dump(), std::nullopt, 0, call.now}, 0));
  call.renew();
  return version;
}

Result<void> put_settings(Call& call, const std::string& store, const Json& settings) {
  ASSIGN_OR_RETURN(const auto document, call.records().get(kStore, store, ""));
  Json body = document ? Json::parse(document->body) : default_settings(store);
  body.update(settings);
  RETURN_IF_ERROR(
      call.records().put({kStore, store, "", body.dump(), std::nullopt, 0, call.now}));
  call.renew();
  return {};
}

Result<void> put_retention(Call& call, const Json& retention) {
  RETURN_IF_ERROR(call.records().put(
      {kRetention, "", "days", retention.dump(), std::nullopt, 0, call.now}));
  return {};
}

Result<RetentionDays> retention_of(Records& records) {
  RetentionDays days;
  ASSIGN_OR_RETURN(const auto document, records.get(kRetention, "", "days"));
  if (!document) return days;
  const Json body = Json::parse(document->body);
  days.bins = body.value("bins_days", days.bins);
  days.days = body.value("days_days", days.days);
  days.audit = body.value("audit_days", days.audit);
  return days;
}

Json retention_json(const RetentionDays& days) {
  return {{"bins_days", days.bins}, {"days_days", days.days}, {"audit_days", days.audit}};
}

}  // namespace sillage::desk::serve
