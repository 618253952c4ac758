// SPDX-License-Identifier: Apache-2.0
#include "eval/audience.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <set>
#include <string>
#include <utility>

namespace sillage::eval {
namespace {

constexpr int kDraws = 400;
constexpr double kPopulation = 1000;  ///< visitors that rates are of
constexpr int kVisitors = 200;        ///< of a resampled population
constexpr int kFirstPercent = 20, kLastPercent = 80, kStepPercent = 10;

AuditCounts counts_of(const AuditedPeople& people) {
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

/// What people like these are answered as, where so many of them present feminine.
std::pair<double, double> answers(const AuditCounts& c, double feminine) {
  const double f = row_sum(c[0]), m = row_sum(c[1]);
  return {kPopulation * (feminine * c[0][0] / f + (1 - feminine) * c[1][0] / m),
          kPopulation * (feminine * c[0][1] / f + (1 - feminine) * c[1][1] / m)};
}

constexpr double kNotMeasured = 100;  ///< points: as wrong as can be

/// Adds the squared errors over the populations, in points.
struct Errors {
  double sum = 0;
  int count = 0;
  void add(double error) {
    sum += 1e4 * error * error;
    ++count;
  }
  double root() const { return count > 0 ? std::sqrt(sum / count) : kNotMeasured; }
};

template <class Estimate>
void add_errors(const AuditCounts& measured, const Estimate& estimate, Errors& errors) {
  if (row_sum(measured[0]) <= 0 || row_sum(measured[1]) <= 0) return;
  for (int percent = kFirstPercent; percent <= kLastPercent; percent += kStepPercent) {
    const auto [f, m] = answers(measured, percent / 100.0);
    errors.add(estimate(f, m) - percent / 100.0);
  }
}

/// How far off shares may be because the audit met these people and not others: its rates are what
/// corrects, and the store's are drawn from what it leaves likely (Jeffreys). Views of one human
/// count as one.
double audit_error(const AuditCounts& audit, double humans_per_view,
                   const ShareCorrection& correct) {
  constexpr double kUnseen = 0.5;
  std::mt19937_64 random(1);
  Errors errors;
  if (row_sum(audit[0]) <= 0 || row_sum(audit[1]) <= 0) return errors.root();
  for (int i = 0; i < kDraws; ++i) {
    AuditCounts likely{};
    for (std::size_t side = 0; side < audit.size(); ++side) {
      for (std::size_t answer = 0; answer < audit[side].size(); ++answer) {
        std::gamma_distribution<double> people(audit[side][answer] * humans_per_view + kUnseen);
        likely[side][answer] = people(random);
      }
    }
    add_errors(
        likely, [&](double f, double m) { return correct(f, m, audit); }, errors);
  }
  return errors.root();
}

/// How far off shares of few visitors may be although they are like the audit's.
double resampled_error(const AuditCounts& audit, const ShareCorrection& correct) {
  std::mt19937_64 random(1);
  Errors errors;
  if (row_sum(audit[0]) <= 0 || row_sum(audit[1]) <= 0) return errors.root();
  std::discrete_distribution<int> of_f(audit[0].begin(), audit[0].end());
  std::discrete_distribution<int> of_m(audit[1].begin(), audit[1].end());
  for (int percent = kFirstPercent; percent <= kLastPercent; percent += kStepPercent) {
    for (int draw = 0; draw < kDraws / 4; ++draw) {
      std::array<double, 3> answers{};
      for (int i = 0; i < kVisitors; ++i) {
        const bool feminine = i < kVisitors * percent / 100;
        answers[static_cast<std::size_t>(feminine ? of_f(random) : of_m(random))] += 1;
      }
      errors.add(correct(answers[0], answers[1], audit) - percent / 100.0);
    }
  }
  return errors.root();
}

}  // namespace

AnsweredShare answered_share(const AuditCounts& c) {
  const double all = row_sum(c[0]) + row_sum(c[1]), answered = all - c[0][2] - c[1][2];
  return {all > 0 ? answered / all : 0, answered > 0 ? (c[0][0] + c[1][1]) / answered : 0};
}

AudienceFigures audience_figures(const AuditedPeople& people, const GivenAudit& given,
                                 const ShareCorrection& correct) {
  AudienceFigures figures;
  figures.people = static_cast<int>(people.size());
  figures.counts = counts_of(people);
  const AuditCounts& c = figures.counts;
  figures.balanced_accuracy = balanced_accuracy(c);
  figures.answered = answered_share(c).answered;
  figures.accuracy = answered_share(c).right;
  figures.rule = rule_of(people);
  figures.counts_by_given = counts_of(answered_by(given.rule, people));
  std::map<std::pair<std::string, std::string>, AuditedPeople> groups;
  for (const AuditedPerson& person : people) {
    for (const auto& zone : person.zones) {
      figures.zones[zone][person.is_feminine ? 0 : 1][static_cast<std::size_t>(person.answer)] += 1;
    }
    for (const auto& group : person.groups) groups[group].push_back(person);
  }
  for (const auto& [key, members] : groups) {
    const AuditCounts of = counts_of(members);
    const bool judged =
        of[0][0] + of[0][1] >= kFewestOfGroup && of[1][0] + of[1][1] >= kFewestOfGroup;
    figures.groups.push_back({key.first, key.second, of, static_cast<int>(members.size()),
                              balanced_accuracy(of), answered_share(of).answered, judged});
    if (!judged) continue;
    const double gap =
        100 * (*figures.balanced_accuracy - *figures.groups.back().balanced_accuracy);
    figures.worst_gap_points = std::max(figures.worst_gap_points, gap);
  }
  Errors before, by_given;
  add_errors(
      c, [](double f, double m) { return f + m > 0 ? f / (f + m) : 0.5; }, before);
  add_errors(
      figures.counts_by_given, [&](double f, double m) { return correct(f, m, given.counts); },
      by_given);
  figures.share_error_before = before.root();
  figures.share_error_given = by_given.root();
  std::set<std::string> humans;
  for (const AuditedPerson& person : people) humans.insert(person.body);
  const double per_view =
      static_cast<double>(humans.size()) / std::max(1.0, static_cast<double>(people.size()));
  figures.share_error_resampled = resampled_error(figures.counts, correct);
  figures.share_error_after = audit_error(figures.counts, per_view, correct);
  return figures;
}

}  // namespace sillage::eval
