// SPDX-License-Identifier: Apache-2.0
#include "eval/analytics.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <span>

#include "eval/internal/classes.h"
#include "eval/internal/sequence.h"

namespace sillage::eval {
namespace {

/// What one side (truth or result) counts.
struct Counts {
  std::int64_t ids = 0;
  std::int64_t visitors = 0;
  std::vector<CrossingCount> lines;
};

double line_x(const AnalyticsOptions& options, int line) {
  return options.image_width * (line + 1) / (options.lines + 1);
}

/// -1 left of the line, +1 right of it, 0 within the band around it.
int side_of(double x, double line, double band) {
  if (x > line + band) return 1;
  if (x < line - band) return -1;
  return 0;
}

CrossingCount crossings(std::span<const MotRow> trajectory, double line, double band) {
  CrossingCount count;
  int state = 0;
  for (const auto& row : trajectory) {
    const int side = side_of(row.box.foot().x, line, band);
    if (side == 0 || side == state) continue;
    if (state != 0) ++(side > 0 ? count.right : count.left);
    state = side;
  }
  return count;
}

void count_trajectory(std::span<const MotRow> trajectory, const AnalyticsOptions& options,
                      Counts& counts) {
  ++counts.ids;
  const int frames = trajectory.back().frame - trajectory.front().frame + 1;
  if (frames >= options.frame_rate) ++counts.visitors;
  for (int line = 0; line < options.lines; ++line) {
    const auto crossed = crossings(trajectory, line_x(options, line), options.hysteresis_px);
    counts.lines[line].right += crossed.right;
    counts.lines[line].left += crossed.left;
  }
}

Result<Counts> count(const std::vector<MotRow>& rows, const AnalyticsOptions& options,
                     const char* side) {
  ASSIGN_OR_RETURN(auto ordered, ordered_rows(rows, std::numeric_limits<int>::max(), side));
  std::stable_sort(ordered.begin(), ordered.end(),
                   [](const MotRow& a, const MotRow& b) { return a.id < b.id; });
  Counts counts;
  counts.lines.resize(options.lines);
  for (auto first = ordered.begin(); first != ordered.end();) {
    const auto last =
        std::find_if(first, ordered.end(), [&](const MotRow& row) { return row.id != first->id; });
    count_trajectory({first, last}, options, counts);
    first = last;
  }
  return counts;
}

std::int64_t total(const std::vector<CrossingCount>& lines) {
  std::int64_t sum = 0;
  for (const auto& line : lines) sum += line.right + line.left;
  return sum;
}

double share(std::int64_t error, std::int64_t truth) {
  return truth > 0 ? static_cast<double>(error) / static_cast<double>(truth) : 0;
}

}  // namespace

Result<void> AnalyticsOptions::check() const {
  if (!(frame_rate > 0) || !(image_width > 0)) {
    return fail(ErrorCode::kInvalidArgument,
                "{} frames per second and {} pixels of width make no counts; give both, in "
                "seqinfo.ini (frameRate, imWidth) or as options",
                frame_rate, image_width);
  }
  if (!(hysteresis_px >= 0) || lines < 1 || lines > 1000) {
    return fail(ErrorCode::kInvalidArgument,
                "{} lines with a band of {} pixels cannot be counted; give 1 to 1000 lines and a "
                "band of 0 or more",
                lines, hysteresis_px);
  }
  return {};
}

AnalyticsSums& AnalyticsSums::operator+=(const AnalyticsSums& other) {
  truth_ids += other.truth_ids;
  result_ids += other.result_ids;
  truth_visitors += other.truth_visitors;
  result_visitors += other.result_visitors;
  visitor_absolute_error += other.visitor_absolute_error;
  truth_crossings += other.truth_crossings;
  result_crossings += other.result_crossings;
  crossing_absolute_error += other.crossing_absolute_error;
  return *this;
}

Result<Analytics> compare_analytics(const std::vector<MotRow>& truth,
                                    const std::vector<MotRow>& result,
                                    const AnalyticsOptions& options, Preprocess preprocess) {
  RETURN_IF_ERROR(options.check());
  std::vector<MotRow> people = truth;
  std::erase_if(people, [&](const MotRow& row) {
    return row.confidence == 0 ||
           (preprocess == Preprocess::kMot17 && row.object_class != kPedestrian);
  });
  ASSIGN_OR_RETURN(const Counts truths, count(people, options, "ground truth"));
  ASSIGN_OR_RETURN(const Counts results, count(result, options, "result"));
  Analytics analytics;
  auto& sums = analytics.sums;
  sums.truth_ids = truths.ids;
  sums.result_ids = results.ids;
  sums.truth_visitors = truths.visitors;
  sums.result_visitors = results.visitors;
  sums.visitor_absolute_error = std::abs(results.visitors - truths.visitors);
  sums.truth_crossings = total(truths.lines);
  sums.result_crossings = total(results.lines);
  for (int line = 0; line < options.lines; ++line) {
    const auto& expected = truths.lines[line];
    const auto& counted = results.lines[line];
    sums.crossing_absolute_error +=
        std::abs(counted.right - expected.right) + std::abs(counted.left - expected.left);
    analytics.lines.push_back({line_x(options, line), expected, counted});
  }
  return analytics;
}

AnalyticsErrors errors(const AnalyticsSums& sums) {
  return {.visitors_net = share(sums.result_visitors - sums.truth_visitors, sums.truth_visitors),
          .visitors = share(sums.visitor_absolute_error, sums.truth_visitors),
          .crossings = share(sums.crossing_absolute_error, sums.truth_crossings)};
}

}  // namespace sillage::eval
