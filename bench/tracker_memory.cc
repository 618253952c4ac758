// SPDX-License-Identifier: Apache-2.0
// Does the tracker's memory grow with time? 20 people who stay 10 s on average, made on the fly.
#include <chrono>
#include <cstdlib>
#include <fstream>

#include <fmt/core.h>
#include <unistd.h>

#include "eye/track/tracker.h"
#include "walkers.h"

namespace {

using namespace sillage;

constexpr int kPeople = 20;
constexpr double kMeanLifeS = 10;
constexpr int kReports = 10;

double resident_kib() {
  long total = 0, resident = 0;
  std::ifstream("/proc/self/statm") >> total >> resident;
  return static_cast<double>(resident) * static_cast<double>(::sysconf(_SC_PAGESIZE)) / 1024;
}

}  // namespace

int main(int argc, char** argv) {
  const long frames = argc > 1 ? std::atol(argv[1]) : 1'000'000;
  if (frames < kReports) {
    fmt::print(stderr, "usage: tracker_memory [FRAMES], at least {}\n", kReports);
    return 2;
  }
  bench::Walkers walkers(kPeople, kMeanLifeS);
  auto tracker = eye::Tracker::create({}, walkers.view());
  fmt::print("{} people, {} s each, {} frames\n  {:>10}  {:>12}  {:>10}\n", kPeople, kMeanLifeS,
             frames, "frames", "resident KiB", "us a frame");
  double first_kib = 0, last_kib = 0;
  for (int report = 1; report <= kReports; ++report) {
    double tracker_s = 0;
    const long from = frames * (report - 1) / kReports, to = frames * report / kReports;
    for (long frame = from; frame < to; ++frame) {
      const auto detections = walkers.next();
      const auto start = std::chrono::steady_clock::now();
      const auto at = Instant(from_seconds(static_cast<double>(frame) / bench::Walkers::kFps));
      const auto updates = tracker->process(at, detections);
      tracker_s += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    }
    last_kib = resident_kib();
    if (report == 1) first_kib = last_kib;
    fmt::print("  {:>10}  {:>12.0f}  {:>10.1f}\n", to, last_kib,
               tracker_s * 1e6 / static_cast<double>(to - from));
  }
  fmt::print("growth from the first tenth to the end: {:+.0f} KiB\n", last_kib - first_kib);
  return 0;
}
