// SPDX-License-Identifier: Apache-2.0
#include "geometry/matching.h"

#include <random>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sillage {
namespace {

using ::testing::HasSubstr;

/// The best sum by trying every choice.
double best_sum(const std::vector<Candidate>& candidates, std::size_t next, unsigned rows,
                unsigned columns) {
  if (next == candidates.size()) return 0;
  double best = best_sum(candidates, next + 1, rows, columns);
  const auto& candidate = candidates[next];
  const unsigned row = 1u << candidate.row, column = 1u << candidate.column;
  if (!(rows & row) && !(columns & column)) {
    best = std::max(best,
                    candidate.score + best_sum(candidates, next + 1, rows | row, columns | column));
  }
  return best;
}

TEST(Matching, IsOneToOneAndAsGoodAsTryingEverything) {
  std::mt19937 random(11);
  std::uniform_real_distribution<double> score(0.01, 1);
  for (int round = 0; round < 400; ++round) {
    const int rows = 1 + static_cast<int>(random() % 6),
              columns = 1 + static_cast<int>(random() % 6);
    std::vector<Candidate> candidates;
    for (int r = 0; r < rows; ++r) {
      for (int c = 0; c < columns; ++c) {
        if (random() % 5 < 2) candidates.push_back({r, c, score(random)});
      }
    }
    const auto chosen = best_matching(candidates, rows, columns);
    ASSERT_TRUE(chosen);
    std::set<int> used_rows, used_columns;
    double sum = 0;
    for (const int i : *chosen) {
      EXPECT_TRUE(used_rows.insert(candidates[i].row).second);
      EXPECT_TRUE(used_columns.insert(candidates[i].column).second);
      sum += candidates[i].score;
    }
    EXPECT_NEAR(sum, best_sum(candidates, 0, 0, 0), 1e-12);
  }
}

TEST(Matching, NothingToMatch) {
  EXPECT_TRUE(best_matching({}, 0, 0)->empty());
  EXPECT_TRUE(best_matching({}, 3, 4)->empty());
}

TEST(Matching, SeparateBlocksOfManyIdentitiesNeedLittleMemory) {
  std::vector<Candidate> candidates;
  for (int i = 0; i < 100'000; ++i) candidates.push_back({i, i, 1});
  EXPECT_EQ(best_matching(candidates, 100'000, 100'000)->size(), 100'000u);
}

TEST(Matching, OneBlockThatIsTooLargeIsRefused) {
  std::vector<Candidate> candidates;
  for (int i = 0; i < 10'000; ++i) {
    candidates.push_back({i, i, 1});
    candidates.push_back({i, i + 1, 1});
  }
  const auto chosen = best_matching(candidates, 10'000, 10'001);
  ASSERT_FALSE(chosen);
  EXPECT_EQ(chosen.error().code, ErrorCode::kExhausted);
  EXPECT_THAT(chosen.error().message, HasSubstr("give fewer at a time"));
}

}  // namespace
}  // namespace sillage
