// SPDX-License-Identifier: Apache-2.0
#include "eval/audience_rule.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <random>

namespace sillage::eval {
namespace {

constexpr int kFolds = 5;

double off_middle(const AuditedPerson& person, double middle) {
  return person.weight * (person.mean - middle);
}

}  // namespace

AudienceAnswer answer_of(const AuditedPerson& person, const AnswerRule& rule) {
  const double off = off_middle(person, rule.middle);
  if (person.weight <= 0 || std::abs(off) < rule.certain) return AudienceAnswer::kUnknown;
  return off > 0 ? AudienceAnswer::kFeminine : AudienceAnswer::kMasculine;
}

AuditedPeople answered_by(const AnswerRule& rule, AuditedPeople people) {
  for (AuditedPerson& person : people) person.answer = answer_of(person, rule);
  return people;
}

std::optional<AnswerRule> rule_of(const AuditedPeople& people) {
  std::vector<const AuditedPerson*> seen[2];
  for (const AuditedPerson& person : people) {
    if (person.weight > 0) seen[person.is_feminine ? 0 : 1].push_back(&person);
  }
  AnswerRule rule;
  for (const auto& side : seen) {
    if (side.size() < static_cast<std::size_t>(kFewestOfRule)) return std::nullopt;
    const double sum =
        std::accumulate(side.begin(), side.end(), 0.0,
                        [](double all, const AuditedPerson* person) { return all + person->mean; });
    rule.middle += sum / static_cast<double>(side.size()) / 2;
  }
  for (const auto& side : seen) {
    std::vector<double> off;
    for (const AuditedPerson* person : side) {
      off.push_back(std::abs(off_middle(*person, rule.middle)));
    }
    std::sort(off.begin(), off.end(), std::greater<>());
    rule.certain += off[static_cast<std::size_t>(kAnswered * static_cast<double>(off.size()))] / 2;
  }
  return rule;
}

std::vector<int> dealt(const AuditedPeople& people, int parts, std::uint64_t seed) {
  std::map<std::string, int> part_of;
  std::mt19937_64 random(seed);
  int turn = 0;
  for (const bool feminine : {true, false}) {
    std::vector<std::string> bodies;
    for (const AuditedPerson& person : people) {
      const bool is_new =
          person.is_feminine == feminine && part_of.try_emplace(person.body, 0).second;
      if (is_new) bodies.push_back(person.body);
    }
    std::shuffle(bodies.begin(), bodies.end(), random);
    for (const std::string& body : bodies) part_of[body] = turn++ % parts;
  }
  std::vector<int> out;
  for (const AuditedPerson& person : people) out.push_back(part_of[person.body]);
  return out;
}

AuditedPeople answered_across(AuditedPeople people, const AnswerRule& otherwise) {
  const std::vector<int> parts = dealt(people, kFolds, 1);
  for (int fold = 0; fold < kFolds; ++fold) {
    AuditedPeople others;
    for (std::size_t i = 0; i < people.size(); ++i) {
      if (parts[i] != fold) others.push_back(people[i]);
    }
    const AnswerRule rule = rule_of(others).value_or(otherwise);
    for (std::size_t i = 0; i < people.size(); ++i) {
      if (parts[i] == fold) people[i].answer = answer_of(people[i], rule);
    }
  }
  return people;
}

}  // namespace sillage::eval
