// SPDX-License-Identifier: Apache-2.0
#include "sim/walk/field.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <queue>

namespace sillage::sim {
namespace {

constexpr double kSightM = 0.45;
/// Room beyond the body at which a wall is no longer felt.
constexpr double kEaseM = 0.5;
constexpr double kDearest = 4;
constexpr float kNever = std::numeric_limits<float>::infinity();

double length_of(Point p) { return std::sqrt(dot(p, p)); }

}  // namespace

Terrain::Terrain(const Ground& ground, double radius)
    : ground_(&ground),
      radius_(radius),
      columns_((ground.columns() + 1) / 2),
      rows_((ground.rows() + 1) / 2) {
  cost_.resize(static_cast<std::size_t>(columns_) * rows_);
  for (int row = 0; row < rows_; ++row) {
    for (int column = 0; column < columns_; ++column) {
      const double room = ground.at_node(2 * column, 2 * row) - radius;
      const double ease = std::clamp(room / kEaseM, 0.0, 1.0);
      cost_[static_cast<std::size_t>(row) * columns_ + column] =
          room < 0 ? 0.0f : static_cast<float>(kDearest + (1 - kDearest) * ease);
    }
  }
  number_pieces();
  find_wall_cells();
}

Point Terrain::centre(int cell) const {
  return ground_->node(2 * (cell % columns_), 2 * (cell / columns_));
}

int Terrain::cell_at(Point p) const {
  const double column = std::floor((p.x - ground_->origin().x) / kCellM + 0.5);
  const double row = std::floor((p.y - ground_->origin().y) / kCellM + 0.5);
  if (!(column >= 0 && row >= 0 && column < columns_ && row < rows_)) return -1;
  return static_cast<int>(row) * columns_ + static_cast<int>(column);
}

std::vector<int> Terrain::free_cells_near(Point p) const {
  constexpr int kReach = static_cast<int>(kSightM / kCellM) + 1;
  std::vector<int> cells;
  const int middle = cell_at(p);
  if (middle < 0) return cells;
  for (int dy = -kReach; dy <= kReach; ++dy) {
    for (int dx = -kReach; dx <= kReach; ++dx) {
      const int column = middle % columns_ + dx, row = middle / columns_ + dy;
      if (column < 0 || row < 0 || column >= columns_ || row >= rows_) continue;
      const int cell = row * columns_ + column;
      if (!is_free(cell) || length_of(centre(cell) - p) > kSightM) continue;
      if (ground_->is_clear(p, centre(cell), 0)) cells.push_back(cell);
    }
  }
  return cells;
}

int Terrain::piece_at(Point p) const {
  const std::vector<int> cells = free_cells_near(p);
  const auto nearest = std::min_element(cells.begin(), cells.end(), [&](int a, int b) {
    return length_of(centre(a) - p) < length_of(centre(b) - p);
  });
  return nearest == cells.end() ? -1 : piece_[*nearest];
}

void Terrain::number_pieces() {
  piece_.assign(cost_.size(), -1);
  std::vector<int> open;
  int pieces = 0;
  for (std::size_t start = 0; start < cost_.size(); ++start) {
    if (cost_[start] == 0 || piece_[start] >= 0) continue;
    piece_[start] = pieces;
    open.push_back(static_cast<int>(start));
    while (!open.empty()) {
      const int cell = open.back();
      open.pop_back();
      const int column = cell % columns_, row = cell / columns_;
      const auto visit = [&](int c, int r) {
        if (c < 0 || r < 0 || c >= columns_ || r >= rows_) return;
        const int next = r * columns_ + c;
        if (cost_[next] == 0 || piece_[next] >= 0) return;
        piece_[next] = pieces;
        open.push_back(next);
      };
      visit(column - 1, row);
      visit(column + 1, row);
      visit(column, row - 1);
      visit(column, row + 1);
    }
    ++pieces;
  }
}

void Terrain::find_wall_cells() {
  std::vector<bool> known(cost_.size());
  for (std::size_t cell = 0; cell < cost_.size(); ++cell) known[cell] = cost_[cell] > 0;
  for (auto& layer : wall_cells_) {
    for (int cell = 0; cell < columns_ * rows_; ++cell) {
      if (known[cell]) continue;
      const int column = cell % columns_, row = cell / columns_;
      bool beside = false;
      for (int r = std::max(0, row - 1); r <= std::min(rows_ - 1, row + 1); ++r) {
        for (int c = std::max(0, column - 1); c <= std::min(columns_ - 1, column + 1); ++c) {
          beside = beside || known[static_cast<std::size_t>(r) * columns_ + c];
        }
      }
      if (beside) layer.push_back(cell);
    }
    for (const int cell : layer) known[cell] = true;
  }
}

Field::Field(const Terrain& terrain, Point goal)
    : goal_(goal),
      origin_(terrain.ground().origin()),
      columns_(terrain.columns()),
      rows_(terrain.rows()),
      values_(static_cast<std::size_t>(columns_) * rows_, kNever) {
  march(terrain);
  overlap_walls(terrain);
}

float Field::value(int column, int row) const {
  if (column < 0 || row < 0 || column >= columns_ || row >= rows_) return kNever;
  return values_[static_cast<std::size_t>(row) * columns_ + column];
}

void Field::march(const Terrain& terrain) {
  using Item = std::pair<float, int>;
  std::priority_queue<Item, std::vector<Item>, std::greater<>> front;
  std::vector<bool> settled(values_.size());
  const auto offer = [&](int cell, float time) {
    if (time >= values_[cell]) return;
    values_[cell] = time;
    front.emplace(time, cell);
  };
  for (const int cell : terrain.free_cells_near(goal_)) {
    offer(cell, static_cast<float>(length_of(terrain.centre(cell) - goal_) * terrain.cost(cell)));
  }
  // The lattice reaches beyond the ground, so that a free cell has all its neighbours.
  const auto update = [&](int cell) {
    if (settled[cell] || !terrain.is_free(cell)) return;
    const float a = std::min(values_[cell - 1], values_[cell + 1]);
    const float b = std::min(values_[cell - columns_], values_[cell + columns_]);
    const float step = static_cast<float>(Terrain::kCellM) * terrain.cost(cell);
    const float low = std::min(a, b), gap = std::abs(a - b);
    // Upwind difference in both axes, or in one where the other is too far off.
    offer(cell, gap < step ? (a + b + std::sqrt(2 * step * step - gap * gap)) / 2 : low + step);
  };
  while (!front.empty()) {
    const int cell = front.top().second;
    front.pop();
    if (settled[cell]) continue;
    settled[cell] = true;
    for (const int next : {cell - 1, cell + 1, cell - columns_, cell + columns_}) update(next);
  }
}

/// Gives two layers of cells within the walls values above those beside them, so that the slope
/// close to a wall leads away from it.
void Field::overlap_walls(const Terrain& terrain) {
  std::vector<float> found;
  for (std::size_t layer = 0; layer < Terrain::kWallLayers; ++layer) {
    const std::vector<int>& cells = terrain.wall_cells(layer);
    found.clear();
    for (const int cell : cells) {
      float least = kNever;
      for (int dy = -1; dy <= 1; ++dy) {
        for (int dx = -1; dx <= 1; ++dx) {
          least = std::min(least, value(cell % columns_ + dx, cell / columns_ + dy));
        }
      }
      found.push_back(least + static_cast<float>(2 * kDearest * Terrain::kCellM));
    }
    for (std::size_t i = 0; i < cells.size(); ++i) values_[cells[i]] = found[i];
  }
}

double Field::distance_from(Point p) const {
  const int column = static_cast<int>(std::floor((p.x - origin_.x) / Terrain::kCellM + 0.5));
  const int row = static_cast<int>(std::floor((p.y - origin_.y) / Terrain::kCellM + 0.5));
  return value(column, row);
}

Point Field::direction(Point p) const {
  const double x = (p.x - origin_.x) / Terrain::kCellM, y = (p.y - origin_.y) / Terrain::kCellM;
  const int column = static_cast<int>(std::floor(x)), row = static_cast<int>(std::floor(y));
  const double low_left = value(column, row), low_right = value(column + 1, row);
  const double high_left = value(column, row + 1), high_right = value(column + 1, row + 1);
  const double u = x - column, v = y - row;
  const double dx = (low_right - low_left) * (1 - v) + (high_right - high_left) * v;
  const double dy = (high_left - low_left) * (1 - u) + (high_right - low_right) * u;
  const double slope = std::sqrt(dx * dx + dy * dy);
  // Anywhere else the slope is at least 1: this is a ridge, as far to the goal on either side.
  const bool is_ridge = slope < 0.5 * Terrain::kCellM;
  if (!std::isfinite(slope) || is_ridge) return downhill_cell(p);
  return {-dx / slope, -dy / slope};
}

/// Towards the best of the cells around (the first of equals), where the slope says nothing.
Point Field::downhill_cell(Point p) const {
  const int column = static_cast<int>(std::floor((p.x - origin_.x) / Terrain::kCellM + 0.5));
  const int row = static_cast<int>(std::floor((p.y - origin_.y) / Terrain::kCellM + 0.5));
  float least = kNever;
  Point best = p;
  for (int dy = -2; dy <= 2; ++dy) {
    for (int dx = -2; dx <= 2; ++dx) {
      if ((dx == 0 && dy == 0) || value(column + dx, row + dy) >= least) continue;
      least = value(column + dx, row + dy);
      best = {origin_.x + (column + dx) * Terrain::kCellM,
              origin_.y + (row + dy) * Terrain::kCellM};
    }
  }
  const double length = length_of(best - p);
  return length < 1e-9 ? Point{} : (best - p) * (1 / length);
}

}  // namespace sillage::sim
