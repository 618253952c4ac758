// SPDX-License-Identifier: Apache-2.0
#include "eye/plate/internal/histogram_plane.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace sillage::eye::plate_internal {
namespace {

constexpr std::size_t kTile = 64;
constexpr std::size_t kClasses = 64;
constexpr std::uint8_t kFull = 255;
/// Values 0 to 255 spread over 63 classes; the 64th holds what the dither adds.
constexpr unsigned kSpread = 63;
/// Added in turn, in 1/256 of a class, before a value is put into its class: the counts of a still
/// sample then divide over two classes and keep its value far finer than a class. The mean is half
/// a class, and so is the first: a sample seen only once is rounded to the nearest class.
constexpr std::array<unsigned, 5> kDither = {128, 26, 230, 77, 179};

/// Where in the counts the next value of a sample belongs.
inline std::size_t cell_of(std::size_t index, std::uint8_t value, std::uint8_t& seen) {
  const std::size_t level = (value * kSpread + kDither[seen % kDither.size()]) >> 8;
  seen = seen == 255 ? std::uint8_t{251} : static_cast<std::uint8_t>(seen + 1);
  return (index / kTile) * kTile * kClasses + level * kTile + index % kTile;
}

inline void increment(std::uint8_t* counts, std::size_t cell) {
  if (counts[cell] == kFull) {
    std::uint8_t* const first = counts + cell / (kTile * kClasses) * (kTile * kClasses);
    for (std::size_t i = cell % kTile; i < kTile * kClasses; i += kTile) first[i] >>= 1;
  }
  ++counts[cell];
}

}  // namespace

HistogramPlane::HistogramPlane(int width, int height) : width_(width), height_(height) {
  const std::size_t samples = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
  const std::size_t tiles = (samples + kTile - 1) / kTile;
  counts_.assign(tiles * kTile * kClasses, 0);
  seen_.assign(tiles * kTile, 0);
}

void HistogramPlane::add(PlaneView plane, const std::vector<std::uint8_t>& hidden) {
  std::uint8_t* const counts = counts_.data();
  std::uint8_t* const seen = seen_.data();
  const std::size_t width = static_cast<std::size_t>(width_);
  for (int row = 0; row < height_; ++row) {
    const std::uint8_t* const line = plane.data + static_cast<std::ptrdiff_t>(row) * plane.stride;
    const std::size_t first = static_cast<std::size_t>(row) * width;
    const std::uint8_t* const skip = hidden.data() + first;
    for (std::size_t column = 0; column < width; column += kTile) {
      // Two passes over a piece of the row, so that the memory fetches of the piece overlap.
      std::array<std::size_t, kTile> cells;
      std::size_t filled = 0;
      for (std::size_t i = column; i < std::min(width, column + kTile); ++i) {
        if (skip[i] != 0) continue;
        cells[filled] = cell_of(first + i, line[i], seen[first + i]);
        __builtin_prefetch(counts + cells[filled++], 1);
      }
      for (std::size_t i = 0; i < filled; ++i) increment(counts, cells[i]);
    }
  }
}

void HistogramPlane::median_of_tile(std::size_t tile, std::uint8_t grey, Median& out) const {
  const std::uint8_t* counts = &counts_[tile * kTile * kClasses];
  std::array<unsigned, kTile> total{};
  for (std::size_t level = 0; level < kClasses; ++level) {
    for (std::size_t lane = 0; lane < kTile; ++lane) total[lane] += counts[level * kTile + lane];
  }
  const std::size_t first = tile * kTile;
  const std::size_t lanes = std::min(kTile, out.values.size() - first);
  for (std::size_t lane = 0; lane < lanes; ++lane) {
    if (total[lane] == 0) {
      out.values[first + lane] = grey;
      ++out.unseen;
      continue;
    }
    std::size_t level = 0;
    unsigned below = counts[lane];
    while (2 * below < total[lane]) below += counts[++level * kTile + lane];
    // The mean of the median's class and its two neighbours: the dither divides a still value over
    // two classes, and whoever stood elsewhere in the range has no part in it.
    unsigned mass = 0;
    std::size_t moment = 0;
    for (std::size_t i = level == 0 ? 0 : level - 1; i < std::min(level + 2, kClasses); ++i) {
      const unsigned here = counts[i * kTile + lane];
      mass += here;
      moment += here * i;
    }
    const double position = static_cast<double>(moment) / mass;
    const long value = std::lround(position * 256.0 / kSpread);
    out.values[first + lane] = static_cast<std::uint8_t>(std::clamp(value, 0L, 255L));
  }
}

HistogramPlane::Median HistogramPlane::median(std::uint8_t grey) const {
  Median out;
  out.values.resize(static_cast<std::size_t>(width_) * static_cast<std::size_t>(height_));
  for (std::size_t tile = 0; tile * kTile < out.values.size(); ++tile) {
    median_of_tile(tile, grey, out);
  }
  return out;
}

}  // namespace sillage::eye::plate_internal
