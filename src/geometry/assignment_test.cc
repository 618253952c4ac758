// SPDX-License-Identifier: Apache-2.0
#include "geometry/assignment.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <random>

#include <gtest/gtest.h>

namespace sillage {
namespace {

/// Total cost of an answer; fails the test where it is no one-to-one assignment of the shorter
/// side.
double total(std::span<const double> cost, int rows, int columns, const std::vector<int>& answer) {
  EXPECT_EQ(answer.size(), static_cast<std::size_t>(rows));
  std::vector<char> used(columns, 0);
  double sum = 0;
  int assigned = 0;
  for (int row = 0; row < rows; ++row) {
    const int column = answer[row];
    if (column < 0) continue;
    EXPECT_LT(column, columns);
    EXPECT_FALSE(used[column]) << "column " << column << " twice";
    used[column] = 1;
    sum += cost[row * columns + column];
    ++assigned;
  }
  EXPECT_EQ(assigned, std::min(rows, columns));
  return sum;
}

double best_by_trying_all(std::span<const double> cost, int rows, int columns) {
  std::vector<int> order(std::max(rows, columns));
  std::iota(order.begin(), order.end(), 0);
  double best = std::numeric_limits<double>::infinity();
  do {
    double sum = 0;
    for (int i = 0; i < std::min(rows, columns); ++i) {
      sum += rows <= columns ? cost[i * columns + order[i]] : cost[order[i] * columns + i];
    }
    best = std::min(best, sum);
  } while (std::next_permutation(order.begin(), order.end()));
  return best;
}

class AssignmentTest : public ::testing::TestWithParam<std::pair<int, int>> {};

TEST_P(AssignmentTest, IsAsCheapAsTheBestOfAll) {
  const auto [rows, columns] = GetParam();
  std::mt19937 random(rows * 10 + columns);
  std::uniform_real_distribution<double> real(-10, 10);
  std::uniform_int_distribution<int> coarse(-2, 2);  // many ties
  for (int trial = 0; trial < 100; ++trial) {
    std::vector<double> cost(rows * columns);
    for (double& value : cost) value = trial % 2 == 0 ? real(random) : coarse(random);
    const auto answer = minimum_cost_assignment(cost, rows, columns);
    ASSERT_NEAR(total(cost, rows, columns, answer), best_by_trying_all(cost, rows, columns), 1e-9);
    std::vector<double> score(cost);
    for (double& value : score) value = -value;
    ASSERT_EQ(maximum_score_assignment(score, rows, columns), answer);
  }
}

INSTANTIATE_TEST_SUITE_P(Shapes, AssignmentTest,
                         ::testing::Values(std::pair{1, 1}, std::pair{2, 2}, std::pair{4, 4},
                                           std::pair{6, 6}, std::pair{1, 6}, std::pair{6, 1},
                                           std::pair{3, 6}, std::pair{6, 3}, std::pair{5, 6},
                                           std::pair{6, 5}));

TEST(Assignment, EmptySides) {
  EXPECT_TRUE(minimum_cost_assignment({}, 0, 0).empty());
  EXPECT_TRUE(minimum_cost_assignment({}, 0, 3).empty());
  EXPECT_EQ(minimum_cost_assignment({}, 3, 0), (std::vector{-1, -1, -1}));
}

TEST(Assignment, TiesGoToTheLowestIndex) {
  const std::vector<double> equal(12, 5.0);
  EXPECT_EQ(minimum_cost_assignment(equal, 3, 4), (std::vector{0, 1, 2}));
  EXPECT_EQ(minimum_cost_assignment(equal, 4, 3), (std::vector{0, 1, 2, -1}));
  EXPECT_EQ(minimum_cost_assignment(std::span(equal).first(9), 3, 3), (std::vector{0, 1, 2}));
}

TEST(Assignment, TakesTheCheaperWholeRatherThanTheCheapestPair) {
  const std::vector<double> cost{1, 2,  //
                                 2, 100};
  EXPECT_EQ(minimum_cost_assignment(cost, 2, 2), (std::vector{1, 0}));
}

TEST(Assignment, ANumberThatIsNotFiniteAssignsNothingAndReturns) {
  for (double bad :
       {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
    const std::vector<double> cost{bad, bad, bad, bad};
    EXPECT_EQ(minimum_cost_assignment(cost, 2, 2), (std::vector{-1, -1}));
  }
}

}  // namespace
}  // namespace sillage
