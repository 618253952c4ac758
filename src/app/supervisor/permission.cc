// SPDX-License-Identifier: Apache-2.0
#include "app/supervisor/permission.h"

#include "app/print.h"
#include "app/supervisor/house_clock.h"
#include "app/supervisor/log.h"

namespace sillage::app {
namespace {

constexpr Duration kAgainAfterYes = std::chrono::hours(12);
constexpr Duration kAgainAfterNo = std::chrono::seconds(30);

}  // namespace

Result<Permission> Permission::open(const std::filesystem::path& folder, const Clock& clock,
                                    bool demonstration) {
  ASSIGN_OR_RETURN(auto gate, govern::Gate::open(folder, clock));
  return Permission(std::move(gate), demonstration);
}

Result<bool> Permission::renew(const config::StoreConfig& store,
                               const std::function<govern::Observed()>& observe) {
  const Duration now = HouseClock::uptime();
  const bool is_vetoed = gate_.is_vetoed();
  const Duration pause = token_.empty() ? kAgainAfterNo : kAgainAfterYes;
  if (asked_at_ && is_vetoed == was_vetoed_ && now - *asked_at_ < pause) return false;
  asked_at_ = now;
  was_vetoed_ = is_vetoed;
  const bool may_show = demonstration_ && !is_vetoed;
  ASSIGN_OR_RETURN(const govern::Verdict verdict,
                   may_show ? gate_.demonstrate() : gate_.ask(store, observe()));
  token_ = verdict.token;
  if (!verdict.may_decode() && verdict.to_text() != refusal_) {
    refusal_ = verdict.to_text();
    log(Level::kWarning, "event=gate-closed open_points={}", verdict.blockers.size());
    message(refusal_);
  }
  if (verdict.may_decode()) {
    refusal_.clear();
    log(Level::kNotice, "event=gate-open demonstration={} until={}", demonstration_,
        to_iso8601(verdict.expires));
  }
  return true;
}

}  // namespace sillage::app
