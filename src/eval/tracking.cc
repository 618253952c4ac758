// SPDX-License-Identifier: Apache-2.0
#include "eval/tracking.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

#include "eval/internal/measures.h"
#include "eval/internal/sequence.h"

namespace sillage::eval {
namespace {

using Curve = std::array<double, kAlphas>;

void add(Curve& to, const Curve& from) {
  std::transform(to.begin(), to.end(), from.begin(), to.begin(), std::plus<>());
}

double mean(const Curve& curve) {
  return std::accumulate(curve.begin(), curve.end(), 0.0) / kAlphas;
}

/// 0 where there is nothing to divide by.
double ratio(double part, double whole) { return whole > 0 ? part / whole : 0; }
double ratio(std::int64_t part, std::int64_t whole) {
  return ratio(static_cast<double>(part), static_cast<double>(whole));
}

}  // namespace

TrackingSums& TrackingSums::operator+=(const TrackingSums& other) {
  add(hota_tp, other.hota_tp);
  add(hota_fn, other.hota_fn);
  add(hota_fp, other.hota_fp);
  add(association, other.association);
  add(localisation, other.localisation);
  tp += other.tp;
  fn += other.fn;
  fp += other.fp;
  id_switches += other.id_switches;
  fragmentations += other.fragmentations;
  motp_sum += other.motp_sum;
  id_tp += other.id_tp;
  truth_boxes += other.truth_boxes;
  result_boxes += other.result_boxes;
  truth_ids += other.truth_ids;
  result_ids += other.result_ids;
  mostly_tracked += other.mostly_tracked;
  partly_tracked += other.partly_tracked;
  mostly_lost += other.mostly_lost;
  frames += other.frames;
  return *this;
}

namespace {

Result<TrackingSums> sums_of(const ComparedSequence& sequence, int frames) {
  TrackingSums sums;
  sums.frames = frames;
  sums.truth_ids = static_cast<std::int64_t>(sequence.truth_boxes.size());
  sums.result_ids = static_cast<std::int64_t>(sequence.result_boxes.size());
  sums.truth_boxes =
      std::accumulate(sequence.truth_boxes.begin(), sequence.truth_boxes.end(), std::int64_t{0});
  sums.result_boxes =
      std::accumulate(sequence.result_boxes.begin(), sequence.result_boxes.end(), std::int64_t{0});
  RETURN_IF_ERROR(add_hota(sequence, sums));
  RETURN_IF_ERROR(add_clear(sequence, sums));
  RETURN_IF_ERROR(add_identity(sequence, sums));
  return sums;
}

/// A place as a box without size.
std::vector<MotRow> to_rows(const std::vector<PlaceRow>& places) {
  std::vector<MotRow> rows;
  for (const PlaceRow& place : places) {
    rows.push_back({place.frame, place.id, {place.in_floor.x, place.in_floor.y, 0, 0}});
  }
  return rows;
}

}  // namespace

Result<TrackingSums> compare_tracks(const std::vector<MotRow>& truth,
                                    const std::vector<MotRow>& result, int frames,
                                    Preprocess preprocess) {
  const auto overlap = [](const MotRow& a, const MotRow& b) { return iou(a.box, b.box); };
  ASSIGN_OR_RETURN(const ComparedSequence sequence,
                   prepare(truth, result, frames, preprocess, overlap));
  return sums_of(sequence, frames);
}

Result<TrackingSums> compare_places(const std::vector<PlaceRow>& truth,
                                    const std::vector<PlaceRow>& result, int frames,
                                    double radius_m) {
  if (!(radius_m > 0)) {
    return fail(ErrorCode::kInvalidArgument, "the radius is {} m; give more than 0", radius_m);
  }
  const auto nearness = [radius_m](const MotRow& a, const MotRow& b) {
    const double far_m = std::hypot(a.box.left - b.box.left, a.box.top - b.box.top);
    return std::max(0.0, 1 - far_m / (2 * radius_m));
  };
  ASSIGN_OR_RETURN(const ComparedSequence sequence,
                   prepare(to_rows(truth), to_rows(result), frames, Preprocess::kMot15, nearness));
  return sums_of(sequence, frames);
}

TrackingFigures figures(const TrackingSums& sums) {
  TrackingFigures figures;
  for (int a = 0; a < kAlphas; ++a) {
    const double tp = sums.hota_tp[a];
    figures.det_a_alpha[a] = ratio(tp, tp + sums.hota_fn[a] + sums.hota_fp[a]);
    figures.ass_a_alpha[a] = ratio(sums.association[a], tp);
    figures.loc_a_alpha[a] = tp > 0 ? sums.localisation[a] / tp : 1;
    figures.hota_alpha[a] = std::sqrt(figures.det_a_alpha[a] * figures.ass_a_alpha[a]);
  }
  figures.hota = mean(figures.hota_alpha);
  figures.det_a = mean(figures.det_a_alpha);
  figures.ass_a = mean(figures.ass_a_alpha);
  figures.loc_a = mean(figures.loc_a_alpha);
  figures.idp = ratio(sums.id_tp, sums.result_boxes);
  figures.idr = ratio(sums.id_tp, sums.truth_boxes);
  figures.idf1 = ratio(2 * sums.id_tp, sums.truth_boxes + sums.result_boxes);
  figures.mota = ratio(sums.tp - sums.fp - sums.id_switches, sums.tp + sums.fn);
  figures.motp = ratio(sums.motp_sum, static_cast<double>(sums.tp));
  return figures;
}

}  // namespace sillage::eval
