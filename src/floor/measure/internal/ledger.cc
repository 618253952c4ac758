// SPDX-License-Identifier: Apache-2.0
#include "floor/measure/internal/ledger.h"

#include <algorithm>

namespace sillage::floor::internal {

Ledger::Ledger(const Plan& plan, BinClock clock, Duration settling)
    : plan_(plan), clock_(clock), settling_(settling) {}

bool Ledger::accepts(Instant at) const {
  const std::int64_t index = clock_.index_of(at);
  return index >= oldest_ && (bins_.size() < kMaxOpenBins || bins_.contains(index));
}

std::int64_t Ledger::bin_for(Instant at) const {
  const std::int64_t index = std::max(clock_.index_of(at), oldest_);
  if (bins_.contains(index) || bins_.size() < kMaxOpenBins) return index;
  return bins_.rbegin()->first;
}

OpenBin& Ledger::open(std::int64_t index) { return bins_.try_emplace(index, plan_).first->second; }

void Ledger::visit(Body& body, std::int64_t bin, const PlaceKey& place) {
  if (body.visit(bin, place)) open(bin).add_people(place, 1);
}

void Ledger::record(Body& body, JourneyEvents& events) {
  for (const auto& happened : events.lines) {
    const std::int64_t bin = bin_for(happened.event.at);
    open(bin).add(happened);
    if (happened.event.verdict == Verdict::kMissed) continue;
    const bool entry = happened.event.direction == Direction::kEntry;
    visit(body, bin,
          {.kind = entry ? PlaceKey::Kind::kLineEntry : PlaceKey::Kind::kLineExit,
           .index = static_cast<int>(happened.line),
           .cell = {}});
  }
  for (const auto& visited : events.zones) {
    const std::int64_t bin = bin_for(visited.stay.end);
    const int zone = static_cast<int>(visited.zone);
    open(bin).add(visited);
    visit(body, bin, {.kind = PlaceKey::Kind::kZone, .index = zone, .cell = {}});
    visit(body, bin,
          {.kind = PlaceKey::Kind::kDwellClass,
           .index = zone,
           .dwell_class = dwell_class(seconds(visited.stay.length)),
           .cell = {}});
  }
  events.lines.clear();
  events.zones.clear();
}

bool Ledger::add_heat(Body& body, Point place, Instant at, Duration spent, bool new_cell) {
  const std::int64_t bin = bin_for(at);
  if (!open(bin).add_heat(place, spent)) return false;
  for (int level = 0; new_cell && level < kHeatLevels; ++level) {
    visit(body, bin,
          {.kind = PlaceKey::Kind::kHeat, .index = level, .cell = heat_cell_at(place, level)});
  }
  return true;
}

void Ledger::add_person(Body& body, Instant at) { visit(body, bin_for(at), {.cell = {}}); }

void Ledger::add_sample(Instant at, std::int64_t people) {
  if (accepts(at)) open(clock_.index_of(at)).add_sample(people);
}

void Ledger::add_observed(int camera, Instant at, Duration observed) {
  open(bin_for(at)).add_observed(camera, observed);
}

void Ledger::merge(Body& into, Body&& from) {
  into.absorb(std::move(from), [this](std::int64_t bin, const PlaceKey& place) {
    if (const auto it = bins_.find(bin); it != bins_.end()) it->second.add_people(place, -1);
  });
}

BinTally Ledger::close_oldest() {
  const OpenBin& bin = open(oldest_);
  BinTally tally = bin.tally(plan_, clock_.start_of(oldest_), clock_.end_of(oldest_));
  bins_.erase(oldest_);
  ++oldest_;
  return tally;
}

void Ledger::skip_outage(std::int64_t until) {
  if (!bins_.empty()) until = std::min(until, bins_.begin()->first);
  if (until - oldest_ > kMaxEmptyBins) oldest_ = until;
}

std::vector<BinTally> Ledger::close_until(Instant watermark) {
  std::vector<BinTally> closed;
  // With a known end only finish() knows that no frame comes after it.
  const auto may_close = [this](std::int64_t index) {
    return !clock_.last_index() || index < *clock_.last_index();
  };
  while (may_close(oldest_) && clock_.end_of(oldest_) + settling_ <= watermark) {
    skip_outage(clock_.index_of(watermark - settling_));
    if (clock_.end_of(oldest_) + settling_ > watermark || !may_close(oldest_)) break;
    closed.push_back(close_oldest());
  }
  return closed;
}

std::vector<BinTally> Ledger::close_all(Instant last_frame, Duration last_observed) {
  std::int64_t last = std::max(clock_.index_of(last_frame), oldest_);
  if (clock_.last_index()) last = *clock_.last_index();
  if (!bins_.empty()) last = std::max(last, bins_.rbegin()->first);
  std::vector<BinTally> closed;
  while (oldest_ <= last) {
    skip_outage(last);
    closed.push_back(close_oldest());
  }
  if (closed.empty()) return closed;
  BinTally& tail = closed.back();
  if (clock_.last_index()) {
    tail.end = std::max(tail.end, last_frame);
  } else if (last == 0 && last_frame + last_observed > tail.start) {
    tail.end = std::min(tail.end, last_frame + last_observed);
  }
  return closed;
}

}  // namespace sillage::floor::internal
