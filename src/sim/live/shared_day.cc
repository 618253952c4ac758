// SPDX-License-Identifier: Apache-2.0
#include "sim/live/shared_day.h"

#include <algorithm>
#include <set>

#include "sim/plan/local_time.h"

namespace sillage::sim {
namespace {

constexpr std::size_t kKept = 50;

std::chrono::sys_days date_of(const Plan& plan, Instant at) {
  return std::chrono::floor<std::chrono::days>(at + utc_offset_at(plan.time_zone, at));
}

Instant tick_of(Instant at) { return at - (at.time_since_epoch() % kTick + kTick) % kTick; }

}  // namespace

SharedDay::SharedDay(const Plan& plan, std::uint64_t seed, Instant from)
    : premises_(plan), seed_(seed), date_(date_of(plan, from)) {
  day_ = std::make_unique<StoreDay>(premises_, seed_, date_);
  recent_.push_back(simulate(tick_of(from)));
}

std::shared_ptr<const Scene> SharedDay::around(Instant at) {
  const Instant tick = tick_of(at);
  const std::lock_guard lock(mutex_);
  if (tick > recent_.back()->before.at) {
    recent_.push_back(simulate(tick));
    if (recent_.size() > kKept) recent_.pop_front();
  }
  return *std::lower_bound(recent_.begin(), recent_.end(), tick,
                           [](const auto& scene, Instant t) { return scene->before.at < t; });
}

std::shared_ptr<const Scene> SharedDay::simulate(Instant tick) {
  const bool turned = turn_page(tick);
  const bool follows = !recent_.empty() && recent_.back()->after.at == tick;
  auto scene = std::make_shared<Scene>();
  scene->before = follows && !turned ? recent_.back()->after : moment_at(tick);
  scene->after = moment_at(tick + kTick);
  std::set<PersonId> there;
  for (const Moment* moment : {&scene->before, &scene->after}) {
    for (const Stance& stance : moment->people) there.insert(stance.person);
  }
  for (const PersonId id : there) scene->cast.push_back(day_->person(id));
  return scene;
}

Moment SharedDay::moment_at(Instant tick) {
  day_->run_to(tick);
  Moment moment = day_->is_over() ? Moment{} : day_->moment();
  moment.at = tick;  // nobody has moved since an earlier tick
  return moment;
}

bool SharedDay::turn_page(Instant tick) {
  const std::chrono::sys_days date = date_of(premises_.plan(), tick);
  if (date <= date_) return false;
  day_->run_to(tick);
  if (!day_->is_over()) return false;
  day_.reset();  // the premises serve one day at a time
  date_ = date;
  day_ = std::make_unique<StoreDay>(premises_, seed_, date_);
  return true;
}

}  // namespace sillage::sim
