// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "realism_figures.h"
#include "sim/plan/plan.h"

namespace sillage::bench {

struct RealismOptions {
  std::string plan, data, model = "yolox-nano", pictures;
  int days = 2, bursts = 60, threads = 2;
  double seconds = 3;  ///< of every fifth clip; the others are of three pictures
  double crowd = 3;  ///< times as many visitors as in the plan: more people to a picture
  bool night = true;
  std::vector<std::string> cameras;
};

/// By camera, in the order of `cameras`.
struct RealismReport {
  std::vector<std::string> cameras;
  std::vector<Realism> day, night;
  Realism pets;
};

/// Films clips of the plan's cameras over a few days, and at night, and lets the detector see them.
Result<void> film_store(const RealismOptions& options, const sim::Plan& plan,
                        RealismReport& report);
/// Lets the detector see PETS 2009 S2L1.
Result<Realism> watch_pets(const RealismOptions& options);

}  // namespace sillage::bench
