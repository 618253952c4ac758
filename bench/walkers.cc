// SPDX-License-Identifier: Apache-2.0
#include "walkers.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace sillage::bench {
namespace {

constexpr double kPixelsPerMetre = 50;
constexpr double kStepPx = 6;  // 1.2 m/s
constexpr double kMargin = 100;
constexpr double kWidth = 34, kHeight = 85;

}  // namespace

Walkers::Walkers(int people, double mean_life_s)
    : size_px_(static_cast<int>((std::sqrt(2.0 * people) + 10) * kPixelsPerMetre)),
      leaves_(1 / (mean_life_s * kFps)) {
  for (int i = 0; i < people; ++i) walkers_.push_back(newcomer());
}

eye::TrackerView Walkers::view() const {
  return {Homography::scale(1 / kPixelsPerMetre), size_px_, size_px_, true};
}

Walkers::Walker Walkers::newcomer() {
  std::uniform_real_distribution<double> place(2 * kMargin, size_px_ - 2 * kMargin);
  std::uniform_real_distribution<double> heading(0, 6.28);
  const double x = place(random_), y = place(random_);
  return {x, y, heading(random_)};
}

/// Off the wall like a ball; nobody gathers there.
void Walkers::turn_back(Walker& walker) const {
  const double low = kMargin, high = size_px_ - kMargin;
  if (walker.x < low || walker.x > high) walker.heading = std::numbers::pi - walker.heading;
  if (walker.y < low || walker.y > high) walker.heading = -walker.heading;
  walker.x = std::clamp(walker.x, low, high);
  walker.y = std::clamp(walker.y, low, high);
}

std::vector<eye::Detection> Walkers::next() {
  std::normal_distribution<double> jitter(0, 2);
  std::uniform_real_distribution<double> chance(0, 1);
  std::vector<eye::Detection> detections;
  for (Walker& walker : walkers_) {
    if (leaves_ > 0 && chance(random_) < leaves_) walker = newcomer();
    walker.heading += 0.05 * jitter(random_);
    walker.x += kStepPx * std::cos(walker.heading);
    walker.y += kStepPx * std::sin(walker.heading);
    turn_back(walker);
    if (random_() % 20 == 0) continue;
    const double left = walker.x - kWidth / 2 + jitter(random_);
    const double top = walker.y - kHeight + jitter(random_);
    detections.push_back({{left, top, kWidth, kHeight}, 0.8F});
  }
  return detections;
}

}  // namespace sillage::bench
