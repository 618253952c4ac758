// SPDX-License-Identifier: Apache-2.0
#include "eye/track/internal/occlusion_map.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace sillage::eye {
namespace {

/// Beforehand so many lower edges lie on something that hides, and what is then missing on
/// average; around that, and around nothing on open floor, people differ by this.
constexpr double kHides = 0.2, kUsuallyMissing = 0.2, kDiffer = 0.1;
/// What one person says at most, and what all do.
constexpr double kMostOfOne = 0.8, kMostOfAll = 6;
/// Whose lower edge lies on something that hides has hidden feet, and who else.
constexpr double kHiddenBehind = 0.95, kHiddenInTheOpen = 0.03;
/// Statures of adults, standard deviation, and the share of those who are far smaller, by anything
/// up to this.
constexpr double kStatureSd = 0.08, kChildren = 0.08, kAnything = 0.75;

/// A floor on which everybody is small was measured wrong: what this share of people lack at most
/// is no sign of anything. Told from so many who were seen somewhere, half of whom are forgotten
/// when they are too many to tell of a change.
constexpr double kQuantile = 0.35, kEnough = 50, kTooMany = 40000;
/// What people lack is counted in classes.
constexpr double kLowestShare = -0.5, kShareStep = 0.02;
constexpr int kShares = 50;

double log_odds_of(double p) { return std::log(p / (1 - p)); }

/// The density of what a whole person lacks.
double density_of_whole(double missing) {
  const double z = std::max(0.0, missing) / kStatureSd;
  const double adults = std::exp(-0.5 * z * z) / (kStatureSd * std::sqrt(2 * std::numbers::pi));
  return (1 - kChildren) * adults + kChildren / kAnything;
}

}  // namespace

OcclusionMap::OcclusionMap(int width, int height)
    : width_(width),
      height_(height),
      says_(static_cast<std::size_t>(kColumns) * kRows),
      shares_(kShares) {}

int OcclusionMap::cell_of(const Box& box) const {
  const auto at = [](double share, int n) {
    return std::clamp(static_cast<int>(std::clamp(share, 0.0, 1.0) * n), 0, n - 1);
  };
  const Point foot = box.foot();
  return at(foot.y / height_, kRows) * kColumns + at(foot.x / width_, kColumns);
}

void OcclusionMap::learn(const Box& box, double missing, Told& told) {
  const int cell = cell_of(box);
  if (told[static_cast<std::size_t>(cell)]) return;
  told.set(static_cast<std::size_t>(cell));
  const double shown = (missing - kLowestShare) / kShareStep;
  ++shares_[static_cast<std::size_t>(std::clamp(shown, 0.0, kShares - 1.0))];
  if (++learned_ > kTooMany) {
    for (double& share : shares_) share /= 2;
    learned_ /= 2;
  }
  const double more = missing - usual() - kUsuallyMissing / 2;
  double& says = says_[static_cast<std::size_t>(cell)];
  says += std::clamp(kUsuallyMissing * more / (kDiffer * kDiffer), -kMostOfOne, kMostOfOne);
  says = std::clamp(says, -kMostOfAll, kMostOfAll);
}

double OcclusionMap::usual() const {
  if (learned_ < kEnough) return 0;
  double below = 0;
  int i = 0;
  while (i < kShares && below < kQuantile * learned_)
    below += shares_[static_cast<std::size_t>(i++)];
  return std::max(0.0, kLowestShare + kShareStep * (i - 0.5));
}

/// Probability of hidden feet; what the rows above and below say counts half.
double OcclusionMap::hidden_at(const Box& box) const {
  const int cell = cell_of(box);
  double says = log_odds_of(kHides);
  for (const int at : {cell - kColumns, cell, cell + kColumns}) {
    if (at < 0 || at >= kColumns * kRows) continue;
    says += (at == cell ? 1 : 0.5) * says_[static_cast<std::size_t>(at)];
  }
  const double hides = 1 / (1 + std::exp(-says));
  return hides * kHiddenBehind + (1 - hides) * kHiddenInTheOpen;
}

double OcclusionMap::log_odds(const Box& box, double missing) const {
  return log_odds_of(hidden_at(box)) - std::log(kAnything * density_of_whole(missing - usual()));
}

double OcclusionMap::log_odds(const Box& box) const {
  constexpr double kUnknown = kHides * kHiddenBehind + (1 - kHides) * kHiddenInTheOpen;
  return std::max(0.0, log_odds_of(hidden_at(box)) - log_odds_of(kUnknown));
}

}  // namespace sillage::eye
