// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <chrono>
#include <cmath>
#include <random>

#include <benchmark/benchmark.h>

#include "floor/journey/stitcher.h"

namespace {

using namespace sillage;

/// `people` walkers (2 m2 each) at 10 frames/s, 5 % of sightings missed; every 8 s on average one
/// is lost for up to 2 s and found under a new track. Microseconds per frame with 2 s of lag.
class Crowd {
 public:
  explicit Crowd(int people) : side_m_(std::sqrt(2.0 * people)) {
    std::uniform_real_distribution<double> place(0, side_m_), heading(0, 6.28);
    for (int i = 0; i < people; ++i) {
      walkers_.push_back({place(random_), place(random_), heading(random_), next_track_++, 0});
    }
  }

  /// What an eye sends for the next frame.
  std::vector<wire::EyeMessage> next() {
    now_ += std::chrono::milliseconds(100);
    std::normal_distribution<double> jitter(0, 0.05);
    std::vector<wire::EyeMessage> messages;
    for (Walker& walker : walkers_) {
      walker.heading += 2 * jitter(random_);
      walker.x = std::clamp(walker.x + 0.12 * std::cos(walker.heading), 0.0, side_m_);
      walker.y = std::clamp(walker.y + 0.12 * std::sin(walker.heading), 0.0, side_m_);
      if (random_() % 80 == 0) {
        walker.hidden = static_cast<int>(random_() % 20);
        walker.track = next_track_++;
      }
      if (walker.hidden > 0) --walker.hidden;
      if (walker.hidden > 0 || random_() % 20 == 0) continue;
      messages.emplace_back(wire::Sighting{camera_,
                                           now_,
                                           TrackId{walker.track},
                                           wire::SightingKind::kObserved,
                                           {walker.x + jitter(random_), walker.y + jitter(random_)},
                                           {0.01, 0, 0.01},
                                           0.9F});
    }
    messages.emplace_back(wire::FrameMark{camera_, now_, std::chrono::milliseconds(100)});
    return messages;
  }

 private:
  struct Walker {
    double x, y, heading;
    std::uint64_t track;
    int hidden;
  };
  CameraId camera_{"camera"};
  std::mt19937 random_{1};
  double side_m_;
  std::uint64_t next_track_ = 1;
  std::vector<Walker> walkers_;
  Instant now_{};
};

void stitch_people(benchmark::State& state) {
  Crowd crowd(static_cast<int>(state.range(0)));
  auto stitcher = floor::Stitcher::create({});
  std::vector<double> frames_us;
  for (auto _ : state) {
    state.PauseTiming();
    const auto messages = crowd.next();
    state.ResumeTiming();
    const auto start = std::chrono::steady_clock::now();
    for (const auto& message : messages) benchmark::DoNotOptimize(stitcher->process(message));
    frames_us.push_back(
        std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - start)
            .count());
  }
  std::sort(frames_us.begin(), frames_us.end());
  state.counters["p99_us"] = frames_us[frames_us.size() * 99 / 100];
}
BENCHMARK(stitch_people)->Arg(10)->Arg(100)->Arg(300)->Unit(benchmark::kMicrosecond);

}  // namespace
