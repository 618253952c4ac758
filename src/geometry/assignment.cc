// SPDX-License-Identifier: Apache-2.0
#include "geometry/assignment.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace sillage {
namespace {

/// `at(row, column)` with rows <= columns; answer: row of each column, or -1.
template <class At>
std::vector<int> assign_rows(int rows, int columns, At at) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  // Index 0 is a virtual row and column, as is usual for this formulation.
  std::vector<double> row_potential(rows + 1, 0), column_potential(columns + 1, 0);
  std::vector<int> row_of(columns + 1, 0), previous(columns + 1, 0);
  std::vector<double> slack(columns + 1);
  std::vector<char> done(columns + 1);
  for (int row = 1; row <= rows; ++row) {
    std::fill(slack.begin(), slack.end(), kInfinity);
    std::fill(done.begin(), done.end(), char{0});
    row_of[0] = row;
    int column = 0;
    do {
      done[column] = 1;
      const int from = row_of[column];
      double smallest = kInfinity;
      int next = 0;
      for (int j = 1; j <= columns; ++j) {
        if (done[j]) continue;
        const double reduced = at(from - 1, j - 1) - row_potential[from] - column_potential[j];
        if (reduced < slack[j]) {
          slack[j] = reduced;
          previous[j] = column;
        }
        if (slack[j] < smallest) {
          smallest = slack[j];
          next = j;
        }
      }
      for (int j = 0; j <= columns; ++j) {
        if (done[j]) {
          row_potential[row_of[j]] += smallest;
          column_potential[j] -= smallest;
        } else {
          slack[j] -= smallest;
        }
      }
      column = next;
    } while (row_of[column] != 0);
    do {
      row_of[column] = row_of[previous[column]];
      column = previous[column];
    } while (column != 0);
  }
  std::vector<int> answer(columns);
  for (int j = 0; j < columns; ++j) answer[j] = row_of[j + 1] - 1;
  return answer;
}

}  // namespace

std::vector<int> minimum_cost_assignment(std::span<const double> cost, int rows, int columns) {
  const bool finite =
      std::all_of(cost.begin(), cost.end(), [](double value) { return std::isfinite(value); });
  if (rows <= 0 || columns <= 0 || !finite) return std::vector<int>(std::max(rows, 0), -1);
  if (rows > columns) {
    return assign_rows(columns, rows, [&](int r, int c) { return cost[c * columns + r]; });
  }
  const auto row_of =
      assign_rows(rows, columns, [&](int r, int c) { return cost[r * columns + c]; });
  std::vector<int> column_of(rows, -1);
  for (int j = 0; j < columns; ++j) {
    if (row_of[j] >= 0) column_of[row_of[j]] = j;
  }
  return column_of;
}

std::vector<int> maximum_score_assignment(std::span<const double> score, int rows, int columns) {
  std::vector<double> cost(score.begin(), score.end());
  for (double& value : cost) value = -value;
  return minimum_cost_assignment(cost, rows, columns);
}

}  // namespace sillage
