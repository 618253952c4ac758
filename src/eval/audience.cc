// SPDX-License-Identifier: Apache-2.0
#include "eval/audience.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <utility>

namespace sillage::eval {
namespace {

constexpr int kSplits = 200;
constexpr double kPopulation = 1000;  ///< visitors of a resampled population
constexpr int kFirstPercent = 20, kLastPercent = 80, kStepPercent = 10;

AuditCounts counts_of(const std::vector<AuditedPerson>& people) {
  AuditCounts counts{};
  for (const AuditedPerson& person : people) {
    counts[person.is_feminine ? 0 : 1][static_cast<std::size_t>(person.answer)] += 1;
  }
  return counts;
}

double row_sum(const std::array<double, 3>& row) { return row[0] + row[1] + row[2]; }

std::optional<double> balanced_accuracy(const AuditCounts& c) {
  const double f = c[0][0] + c[0][1], m = c[1][0] + c[1][1];
  if (f <= 0 || m <= 0) return std::nullopt;
  return (c[0][0] / f + c[1][1] / m) / 2;
}

double answered_share(const AuditCounts& c) {
  const double all = row_sum(c[0]) + row_sum(c[1]);
  return all > 0 ? 1 - (c[0][2] + c[1][2]) / all : 0;
}

/// What people like these are answered as, where so many of them present feminine.
std::pair<double, double> answers(const AuditCounts& c, double feminine) {
  const double f = row_sum(c[0]), m = row_sum(c[1]);
  return {kPopulation * (feminine * c[0][0] / f + (1 - feminine) * c[1][0] / m),
          kPopulation * (feminine * c[0][1] / f + (1 - feminine) * c[1][1] / m)};
}

/// Adds the squared errors over the populations, in points.
struct Errors {
  double sum = 0;
  int count = 0;
  void add(double error) {
    sum += 1e4 * error * error;
    ++count;
  }
  double root() const { return count > 0 ? std::sqrt(sum / count) : 0; }
};

template <class Estimate>
void add_errors(const AuditCounts& measured, const Estimate& estimate, Errors& errors) {
  if (row_sum(measured[0]) <= 0 || row_sum(measured[1]) <= 0) return;
  for (int percent = kFirstPercent; percent <= kLastPercent; percent += kStepPercent) {
    const auto [f, m] = answers(measured, percent / 100.0);
    errors.add(estimate(f, m) - percent / 100.0);
  }
}

double split_error(const std::vector<AuditedPerson>& people, const ShareCorrection& correct) {
  std::mt19937_64 random(1);
  std::vector<std::size_t> order(people.size());
  std::iota(order.begin(), order.end(), 0U);
  Errors errors;
  for (int split = 0; split < kSplits; ++split) {
    std::shuffle(order.begin(), order.end(), random);
    std::vector<AuditedPerson> half[2];
    for (std::size_t i = 0; i < order.size(); ++i) half[i % 2].push_back(people[order[i]]);
    const AuditCounts audit = counts_of(half[0]);
    add_errors(
        counts_of(half[1]), [&](double f, double m) { return correct(f, m, audit); }, errors);
  }
  return errors.root();
}

}  // namespace

AudienceFigures audience_figures(const std::vector<AuditedPerson>& people, const AuditCounts& given,
                                 const ShareCorrection& correct) {
  AudienceFigures figures;
  figures.people = static_cast<int>(people.size());
  figures.counts = counts_of(people);
  const AuditCounts& c = figures.counts;
  figures.balanced_accuracy = balanced_accuracy(c);
  figures.answered = answered_share(c);
  const double answered = c[0][0] + c[0][1] + c[1][0] + c[1][1];
  if (answered > 0) figures.accuracy = (c[0][0] + c[1][1]) / answered;
  std::map<std::pair<std::string, std::string>, std::vector<AuditedPerson>> groups;
  for (const AuditedPerson& person : people) {
    for (const auto& group : person.groups) groups[group].push_back(person);
  }
  for (const auto& [key, members] : groups) {
    const AuditCounts of = counts_of(members);
    const bool judged =
        of[0][0] + of[0][1] >= kFewestOfGroup && of[1][0] + of[1][1] >= kFewestOfGroup;
    figures.groups.push_back({key.first, key.second, of, static_cast<int>(members.size()),
                              balanced_accuracy(of), answered_share(of), judged});
    if (!judged) continue;
    const double gap =
        100 * (*figures.balanced_accuracy - *figures.groups.back().balanced_accuracy);
    figures.worst_gap_points = std::max(figures.worst_gap_points, gap);
  }
  Errors before, by_given;
  add_errors(
      c, [](double f, double m) { return f + m > 0 ? f / (f + m) : 0.5; }, before);
  add_errors(
      c, [&](double f, double m) { return correct(f, m, given); }, by_given);
  figures.share_error_before = before.root();
  figures.share_error_given = by_given.root();
  figures.share_error_after = split_error(people, correct);
  return figures;
}

}  // namespace sillage::eval
