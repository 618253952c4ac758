// SPDX-License-Identifier: Apache-2.0
#include "floor/measure/meter.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "floor/measure/internal/ledger.h"
#include "floor/measure/internal/people.h"
#include "floor/measure/internal/plan.h"
#include "floor/measure/internal/watermark.h"

namespace sillage::floor {
namespace {

using internal::People;

/// Farther from the plan's origin nobody stands on this floor, m.
constexpr double kMaxCoordinateM = 10'000;
/// Later than this after the start lies a defect, not a sighting.
constexpr Duration kMaxAge = std::chrono::hours(24 * 366 * 300);
/// People seen within this time of the first frame were there before the data.
constexpr Duration kDataStart = std::chrono::seconds(1);
/// Messages may be so late before the clock decides alone.
constexpr Duration kLatest = std::chrono::seconds(30);

bool is_on_floor(Point p) {
  return std::abs(p.x) <= kMaxCoordinateM && std::abs(p.y) <= kMaxCoordinateM;
}

/// What happens in a bin is known so long after its end.
Duration settling(const internal::Plan& plan) {
  const Duration decided = std::max(plan.return_limit, plan.ttl + plan.stay.gap);
  return std::max(decided, 2 * plan.group_window + plan.confirm) + internal::kMaxSilence;
}

}  // namespace

struct Meter::Impl {
  Impl(internal::Plan checked, internal::BinClock clock)
      : plan(std::move(checked)),
        ledger(plan, clock, settling(plan)),
        people(plan, ledger, stats) {}

  bool is_timely(Instant at) const {
    return at >= ledger.start() && at - ledger.start() < kMaxAge && ledger.accepts(at);
  }

  bool take(const wire::Sighting& sighting) {
    const auto camera = watermark.number_of(sighting.camera);
    if (!camera) return false;
    if (sighting.kind == wire::SightingKind::kEnded) {
      people.end(sighting.track);
      return true;
    }
    const Instant at = sighting.captured_at;
    if (!is_on_floor(sighting.foot_in_floor) || !is_timely(at) || watermark.is_late(*camera, at)) {
      return false;
    }
    return people.see(sighting, !first_frame || at - *first_frame < kDataStart);
  }

  std::vector<BinTally> take(const wire::FrameMark& mark) {
    const auto camera = watermark.number_of(mark.camera);
    const Instant at = mark.captured_at;
    if (!camera || at < ledger.start() || at - ledger.start() >= kMaxAge ||
        !watermark.advance(*camera, at)) {
      ++stats.rejected;
      return {};
    }
    if (!first_frame) first_frame = at;
    const Instant complete = watermark.value();
    people.advance(complete, *watermark.now());
    look_at_ages(*watermark.now());
    std::vector<BinTally> closed = ledger.close_until(complete, settle);
    ledger.observe(mark.camera, at, mark.observed);
    last_observed = mark.observed;
    return closed;
  }

  std::vector<BinTally> finish() {
    const Instant last_frame = watermark.now().value_or(ledger.start());
    people.finish(last_frame);
    return ledger.close_all(last_frame, last_observed, settle);
  }

  /// Once a second.
  void look_at_ages(Instant now) {
    const auto second = std::chrono::floor<std::chrono::seconds>(now);
    if (second <= looked_at) return;
    looked_at = second;
    const Duration age = people.longest_unseen(now);
    ledger.forgot(age);
    stats.person_ages.add(wire::kPersonAgeEdgesS, seconds(age));
    stats.oldest_person = std::max(stats.oldest_person, age);
  }

  void refresh_stats() {
    stats.people_held = static_cast<std::int64_t>(people.size());
    stats.inside_added = ledger.inside().added();
    stats.inside_removed = ledger.inside().removed();
  }

  internal::Plan plan;
  MeterStats stats;
  internal::Watermark watermark;
  internal::Ledger ledger;
  internal::People people;
  internal::Ledger::BeforeClosing settle = [this](std::int64_t bin) { people.settle_bin(bin); };
  Duration last_observed{};
  std::optional<Instant> first_frame;
  std::chrono::sys_seconds looked_at = std::chrono::sys_seconds::min();
};

Result<Meter> Meter::create(const config::StoreConfig& store, BinGrid grid,
                            const std::vector<CameraId>& cameras) {
  ASSIGN_OR_RETURN(internal::Plan plan, internal::Plan::of(store));
  ASSIGN_OR_RETURN(const internal::BinClock clock, internal::BinClock::create(grid));
  auto impl = std::make_unique<Impl>(std::move(plan), clock);
  for (const CameraId& camera : cameras) impl->ledger.expect_camera(camera);
  return Meter(std::move(impl));
}

std::optional<std::pair<LineId, CameraId>> MeterStats::disagreeing_door() const {
  std::int64_t crossings = 0;
  auto worst = doors.end();
  for (auto door = doors.begin(); door != doors.end(); ++door) {
    crossings += door->second.crossings;
    if (worst == doors.end() || door->second.unsure > worst->second.unsure) worst = door;
  }
  const std::int64_t corrected = inside_added + inside_removed + let_in;
  const bool agree = corrected < 5 || corrected * 50 < crossings;
  if (agree || worst == doors.end() || worst->second.unsure == 0) return std::nullopt;
  return worst->first;
}

Meter::Meter(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Meter::Meter(Meter&&) noexcept = default;
Meter& Meter::operator=(Meter&&) noexcept = default;
Meter::~Meter() = default;

std::vector<BinTally> Meter::process(const wire::Sighting& sighting) {
  ++impl_->stats.sightings;
  if (!impl_->take(sighting)) ++impl_->stats.rejected;
  impl_->refresh_stats();
  return {};
}

std::vector<BinTally> Meter::process(const wire::FrameMark& mark) {
  std::vector<BinTally> closed = impl_->take(mark);
  impl_->refresh_stats();
  return closed;
}

std::vector<BinTally> Meter::process(const PossibleLink& link) {
  impl_->people.link(link);
  return {};
}

std::vector<BinTally> Meter::process(const JourneyMessage& message) {
  return std::visit([this](const auto& content) { return process(content); }, message);
}

std::vector<BinTally> Meter::process(const wire::EyeMessage& message) {
  return std::visit([this](const auto& content) { return process(content); }, message);
}

std::vector<BinTally> Meter::finish() {
  std::vector<BinTally> closed = impl_->finish();
  impl_->refresh_stats();
  return closed;
}

std::vector<std::byte> Meter::save() const {
  internal::Ledger copy = impl_->ledger;
  impl_->people.post_amounts(copy);
  ByteWriter out(64 << 10);
  copy.save(out);
  return std::move(out).take();
}

Result<void> Meter::load(std::span<const std::byte> saved) {
  ByteReader in(saved);
  impl_->ledger.load(in);
  if (!in.failed() && in.at_end()) return {};
  return fail(ErrorCode::kDataLoss,
              "what was counted before cannot be read; it was made by another build, start anew");
}

void Meter::pass_time(Instant now) {
  impl_->people.pass_time(now - kLatest, now);
  impl_->look_at_ages(now);
  impl_->refresh_stats();
}

const MeterStats& Meter::stats() const { return impl_->stats; }

}  // namespace sillage::floor
