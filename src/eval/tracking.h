// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "eval/mot.h"
#include "geometry/point.h"

namespace sillage::eval {

/// How ground truth and results are cleaned before they are compared.
enum class Preprocess { kMot15, kMot17 };

inline constexpr int kAlphas = 19;  ///< 0.05, 0.10, ... 0.95

/// Sums from which every figure is formed; sums of several sequences add (operator+=).
struct TrackingSums {
  std::array<double, kAlphas> hota_tp{}, hota_fn{}, hota_fp{};
  std::array<double, kAlphas> association{};   ///< sum of m * m / (n_g + n_t - m)
  std::array<double, kAlphas> localisation{};  ///< sum of S over the true positives
  std::int64_t tp = 0, fn = 0, fp = 0, id_switches = 0, fragmentations = 0;
  double motp_sum = 0;
  std::int64_t id_tp = 0, truth_boxes = 0, result_boxes = 0;
  std::int64_t truth_ids = 0, result_ids = 0, mostly_tracked = 0, partly_tracked = 0,
               mostly_lost = 0;
  std::int64_t frames = 0;
  TrackingSums& operator+=(const TrackingSums& other);
};

struct TrackingFigures {
  double hota = 0, det_a = 0, ass_a = 0, loc_a = 0;
  double idf1 = 0, idp = 0, idr = 0;
  double mota = 0, motp = 0;
  std::array<double, kAlphas> hota_alpha{}, det_a_alpha{}, ass_a_alpha{}, loc_a_alpha{};
};

/// Compares one result with the truth of one sequence of `frames` frames. Definitions: HOTA (Luiten
/// et al., IJCV 2021), CLEAR (Bernardin & Stiefelhagen 2008), Identity (Ristani et al. 2016), in
/// TrackEval's reading. Ids may be any integers; a frame with one id twice is an error.
Result<TrackingSums> compare_tracks(const std::vector<MotRow>& truth,
                                    const std::vector<MotRow>& result, int frames,
                                    Preprocess preprocess);

/// Where a person was on the floor in one frame.
struct PlaceRow {
  int frame = 0;  ///< from 1
  long id = -1;
  Point in_floor;  ///< metres
};

/// The same for places on the floor, as is usual for views that overlap: the similarity falls from
/// 1 at the place itself to 0 at twice `radius_m`, so that CLEAR and Identity take two places for
/// the same person within `radius_m` (WILDTRACK, Chavdarova et al., CVPR 2018: 1 m).
Result<TrackingSums> compare_places(const std::vector<PlaceRow>& truth,
                                    const std::vector<PlaceRow>& result, int frames,
                                    double radius_m);
TrackingFigures figures(const TrackingSums& sums);

}  // namespace sillage::eval
