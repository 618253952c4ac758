// SPDX-License-Identifier: Apache-2.0
// How small a printed mark may be in the picture, and what looking for it costs: drawn sheets, as
// Markdown on stdout. marks_table [LOOKS]
#include <chrono>
#include <cstdlib>
#include <optional>
#include <random>

#include <fmt/core.h>

#include "eye/describe/badge_reader.h"
#include "eye/describe/testing/drawn_mark.h"
#include "eye/describe/testing/dressed.h"

namespace sillage::bench {
namespace {

using eye::testing::DrawnMark;

struct Setting {
  const char* name;
  double turn;  ///< yaw and pitch up to so many radians
  double blur;  ///< pixels
};

struct Figures {
  double read = 0;  ///< share of the looks
  double ms = 0;
};

/// One person with a mark on the chest whose width is `share` of the person's height.
Figures look(double size, double share, const Setting& setting, int looks, bool with_mark) {
  std::mt19937 random(5);
  std::uniform_real_distribution<double> any(-1, 1);
  const double height = size / share;
  const Box person{60, 40, 0.4 * height, height};
  Figures figures;
  eye::BadgeOptions options;
  options.min_height = 1;
  options.coarse_height = std::max(options.coarse_height, options.min_height);
  eye::BadgeReader reader = *eye::BadgeReader::create(options);
  for (int i = 0; i < looks; ++i) {
    eye::I420Image image = eye::testing::empty_room(static_cast<int>(person.right() + 60),
                                                    static_cast<int>(person.bottom() + 40));
    eye::testing::draw_person(image, person, eye::testing::kBlue, eye::testing::kBlack);
    DrawnMark mark;
    mark.centre = {person.centre().x + any(random), person.top + 0.35 * height + any(random)};
    mark.size = size;
    mark.yaw = setting.turn * any(random);
    mark.pitch = setting.turn * any(random);
    mark.roll = 0.2 * any(random);
    if (with_mark) eye::testing::draw_mark(image, eye::mark_pattern(wire::Badge::kObjection), mark);
    eye::testing::blur(image, setting.blur);
    eye::testing::sensor_noise(image, 3, random);
    const eye::SeenPerson seen{TrackId{static_cast<std::uint64_t>(i) + 1}, person};
    const auto before = reader.stats().reads;
    const auto start = std::chrono::steady_clock::now();
    reader.process(Instant{}, image.view(), {&seen, 1});
    figures.ms +=
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
            .count() /
        looks;
    figures.read += static_cast<double>(reader.stats().reads - before) / looks;
  }
  return figures;
}

void run(int looks) {
  constexpr double kSheet = 0.12 / 1.7;  // 12 cm on somebody of 1.7 m
  constexpr Setting kSettings[] = {{"straight, sharp", 0.1, 0.5},
                                   {"turned up to 35 degrees", 0.6, 0.7},
                                   {"turned up to 35 degrees, soft", 0.6, 1.2}};
  fmt::print("Share of looks that read a mark of so many pixels ({} looks)\n\n|", looks);
  constexpr int kSizes[] = {12, 14, 16, 18, 20, 22, 24, 28, 32, 40, 60};
  for (const int size : kSizes) fmt::print(" | {}", size);
  fmt::print(" |\n|---");
  for ([[maybe_unused]] const int size : kSizes) fmt::print("|---");
  fmt::print("|\n");
  for (const Setting& setting : kSettings) {
    fmt::print("| {}", setting.name);
    for (const int size : kSizes)
      fmt::print(" | {:.2f}", look(size, kSheet, setting, looks, true).read);
    fmt::print(" |\n");
  }
  fmt::print("\n| person, pixels | a look without a mark, ms |\n|---|---|\n");
  for (const int height : {180, 255, 340, 500, 700, 1000}) {
    const Figures figures = look(height * kSheet, kSheet, kSettings[1], looks, false);
    fmt::print("| {} | {:.2f} |\n", height, figures.ms);
  }
}

}  // namespace
}  // namespace sillage::bench

int main(int argc, char** argv) { sillage::bench::run(argc > 1 ? std::atoi(argv[1]) : 100); }
