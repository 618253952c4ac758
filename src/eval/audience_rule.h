// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace sillage::eval {

enum class AudienceAnswer : std::uint8_t { kFeminine = 0, kMasculine = 1, kUnknown = 2 };

/// One person of an audit: how they present, what looks said, what was answered, and what groups
/// they are in ("light" -> "dim").
struct AuditedPerson {
  std::string body;  ///< who is audited in several views has the same in each
  bool is_feminine = false;
  double mean = 0;    ///< log-odds of a look, on average
  double weight = 0;  ///< looks of unlike people that say as much; 0 where nobody looked
  AudienceAnswer answer = AudienceAnswer::kUnknown;
  std::map<std::string, std::string> groups;
  std::vector<std::string> zones{};  ///< where they stayed, as far as that is known
};
using AuditedPeople = std::vector<AuditedPerson>;

/// What parts the answers, in log-odds: as config::AudienceSettings has it.
struct AnswerRule {
  double middle = 0, certain = 0;
};

AudienceAnswer answer_of(const AuditedPerson& person, const AnswerRule& rule);
AuditedPeople answered_by(const AnswerRule& rule, AuditedPeople people);

/// Share of people who are to be answered about.
inline constexpr double kAnswered = 0.72;
/// Fewest people of either presentation, looked at, that tell a rule.
inline constexpr int kFewestOfRule = 10;

/// The middle lies halfway between the mean looks of either presentation; kAnswered of either (on
/// average) are far enough off it. Nothing with fewer than kFewestOfRule of one of them.
std::optional<AnswerRule> rule_of(const AuditedPeople& people);

/// In which of so many parts each person is: at random, every presentation evenly, no body parted.
std::vector<int> dealt(const AuditedPeople& people, int parts, std::uint64_t seed);

/// Everybody is answered about by the rule of other people, four of five; by `otherwise` where they
/// are too few.
AuditedPeople answered_across(AuditedPeople people, const AnswerRule& otherwise);

}  // namespace sillage::eval
