// SPDX-License-Identifier: Apache-2.0
#include "sim/camera/internal/stamp.h"

#include <algorithm>
#include <array>
#include <chrono>

namespace sillage::sim::render {
namespace {

constexpr std::uint8_t kInk = 225, kRim = 24;

struct Rect {
  int x, y, width, height;
};
/// The strokes of a digit in a cell of 6 x 10 with strokes of 1: top, upper left, upper right,
/// middle, lower left, lower right, bottom.
constexpr std::array<Rect, 7> kStrokes = {{{0, 0, 5, 1},
                                           {0, 0, 1, 5},
                                           {4, 0, 1, 5},
                                           {0, 4, 5, 1},
                                           {0, 4, 1, 5},
                                           {4, 4, 1, 5},
                                           {0, 8, 5, 1}}};
/// Which strokes make each digit; bit 0 is the top.
constexpr std::array<unsigned, 10> kDigits = {0b1110111, 0b0100100, 0b1011101, 0b1101101,
                                              0b0101110, 0b1101011, 0b1111011, 0b0100101,
                                              0b1111111, 0b1101111};
constexpr int kAdvance = 7;

void fill(Picture& picture, Rect rect, int scale, std::uint8_t value, int grow) {
  const int x0 = std::max(0, rect.x * scale - grow), y0 = std::max(0, rect.y * scale - grow);
  const int x1 = std::min(picture.width, (rect.x + rect.width) * scale + grow);
  const int y1 = std::min(picture.height, (rect.y + rect.height) * scale + grow);
  for (int y = y0; y < y1; ++y) {
    for (int x = x0; x < x1; ++x) {
      picture.y[static_cast<std::size_t>(y) * picture.width + x] = value;
      const std::size_t chroma =
          static_cast<std::size_t>(y / 2) * ((picture.width + 1) / 2) + x / 2;
      picture.u[chroma] = picture.v[chroma] = 128;
    }
  }
}

}  // namespace

void stamp(Picture& picture, Instant local) {
  const auto day = std::chrono::floor<std::chrono::days>(local);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(std::chrono::floor<std::chrono::seconds>(local - day));
  const std::string text =
      fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02}", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  time.hours().count(), time.minutes().count(), time.seconds().count());
  const int scale = std::max(1, picture.width / 640);
  for (const bool rim : {true, false}) {
    int at = 6;
    for (const char c : text) {
      const auto draw = [&](Rect rect) {
        fill(picture, {rect.x + at, rect.y + 6, rect.width, rect.height}, scale, rim ? kRim : kInk,
             rim ? 1 : 0);
      };
      if (c >= '0' && c <= '9') {
        for (std::size_t i = 0; i < kStrokes.size(); ++i) {
          if ((kDigits[static_cast<std::size_t>(c - '0')] >> i & 1) != 0) draw(kStrokes[i]);
        }
      } else if (c == ':') {
        draw({2, 2, 1, 1});
        draw({2, 6, 1, 1});
      } else if (c == '-') {
        draw({1, 4, 3, 1});
      }
      at += kAdvance;
    }
  }
}

}  // namespace sillage::sim::render
