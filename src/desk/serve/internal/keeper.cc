// SPDX-License-Identifier: Apache-2.0
#include "desk/serve/internal/keeper.h"

#include "desk/serve/internal/changes.h"
#include "desk/serve/internal/keys.h"
#include "desk/serve/internal/store_context.h"

namespace sillage::desk::serve {
namespace {

Result<std::string> time_zone_of(Records& records, const std::string& store) {
  ASSIGN_OR_RETURN(const auto document, records.get(kStore, store, ""));
  return document ? Json::parse(document->body).value("time_zone", "UTC") : "UTC";
}

/// The day before which bins are, or may be, deleted.
Instant horizon_of(const Calendar& calendar, Instant now, int days) {
  return calendar.floor(Level::kDay, std::max(Instant{}, now - std::chrono::days(days)));
}

}  // namespace

Result<bool> refresh_all(Backend& backend, Instant now) {
  ASSIGN_OR_RETURN(const RetentionDays days, retention_of(*backend.records));
  ASSIGN_OR_RETURN(const auto stores, backend.rollups->stale_stores());
  bool changed = false;
  for (const StoreId& store : stores) {
    ASSIGN_OR_RETURN(const std::string zone, time_zone_of(*backend.records, store.value()));
    ASSIGN_OR_RETURN(const auto calendar, Calendar::create(zone));
    ASSIGN_OR_RETURN(
        const auto taken,
        backend.rollups->refresh(store, calendar, horizon_of(calendar, now, days.bins)));
    changed = changed || taken > 0;
  }
  return changed;
}

Result<void> retire(Backend& backend, Instant now) {
  ASSIGN_OR_RETURN(const RetentionDays days, retention_of(*backend.records));
  ASSIGN_OR_RETURN(const auto ids, store_ids(backend));
  Rollups::Deleted deleted;
  for (const std::string& id : ids) {
    ASSIGN_OR_RETURN(const std::string zone, time_zone_of(*backend.records, id));
    ASSIGN_OR_RETURN(const auto calendar, Calendar::create(zone));
    ASSIGN_OR_RETURN(const auto more,
                     backend.rollups->erase(StoreId(id), horizon_of(calendar, now, days.bins),
                                            horizon_of(calendar, now, days.days)));
    deleted.bins += more.bins;
    deleted.stretches += more.stretches;
  }
  ASSIGN_OR_RETURN(const auto entries,
                   backend.rollups->erase_audit(now - std::chrono::days(days.audit)));
  RETURN_IF_ERROR(Accounts(*backend.records, now).sweep());
  const Json run = {{"at", to_iso8601(now)},
                    {"bins_deleted", deleted.bins},
                    {"days_deleted", deleted.stretches},
                    {"audit_deleted", entries}};
  RETURN_IF_ERROR(backend.records->put({kRetention, "", "run", run.dump(), std::nullopt, 0, now}));
  return {};
}

}  // namespace sillage::desk::serve
