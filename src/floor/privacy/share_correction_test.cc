// SPDX-License-Identifier: Apache-2.0
#include "floor/privacy/share_correction.h"

#include <algorithm>
#include <cmath>
#include <random>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace sillage::floor {
namespace {

const Confusion kAudit{{{60, 10, 30}, {8, 72, 20}}};

/// What an audit's cameras answer of so many people, drawn.
std::array<std::int64_t, 2> answers(std::int64_t feminine, std::int64_t masculine,
                                    std::mt19937& random) {
  std::array<std::int64_t, 2> counts{};
  const auto draw = [&](std::size_t truth, std::int64_t people) {
    std::discrete_distribution<int> answer(kAudit[truth].begin(), kAudit[truth].end());
    for (std::int64_t i = 0; i < people; ++i) {
      if (const int said = answer(random); said < 2) ++counts[said];
    }
  };
  draw(0, feminine);
  draw(1, masculine);
  return counts;
}

TEST(ShareCorrection, FindsTheShareFromAFifthToFourFifths) {
  std::mt19937 random(1);
  for (int percent = 20; percent <= 80; percent += 10) {
    double sum = 0, uncorrected = 0;
    for (int i = 0; i < 20; ++i) {
      const auto [f, m] = answers(percent * 10, (100 - percent) * 10, random);
      sum += corrected_share(f, m, kAudit).value;
      uncorrected += static_cast<double>(f) / static_cast<double>(f + m);
    }
    EXPECT_NEAR(sum / 20, percent / 100.0, 0.02) << percent;
    if (percent == 80) {
      EXPECT_GT(0.8 - uncorrected / 20, 0.05);
    }
  }
}

TEST(ShareCorrection, IntervalsHoldTheTruthAsOftenAsTheySay) {
  std::mt19937 random(2);
  int held = 0;
  for (int i = 0; i < 300; ++i) {
    const int percent = 20 + i % 7 * 10;
    const auto [f, m] = answers(percent * 2, (100 - percent) * 2, random);
    const Share share = corrected_share(f, m, kAudit);
    held += share.low <= percent / 100.0 && percent / 100.0 <= share.high;
  }
  EXPECT_GE(held, 270);
}

TEST(ShareCorrection, FewAnswersSaySoInTheInterval) {
  EXPECT_LT(corrected_share(3, 0, kAudit).low, 0.7);
  EXPECT_LT(corrected_share(10, 0, kAudit).low, 0.9);
  std::mt19937 random(3);
  int held = 0, told = 0;
  for (int i = 0; i < 400; ++i) {
    const std::int64_t feminine = 3 + i % 19, masculine = 22 - feminine;
    const auto [f, m] = answers(feminine, masculine, random);
    if (f + m == 0) continue;
    const Share share = corrected_share(f, m, kAudit);
    const double truth = static_cast<double>(feminine) / 22.0;
    ++told;
    held += share.low <= truth && truth <= share.high;
  }
  EXPECT_GE(held, told * 9 / 10);
}

TEST(ShareCorrection, ASmallAuditIsSaidInTheInterval) {
  Confusion small = kAudit;
  for (auto& row : small) {
    for (double& people : row) people /= 5;
  }
  const Share wide = corrected_share(500, 500, small), narrow = corrected_share(500, 500, kAudit);
  EXPECT_GT(wide.high - wide.low, 1.3 * (narrow.high - narrow.low));
}

TEST(ShareCorrection, StaysWithinZeroAndOne) {
  for (const auto& [f, m] : {std::pair{1000, 0}, {0, 1000}, {1, 0}, {0, 0}}) {
    const Share share = corrected_share(f, m, kAudit);
    EXPECT_GE(share.low, 0);
    EXPECT_LE(share.low, share.value);
    EXPECT_LE(share.value, share.high);
    EXPECT_LE(share.high, 1);
  }
}

TEST(ShareCorrection, AnswersThatTellNothingLeaveItOpen) {
  const Share share = corrected_share(900, 100, {{{40, 40, 20}, {40, 40, 20}}});
  EXPECT_NEAR(share.value, 0.5, 0.01);
  EXPECT_LT(share.low, 0.2);
  EXPECT_GT(share.high, 0.8);
}

AnsweredPart part(std::int64_t feminine, std::int64_t masculine) {
  AnsweredPart made{{}, kAudit};
  made.answered[static_cast<std::size_t>(wire::Segment::kFeminine)] = feminine;
  made.answered[static_cast<std::size_t>(wire::Segment::kMasculine)] = masculine;
  return made;
}

/// Told by itself.
Share alone(const AnsweredPart& part) {
  return corrected_share(part.answered[static_cast<std::size_t>(wire::Segment::kFeminine)],
                         part.answered[static_cast<std::size_t>(wire::Segment::kMasculine)],
                         part.audit);
}

/// Zones whose true shares scatter by `spread` around `mean`, each with so many people: mean
/// absolute error of shares told apart and together.
std::pair<double, double> errors_of_parts(double mean, double spread, std::int64_t people) {
  std::mt19937 random(4);
  std::normal_distribution<double> normal;
  double apart = 0, together = 0;
  int shares = 0;
  for (int store = 0; store < 60; ++store) {
    std::vector<double> truth;
    std::vector<AnsweredPart> parts;
    for (int zone = 0; zone < 5; ++zone) {
      const double share = std::clamp(mean + spread * normal(random), 0.05, 0.95);
      const auto feminine = std::llround(share * static_cast<double>(people));
      truth.push_back(static_cast<double>(feminine) / static_cast<double>(people));
      const auto [f, m] = answers(feminine, people - feminine, random);
      parts.push_back(part(f, m));
    }
    const std::vector<Share> told = shares_of_parts(parts);
    for (std::size_t i = 0; i < told.size(); ++i, ++shares) {
      apart += std::abs(alone(parts[i]).value - truth[i]);
      together += std::abs(told[i].value - truth[i]);
      EXPECT_LE(told[i].low, told[i].value);
      EXPECT_LE(told[i].value, told[i].high);
    }
  }
  return {apart / shares, together / shares};
}

TEST(SharesOfParts, AlikePartsHelpEachOther) {
  const auto [apart, together] = errors_of_parts(0.6, 0.04, 60);
  EXPECT_LT(together, 0.7 * apart);
}

TEST(SharesOfParts, PartsThatDifferKeepTheirOwn) {
  const auto [apart, together] = errors_of_parts(0.5, 0.3, 60);
  EXPECT_LT(together, 1.03 * apart);
  const std::vector<AnsweredPart> parts{part(900, 100), part(100, 900), part(120, 880)};
  const std::vector<Share> told = shares_of_parts(parts);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    EXPECT_NEAR(told[i].value, alone(parts[i]).value, 0.01);
  }
}

