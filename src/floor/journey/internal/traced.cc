// SPDX-License-Identifier: Apache-2.0
#include "floor/journey/internal/traced.h"

#include <algorithm>

namespace sillage::floor::internal {
namespace {

constexpr Duration kTraceStep = std::chrono::milliseconds(330);
constexpr Duration kEarly = std::chrono::seconds(1);
constexpr double kFastestMps = 2.5;

Point velocity(Instant from, Point a, Instant to, Point b) {
  const double dt = seconds(to - from);
  if (dt < 0.2) return {};
  const Point v = (b - a) * (1 / dt);
  return v * std::min(1.0, kFastestMps / std::max(norm(v), 1e-9));
}

}  // namespace

Traced::Traced(const wire::Sighting& first, int camera, Side side)
    : first_{{camera, first.foot_in_floor, {}, side}, 0, first.captured_at},
      early_{first.captured_at, first.foot_in_floor},
      last_(first),
      camera_(camera),
      side_(side) {
  last_.code.reset();
  last_.evidence.reset();
  recent_.fill(early_);
}

void Traced::see(const wire::Sighting& sighting, int camera, const Doors& doors) {
  side_ = doors.after(side_, last_.foot_in_floor, sighting.foot_in_floor);
  last_ = sighting;
  last_.code.reset();
  last_.evidence.reset();
  camera_ = camera;
  end.reset();
  const Trace now{sighting.captured_at, sighting.foot_in_floor};
  if (early_.at < first_.at + kEarly) early_ = now;
  const std::size_t newest = (oldest_ + recent_.size() - 1) % recent_.size();
  if (now.at - recent_[newest].at < kTraceStep) return;
  recent_[oldest_] = now;
  oldest_ = (oldest_ + 1) % recent_.size();
}

wire::Sighting Traced::farewell() const {
  wire::Sighting over = last_;
  over.kind = wire::SightingKind::kEnded;
  over.track = identity;
  return over;
}

Spot Traced::first_spot() const {
  Spot spot = first_.spot;
  spot.velocity = velocity(first_.at, spot.place, early_.at, early_.place);
  return spot;
}

Spot Traced::last_spot() const {
  const Trace& before = recent_[oldest_];
  return {camera_, last_.foot_in_floor,
          velocity(before.at, before.place, last_.captured_at, last_.foot_in_floor), side_};
}

TrackStart Traced::as_start() const { return {first_spot(), *start, first_.at}; }
TrackEnd Traced::as_end() const { return {last_spot(), *end, last_.captured_at}; }

}  // namespace sillage::floor::internal
