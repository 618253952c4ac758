// SPDX-License-Identifier: Apache-2.0
#include "eye/track/internal/measurement.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>

namespace sillage::eye {
namespace {

/// Boxes of one frame that are looked at; of more, the surest.
constexpr std::size_t kMostBoxes = 4096;
/// Boxes below this score hide nobody: most of them are clutter.
constexpr double kHidingScore = 0.3;
/// An edge on the picture's border is known this much worse.
constexpr double kCutBelow = 3, kCutAside = 2, kCutAbove = 3;
/// Pixels from two borders within which a box lies in a corner: edges there tremble by that much.
/// Of boxes taller than this share of the picture enough shows.
constexpr double kCorner = 5, kTall = 0.25;

bool is_cut_above(const Box& box) { return box.top < 2; }

/// Share of a body of usual stature that is missing below where legs may be hidden; and the share
/// that a detector finds at least.
constexpr double kLeastMissing = 0.03, kMostMissing = 0.75;
/// Breadth of a box, in heights of a whole adult: of an adult's upper part, and of somebody small
/// for each of their own height; standard deviation.
constexpr double kBreadth = 0.31, kOwnBreadth = 0.34, kBreadthSd = 0.07;
/// Before the shape is looked at: somebody known does not shrink, their legs are hidden.
constexpr double kLegsHidden = 1.0;
/// Of the lower edge of a body of unknown stature, in its heights.
constexpr double kStatureNoise = 0.07;

/// Sets what it lacks of a standing body, and how it would be with it.
void add_whole(Measurement& m, const StandingBody& body, const OcclusionMap& occlusions) {
  if (is_cut_above(m.box)) return;  // its upper edge is no head
  const auto stands = body.box_below({m.box.left + m.box.width / 2, m.box.top});
  if (!stands || !(stands->height > 0)) return;
  m.missing = 1 - m.box.height / stands->height;
  if (!(*m.missing > kLeastMissing && *m.missing < kMostMissing)) return;
  const double breadth = m.box.width / stands->height;
  const auto off = [&](double mean) { return 0.5 * std::pow((breadth - mean) / kBreadthSd, 2); };
  const double shape = off(kOwnBreadth * (1 - *m.missing)) - off(kBreadth);
  Measurement::Whole whole{m.box, m.noise, occlusions.log_odds(m.box, *m.missing) + shape,
                           occlusions.log_odds(m.box) + std::min(0.0, kLegsHidden + shape)};
  whole.box.height = stands->height;
  const double sd = kStatureNoise * stands->height;
  whole.noise.bottom = std::max(m.noise.bottom, sd * sd);
  m.whole = whole;
}

bool is_usable(const Detection& detection, double min_score) {
  const Box& box = detection.box;
  return detection.score >= min_score && box.height > 1 && box.width > 1 &&
         std::isfinite(box.height) && std::isfinite(box.width) && is_finite(box.foot());
}

BoxNoise noise_of(const Detection& detection, double hidden, const TrackerOptions& options,
                  const TrackerView& view) {
  const Box& box = detection.box;
  const double unsure = 1 + options.noise_low_score * (1 - detection.score);
  const auto variance = [&](double share, double factor) {
    const double sd = share * box.height * unsure * factor;
    return sd * sd + 1;  // and a pixel of rounding
  };
  const double below =
      1 + options.noise_hidden * hidden + (is_cut_below(box, view) ? kCutBelow : 0);
  return {variance(options.noise_x, is_cut_aside(box, view) ? kCutAside : 1),
          variance(options.noise_bottom, below),
          variance(options.noise_top, is_cut_above(box) ? kCutAbove : 1)};
}

}  // namespace

double score_log_odds(double score, const TrackerOptions& options) {
  return std::clamp(options.score_slope * (score - options.even_score), options.score_lowest,
                    options.score_highest);
}

bool is_cut_below(const Box& box, const TrackerView& view) {
  return box.bottom() > view.height - 3;
}

bool is_cut_aside(const Box& box, const TrackerView& view) {
  return box.left < 2 || box.right() > view.width - 2;
}

bool is_in_upper_corner(const Box& box, const TrackerView& view) {
  return box.top < kCorner && box.height < kTall * view.height &&
         (box.left < kCorner || box.right() > view.width - kCorner);
}

std::vector<double> hidden_shares(std::span<const Box> boxes, const std::vector<bool>& hides) {
  std::vector<int> order(boxes.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&](int a, int b) {
    return boxes[a].left != boxes[b].left ? boxes[a].left < boxes[b].left : a < b;
  });
  std::vector<double> open(boxes.size(), 1);
  const auto hide = [&](int nearer, int farther) {
    if (!hides[nearer] || boxes[nearer].bottom() <= boxes[farther].bottom()) return;
    const double common = intersection_area(boxes[nearer], boxes[farther]);
    if (common > 0) open[farther] *= 1 - common / boxes[farther].area();
  };
  for (auto first = order.begin(); first != order.end(); ++first) {
    for (auto second = first + 1;
         second != order.end() && boxes[*second].left < boxes[*first].right(); ++second) {
      hide(*first, *second);
      hide(*second, *first);
    }
  }
  for (double& share : open) share = 1 - share;
  return open;
}

std::vector<Measurement> measure(std::span<const Detection> detections,
                                 const TrackerOptions& options, const TrackerView& view,
                                 const std::optional<StandingBody>& body,
                                 const OcclusionMap& occlusions) {
  std::vector<Detection> usable;
  std::copy_if(detections.begin(), detections.end(), std::back_inserter(usable),
               [&](const Detection& d) { return is_usable(d, options.min_score); });
  if (usable.size() > kMostBoxes) {
    std::stable_sort(usable.begin(), usable.end(),
                     [](const Detection& a, const Detection& b) { return a.score > b.score; });
    usable.resize(kMostBoxes);
  }
  std::vector<Box> boxes;
  std::vector<bool> hides;
  for (const Detection& detection : usable) {
    boxes.push_back(detection.box);
    hides.push_back(detection.score >= kHidingScore);
  }
  const auto hidden = hidden_shares(boxes, hides);
  std::vector<Measurement> measurements;
  for (std::size_t i = 0; i < usable.size(); ++i) {
    measurements.push_back({usable[i].box, usable[i].score,
                            score_log_odds(usable[i].score, options),
                            noise_of(usable[i], hidden[i], options, view), hidden[i]});
    if (body) add_whole(measurements.back(), *body, occlusions);
  }
  return measurements;
}

}  // namespace sillage::eye