TEST(SharesOfParts, AsManyAsAStoreMayHaveStayInRange) {
  for (const std::int64_t answered : {1, 200, 100000}) {
    const std::vector<AnsweredPart> parts(256, part(answered, answered));
    const double all = corrected_share(256 * answered, 256 * answered, kAudit).value;
    double furthest = 0;
    for (const Share& share : shares_of_parts(parts)) {
      furthest = std::max(furthest, std::abs(share.value - all));
    }
    EXPECT_LT(furthest, 0.01) << answered;
  }
}

TEST(SharesOfParts, OneOrNoneIsToldAsItIs) {
  EXPECT_TRUE(shares_of_parts({}).empty());
  const std::vector<AnsweredPart> one{part(60, 30)}, nobody{part(0, 0), part(40, 40)};
  EXPECT_NEAR(shares_of_parts(one)[0].value, corrected_share(60, 30, kAudit).value, 0.02);
  EXPECT_NEAR(shares_of_parts(nobody)[0].value, shares_of_parts(nobody)[1].value, 0.02);
}

/// Three zones of 500 people each; in the last, men are often taken for women.
TEST(SharesOfParts, AZoneWhereAnswersAreWorseIsCorrectedByItsOwnAudit) {
  const Confusion poor{{{160, 20, 20}, {100, 80, 20}}};
  AnsweredPart here{{}, poor, /*has_own_audit=*/true};
  here.answered = part(325, 125).answered;  // of 250 feminine and 250 masculine
  const std::vector<AnsweredPart> own{part(200, 200), part(200, 200), here};
  EXPECT_NEAR(shares_of_parts(own)[2].value, 0.5, 0.06);
  const std::vector<AnsweredPart> without{part(200, 200), part(200, 200), part(325, 125)};
  EXPECT_GT(shares_of_parts(without)[2].value, 0.7);
  // The fewer were audited there, the more the others say.
  AnsweredPart odd{{}, {{{16, 2, 2}, {10, 8, 2}}}, true},
      sure{{}, {{{1600, 200, 200}, {1000, 800, 200}}}, true};
  odd.answered = sure.answered = part(400, 50).answered;
  const std::vector<AnsweredPart> few{part(200, 200), part(200, 200), odd};
  const std::vector<AnsweredPart> many{part(200, 200), part(200, 200), sure};
  EXPECT_LT(shares_of_parts(few)[2].value, shares_of_parts(many)[2].value - 0.05);
}

TEST(Audits, AZonesOwnPeopleCountBesideSomeLikeTheStores) {
  config::StoreConfig store;
  store.audience.audit = {80, 10, 10, 20, 60, 20};
  store.zones.push_back({ZoneId("shelf"), "", {}, *Polygon::create({{0, 0}, {1, 0}, {1, 1}})});
  store.zones.push_back(store.zones.front());
  store.zones.back().id = ZoneId("tills");
  store.zones.back().audit = {100, 0, 0, 0, 0, 0};
  const Audits audits = audits_of(store);
  EXPECT_EQ(audits.of(ZoneId("shelf")), audits.store);
  EXPECT_FALSE(audits.zones.contains(ZoneId("shelf")));
  EXPECT_NEAR(audits.of(ZoneId("tills"))[0][0], 116, 1e-9);
  EXPECT_NEAR(audits.of(ZoneId("tills"))[1][1], 12, 1e-9);
  EXPECT_EQ(audits.store[1][1], 60);
}

TEST(ShareCorrection, WhatIsUnknownStaysUnknown) {
  SegmentCounts counts{};
  counts[static_cast<std::size_t>(wire::Segment::kUnknown)] = 40;
  counts[static_cast<std::size_t>(wire::Segment::kFeminine)] = 30;
  counts[static_cast<std::size_t>(wire::Segment::kMasculine)] = 70;
  const CorrectedCounts made = corrected(counts, kAudit);
  EXPECT_EQ(made.value[0], 40);
  EXPECT_NEAR(made.value[1] + made.value[2], 100, 1e-9);
  EXPECT_LT(made.low[1], made.value[1]);
  EXPECT_NEAR(made.low[1] + made.high[2], 100, 1e-9);
}

}  // namespace
}  // namespace sillage::floor
