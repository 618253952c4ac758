// SPDX-License-Identifier: Apache-2.0
#include "sim/agents/store_day.h"

#include <limits>

#include "sim/agents/internal/day_state.h"

namespace sillage::sim {

struct StoreDay::Impl {
  internal::DayState state;
};

StoreDay::StoreDay(Premises& premises, std::uint64_t seed, std::chrono::sys_days date)
    : impl_(std::make_unique<Impl>(Impl{internal::DayState(premises, seed, date)})) {}
StoreDay::StoreDay(StoreDay&&) noexcept = default;
StoreDay& StoreDay::operator=(StoreDay&&) noexcept = default;
StoreDay::~StoreDay() = default;

void StoreDay::watch(Observer& observer) { impl_->state.observers.push_back(&observer); }
bool StoreDay::is_over() const { return impl_->state.is_over(); }

void StoreDay::run_to(Instant at) {
  const Duration since = at - begins_at();
  if (since >= Duration::zero()) impl_->state.run_to(since / kTick);
}

void StoreDay::run_to_end() { impl_->state.run_to(std::numeric_limits<internal::Tick>::max()); }

Instant StoreDay::begins_at() const { return impl_->state.schedule().midnight; }
Instant StoreDay::now() const { return impl_->state.at(impl_->state.now()); }
Moment StoreDay::moment() const { return impl_->state.moment(); }
const Person& StoreDay::person(PersonId id) const {
  return impl_->state.actor(static_cast<internal::ActorIndex>(id)).person;
}
const StoreDay::Quality& StoreDay::quality() const { return impl_->state.quality; }

}  // namespace sillage::sim
