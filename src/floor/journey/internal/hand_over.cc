// SPDX-License-Identifier: Apache-2.0
#include "floor/journey/internal/hand_over.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

namespace sillage::floor::internal {
namespace {

/// Rates of new people follow the last hours; what became of the lost, the last thousands.
constexpr double kRateMemoryS = 7200;
constexpr double kMostFates = 500;

// Before anything is learned: near, elsewhere, gone, as so many soft counts.
// By side of the doors.
constexpr std::array<std::array<double, 3>, 3> kFates{
    {{1.5, 2.0, 0.5}, {1.0, 1.5, 1.5}, {0.2, 0.3, 9.5}}};
/// New people: inside hardly any, at a door one in a minute; the prior is worth ten minutes.
constexpr std::array<double, 3> kNew{1.0 / 1500, 1.0 / 60, 1.0 / 60};
constexpr double kNewPriorS = 600;
/// Where the lost are found elsewhere: nearer portals sooner, and busier ones.
constexpr double kReachM = 3.5, kAheadS = 2, kGoesPrior = 8;
/// In all, pairs of portals whose travel times are held.
constexpr std::size_t kMostPairs = 4096;
/// Of one portal, those where the lost are found most.
constexpr std::size_t kMostWays = 16;

// Found nearby: they stood still, moved along, or went on as they did.
constexpr double kStands = 0.4, kStandSdM = 0.5;
constexpr double kDrifts = 0.35, kDriftM2ps = 0.12;
constexpr double kWalkSdM = 0.5, kWalkSdMps = 0.6, kGoesOnS = 1.5;

double normal2(Point off, double sd) {
  return std::exp(-0.5 * dot(off, off) / (sd * sd)) / (2 * std::numbers::pi * sd * sd);
}

/// Per square metre.
double near_density(const TrackEnd& end, const TrackStart& start, double gap_s) {
  const Point off = start.spot.place - end.spot.place;
  const double stands = normal2(off, kStandSdM);
  const double drifts = normal2(off, std::sqrt(kStandSdM * kStandSdM + kDriftM2ps * gap_s));
  const Point goes_on = off - end.spot.velocity * std::min(gap_s, kGoesOnS);
  const double walks = normal2(goes_on, kWalkSdM + kWalkSdMps * std::min(gap_s, 5.0));
  return kStands * stands + kDrifts * drifts + (1 - kStands - kDrifts) * walks;
}

double gap_of(const TrackEnd& end, const TrackStart& start) {
  return std::max(0.05, seconds(start.at - end.at));
}

/// How long they would have walked, at the pace that they had before and after, as far as they
/// walked then: it counts as much as the usual pace.
double walk_s(const TrackEnd& end, const TrackStart& start) {
  constexpr double kUsualMps = 1.1, kLeastMps = 0.5, kMostMps = 2;
  double sum = kUsualMps;
  int count = 1;
  for (const Point velocity : {end.spot.velocity, start.spot.velocity}) {
    if (norm(velocity) <= kLeastMps) continue;
    sum += norm(velocity);
    ++count;
  }
  const double pace = std::clamp(sum / count, kLeastMps, kMostMps);
  return TravelTimes::walk_s(distance(end.spot.place, start.spot.place)) * kUsualMps / pace;
}

constexpr double kPortalArea = std::numbers::pi * Portals::kRadiusM * Portals::kRadiusM;

}  // namespace

void HandOver::advance(Instant now) {
  if (now_ == Instant{}) now_ = now;
  const double dt = seconds(now - now_);
  if (dt <= 0) return;
  now_ = now;
  const double keep = std::exp(-dt / kRateMemoryS);
  observed_s_ = observed_s_ * keep + dt;
  for (double& count : new_) count *= keep;
  for (double& count : begun_) count *= keep;
}

std::size_t HandOver::start_portal(const Spot& spot) {
  const std::size_t portal = starts_.take(spot);
  new_.resize(starts_.size());
  begun_.resize(starts_.size());
  begun_[portal] += 1;
  return portal;
}

std::array<double, 3> HandOver::fates_of(const TrackEnd& end) const {
  auto fates = kFates[static_cast<std::size_t>(end.spot.side)];
  if (end.portal < at_ends_.size()) {
    for (std::size_t i = 0; i < fates.size(); ++i) fates[i] += at_ends_[end.portal].fates[i];
  }
  const double sum = fates[0] + fates[1] + fates[2];
  for (double& fate : fates) fate /= sum;
  return fates;
}

double HandOver::goes_to(const TrackEnd& end, std::size_t start_portal) const {
  double all = 0, there = 0;
  for (std::size_t b = 0; b < starts_.size(); ++b) {
    const Spot& there_spot = starts_.middle(b);
    const double away = distance(end.spot.place + end.spot.velocity * kAheadS,
                                 there_spot.place - there_spot.velocity * (kAheadS / 2));
    const double weight = (begun_[b] + 0.1) * std::exp(-away / kReachM);
    all += weight;
    if (b == start_portal) there = weight;
  }
  double seen = 0, seen_there = 0;
  if (end.portal < at_ends_.size()) {
    seen = at_ends_[end.portal].gone_elsewhere();
    const auto& goes = at_ends_[end.portal].goes;
    const auto found = goes.find(start_portal);
    if (found != goes.end()) seen_there = found->second;
  }
  return (seen_there + kGoesPrior * there / all) / (seen + kGoesPrior);
}

TravelTimes::Mixture HandOver::travel(std::size_t end, std::size_t start) const {
  const auto pooled = anywhere_.mixture(TravelTimes::kPrior);
  const auto found = travel_.find({end, start});
  return found != travel_.end() ? found->second.mixture(pooled) : pooled;
}

HandOver::Rates HandOver::rates(const TrackEnd& end, const TrackStart& start) const {
  const double gap_s = gap_of(end, start);
  const auto fates = fates_of(end);
  const double walk = walk_s(end, start);
  Rates rates;
  rates.near = fates[0] * TravelTimes::density(near_.mixture(TravelTimes::kStaying), gap_s, 1) *
               kPortalArea * near_density(end, start, gap_s);
  rates.elsewhere = fates[1] * goes_to(end, start.portal) *
                    TravelTimes::density(travel(end.portal, start.portal), gap_s, walk);
  return rates;
}

double HandOver::new_rate(std::size_t start_portal) const {
  const double prior = kNew[static_cast<std::size_t>(starts_.middle(start_portal).side)];
  return (new_[start_portal] + prior * kNewPriorS) / (observed_s_ + kNewPriorS);
}

double HandOver::unseen_share(const TrackEnd& end, double gap_s) const {
  const auto fates = fates_of(end);
  double found =
      fates[0] * TravelTimes::share_within(near_.mixture(TravelTimes::kStaying), gap_s, 1);
  // The pooled times to where they mostly go; exact enough for what only weighs the lost.
  double within = 0, all = 0;
  const auto pooled = anywhere_.mixture(TravelTimes::kPrior);
  if (end.portal < at_ends_.size()) {
    for (const auto& [b, count] : at_ends_[end.portal].goes) {
      const double walk = TravelTimes::walk_s(distance(end.spot.place, starts_.middle(b).place));
      within += count * TravelTimes::share_within(travel(end.portal, b), gap_s, walk);
      all += count;
    }
  }
  within += kGoesPrior * TravelTimes::share_within(pooled, gap_s, TravelTimes::walk_s(6));
  found += fates[1] * within / (all + kGoesPrior);
  return std::max(0.02, 1 - found);
}

HandOver::EndPortal& HandOver::at_end(std::size_t portal) {
  if (at_ends_.size() <= portal) at_ends_.resize(portal + 1);
  EndPortal& end = at_ends_[portal];
  const double sum = end.fates[0] + end.fates[1] + end.fates[2];
  if (sum > kMostFates) {
    for (double& fate : end.fates) fate *= kMostFates / sum;
    for (auto& [b, count] : end.goes) count *= kMostFates / sum;
  }
  return end;
}

void HandOver::learn_link(const TrackEnd& end, const TrackStart& start, const Rates& shares) {
  EndPortal& at = at_end(end.portal);
  at.fates[static_cast<std::size_t>(Fate::kNear)] += shares.near;
  at.fates[static_cast<std::size_t>(Fate::kElsewhere)] += shares.elsewhere;
  if (at.goes.size() >= kMostWays && !at.goes.contains(start.portal)) {
    // A new way takes the place and the count of the least usual one, or it could never grow.
    auto least = at.goes.extract(
        std::min_element(at.goes.begin(), at.goes.end(),
                         [](const auto& a, const auto& b) { return a.second < b.second; }));
    least.key() = start.portal;
    at.goes.insert(std::move(least));
  }
  at.goes[start.portal] += shares.elsewhere;
  const double walk = walk_s(end, start);
  const double gap_s = gap_of(end, start);
  const std::pair pair{end.portal, start.portal};
  if (travel_.contains(pair) || travel_.size() < kMostPairs) {
    travel_[pair].learn(gap_s, walk, shares.elsewhere, anywhere_.mixture(TravelTimes::kPrior));
  }
  near_.learn(gap_s, 1, shares.near, TravelTimes::kStaying);
  anywhere_.learn(gap_s, walk, shares.elsewhere, TravelTimes::kPrior);
}

void HandOver::learn_new(std::size_t start_portal, double share) { new_[start_portal] += share; }

void HandOver::learn_gone(std::size_t end_portal, double share) {
  at_end(end_portal).fates[static_cast<std::size_t>(Fate::kGone)] += share;
}

}  // namespace sillage::floor::internal
