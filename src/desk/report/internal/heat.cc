// SPDX-License-Identifier: Apache-2.0
#include "desk/report/internal/heat.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace sillage::desk::report {
namespace {

constexpr double kFinestM = 0.5;
constexpr double kRootM = 32;
constexpr double kWidestM = 1 << 20;

struct Square {
  double x, y, side;
};

struct Cell {
  const wire::Figure* figure;
  double x0, y0, x1, y1;
};

double overlap(const Cell& cell, const Square& square) {
  const double w = std::min(cell.x1, square.x + square.side) - std::max(cell.x0, square.x);
  const double h = std::min(cell.y1, square.y + square.side) - std::max(cell.y0, square.y);
  return w > 0 && h > 0 ? w * h : 0;
}

std::vector<Cell> cells_of(std::span<const wire::Release> releases) {
  std::vector<Cell> out;
  for (const wire::Release& release : releases) {
    for (const wire::Figure& figure : release.figures()) {
      if (figure.metric != wire::Metric::kHeat) continue;
      const auto& [x, y, w, h] = figure.extent;
      const bool drawable = w > 0 && h > 0 && w <= kWidestM && h <= kWidestM &&
                            std::abs(x) <= kWidestM && std::abs(y) <= kWidestM;
      if (drawable) out.push_back({&figure, x, y, x + w, y + h});
    }
  }
  return out;
}

void count_figures(std::span<const wire::Release> releases, Heat& heat) {
  for (const wire::Release& release : releases) {
    for (const wire::Figure& figure : release.figures()) {
      if (figure.metric != wire::Metric::kHeat) continue;
      const bool hidden = figure.state == wire::FigureState::kWithheld;
      heat.figures_withheld += hidden ? 1 : 0;
      heat.measured = heat.measured || (!hidden && figure.value.has_value());
    }
  }
}

/// Quadtree over the cells of all bins: a square is split while a cell covers only a part of it.
class Overlay {
 public:
  Overlay(Heat& heat, double finest_m) : heat_(heat), finest_m_(finest_m) {}

  void visit(const Square& square, const std::vector<Cell>& candidates) {
    if (full()) return;
    std::vector<Cell> here;
    bool split = false;
    const double area = square.side * square.side;
    for (const Cell& cell : candidates) {
      const double common = overlap(cell, square);
      if (common <= 0) continue;
      here.push_back(cell);
      split = split || common < area * (1 - 1e-9);
    }
    if (here.empty()) return;
    if (!split || square.side <= finest_m_) {
      emit(square, here);
      return;
    }
    const double half = square.side / 2;
    for (const double y : {square.y, square.y + half}) {
      for (const double x : {square.x, square.x + half}) visit({x, y, half}, here);
    }
  }

  bool full() const { return heat_.areas.size() + heat_.withheld.size() > kMostHeatAreas; }

 private:
  void emit(const Square& square, const std::vector<Cell>& cells) {
    HeatArea area{square.x, square.y, square.side, square.side, 0, false};
    bool known = false;
    for (const Cell& cell : cells) {
      const wire::Figure& figure = *cell.figure;
      if (figure.state == wire::FigureState::kWithheld || !figure.value) continue;
      known = true;
      area.merged = area.merged || figure.state == wire::FigureState::kMerged;
      area.person_s_per_m2 +=
          std::max(0.0, *figure.value) * overlap(cell, square) / (square.side * square.side);
    }
    if (!known) {
      heat_.withheld.push_back(area);
    } else if (area.person_s_per_m2 > 0) {
      heat_.areas.push_back(area);
      heat_.largest = std::max(heat_.largest, area.person_s_per_m2);
    }
  }

  Heat& heat_;
  const double finest_m_;
};

/// The aligned squares that the cells touch, by row and column, each with its cells.
std::map<std::pair<double, double>, std::vector<Cell>> roots_of(const std::vector<Cell>& cells,
                                                                double side) {
  std::map<std::pair<double, double>, std::vector<Cell>> out;
  for (const Cell& cell : cells) {
    for (double y = std::floor(cell.y0 / side); y * side < cell.y1; ++y) {
      for (double x = std::floor(cell.x0 / side); x * side < cell.x1; ++x) {
        out[{y * side, x * side}].push_back(cell);
      }
    }
  }
  return out;
}

double root_side(const std::vector<Cell>& cells) {
  double side = kRootM;
  for (const Cell& cell : cells) {
    while (side < std::max(cell.x1 - cell.x0, cell.y1 - cell.y0)) side *= 2;
  }
  return side;
}

}  // namespace

Heat heat_of(std::span<const wire::Release> releases) {
  const std::vector<Cell> cells = cells_of(releases);
  Heat counts;
  count_figures(releases, counts);
  const double side = root_side(cells);
  const auto roots = roots_of(cells, side);
  for (double finest = kFinestM;; finest *= 2) {
    Heat heat = counts;
    heat.finest_m = finest;
    Overlay overlay(heat, finest);
    for (const auto& [at, inside] : roots) overlay.visit({at.second, at.first, side}, inside);
    if (!overlay.full()) return heat;
    if (finest >= side) {
      heat.areas.resize(std::min(heat.areas.size(), kMostHeatAreas));
      heat.withheld.clear();
      return heat;
    }
  }
}

}  // namespace sillage::desk::report
