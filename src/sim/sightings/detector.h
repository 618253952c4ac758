// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <vector>

#include "base/time.h"
#include "sim/agents/random.h"
#include "sim/sightings/camera_view.h"

namespace sillage::sim {

/// Standard deviation of an edge of a box, in heights of the box; h in network pixels:
/// `of_height + of_pixels / h + of_hidden * hidden_share`.
struct EdgeNoise {
  double of_height = 0, of_pixels = 0, of_hidden = 0;
};

/// How a detector errs. The figures are those that src/eval/degrade.h tells of, measured on
/// YOLOX-nano at 416 x 416 with PETS09-S2L1 (35,294 views of people); they are stated again here
/// because the simulator may not know eval. h: height of the box in network pixels. What was not
/// measured there says so.
struct DetectorFigures {
  double network_px = 416;  ///< the picture is scaled to fit into a square of this side

  // Missed: 1 - (1 - anyway) (1 - small) (1 - behind * hidden), small = 1 / (1 + (h/half)^steep).
  double missed_anyway = 0.027;
  double half_missed_h = 12.3;
  double miss_steepness = 7.4;
  double missed_behind = 0.76;        ///< of those who are quite hidden
  double visibility_memory_s = 0.65;  ///< misses come in runs: who is missed is missed again

  EdgeNoise side{0.020, 0.50, 0.06};
  EdgeNoise top{0, 1.15, 0};
  EdgeNoise bottom{0, 1.15, 0.28};
  double edge_memory_s = 0.12;

  // Score of a found person, log-odds: highest + tail * log(rank), a power law of the odds.
  double lowest_score = 0.1;  ///< boxes below are not given
  double score_highest = 2.45, score_small = -31.6;
  double tail = 0.18, tail_small = 11.7, tail_hidden = 4.9;

  /// Not measured: where a shelf or a counter hides the lower part, the box is around the rest,
  /// as a detector is trained to draw it; below this share of the body nothing is found.
  double least_unblocked = 0.15;

  // Boxes on nobody. Their scores (half below 0.20, a tenth above 0.60) were measured, the rates
  // were not: things that look like a person to the network, some of the time, and flicker.
  double clutter_tail = 1.15;
  int clutter_spots = 2;            ///< fixed places per camera
  double spot_seen_share = 0.05;    ///< of the time
  double spot_memory_s = 2;         ///< of a spot being seen
  double flicker_per_frame = 0.01;  ///< boxes anywhere
};

struct FoundBox {
  Box box;                         ///< pixels, within the picture
  double score = 0;                ///< 0 to 1
  std::optional<PersonId> person;  ///< whose it is; nothing: nobody's
  std::optional<int> spot;         ///< of nobody's: the fixed place that it comes from
};

/// A detector that looks at what a camera shows. Errors of one person are alike from frame to
/// frame. The same seed and calls give the same boxes.
class SimulatedDetector {
 public:
  SimulatedDetector(const DetectorFigures& figures, int width, int height, std::uint64_t seed);

  /// Frames come in the order of time. First the boxes of people, in their order, then nobody's.
  std::vector<FoundBox> detect(Instant at, std::span<const SeenPerson> people);

 private:
  /// Standard normal variables that change slowly (first-order autoregressive).
  struct Whim {
    std::array<double, 4> edges{};  ///< left, top, right, bottom
    double visibility = 0;
    Instant at;
  };
  struct Spot {
    Box box;
    Whim whim;
  };
  Whim& whim_of(PersonId person, Instant at);
  void refresh(Whim& whim, Instant at, double visibility_memory_s, bool is_new);
  std::optional<FoundBox> find(const SeenPerson& seen, const Whim& whim) const;
  Box moved(const Box& box, double hidden, const Whim& whim) const;
  void add_clutter(Instant at, std::vector<FoundBox>& found);
  Box anywhere();
  double clutter_score(double rank) const;

  DetectorFigures figures_;
  double width_, height_;  ///< pixels
  double scale_;           ///< network pixels per pixel
  Random random_;
  std::map<PersonId, Whim> whims_;
  std::vector<Spot> spots_;
};

/// The probability of a miss and the score at `rank` (0, 1] among those found, of somebody of `h`
/// network pixels of whom `hidden` (0 to 1) is hidden.
double miss_probability(const DetectorFigures& figures, double h, double hidden);
double score_at(const DetectorFigures& figures, double h, double hidden, double rank);

}  // namespace sillage::sim
