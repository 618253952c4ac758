// SPDX-License-Identifier: Apache-2.0
#include "geometry/matching.h"

#include <algorithm>
#include <numeric>

#include "geometry/assignment.h"

namespace sillage {
namespace {

/// Disjoint sets over the nodes 0 ... size - 1.
class Components {
 public:
  explicit Components(int size) : parent_(size) { std::iota(parent_.begin(), parent_.end(), 0); }
  int find(int node) {
    while (parent_[node] != node) node = parent_[node] = parent_[parent_[node]];
    return node;
  }
  void join(int a, int b) { parent_[find(a)] = find(b); }

 private:
  std::vector<int> parent_;
};

/// Solves one connected block, whose candidates are `members`; `local` maps a node (row, or rows +
/// column) to its number inside the block and is -1 for nodes not yet seen.
class BlockSolver {
 public:
  BlockSolver(std::span<const Candidate> candidates, int rows, int columns)
      : candidates_(candidates), rows_(rows), local_(rows + columns, -1) {}

  Result<void> solve(std::span<const int> members, std::vector<int>& chosen) {
    if (members.size() == 1) {
      chosen.push_back(members.front());
      return {};
    }
    int rows = 0, columns = 0;
    for (const int member : members) {
      number(candidates_[member].row, rows);
      number(rows_ + candidates_[member].column, columns);
    }
    const std::size_t cells = static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns);
    if (cells > kMostCells) {
      return fail(ErrorCode::kExhausted,
                  "{} by {} things that touch one another are too many to match at once; "
                  "give fewer at a time",
                  rows, columns);
    }
    cost_.assign(cells, 0.0);
    for (const int member : members) cost_[cell(member, columns)] = -candidates_[member].score;
    const auto column_of = minimum_cost_assignment(cost_, rows, columns);
    for (const int member : members) {
      if (column_of[local_[candidates_[member].row]] == column(member)) chosen.push_back(member);
    }
    return {};
  }

 private:
  void number(int node, int& count) {
    if (local_[node] < 0) local_[node] = count++;
  }
  int column(int member) const { return local_[rows_ + candidates_[member].column]; }
  std::size_t cell(int member, int columns) const {
    return static_cast<std::size_t>(local_[candidates_[member].row]) *
               static_cast<std::size_t>(columns) +
           static_cast<std::size_t>(column(member));
  }

  std::span<const Candidate> candidates_;
  int rows_;
  std::vector<int> local_;
  std::vector<double> cost_;
};

}  // namespace

Result<std::vector<int>> best_matching(std::span<const Candidate> candidates, int rows,
                                       int columns) {
  Components components(rows + columns);
  for (const auto& candidate : candidates) components.join(candidate.row, rows + candidate.column);
  std::vector<int> order(candidates.size());
  std::iota(order.begin(), order.end(), 0);
  std::vector<int> block(candidates.size());
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    block[i] = components.find(candidates[i].row);
  }
  std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return block[a] < block[b]; });

  std::vector<int> chosen;
  BlockSolver solver(candidates, rows, columns);
  for (auto first = order.begin(); first != order.end();) {
    const auto last =
        std::find_if(first, order.end(), [&](int i) { return block[i] != block[*first]; });
    RETURN_IF_ERROR(solver.solve({first, last}, chosen));
    first = last;
  }
  std::sort(chosen.begin(), chosen.end());
  return chosen;
}

}  // namespace sillage
