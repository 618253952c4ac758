// SPDX-License-Identifier: Apache-2.0
#include "floor/journey/internal/clothing.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>

namespace sillage::floor::internal {
namespace {

/// Beta distributions of the share of differing bits, across cameras, two looks each:
/// docs/adr/0013-clothing-code.md.
constexpr double kSameA = 8.37, kSameB = 23.22, kTwoA = 9.21, kTwoB = 9.38;
/// Some look alike, and some codes are of something else: shares of the other distribution.
constexpr double kLookAlike = 0.04, kMistaken = 0.04;
/// The published figures count as that many observations; all pairs together, for one pair, too.
constexpr double kWorth = 40;
constexpr double kMostCount = 2000;
/// No code says more than this.
constexpr double kMostSaid = 3.5;
constexpr std::size_t kMostPairs = 1024;
/// Epochs as in wire/sighting.h; codes of one are made for a minute more, and then sent for
/// seconds.
constexpr Duration kEpoch = std::chrono::minutes(15);
constexpr Duration kComparable = std::chrono::seconds(65);

std::pair<int, int> ordered(int a, int b) { return {std::min(a, b), std::max(a, b)}; }

}  // namespace

Codes::~Codes() { wipe_from(0); }

void Codes::wipe_from(std::size_t first) {
  // Through volatile, so that it is done although nobody reads it again.
  volatile auto* bytes = reinterpret_cast<volatile unsigned char*>(codes_.data());
  for (std::size_t i = first * sizeof codes_[0]; i < sizeof codes_; ++i) bytes[i] = 0;
}

template <class Gone>
void Codes::forget_if(Gone gone) {
  const auto end = codes_.begin() + static_cast<std::ptrdiff_t>(held_);
  const auto kept = std::remove_if(codes_.begin(), end, gone);
  if (kept == end) return;
  held_ = static_cast<std::size_t>(kept - codes_.begin());
  next_ = held_;
  wipe_from(held_);
}

void Codes::forget_before(std::uint32_t epoch) {
  forget_if([epoch](const Held& held) { return held.code.epoch < epoch; });
}

void Codes::replace(int camera, const Codes& by) {
  forget_if([camera](const Held& held) { return held.camera == camera; });
  for (std::size_t i = 0; i < by.held_; ++i) {
    if (by.codes_[i].camera == camera) add(camera, by.codes_[i].code);
  }
}

void Codes::add(int camera, const wire::ClothingCode& code) {
  forget_before(std::max(code.epoch, 1U) - 1);
  for (std::size_t i = 0; i < held_; ++i) {
    if (codes_[i].camera == camera && codes_[i].code.epoch == code.epoch) {
      codes_[i].code = code;
      return;
    }
  }
  codes_[next_] = {camera, code};
  next_ = (next_ + 1) % codes_.size();
  held_ = std::min(held_ + 1, codes_.size());
}

void Codes::expire(Instant now) {
  if (held_ == 0 || now < Instant(kComparable)) return;
  forget_before(static_cast<std::uint32_t>((now - kComparable).time_since_epoch() / kEpoch) + 1);
}

void Codes::inherit(const Codes& earlier) {
  std::uint32_t newest = 1;
  for (std::size_t i = 0; i < held_; ++i) newest = std::max(newest, codes_[i].code.epoch);
  for (std::size_t i = 0; i < earlier.held_ && held_ < codes_.size(); ++i) {
    if (earlier.codes_[i].code.epoch < newest - 1) continue;
    codes_[next_] = {kEarlier, earlier.codes_[i].code};
    next_ = (next_ + 1) % codes_.size();
    ++held_;
  }
}

std::optional<double> Codes::distance(const Codes& other, std::optional<int> but_of) const {
  int bits = 0, pairs = 0;
  for (std::size_t i = 0; i < held_; ++i) {
    for (std::size_t k = 0; k < other.held_; ++k) {
      const auto &a = codes_[i].code, &b = other.codes_[k].code;
      if (a.epoch != b.epoch || other.codes_[k].camera == but_of) continue;
      bits += std::popcount(a.bits ^ b.bits);
      ++pairs;
    }
  }
  if (pairs == 0) return std::nullopt;
  return bits / (64.0 * pairs);
}

ClothingOdds::Counts ClothingOdds::published(double a, double b) {
  Counts shares{};
  double sum = 0;
  for (std::size_t i = 0; i < kClasses; ++i) {
    const double x = (static_cast<double>(i) + 0.5) / kClasses;
    shares[i] = std::pow(x, a - 1) * std::pow(1 - x, b - 1);
    sum += shares[i];
  }
  for (double& each : shares) each /= sum;
  return shares;
}

void ClothingOdds::add(Counts& counts, double distance, double weight) {
  // Shared with the neighbours: distances are smooth.
  const double at = std::clamp(distance, 0.0, 1.0) * kClasses - 0.5;
  const auto low = static_cast<std::ptrdiff_t>(std::floor(at));
  const double high_share = at - static_cast<double>(low);
  const auto put = [&](std::ptrdiff_t i, double w) {
    counts[static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(i, 0, kClasses - 1))] += w;
  };
  for (const auto& [offset, part] : {std::pair{-1, 0.25}, {0, 0.5}, {1, 0.25}}) {
    put(low + offset, weight * part * (1 - high_share));
    put(low + 1 + offset, weight * part * high_share);
  }
  double sum = 0;
  for (const double each : counts) sum += each;
  if (sum <= kMostCount) return;
  for (double& each : counts) each *= kMostCount / sum;
}

