// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>

namespace sillage::wire {

inline constexpr std::size_t kAgeClasses = 12;
using AgeEdges = std::array<double, kAgeClasses - 1>;  ///< upper ends, s; the last class is open
inline constexpr AgeEdges kFrameAgeEdgesS{0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 1.0, 1.5, 2.0};
inline constexpr AgeEdges kPersonAgeEdgesS{1, 5, 15, 30, 45, 60, 75, 90, 120, 240, 305};
/// An age beyond is an alarm, s. Of a picture since it was captured; of what is held about a person
/// since last seen: the longest time to live, and the settling of the last frames.
inline constexpr double kFrameAgeLimitS = 2, kPersonAgeLimitS = 305;

/// How often something was how old.
struct Ages {
  std::array<std::uint32_t, kAgeClasses> counts{};

  void add(const AgeEdges& edges, double age_s) {
    const auto edge = std::lower_bound(edges.begin(), edges.end(), age_s);
    std::uint32_t& count = counts[static_cast<std::size_t>(edge - edges.begin())];
    if (count < std::numeric_limits<std::uint32_t>::max()) ++count;
  }
  std::uint64_t total() const {
    return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
  }
  bool operator==(const Ages&) const = default;
};

}  // namespace sillage::wire
