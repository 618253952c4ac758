// SPDX-License-Identifier: Apache-2.0
#include "sim/sightings/detector.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace sillage::sim {
namespace {

/// Keeps logarithms finite.
constexpr double kSmallestRank = 1e-9;
/// Who was out of sight for this long errs anew.
constexpr double kForgottenS = 10;
constexpr double kSmallestBox = 1;  // pixels
constexpr std::size_t kManyWhims = 256;

/// The share of standard normal values below it.
double quantile_of(double normal) { return 0.5 * std::erfc(-normal / std::numbers::sqrt2); }
/// Standard normal, of two that are; `share` of the variance is the second's.
double mixed(double soon, double pose, double share) {
  return std::sqrt(1 - share) * soon + std::sqrt(share) * pose;
}
double log_odds_of(double score) { return std::log(score / (1 - score)); }
double logistic(double log_odds) { return 1 / (1 + std::exp(-log_odds)); }

/// Non-maximum suppression; the order stays.
void suppress(std::vector<FoundBox>& found, double most_iou) {
  std::vector<const FoundBox*> by_score;
  for (const FoundBox& box : found) by_score.push_back(&box);
  std::stable_sort(by_score.begin(), by_score.end(),
                   [](const FoundBox* a, const FoundBox* b) { return a->score > b->score; });
  std::vector<const FoundBox*> kept;
  for (const FoundBox* box : by_score) {
    const bool is_double = std::any_of(kept.begin(), kept.end(), [&](const FoundBox* other) {
      return iou(box->box, other->box) > most_iou;
    });
    if (!is_double) kept.push_back(box);
  }
  std::sort(kept.begin(), kept.end());
  std::vector<FoundBox> left;
  for (const FoundBox* box : kept) left.push_back(*box);
  found = std::move(left);
}

/// Of somebody of whom this share lies in the picture.
double missed_outside(const DetectorFigures& figures, double inside) {
  const auto missed = [&](double share) {
    return 1 / (1 + std::pow(share / figures.half_inside, figures.inside_steepness));
  };
  return missed(inside) - missed(1);
}

double scale_of(const DetectorFigures& figures, int width, int height) {
  double largest = 0;
  for (const auto& [input_width, input_height] : figures.inputs_px) {
    largest = std::max(largest, std::min(input_width / width, input_height / height));
  }
  return largest;
}

Box cut(const Box& box, double width, double height) {
  const double left = std::clamp(box.left, 0.0, width), top = std::clamp(box.top, 0.0, height);
  return {left, top, std::clamp(box.right(), 0.0, width) - left,
          std::clamp(box.bottom(), 0.0, height) - top};
}

}  // namespace

double miss_probability(const DetectorFigures& figures, double h, double hidden) {
  const double small = 1 / (1 + std::pow(h / figures.half_missed_h, figures.miss_steepness));
  return 1 -
         (1 - figures.missed_anyway) * (1 - small) * (1 - figures.missed_behind * hidden * hidden);
}

double score_at(const DetectorFigures& figures, double h, double hidden, double rank) {
  const double lowest = log_odds_of(figures.lowest_score);
  const double highest = figures.score_highest + figures.score_small / h;
  const double tail = figures.tail + figures.tail_small / h + figures.tail_hidden * hidden;
  const double lost = std::min(1.0, std::exp((lowest - highest) / tail));
  const double log_odds =
      highest + tail * std::log(lost + (1 - lost) * std::max(kSmallestRank, rank));
  return logistic(std::max(lowest, log_odds));
}

SimulatedDetector::SimulatedDetector(const DetectorFigures& figures, int width, int height,
                                     std::uint64_t seed)
    : figures_(figures),
      width_(width),
      height_(height),
      scale_(scale_of(figures, width, height)),
      random_({seed, 0x5167}) {
  for (int i = 0; i < figures.clutter_spots; ++i) spots_.push_back({anywhere(), {}});
  for (Spot& spot : spots_) refresh(spot.whim, {}, 1, true);
}

/// A box of a standing person's shape.
Box SimulatedDetector::anywhere() {
  const double height = height_ * random_.uniform(0.1, 0.4), width = height * 0.42;
  const double left = random_.uniform() * std::max(1.0, width_ - width);
  return cut({left, random_.uniform() * (height_ - height), width, height}, width_, height_);
}

void SimulatedDetector::refresh(Whim& whim, Instant at, double visibility_memory_s, bool is_new) {
  const double dt = seconds(at - whim.at);
  const auto step = [&](double& value, double memory_s) {
    const double kept = is_new ? 0 : std::exp(-dt / memory_s);
    value = kept * value + std::sqrt(1 - kept * kept) * random_.normal(0, 1);
  };
  for (double& edge : whim.edges) step(edge, figures_.edge_memory_s);
  for (double& edge : whim.pose_edges) step(edge, figures_.pose_memory_s);
  step(whim.visibility, visibility_memory_s);
  step(whim.pose, figures_.pose_memory_s);
  whim.at = at;
}

