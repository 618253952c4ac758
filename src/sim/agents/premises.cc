// SPDX-License-Identifier: Apache-2.0
#include "sim/agents/premises.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "geometry/polygon.h"
#include "geometry/segment.h"
#include "sim/plan/solids.h"
#include "sim/walk/sizes.h"

namespace sillage::sim {
namespace {

/// People stand this far from the goods that they look at, m, one beside the other.
constexpr double kBeforeGoodsM = 0.42;
constexpr double kBesideM = 0.55;
/// Places in zones without shelves.
constexpr double kOpenM = 0.9;
constexpr double kInsideDoorM = 0.9, kOutsideDoorM = 0.7;
constexpr double kFromEndM = 0.6;

bool is_aim(const Zone& zone) {
  return (zone.type == config::ZoneType::kAisle || zone.type == config::ZoneType::kOther) &&
         zone.attraction > 0;
}

}  // namespace

Premises::Premises(Plan plan)
    : plan_(std::move(plan)), ground_(ground_shape_of(plan_)), routes_(ground_) {
  add_doorways();
  if (!doorways_.empty()) {
    store_piece_ = routes_.terrain(false).piece_at(doorways_.front().inside);
  }
  spots_in_.resize(plan_.zones.size());
  add_shelf_spots();
  add_open_spots();
  for (std::size_t zone = 0; zone < plan_.zones.size(); ++zone) {
    const bool has_place = is_aim(plan_.zones[zone]) && !spots_in_[zone].empty();
    zone_weights_.push_back(has_place ? plan_.zones[zone].attraction : 0);
  }
  for (std::size_t i = 0; i < plan_.rooms.size(); ++i) {
    (plan_.rooms[i].kind == RoomKind::kFitting ? fitting_rooms_ : staff_rooms_)
        .push_back(static_cast<int>(i));
  }
}

bool Premises::is_reached(Point p) const {
  return ground_.clearance(p) >= kWalkerM && routes_.terrain(false).piece_at(p) == store_piece_;
}

void Premises::add_shelf_spots() {
  std::vector<std::optional<Polygon>> zones;
  for (const Zone& zone : plan_.zones) {
    auto area = Polygon::create(zone.area);
    zones.push_back(area ? std::optional(std::move(*area)) : std::nullopt);
  }
  const auto zone_at = [&](Point p) {
    for (std::size_t i = 0; i < zones.size(); ++i) {
      if (is_aim(plan_.zones[i]) && zones[i] && zones[i]->contains(p)) return static_cast<int>(i);
    }
    return -1;
  };
  for (const Shelf& shelf : plan_.shelves) {
    const auto body = Polygon::create(shelf.area);
    if (!body) continue;
    for (std::size_t i = 0, j = shelf.area.size() - 1; i < shelf.area.size(); j = i++) {
      const Segment edge{shelf.area[j], shelf.area[i]};
      const double length = edge.length();
      const Point along = (edge.to - edge.from) * (1 / length);
      Point out{along.y, -along.x};
      if (body->contains((edge.from + edge.to) * 0.5 + out * 0.01)) out = out * -1.0;
      const int count = std::max(1, static_cast<int>(length / kBesideM));
      int before = -1;
      for (int k = 0; k < count; ++k) {
        const Point place = edge.from + along * (length * (k + 0.5) / count) + out * kBeforeGoodsM;
        const int zone = zone_at(place);
        if (zone < 0 || !is_reached(place)) {
          before = -1;
          continue;
        }
        const int id = static_cast<int>(spots_.size());
        spots_.push_back(
            {place, std::atan2(-out.y, -out.x), zone, before, -1, std::min(shelf.height_m, 1.8)});
        if (before >= 0) spots_[before].right = id;
        spots_in_[zone].push_back(id);
        before = id;
      }
    }
  }
}

void Premises::add_open_spots() {
  for (std::size_t zone = 0; zone < plan_.zones.size(); ++zone) {
    const auto area = Polygon::create(plan_.zones[zone].area);
    if (!area || !is_aim(plan_.zones[zone]) || !spots_in_[zone].empty()) continue;
    const auto by_x = [](Point a, Point b) { return a.x < b.x; };
    const auto by_y = [](Point a, Point b) { return a.y < b.y; };
    const auto& corners = area->corners();
    const auto [left, right] = std::minmax_element(corners.begin(), corners.end(), by_x);
    const auto [low, high] = std::minmax_element(corners.begin(), corners.end(), by_y);
    const auto add = [&](Point place) {
      if (!area->contains(place) || !is_reached(place)) return;
      spots_in_[zone].push_back(static_cast<int>(spots_.size()));
      spots_.push_back({place, 0, static_cast<int>(zone)});
    };
    for (double y = low->y + kOpenM / 2; y < high->y; y += kOpenM) {
      for (double x = left->x + kOpenM / 2; x < right->x; x += kOpenM) add({x, y});
    }
    // A zone smaller than the lattice: any free cell will do.
    const Terrain& terrain = routes_.terrain(false);
    for (int cell = 0; spots_in_[zone].empty() && cell < terrain.columns() * terrain.rows();
         ++cell) {
      add(terrain.centre(cell));
    }
  }
}

void Premises::add_doorways() {
  for (const Door& door : plan_.doors) {
    const Point middle = (door.from + door.to) * 0.5, inward = inward_of(plan_, door);
    Doorway way{middle + inward * kInsideDoorM, middle - inward * kOutsideDoorM, 0};
    double nearest = 1e9;
    for (std::size_t i = 0; i < plan_.pavements.size(); ++i) {
      const Segment along{plan_.pavements[i].from, plan_.pavements[i].to};
      const double share = std::clamp(along.projection(middle), 0.0, 1.0);
      const double away = distance(middle, along.from + (along.to - along.from) * share);
      if (away >= nearest) continue;
      nearest = away;
      way.pavement = i;
    }
    doorways_.push_back(way);
  }
}

std::vector<Point> Premises::ends_of(std::size_t pavement) const {
  const Pavement& strip = plan_.pavements[pavement];
  const Point along = (strip.to - strip.from) * (kFromEndM / distance(strip.from, strip.to));
  return {strip.from + along, strip.to - along};
}

}  // namespace sillage::sim
