// SPDX-License-Identifier: Apache-2.0
#include "eval/audience_rule.h"

#include <cmath>
#include <map>
#include <random>
#include <set>

#include <gtest/gtest.h>

namespace sillage::eval {
namespace {

using enum AudienceAnswer;

/// Looks of people whose cameras are off the middle by `shift`; `apart` is what they tell.
AuditedPeople people(int of_each, double shift, double apart, unsigned seed, int views = 1) {
  std::mt19937_64 random(seed);
  std::normal_distribution<double> normal;
  AuditedPeople made;
  for (int i = 0; i < 2 * of_each; ++i) {
    const bool feminine = i % 2 == 0;
    const double mean = shift + (feminine ? apart : -apart) + normal(random);
    for (int view = 0; view < views; ++view) {
      made.push_back({std::to_string(i), feminine, mean, 2, kUnknown, {}});
    }
  }
  return made;
}

double right(const AuditedPeople& people) {
  double answered = 0, good = 0;
  for (const AuditedPerson& person : people) {
    if (person.answer == kUnknown) continue;
    answered += 1;
    good += person.answer == (person.is_feminine ? kFeminine : kMasculine);
  }
  return good / answered;
}

double answered(const AuditedPeople& people) {
  double sum = 0;
  for (const AuditedPerson& person : people) sum += person.answer != kUnknown;
  return sum / static_cast<double>(people.size());
}

TEST(AudienceRule, FindsTheMiddleOfTheCameras) {
  for (const double shift : {-1.5, 0.0, 1.5}) {
    const AuditedPeople some = people(400, shift, 1, 1), others = people(400, shift, 1, 2);
    const auto rule = rule_of(some);
    ASSERT_TRUE(rule);
    EXPECT_NEAR(rule->middle, shift, 0.15);
    EXPECT_NEAR(answered(answered_by(*rule, others)), kAnswered, 0.05);
    EXPECT_GT(right(answered_by(*rule, others)), 0.85);
    if (shift == 0) continue;
    EXPECT_LT(right(answered_by({0, rule->certain}, others)), 0.8);
  }
}

TEST(AudienceRule, TheMiddleDoesNotFollowTheMixOfTheAudit) {
  AuditedPeople few_women;
  for (const AuditedPerson& person : people(400, 0, 1, 3)) {
    if (!person.is_feminine || few_women.size() % 7 == 0) few_women.push_back(person);
  }
  EXPECT_NEAR(rule_of(few_women)->middle, 0, 0.2);
}

TEST(AudienceRule, NeedsPeopleOfEitherPresentationWhoWereLookedAt) {
  EXPECT_FALSE(rule_of(people(kFewestOfRule - 1, 0, 1, 4)));
  AuditedPeople enough = people(kFewestOfRule, 0, 1, 4);
  EXPECT_TRUE(rule_of(enough));
  enough[0].weight = 0;
  EXPECT_FALSE(rule_of(enough));
  EXPECT_EQ(answer_of(enough[0], {-5, 0}), kUnknown);
}

TEST(AudienceRule, NobodyIsJudgedByARuleThatTheyTold) {
  // One far-off look moves the middle of all, so that all men are taken for women; those of the
  // same fifth as that look are not judged by it.
  AuditedPeople odd = people(15, 0, 4, 5);
  odd[0].mean = -300;
  const auto as_masculine = [](const AuditedPeople& answered) {
    int count = 0;
    for (const AuditedPerson& person : answered) {
      count += !person.is_feminine && person.answer == kMasculine;
    }
    return count;
  };
  EXPECT_EQ(as_masculine(answered_by(*rule_of(odd), odd)), 0);
  EXPECT_GE(as_masculine(answered_across(odd, {})), 1);
  EXPECT_LE(as_masculine(answered_across(odd, {})), 15 / 5);
}

TEST(AudienceRule, ABodyIsNeverPartedAndPresentationsAreSpreadEvenly) {
  const AuditedPeople seen_thrice = people(50, 0, 1, 6, 3);
  const std::vector<int> parts = dealt(seen_thrice, 5, 7);
  std::map<std::string, std::set<int>> of;
  std::map<std::pair<int, bool>, int> sizes;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    of[seen_thrice[i].body].insert(parts[i]);
    ++sizes[{parts[i], seen_thrice[i].is_feminine}];
  }
  for (const auto& [body, in] : of) EXPECT_EQ(in.size(), 1u) << body;
  ASSERT_EQ(sizes.size(), 10u);
  for (const auto& [part, size] : sizes) EXPECT_EQ(size, 30);
  EXPECT_NE(parts, dealt(seen_thrice, 5, 8));
  EXPECT_EQ(parts, dealt(seen_thrice, 5, 7));
}

TEST(AudienceRule, TooFewPeopleAreAnsweredByWhatIsConfigured) {
  AuditedPeople few = people(5, 0, 0, 9);
  for (AuditedPerson& person : few) person.mean = 1;
  for (const AuditedPerson& person : answered_across(few, {2, 0.1})) {
    EXPECT_EQ(person.answer, kMasculine);
  }
}

}  // namespace
}  // namespace sillage::eval
