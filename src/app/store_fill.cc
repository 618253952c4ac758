// SPDX-License-Identifier: Apache-2.0
#include "app/store_fill.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <iterator>
#include <map>
#include <mutex>
#include <thread>

#include "app/stop.h"
#include "floor/measure/meter.h"
#include "floor/privacy/privacy_door.h"
#include "sim/agents/store_day.h"
#include "sim/plan/local_time.h"
#include "sim/plan/reader.h"

namespace sillage::app {
namespace {

using Releases = std::vector<wire::Release>;

bool is_staff(sim::Role role) {
  return role == sim::Role::kCashier || role == sim::Role::kFloorStaff;
}

/// One day, as the floor would measure it.
class FilledDay {
 public:
  FilledDay(const config::StoreConfig& store, const FillOptions& options)
      : store_(store), options_(options) {}

  Result<Releases> measure(sim::Premises& premises, std::chrono::sys_days date) {
    sim::StoreDay day(premises, options_.seed, date);
    const Instant midnight = day.begins_at();
    const Instant next =
        sim::instant_of(store_.time_zone, date + std::chrono::days(1), std::chrono::minutes(0));
    const CameraId everything("everything");
    config::StoreConfig watched = store_;
    watched.journey.level = 1;  // identities are given
    ASSIGN_OR_RETURN(
        auto meter, floor::Meter::create(
                        watched, {midnight, next, std::chrono::minutes(store_.privacy.bin_minutes)},
                        {everything}));
    ASSIGN_OR_RETURN(door_, floor::PrivacyDoor::create(store_, /*evaluation=*/true));
    const Duration step = sim::kTick * (10 / options_.looks_per_s);
    const Instant end = std::min(next, options_.until);
    for (Instant at = midnight; at < end; at += step) {
      if (!day.is_over()) day.run_to(at);
      if (!day.is_over()) see(day, at, everything, meter);
      release(meter.process(wire::FrameMark{everything, at, step}));
      if (is_stop_requested()) return fail(ErrorCode::kCancelled, "stopped on request");
    }
    release(meter.finish());
    if (next <= options_.until) append(door_->finish());
    return std::move(releases_);
  }

 private:
  void see(const sim::StoreDay& day, Instant at, const CameraId& camera, floor::Meter& meter) {
    for (const sim::Stance& stance : day.moment().people) {
      const auto badge =
          is_staff(day.person(stance.person).role) ? wire::Badge::kStaff : wire::Badge::kNone;
      const auto identity = static_cast<std::uint64_t>(stance.person) + 1;
      release(meter.process(wire::Sighting{camera,
                                           at,
                                           TrackId{identity},
                                           wire::SightingKind::kObserved,
                                           stance.place,
                                           {1e-4, 0, 1e-4},
                                           1.0f,
                                           badge}));
    }
  }
  void release(const std::vector<floor::BinTally>& tallies) {
    for (const floor::BinTally& tally : tallies) {
      if (tally.end <= options_.until) append(door_->take(tally));
    }
  }
  void append(Releases more) {
    releases_.insert(releases_.end(), std::make_move_iterator(more.begin()),
                     std::make_move_iterator(more.end()));
  }

  const config::StoreConfig& store_;
  const FillOptions& options_;
  std::optional<floor::PrivacyDoor> door_;
  Releases releases_;
};

/// Hands days to threads, and their releases back in the order of days. At most as many days are
/// ahead as there are threads.
class Days {
 public:
  Days(const sim::Plan& plan, const FillOptions& options)
      : plan_(plan), store_(filled_store(plan)), options_(options) {
    const int threads = std::clamp(options.threads, 1, 16);
    for (int i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
  }
  ~Days() {
    stopped_ = true;
    room_.notify_all();
  }

  Result<Releases> wait_for(int day) {
    std::unique_lock lock(mutex_);
    awaited_ = day;
    room_.notify_all();
    ready_.wait(lock, [&] { return done_.contains(day); });
    Result<Releases> releases = std::move(done_.at(day));
    done_.erase(day);
    return releases;
  }

 private:
  void work() {
    sim::Premises premises(plan_);
    for (int day; (day = next_++) < options_.days && !stopped_;) {
      Result<Releases> releases =
          FilledDay(store_, options_).measure(premises, options_.first + std::chrono::days(day));
      std::unique_lock lock(mutex_);
      room_.wait(lock,
                 [&] { return stopped_ || day == awaited_ || done_.size() < threads_.size(); });
      done_.emplace(day, std::move(releases));
      ready_.notify_all();
    }
  }

  const sim::Plan& plan_;
  const config::StoreConfig store_;
  const FillOptions& options_;
  std::atomic<int> next_ = 0;
  std::atomic<bool> stopped_ = false;
  std::mutex mutex_;
  std::condition_variable ready_, room_;
  std::map<int, Result<Releases>> done_;
  int awaited_ = 0;
  std::vector<std::jthread> threads_;  // last: they use all of the above
};

}  // namespace

config::StoreConfig filled_store(const sim::Plan& plan) {
  config::StoreConfig store = sim::store_config_of(plan);
  config::Funnel funnel{FunnelId("to-the-tills"), "To the tills", {}};
  for (const auto type :
       {config::ZoneType::kAisle, config::ZoneType::kCheckoutQueue, config::ZoneType::kService}) {
    const auto zone = std::find_if(store.zones.begin(), store.zones.end(),
                                   [&](const config::Zone& z) { return z.type == type; });
    if (zone != store.zones.end()) funnel.zones.push_back(zone->id);
  }
  if (funnel.zones.size() > 1) store.funnels.push_back(std::move(funnel));
  return store;
}

Result<void> fill_days(
    const sim::Plan& plan, const FillOptions& options,
    const std::function<Result<void>(int day, std::vector<wire::Release> releases)>& on_day) {
  Days days(plan, options);
  for (int day = 0; day < options.days; ++day) {
    ASSIGN_OR_RETURN(Releases releases, days.wait_for(day));
    RETURN_IF_ERROR(on_day(day, std::move(releases)));
  }
  return {};
}

}  // namespace sillage::app