double ClothingOdds::share(const Counts& counts, const Counts& prior, double worth, std::size_t i) {
  double sum = 0;
  for (const double each : counts) sum += each;
  return (counts[i] + worth * prior[i]) / (sum + worth);
}

double ClothingOdds::log_ratio(int camera, int other, double distance) const {
  static const Counts same_alone = published(kSameA, kSameB), two_alone = published(kTwoA, kTwoB);
  Counts same{}, two{};
  for (std::size_t i = 0; i < kClasses; ++i) {
    same[i] = share(all_.same, same_alone, kWorth, i);
    two[i] = share(all_.two, two_alone, kWorth, i);
  }
  const auto found = pairs_.find(ordered(camera, other));
  const auto density = [&](double at, bool is_same) {
    const auto i = static_cast<std::size_t>(
        std::clamp(static_cast<int>(at), 0, static_cast<int>(kClasses) - 1));
    const Counts& prior = is_same ? same : two;
    if (found == pairs_.end()) return prior[i];
    return share(is_same ? found->second.same : found->second.two, prior, kWorth, i);
  };
  // Between the middles of two classes.
  const double at = std::clamp(distance * kClasses - 0.5, 0.0, kClasses - 1.0);
  const double part = at - std::floor(at);
  const double one = density(at, true) * (1 - part) + density(at + 1, true) * part;
  const double many = density(at, false) * (1 - part) + density(at + 1, false) * part;
  const double ratio =
      ((1 - kMistaken) * one + kMistaken * many) / ((1 - kLookAlike) * many + kLookAlike * one);
  return std::clamp(std::log(ratio), -kMostSaid, kMostSaid);
}

void ClothingOdds::learn_same(int camera, int other, double distance, double weight) {
  add(all_.same, distance, weight);
  const auto pair = ordered(camera, other);
  if (pairs_.contains(pair) || pairs_.size() < kMostPairs) add(pairs_[pair].same, distance, weight);
}

void ClothingOdds::learn_two(int camera, int other, double distance, double weight) {
  add(all_.two, distance, weight);
  const auto pair = ordered(camera, other);
  if (pairs_.contains(pair) || pairs_.size() < kMostPairs) add(pairs_[pair].two, distance, weight);
}

}  // namespace sillage::floor::internal