SimulatedDetector::Whim& SimulatedDetector::whim_of(PersonId person, Instant at) {
  const auto [known, is_new] = whims_.try_emplace(person);
  refresh(known->second, at, figures_.visibility_memory_s, is_new);
  return known->second;
}

Box SimulatedDetector::moved(const Box& box, double hidden, const Whim& whim) const {
  const double h = std::max(1.0, box.height * scale_);
  const auto shift = [&](const EdgeNoise& noise, std::size_t edge) {
    return box.height * mixed(whim.edges[edge], whim.pose_edges[edge], figures_.edge_pose_share) *
           (noise.of_height + noise.of_pixels / h + noise.of_hidden * hidden);
  };
  const double left = box.left + shift(figures_.side, 0);
  const double top = box.top + shift(figures_.top, 1);
  const double right = box.right() + shift(figures_.side, 2);
  const double bottom = box.bottom() + shift(figures_.bottom, 3);
  return cut({left, top, right - left, bottom - top}, width_, height_);
}

std::optional<FoundBox> SimulatedDetector::find(const SeenPerson& seen, const Whim& whim) const {
  if (seen.visible_share <= 0 || seen.blocked_share >= 1) return std::nullopt;
  const Box base = cut(seen.unblocked, width_, height_);
  const double h = std::max(1.0, base.height * scale_);
  // Of what the box is around, shelves hide nothing.
  const double open = 1 - seen.blocked_share;
  const double behind = std::clamp((seen.hidden_share - seen.blocked_share) / open, 0.0, 1.0);
  const double inside = std::min(1.0, seen.visible_share / std::max(1e-9, 1 - seen.hidden_share));
  const double cut_missed =
      1 - (1 - logistic((seen.blocked_share - figures_.half_blocked) / figures_.blocked_spread)) *
              (1 - missed_outside(figures_, inside));
  const double missed = 1 - (1 - cut_missed) * (1 - miss_probability(figures_, h, behind));
  const double quantile = quantile_of(mixed(whim.visibility, whim.pose, figures_.pose_share));
  if (quantile < missed) return std::nullopt;
  const double rank = (quantile - missed) / (1 - missed);
  const Box box = moved(base, behind, whim);
  if (box.width < kSmallestBox || box.height < kSmallestBox) return std::nullopt;
  const double lacks = std::max(0.0, figures_.whole_enough - inside * open);
  const double log_odds =
      log_odds_of(score_at(figures_, h, behind, rank)) - figures_.score_cut * lacks;
  return FoundBox{box, std::max(figures_.lowest_score, logistic(log_odds)), seen.person,
                  std::nullopt};
}

double SimulatedDetector::clutter_score(double rank) const {
  return logistic(log_odds_of(figures_.lowest_score) -
                  figures_.clutter_tail * std::log(std::max(kSmallestRank, 1 - rank)));
}

void SimulatedDetector::add_clutter(Instant at, std::vector<FoundBox>& found) {
  const auto add = [&](const Box& box, double rank, std::optional<int> spot) {
    if (box.width >= kSmallestBox && box.height >= kSmallestBox) {
      found.push_back({box, clutter_score(rank), std::nullopt, spot});
    }
  };
  const double share = figures_.spot_seen_share;
  for (std::size_t i = 0; i < spots_.size(); ++i) {
    Whim& whim = spots_[i].whim;
    refresh(whim, at, figures_.spot_memory_s, false);
    const double above = (quantile_of(whim.visibility) - 1 + share) / share;
    if (above > 0) add(moved(spots_[i].box, 0, whim), above, static_cast<int>(i));
  }
  if (random_.chance(figures_.flicker_per_frame)) add(anywhere(), random_.uniform(), std::nullopt);
}

std::vector<FoundBox> SimulatedDetector::detect(Instant at, std::span<const SeenPerson> people) {
  std::vector<FoundBox> found;
  for (const SeenPerson& seen : people) {
    if (const auto box = find(seen, whim_of(seen.person, at))) found.push_back(*box);
  }
  add_clutter(at, found);
  suppress(found, figures_.nms_iou);
  if (whims_.size() > kManyWhims || people.empty()) {
    std::erase_if(whims_,
                  [&](const auto& known) { return seconds(at - known.second.at) > kForgottenS; });
  }
  return found;
}

}  // namespace sillage::sim
