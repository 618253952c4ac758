// SPDX-License-Identifier: Apache-2.0
#include "sim/truth/internal/zone_map.h"

#include <algorithm>
#include <cmath>

namespace sillage::sim::internal {
namespace {

constexpr double kSquareM = 0.25;

void add(std::vector<Polygon>& polygons, const Corners& area) {
  if (auto polygon = Polygon::create(area)) polygons.push_back(std::move(*polygon));
}

/// Within half a diagonal of the middle the edge may run through the square.
bool runs_through(const Polygon& polygon, Point middle) {
  return polygon.distance_to_edge(middle) < kSquareM * 0.71;
}

}  // namespace

ZoneMap::ZoneMap(const Plan& plan) : sets_(1) {
  for (const Zone& zone : plan.zones) add(zones_, zone.area);
  for (const Room& room : plan.rooms) add(rooms_, room.area);
  Point high;
  bool first = true;
  for (const auto* polygons : {&zones_, &rooms_}) {
    for (const Polygon& polygon : *polygons) {
      for (const Point p : polygon.corners()) {
        low_ = first ? p : Point{std::min(low_.x, p.x), std::min(low_.y, p.y)};
        high = first ? p : Point{std::max(high.x, p.x), std::max(high.y, p.y)};
        first = false;
      }
    }
  }
  if (first) return;
  columns_ = static_cast<int>((high.x - low_.x) / kSquareM) + 1;
  rows_ = static_cast<int>((high.y - low_.y) / kSquareM) + 1;
  squares_.resize(static_cast<std::size_t>(columns_) * rows_);
  for (int row = 0; row < rows_; ++row) {
    for (int column = 0; column < columns_; ++column) {
      const Point middle = low_ + Point{(column + 0.5) * kSquareM, (row + 0.5) * kSquareM};
      Square& square = squares_[static_cast<std::size_t>(row) * columns_ + column];
      std::vector<int> inside;
      for (int zone = 0; zone < static_cast<int>(zones_.size()); ++zone) {
        if (runs_through(zones_[zone], middle)) {
          square.near.push_back(zone);
        } else if (zones_[zone].contains(middle)) {
          inside.push_back(zone);
        }
      }
      for (const Polygon& room : rooms_) {
        if (runs_through(room, middle)) square.room_near = true;
        if (room.contains(middle)) square.in_room = true;
      }
      if (square.in_room && !square.room_near) {
        square.near.clear();
        inside.clear();
      }
      if (!square.near.empty() || square.room_near) {
        square.near.insert(square.near.end(), inside.begin(), inside.end());
        std::sort(square.near.begin(), square.near.end());
        continue;
      }
      const auto same = std::find(sets_.begin(), sets_.end(), inside);
      square.set = static_cast<int>(same - sets_.begin());
      if (same == sets_.end()) sets_.push_back(inside);
    }
  }
}

const ZoneMap::Square* ZoneMap::square_at(Point place) const {
  const double x = (place.x - low_.x) / kSquareM, y = (place.y - low_.y) / kSquareM;
  if (!(x >= 0 && y >= 0 && x < columns_ && y < rows_)) return nullptr;
  return &squares_[static_cast<std::size_t>(y) * columns_ + static_cast<std::size_t>(x)];
}

int ZoneMap::set_at(Point place) const {
  const Square* square = square_at(place);
  return square == nullptr ? 0 : square->set;
}

const std::vector<int>& ZoneMap::at(Point place) {
  const Square* square = square_at(place);
  if (square == nullptr) return sets_.front();
  if (square->set >= 0) return sets_[square->set];
  found_.clear();
  if (square->room_near && is_in_room(place)) return found_;
  for (const int zone : square->near) {
    if (zones_[zone].contains(place)) found_.push_back(zone);
  }
  return found_;
}

bool ZoneMap::is_in_room(Point place) const {
  const Square* square = square_at(place);
  if (square == nullptr) return false;
  if (!square->room_near) return square->in_room;
  return std::any_of(rooms_.begin(), rooms_.end(),
                     [&](const Polygon& room) { return room.contains(place); });
}

}  // namespace sillage::sim::internal
