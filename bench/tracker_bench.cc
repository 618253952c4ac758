// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <string>

#include <benchmark/benchmark.h>

#include "eval/mot.h"
#include "eye/track/tracker.h"
#include "walkers.h"

namespace {

using namespace sillage;

/// One frame of that many people, in microseconds.
void track_people(benchmark::State& state) {
  bench::Walkers walkers(static_cast<int>(state.range(0)));
  auto tracker = eye::Tracker::create({}, walkers.view());
  Instant now{};
  for (auto _ : state) {
    state.PauseTiming();
    const auto detections = walkers.next();
    now += from_seconds(1 / bench::Walkers::kFps);
    state.ResumeTiming();
    benchmark::DoNotOptimize(tracker->process(now, detections));
  }
}
BENCHMARK(track_people)->Arg(10)->Arg(100)->Arg(1000)->Unit(benchmark::kMicrosecond);

/// The boxes of a file at 30 frames/s, without calibration, over and over; a new tracker each time.
struct Recorded {
  std::vector<std::vector<eye::Detection>> frames;
  eye::TrackerView view;
};

Result<Recorded> read_recorded(const std::filesystem::path& file) {
  ASSIGN_OR_RETURN(const auto rows, eval::read_mot(file));
  Recorded recorded;
  recorded.view.calibrated = false;
  for (const auto& row : rows) {
    recorded.frames.resize(std::max<std::size_t>(recorded.frames.size(), row.frame));
    recorded.frames[row.frame - 1].push_back({row.box, static_cast<float>(row.confidence)});
    const auto& box = row.box;
    recorded.view.width = std::max(recorded.view.width, static_cast<int>(std::ceil(box.right())));
    recorded.view.height =
        std::max(recorded.view.height, static_cast<int>(std::ceil(box.bottom())));
  }
  return recorded;
}

void track_file(benchmark::State& state, const std::string& file) {
  const auto recorded = read_recorded(file);
  if (!recorded || recorded->frames.empty()) {
    state.SkipWithError(recorded ? "no boxes" : recorded.error().to_string().c_str());
    return;
  }
  auto tracker = eye::Tracker::create({}, recorded->view);
  std::size_t frame = 0;
  for (auto _ : state) {
    if (frame == recorded->frames.size()) {
      state.PauseTiming();
      tracker = eye::Tracker::create({}, recorded->view);
      frame = 0;
      state.ResumeTiming();
    }
    const Instant at(from_seconds(static_cast<double>(frame) / 30));
    benchmark::DoNotOptimize(tracker->process(at, recorded->frames[frame++]));
  }
}

/// $SILLAGE_DATA/tracking/synthetic/nN.det.txt, where it is there.
[[maybe_unused]] const bool registered = [] {
  const char* data = std::getenv("SILLAGE_DATA");
  for (const char* people : {"10", "100", "1000"}) {
    if (data == nullptr) break;
    const auto file = std::filesystem::path(data) / "tracking" / "synthetic" /
                      (std::string("n") + people + ".det.txt");
    benchmark::RegisterBenchmark((std::string("track_file/") + people).c_str(), track_file,
                                 file.string())
        ->Unit(benchmark::kMicrosecond);
  }
  return true;
}();

}  // namespace
