// SPDX-License-Identifier: Apache-2.0
// The floor under load: time of a tick (all frames of all cameras in 1/fps) on one core, memory,
// and whether that grows. Made on the fly.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>

#include <fmt/core.h>
#include <unistd.h>

#include "app/floor.h"
#include "shoppers.h"

namespace {

using namespace sillage;

constexpr int kReports = 10;

double resident_kib() {
  long total = 0, resident = 0;
  std::ifstream("/proc/self/statm") >> total >> resident;
  return static_cast<double>(resident) * static_cast<double>(::sysconf(_SC_PAGESIZE)) / 1024;
}

/// Time of the calling thread on the processor, s: others may be busy.
double cpu_s() {
  timespec now{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

struct Ticks {
  std::vector<double> ms;
  std::int64_t messages = 0;

  double at(double share) {
    std::sort(ms.begin(), ms.end());
    return ms[static_cast<std::size_t>(share * static_cast<double>(ms.size() - 1))];
  }
};

void tick(bench::Shoppers& shoppers, app::Floor& floor, Ticks& ticks) {
  const auto messages = shoppers.next();
  const double start = cpu_s();
  for (const auto& message : messages) floor.process(message);
  ticks.ms.push_back((cpu_s() - start) * 1e3);
  ticks.messages += static_cast<std::int64_t>(messages.size());
}

app::Floor floor_of(const bench::Shoppers& shoppers) {
  auto floor = app::Floor::create(shoppers.store(), {.start = shoppers.now()});
  if (floor) return *std::move(floor);
  fmt::print(stderr, "floor_load: {}\n", floor.error().to_string());
  std::exit(1);
}

void report_load(int people, int seconds) {
  const bench::ShoppersOptions options{.people = people};
  bench::Shoppers shoppers(options);
  auto floor = floor_of(shoppers);
  Ticks warm_up, ticks;
  for (int i = 0; i < 300; ++i) tick(shoppers, floor, warm_up);
  for (int i = 0; i < seconds * 10; ++i) tick(shoppers, floor, ticks);
  fmt::print("  {:>7} {:>13.0f} {:>8.2f} {:>8.2f} {:>8.2f} {:>13.0f}\n", people,
             static_cast<double>(ticks.messages) / seconds, ticks.at(0.5), ticks.at(0.99),
             ticks.at(1), resident_kib());
}

/// A shop that is open twelve hours a day: 2 cameras at one frame/s, 4 people.
void report_month(int days) {
  bench::Shoppers shoppers({.cameras = 2, .people = 4, .fps = 1, .mean_stay_s = 120});
  auto floor = floor_of(shoppers);
  double first_kib = 0;
  fmt::print("2 cameras at 1 frame/s, 4 people of 120 s each, {} days of 12 h\n  {:>4} {:>13}\n",
             days, "day", "resident KiB");
  for (int day = 1; day <= days; ++day) {
    Ticks ticks;
    for (int s = 0; s < 12 * 3600; ++s) tick(shoppers, floor, ticks);
    shoppers.pause(std::chrono::hours(12));
    if (day == 1) first_kib = resident_kib();
    if (day % std::max(1, days / kReports) == 0)
      fmt::print("  {:>4} {:>13.0f}\n", day, resident_kib());
    std::fflush(stdout);
  }
  fmt::print("growth from the first day to the end: {:+.0f} KiB\n", resident_kib() - first_kib);
}

}  // namespace

int main(int argc, char** argv) {
  const std::string what = argc > 1 ? argv[1] : "load";
  if (what == "month") {
    report_month(argc > 2 ? std::max(1, std::atoi(argv[2])) : 30);
    return 0;
  }
  if (what != "load") {
    fmt::print(stderr, "usage: floor_load [load [SECONDS] | month [DAYS]]\n");
    return 2;
  }
  const int seconds = argc > 2 ? std::max(1, std::atoi(argv[2])) : 60;
  fmt::print("16 cameras at 10 frames/s, {} s; milliseconds a tick of 0.1 s, one core\n", seconds);
  fmt::print("  {:>7} {:>13} {:>8} {:>8} {:>8} {:>13}\n", "people", "messages/s", "p50", "p99",
             "most", "resident KiB");
  for (const int people : {300, 1000}) report_load(people, seconds);
  return 0;
}
