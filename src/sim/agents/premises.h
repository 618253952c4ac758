// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "sim/plan/plan.h"
#include "sim/walk/ground.h"
#include "sim/walk/routes.h"

namespace sillage::sim {

/// Where somebody stands to look at goods.
struct Spot {
  Point place;
  double facing = 0;          ///< towards the goods, rad
  int zone = -1;              ///< index in the plan's zones; -1 in none
  int left = -1, right = -1;  ///< the next ones along the shelf
  double reach_m = 1.2;       ///< height up to which there are goods
};

/// A door, and the places just before and behind it.
struct Doorway {
  Point inside, outside;
  std::size_t pavement = 0;  ///< the nearest
};

/// A checked plan made ready to walk in: ground, ways, places to stand. Days are simulated on it
/// one after another; it keeps the ways that were found, which changes no result.
class Premises {
 public:
  /// The plan must have been checked (`load`, `parse`).
  explicit Premises(Plan plan);
  Premises(const Premises&) = delete;
  Premises& operator=(const Premises&) = delete;

  const Plan& plan() const { return plan_; }
  const Ground& ground() const { return ground_; }
  Routes& routes() { return routes_; }
  const std::vector<Spot>& spots() const { return spots_; }
  /// Indices of the spots in a zone, in the order of the shelves.
  const std::vector<int>& spots_in(std::size_t zone) const { return spots_in_[zone]; }
  /// Those that visitors choose from, with the weight of each; other zones have weight 0.
  const std::vector<double>& zone_weights() const { return zone_weights_; }
  const std::vector<Doorway>& doorways() const { return doorways_; }
  /// The places from which people come along a pavement and where they leave it.
  std::vector<Point> ends_of(std::size_t pavement) const;
  /// Indices of the rooms of a kind.
  const std::vector<int>& fitting_rooms() const { return fitting_rooms_; }
  const std::vector<int>& staff_rooms() const { return staff_rooms_; }

 private:
  bool is_reached(Point p) const;
  void add_shelf_spots();
  void add_open_spots();
  void add_doorways();

  Plan plan_;
  Ground ground_;
  Routes routes_;
  int store_piece_ = -1;
  std::vector<Spot> spots_;
  std::vector<std::vector<int>> spots_in_;
  std::vector<double> zone_weights_;
  std::vector<Doorway> doorways_;
  std::vector<int> fitting_rooms_, staff_rooms_;
};

}  // namespace sillage::sim
