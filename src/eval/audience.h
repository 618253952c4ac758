// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "eval/audience_rule.h"

namespace sillage::eval {

/// People by how they present (feminine, masculine) and what was answered (as in AudienceAnswer).
using AuditCounts = std::array<std::array<double, 3>, 2>;
/// Share of feminine people from how many were answered as feminine and masculine.
using ShareCorrection = std::function<double(double, double, const AuditCounts&)>;

/// An audit that is configured: what its rule answered about its people.
struct GivenAudit {
  AnswerRule rule;
  AuditCounts counts{};
};

struct AudienceGroup {
  std::string name, value;
  AuditCounts counts{};
  int people = 0;
  std::optional<double>
      balanced_accuracy;   ///< of the answered; none where one presentation is missing
  double answered = 0;     ///< share of the people
  bool is_judged = false;  ///< enough answered people of both presentations
};

struct AudienceFigures {
  AuditCounts counts{};
  int people = 0;
  double accuracy = 0;  ///< of the answered
  std::optional<double>
      balanced_accuracy;  ///< of the answered; none where one presentation is missing
  double answered = 0;
  std::vector<AudienceGroup> groups;
  std::map<std::string, AuditCounts> zones;  ///< of who stayed there
  double worst_gap_points = 0;               ///< of judged groups, below all
  std::optional<AnswerRule> rule;            ///< of all of them; none where they are too few
  AuditCounts counts_by_given{};             ///< of the answers by the rule that is given
  /// Of populations from 20 to 80 % feminine: root of the mean squared error, in points.
  double share_error_before = 0;  ///< of the answers as they are
  /// By this audit, of a store whose rates are anything that it leaves likely.
  double share_error_after = 0;
  /// By this audit, of 200 visitors who are drawn from its own people: chance in the answers alone.
  double share_error_resampled = 0;
  double share_error_given = 0;  ///< by rule and audit that are given, measured on all
};

/// Fewest answered people of each presentation that let a group be judged.
inline constexpr int kFewestOfGroup = 15;

/// Answered of what was not `unknown`, and right of these.
struct AnsweredShare {
  double answered = 0, right = 0;
};
AnsweredShare answered_share(const AuditCounts& counts);

/// `people`: answered_across() themselves, so that nobody is judged by a rule that they told.
AudienceFigures audience_figures(const AuditedPeople& people, const GivenAudit& given,
                                 const ShareCorrection& correct);

}  // namespace sillage::eval
