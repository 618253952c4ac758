// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "eye/common/detection.h"
#include "eye/track/internal/body_filter.h"
#include "eye/track/internal/occlusion_map.h"
#include "eye/track/tracker.h"
#include "geometry/standing_body.h"

namespace sillage::eye {

/// One detection as the tracker sees it.
struct Measurement {
  Box box;
  double score = 0;
  double log_odds = 0;  ///< that it is a person, from its score alone
  BoxNoise noise;
  double covered = 0;  ///< share that nearer boxes hide
  /// Share of a body of usual stature below its upper edge that it lacks; nothing where the edge is
  /// cut or the camera's pose is unknown.
  std::optional<double> missing{};
  /// How it would be if it were of the upper part of somebody who stands, their legs hidden.
  struct Whole {
    Box box;
    BoxNoise noise;
    double log_odds = 0;  ///< that it is so rather than of somebody small
    double of_known = 0;  ///< that it is so of a body of known height, by shape and place
  };
  std::optional<Whole> whole{};
};

/// Log-odds of a person for a score, within the limits of the options.
double score_log_odds(double score, const TrackerOptions& options);

/// The detections that can be persons: finite boxes of some size with a score from `min_score` on;
/// of more than 4096 the surest. `body` tells whose legs may be hidden, `occlusions` where.
std::vector<Measurement> measure(std::span<const Detection> detections,
                                 const TrackerOptions& options, const TrackerView& view,
                                 const std::optional<StandingBody>& body = std::nullopt,
                                 const OcclusionMap& occlusions = {1, 1});

/// Share of each box, 0 to 1, that nearer boxes hide; only boxes whose `hides` is set do. Nearer is
/// whose lower edge is lower in the picture. O(n log n + pairs that share a column).
std::vector<double> hidden_shares(std::span<const Box> boxes, const std::vector<bool>& hides);

/// Whether a box is cut by the lower border, or a side, of the picture.
bool is_cut_below(const Box& box, const TrackerView& view);
bool is_cut_aside(const Box& box, const TrackerView& view);
/// Whether it is small and within some pixels of the upper border and a side: too little shows to
/// say that it is somebody.
bool is_in_upper_corner(const Box& box, const TrackerView& view);

}  // namespace sillage::eye
