// SPDX-License-Identifier: Apache-2.0
#include "floor/measure/internal/ledger.h"

#include <algorithm>
#include <utility>

#include "floor/measure/internal/watermark.h"

namespace sillage::floor::internal {

Ledger::Ledger(const Plan& plan, BinClock clock, Duration settling)
    : plan_(plan), clock_(clock), settling_(settling) {}

bool Ledger::accepts(Instant at) const {
  const std::int64_t index = clock_.index_of(at);
  return index >= oldest_ && (bins_.size() < kMaxOpenBins || bins_.contains(index));
}

std::int64_t Ledger::bin_for(Instant at) {
  std::int64_t index = std::max(clock_.index_of(at), oldest_);
  if (!bins_.contains(index) && bins_.size() >= kMaxOpenBins) index = bins_.rbegin()->first;
  open(index);
  return index;
}

OpenBin& Ledger::open(std::int64_t index) {
  return bins_.try_emplace(index, plan_, clock_.start_of(index)).first->second;
}

void Ledger::expect_camera(const CameraId& camera) {
  are_cameras_known_ = true;
  since_.emplace(camera, start());
}

void Ledger::observe(const CameraId& camera, Instant at, Duration observed) {
  if (observed <= Duration::zero()) return;  // a blind camera only tells the time
  const std::int64_t before = floor_second(at - Duration(1));
  if (!first_second_) first_second_ = before + 1;
  for (const std::int64_t second : {before, before + 1}) {
    const Instant when{std::chrono::seconds(second)};
    // The next bin begins with its own first frame.
    if (second < *first_second_ || bin_of(when) > bin_of(at) || !accepts(when)) continue;
    open(bin_for(when)).observe_second(second);
  }
  if (!are_cameras_known_) since_.emplace(camera, at);
  if (since_.contains(camera) && accepts(at)) open(bin_for(at)).add_observed(camera, observed);
}

/// Observed is the mean over the cameras; who sent much less than another was silent.
void Ledger::judge_cameras(const OpenBin& bin, BinTally& tally) const {
  Duration sum{}, most{};
  Duration::rep cameras = 0;
  const auto observed_by = [&](const CameraId& camera) {
    const auto observed = bin.observed().find(camera);
    return observed == bin.observed().end() ? Duration::zero() : observed->second;
  };
  for (const auto& [camera, since] : since_) {
    if (since >= tally.end) continue;
    ++cameras;
    sum += observed_by(camera);
    most = std::max(most, observed_by(camera));
  }
  if (cameras > 0) tally.observed = std::min(sum / cameras, tally.end - tally.start);
  for (const auto& [camera, since] : since_) {
    const Duration missing = most - observed_by(camera);
    if (since < tally.end && missing > Watermark::kMaxLag) tally.silent[camera] = missing;
  }
}

BinTally Ledger::close_oldest(const BeforeClosing& before) {
  open(oldest_);
  before(oldest_);
  const OpenBin& bin = bins_.at(oldest_);
  BinTally tally = bin.tally(clock_.end_of(oldest_), last_second_, inside_);
  judge_cameras(bin, tally);
  tally.oldest_person = std::exchange(oldest_person_, std::nullopt);
  bins_.erase(oldest_);
  ++oldest_;
  return tally;
}

void Ledger::skip_outage(std::int64_t until) {
  if (!bins_.empty()) until = std::min(until, bins_.begin()->first);
  if (until - oldest_ <= kMaxEmptyBins) return;
  oldest_ = until;
  inside_.reset();
}

std::vector<BinTally> Ledger::close_until(Instant watermark, const BeforeClosing& before) {
  std::vector<BinTally> closed;
  // With a known end only finish() knows that no frame comes after it.
  const auto may_close = [this](std::int64_t index) {
    return !clock_.last_index() || index < *clock_.last_index();
  };
  while (may_close(oldest_) && clock_.end_of(oldest_) + settling_ <= watermark) {
    skip_outage(clock_.index_of(watermark - settling_));
    if (clock_.end_of(oldest_) + settling_ > watermark || !may_close(oldest_)) break;
    closed.push_back(close_oldest(before));
  }
  return closed;
}

std::vector<BinTally> Ledger::close_all(Instant last_frame, Duration last_observed,
                                        const BeforeClosing& before) {
  last_second_ = floor_second(last_frame);
  std::int64_t last = std::max(clock_.index_of(last_frame), oldest_);
  if (clock_.last_index()) last = *clock_.last_index();
  if (!bins_.empty()) last = std::max(last, bins_.rbegin()->first);
  std::vector<BinTally> closed;
  while (oldest_ <= last) {
    skip_outage(last);
    closed.push_back(close_oldest(before));
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
