// SPDX-License-Identifier: Apache-2.0
#include "eval/detection.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace sillage::eval {
namespace {

constexpr int kThresholds = 10;     ///< IoU 0.50, 0.55, ... 0.95
constexpr int kRecallPoints = 101;  ///< recall 0.00, 0.01, ... 1.00

enum class Verdict { kRight, kWrong, kIgnored };

/// A found box and whether it is right.
struct Judged {
  double score = 0;
  bool right = false;
};

double ratio(double part, double whole) { return whole > 0 ? part / whole : 0; }

std::vector<ScoredBox> best_first(std::vector<ScoredBox> boxes) {
  std::stable_sort(boxes.begin(), boxes.end(),
                   [](const ScoredBox& a, const ScoredBox& b) { return a.score > b.score; });
  return boxes;
}

Verdict judge(const Box& box, const DetectionSample& sample, double threshold,
              std::vector<char>& taken) {
  double highest = threshold;
  int chosen = -1;
  for (std::size_t t = 0; t < sample.truth.size(); ++t) {
    if (taken[t]) continue;
    const double overlap = iou(box, sample.truth[t]);
    if (overlap < highest || (chosen >= 0 && overlap == highest)) continue;
    highest = overlap;
    chosen = static_cast<int>(t);
  }
  if (chosen >= 0) {
    taken[chosen] = 1;
    return Verdict::kRight;
  }
  const bool ignored =
      std::any_of(sample.ignored.begin(), sample.ignored.end(), [&](const Box& region) {
        return box.area() > 0 && intersection_area(box, region) >= threshold * box.area();
      });
  return ignored ? Verdict::kIgnored : Verdict::kWrong;
}

/// All boxes of all pictures that count, best score first.
std::vector<Judged> judge_all(const std::vector<DetectionSample>& samples, double threshold) {
  std::vector<Judged> judged;
  std::vector<char> taken;
  for (const auto& sample : samples) {
    taken.assign(sample.truth.size(), 0);
    for (const auto& found : best_first(sample.found)) {
      const Verdict verdict = judge(found.box, sample, threshold, taken);
      if (verdict != Verdict::kIgnored) judged.push_back({found.score, verdict == Verdict::kRight});
    }
  }
  std::stable_sort(judged.begin(), judged.end(),
                   [](const Judged& a, const Judged& b) { return a.score > b.score; });
  return judged;
}

/// Recall and precision after each box; precision is then the highest of this and any higher
/// recall.
struct Curve {
  std::vector<double> recall;
  std::vector<double> precision;
};

Curve curve_of(const std::vector<Judged>& judged, double truth) {
  Curve curve;
  double right = 0;
  for (std::size_t i = 0; i < judged.size(); ++i) {
    right += judged[i].right ? 1 : 0;
    curve.recall.push_back(ratio(right, truth));
    curve.precision.push_back(right / static_cast<double>(i + 1));
  }
  for (std::size_t i = judged.size(); i > 1; --i) {
    curve.precision[i - 2] = std::max(curve.precision[i - 2], curve.precision[i - 1]);
  }
  return curve;
}

double area(const Curve& curve) {
  double sum = 0, before = 0;
  for (std::size_t i = 0; i < curve.recall.size(); ++i) {
    sum += (curve.recall[i] - before) * curve.precision[i];
    before = curve.recall[i];
  }
  return sum;
}

double mean_at_recall_points(const Curve& curve) {
  double sum = 0;
  for (int point = 0; point < kRecallPoints; ++point) {
    const double recall = point / (kRecallPoints - 1.0);
    const auto reached = std::lower_bound(curve.recall.begin(), curve.recall.end(), recall);
    if (reached != curve.recall.end()) sum += curve.precision[reached - curve.recall.begin()];
  }
  return sum / kRecallPoints;
}

void fill_at_threshold(const std::vector<Judged>& judged, double threshold,
                       DetectionFigures& figures) {
  long right = 0;
  for (const auto& box : judged) {
    if (box.score < threshold) break;
    ++figures.found;
    right += box.right ? 1 : 0;
  }
  figures.recall = ratio(static_cast<double>(right), static_cast<double>(figures.truth));
  figures.precision = ratio(static_cast<double>(right), static_cast<double>(figures.found));
}

void fill_best(const std::vector<Judged>& judged, DetectionFigures& figures) {
  double right = 0, highest = 0;
  const auto truth = static_cast<double>(figures.truth);
  for (std::size_t i = 0; i < judged.size(); ++i) {
    right += judged[i].right ? 1 : 0;
    // A threshold cannot part boxes of one score.
    if (i + 1 < judged.size() && judged[i + 1].score == judged[i].score) continue;
    const auto found = static_cast<double>(i + 1);
    const double f1 = 2 * right / (found + truth);
    if (f1 <= highest) continue;
    highest = f1;
    figures.best_threshold = judged[i].score;
    figures.best_recall = ratio(right, truth);
    figures.best_precision = right / found;
  }
}

}  // namespace

DetectionFigures compare_detections(const std::vector<DetectionSample>& samples, double threshold) {
  DetectionFigures figures;
  for (const auto& sample : samples) figures.truth += static_cast<long>(sample.truth.size());
  const auto truth = static_cast<double>(figures.truth);
  for (int i = 0; i < kThresholds; ++i) {
    const auto judged = judge_all(samples, 0.5 + 0.05 * i);
    const Curve curve = curve_of(judged, truth);
    figures.ap50_95 += mean_at_recall_points(curve) / kThresholds;
    if (i > 0) continue;
    figures.ap50 = area(curve);
    fill_at_threshold(judged, threshold, figures);
    fill_best(judged, figures);
  }
  return figures;
}

}  // namespace sillage::eval
