// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "sim/agents/person.h"

namespace sillage::sim::render {

/// Proportions of a body and the cut of its clothes. Half-widths as shares of the stature.
struct Fit {
  float hips = 0.094F, waist = 0.077F, chest = 0.09F, bust = 0;
  float shoulders = 1;        ///< how far out, relative to the skeleton's
  float arms = 1, thighs = 1;  ///< girths
  float ease = 1;             ///< of tops, relative to the garment's own
  float sleeve = 0.42F;       ///< of shirts and dresses, share of the arm
  float hem = 0.5F;           ///< of shirts and pullovers, share of the stature
  float jacket_hem = 0.47F, coat_hem = 0.33F;
  float skirt_hem = 0.31F, flare = 1.22F;  ///< of skirts and dresses; at the hem, of the hips
  float shorts = 0.022F,
        shorts_hem = 0.3F;    ///< how much wider than the leg, m; share of the stature
  float trousers = 0.016F;    ///< how much wider than the leg, m
  float trousers_to = 0.99F;  ///< share of the leg
  float shoes = 1;            ///< length and width
  float boots = 0;            ///< up the shank, share of it
  float hair = 0.27F;         ///< long hair, m
};

/// Drawn by `seed`. Breadths of adults differ with presentation as those of women and men do; cuts
/// are those that are more often worn by either, so that many are dressed as the others are.
Fit fit_of(const Person& person, std::uint64_t seed);

}  // namespace sillage::sim::render
