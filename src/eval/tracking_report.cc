// SPDX-License-Identifier: Apache-2.0
#include "eval/tracking_report.h"

#include "eval/internal/measures.h"

namespace sillage::eval {
namespace {

NamedValue counted(std::string name, std::int64_t value) {
  return {std::move(name), static_cast<double>(value), true};
}

NamedCurve curve(std::string name, const std::array<double, kAlphas>& values,
                 bool is_count = false) {
  return {std::move(name), {values.begin(), values.end()}, is_count};
}

}  // namespace

std::vector<NamedValue> named_values(const TrackingSums& sums) {
  const TrackingFigures all = figures(sums);
  return {{"HOTA", all.hota},
          {"DetA", all.det_a},
          {"AssA", all.ass_a},
          {"LocA", all.loc_a},
          {"IDF1", all.idf1},
          {"IDP", all.idp},
          {"IDR", all.idr},
          {"MOTA", all.mota},
          {"MOTP", all.motp},
          counted("IDSW", sums.id_switches),
          counted("FP", sums.fp),
          counted("FN", sums.fn),
          counted("Frag", sums.fragmentations)};
}

std::vector<NamedValue> named_counts(const TrackingSums& sums) {
  return {counted("TP", sums.tp),
          counted("IDTP", sums.id_tp),
          counted("IDFP", sums.result_boxes - sums.id_tp),
          counted("IDFN", sums.truth_boxes - sums.id_tp),
          counted("MT", sums.mostly_tracked),
          counted("PT", sums.partly_tracked),
          counted("ML", sums.mostly_lost),
          counted("gt_boxes", sums.truth_boxes),
          counted("gt_ids", sums.truth_ids),
          counted("tracker_boxes", sums.result_boxes),
          counted("tracker_ids", sums.result_ids),
          counted("frames", sums.frames)};
}

std::vector<NamedCurve> named_curves(const TrackingSums& sums) {
  const TrackingFigures all = figures(sums);
  std::array<double, kAlphas> alphas{};
  for (int a = 0; a < kAlphas; ++a) alphas[a] = alpha(a);
  return {curve("alpha", alphas),         curve("HOTA", all.hota_alpha),
          curve("DetA", all.det_a_alpha), curve("AssA", all.ass_a_alpha),
          curve("LocA", all.loc_a_alpha), curve("HOTA_TP", sums.hota_tp, true)};
}

}  // namespace sillage::eval
