// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sim/camera/internal/vec.h"

namespace sillage::sim::render {

// Four numbers side by side, one for each sample of a pixel; vector registers where the processor
// has them (an extension of GCC and Clang).
using Lanes = float __attribute__((vector_size(16)));
using LaneInts = int __attribute__((vector_size(16)));

inline constexpr int kSamples = 4;
/// Where in the pixel each sample lies: a rotated grid, each row and column of quarters holds one.
inline constexpr Lanes kSampleX = {0.375F, 0.875F, 0.125F, 0.625F};
inline constexpr Lanes kSampleY = {0.125F, 0.375F, 0.625F, 0.875F};
/// When in the exposure, spread over the places so that neither shows in the other.
inline constexpr Lanes kSampleTime = {0.125F, 0.625F, 0.875F, 0.375F};

inline Lanes all(float value) { return Lanes{value, value, value, value}; }
inline bool any(LaneInts mask) { return (mask[0] | mask[1] | mask[2] | mask[3]) != 0; }

}  // namespace sillage::sim::render
