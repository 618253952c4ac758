// SPDX-License-Identifier: Apache-2.0
#include "eye/track/internal/occlusion_map.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace sillage::eye {
namespace {

/// Of the picture. Edges of furniture run along rows more than along columns.
constexpr int kColumns = 24, kRows = 48;
/// Beforehand so many lower edges lie on something that hides, and what is then missing on
/// average; around that, and around nothing on open floor, people differ by this.
constexpr double kHides = 0.2, kUsuallyMissing = 0.2, kDiffer = 0.1;
/// What one person says at most, and what all do.
constexpr double kMostOfOne = 1, kMostOfAll = 6;
/// Whose lower edge lies on something that hides has hidden feet, and who else.
constexpr double kHiddenBehind = 0.95, kHiddenInTheOpen = 0.03;
/// Statures of adults, standard deviation, and the share of those who are far smaller.
constexpr double kStatureSd = 0.08, kChildren = 0.08, kMostMissing = 0.75;

/// Shares in the whole picture are counted in classes. A floor on which everybody is small was
/// measured wrong: what this share of people lack at most is no sign of anything.
constexpr double kLowestShare = -0.5, kShareStep = 0.02, kQuantile = 0.35, kEnough = 50;
constexpr double kMostShares = 40000;
constexpr int kShares = 50;

double log_odds_of(double p) { return std::log(p / (1 - p)); }

/// Probability of hidden feet, by that of something that hides.
double hidden_at(double hides) { return hides * kHiddenBehind + (1 - hides) * kHiddenInTheOpen; }

/// The density of what a whole person lacks.
double density_of_whole(double missing) {
  const double z = missing / kStatureSd;
  const double adults = std::exp(-0.5 * z * z) / (kStatureSd * std::sqrt(2 * std::numbers::pi));
  return (1 - kChildren) * adults + kChildren / kMostMissing;
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

void OcclusionMap::learn(const Box& box, double missing) {
  const double shown = (missing - kLowestShare) / kShareStep;
  ++shares_[static_cast<std::size_t>(std::clamp(shown, 0.0, kShares - 1.0))];
  if (++learned_ > kMostShares) {
    for (double& share : shares_) share /= 2;
    learned_ /= 2;
  }
  const double more = missing - usual() - kUsuallyMissing / 2;
  double& says = says_[static_cast<std::size_t>(cell_of(box))];
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

/// Probability that something hides legs there; the rows above and below count half.
double OcclusionMap::hides(int cell) const {
  double says = log_odds_of(kHides);
  for (const int step : {-kColumns, 0, kColumns}) {
    const int at = cell + step;
    if (at < 0 || at >= kColumns * kRows) continue;
    says += (step == 0 ? 1 : 0.5) * says_[static_cast<std::size_t>(at)];
  }
  return 1 / (1 + std::exp(-says));
}

double OcclusionMap::log_odds(const Box& box, double missing) const {
  return log_odds_of(hidden_at(hides(cell_of(box)))) -
         std::log(kMostMissing * density_of_whole(missing - usual()));
}

double OcclusionMap::log_odds(const Box& box) const {
  return std::max(0.0,
                  log_odds_of(hidden_at(hides(cell_of(box)))) - log_odds_of(hidden_at(kHides)));
}

}  // namespace sillage::eye
