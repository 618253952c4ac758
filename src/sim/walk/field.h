// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <vector>

#include "geometry/point.h"
#include "sim/walk/ground.h"

namespace sillage::sim {

/// The cells on which ways are found, 0.2 m wide, for walkers of one size: where they fit, and how
/// dear a metre is there (1 in the open, up to 4 along a wall: people keep away from walls).
class Terrain {
 public:
  static constexpr double kCellM = 0.2;

  /// The ground must outlive the terrain.
  Terrain(const Ground& ground, double radius);

  int columns() const { return columns_; }
  int rows() const { return rows_; }
  double radius() const { return radius_; }
  const Ground& ground() const { return *ground_; }
  Point centre(int cell) const;
  /// -1 beyond the lattice.
  int cell_at(Point p) const;
  bool is_free(int cell) const { return cost_[cell] > 0; }
  float cost(int cell) const { return cost_[cell]; }
  /// Cells within the walls next to free ones, and those behind them.
  const std::vector<int>& wall_cells(std::size_t layer) const { return wall_cells_[layer]; }
  static constexpr std::size_t kWallLayers = 2;
  /// Pieces of the ground that hang together have the same number, from 0; -1 where one does not
  /// fit. A place that is itself too narrow belongs to the nearest free cell near it.
  int piece_at(Point p) const;
  /// The free cells within 0.45 m whose centres are in sight.
  std::vector<int> free_cells_near(Point p) const;

 private:
  void number_pieces();
  void find_wall_cells();

  const Ground* ground_;
  double radius_;
  int columns_ = 0;
  int rows_ = 0;
  std::vector<float> cost_;  ///< 0 where one does not fit
  std::vector<int> piece_;
  std::array<std::vector<int>, kWallLayers> wall_cells_;
};

/// How far it is to one goal from everywhere, walls and their neighbourhood counted dear: the
/// solution of the eikonal equation by fast marching (Sethian, PNAS 93(4), 1996).
class Field {
 public:
  Field(const Terrain& terrain, Point goal);

  Point goal() const { return goal_; }
  /// Metres (dear ones count more); infinite where there is no way.
  double distance_from(Point p) const;
  /// Unit vector of the way to go; zero where there is no way.
  Point direction(Point p) const;

 private:
  void march(const Terrain& terrain);
  void overlap_walls(const Terrain& terrain);
  float value(int column, int row) const;
  Point downhill_cell(Point p) const;

  Point goal_;
  Point origin_;  ///< centre of cell 0
  int columns_ = 0;
  int rows_ = 0;
  std::vector<float> values_;
};

}  // namespace sillage::sim
