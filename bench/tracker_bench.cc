// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <random>

#include <benchmark/benchmark.h>

#include "eye/track/tracker.h"

namespace {

using namespace sillage;

/// `people` walkers on a floor that grows with them (2 m2 each), seen at 10 frames/s with 5 %
/// misses and jitter; microseconds per frame.
void track_people(benchmark::State& state) {
  const auto people = static_cast<int>(state.range(0));
  const double side_m = std::sqrt(2.0 * people) + 10;
  const int size_px = static_cast<int>(side_m * 50);
  auto tracker = eye::Tracker::create({}, {Homography::scale(1 / 50.0), size_px, size_px, true});
  std::mt19937 random(1);
  std::uniform_real_distribution<double> place(5 * 50, size_px - 5 * 50), heading(0, 6.28);
  std::normal_distribution<double> jitter(0, 2);
  struct Walker {
    double x, y, heading;
  };
  std::vector<Walker> walkers;
  for (int i = 0; i < people; ++i)
    walkers.push_back({place(random), place(random), heading(random)});
  Instant now{};
  for (auto _ : state) {
    state.PauseTiming();
    std::vector<eye::Detection> detections;
    for (Walker& walker : walkers) {
      walker.heading += 0.1 * jitter(random) / 2;
      walker.x = std::clamp(walker.x + 6 * std::cos(walker.heading), 100.0, size_px - 100.0);
      walker.y = std::clamp(walker.y + 6 * std::sin(walker.heading), 100.0, size_px - 100.0);
      if (random() % 20 == 0) continue;
      detections.push_back(
          {{walker.x - 17 + jitter(random), walker.y - 85 + jitter(random), 34, 85}, 0.8F});
    }
    now += std::chrono::milliseconds(100);
    state.ResumeTiming();
    benchmark::DoNotOptimize(tracker->process(now, detections));
  }
}
BENCHMARK(track_people)->Arg(10)->Arg(100)->Arg(1000)->Unit(benchmark::kMicrosecond);

}  // namespace
