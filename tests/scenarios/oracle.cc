// SPDX-License-Identifier: Apache-2.0
#include "tests/scenarios/oracle.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>

namespace sillage::scenarios {
namespace {

constexpr double kTickS = 0.1;
constexpr double kBand = 0.3;
constexpr int kConfirmTicks = 20, kStayTicks = 50, kGapTicks = 30;

struct Crossings {
  std::int64_t entries = 0, exits = 0;
};

/// Positive on the inner side of the line.
double depth(const sim::Line& line, Point p) {
  const Point along = line.to - line.from;
  const double length = norm(along);
  const double side = cross(along, line.inside - line.from) > 0 ? 1 : -1;
  return side * cross(along, p - line.from) / length;
}

/// Where a step meets the infinite line, as metres along it.
double meets_at(const sim::Line& line, Point a, Point b) {
  const double da = depth(line, a), db = depth(line, b);
  const Point at = a + (b - a) * (da / (da - db));
  const Point along = line.to - line.from;
  return dot(at - line.from, along) / norm(along);
}

Crossings crossings_of(const sim::Line& line, const std::vector<Point>& places) {
  Crossings count;
  int side = 0;                                  // the last one taken beyond the band
  std::optional<double> entered_at;              // tick of an entry that is not confirmed yet
  std::optional<std::pair<double, double>> met;  // last meeting: tick, metres along the line
  const double length = norm(line.to - line.from);
  for (std::size_t i = 0; i < places.size(); ++i) {
    const double now = depth(line, places[i]);
    if (i > 0) {
      const double before = depth(line, places[i - 1]);
      if ((before > 0) != (now > 0)) {
        met = {static_cast<double>(i) - 1 + before / (before - now),
               meets_at(line, places[i - 1], places[i])};
      }
    }
    if (std::abs(now) >= kBand) {
      const int here = now > 0 ? 1 : -1;
      const bool across = side != 0 && here != side && met && met->second >= -kBand &&
                          met->second <= length + kBand;
      if (across && here > 0) entered_at = met->first;
      if (across && here < 0) {
        if (entered_at) {
          entered_at.reset();  // in and out again: neither
        } else {
          ++count.exits;
        }
      }
      side = here;
    }
    if (entered_at && static_cast<double>(i) >= *entered_at + kConfirmTicks) {
      ++count.entries;
      entered_at.reset();
    }
  }
  return count;
}

bool holds(const sim::Corners& area, Point p) {
  bool inside = false;
  for (std::size_t i = 0, j = area.size() - 1; i < area.size(); j = i++) {
    const Point a = area[j], b = area[i];
    if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x) {
      inside = !inside;
    }
  }
  return inside;
}

int class_of(double s) {
  int i = 0;
  while (i + 1 < floor::kDwellClasses && s >= 5 * std::pow(2, (i + 1) / 2.0) - 1e-9) ++i;
  return i;
}

void add_stays(const sim::Zone& zone, const std::vector<Point>& places, Truth& truth) {
  int ticks = 0, outside = 0;
  bool open = false;
  const auto close = [&](bool cut_off) {
    if (open && ticks >= kStayTicks) {
      ++truth.visits[zone.id];
      auto& classes = cut_off ? truth.censored[zone.id] : truth.completed[zone.id];
      ++classes[static_cast<std::size_t>(class_of(ticks * kTickS))];
    }
    open = false;
    ticks = outside = 0;
  };
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (holds(zone.area, places[i])) {
      if (outside + 1 >= kGapTicks) close(false);
      open = true;
      outside = 0;
      ticks += i > 0;
    } else if (open) {
      ++outside;
    }
  }
  close(outside == 0);
}

void add_presence(const Scene& scene, Truth& truth) {
  int samples = 0;
  std::int64_t sum = 0;
  for (int tick = 0; tick < scene.ticks; tick += 10) {
    const auto there = std::count_if(scene.walks.begin(), scene.walks.end(), [&](const Walk& walk) {
      return tick >= walk.first_tick && tick <= walk.last_tick();
    });
    sum += there;
    truth.occupancy_max = std::max<std::int64_t>(truth.occupancy_max, there);
    ++samples;
  }
  truth.occupancy_mean = static_cast<double>(sum) / samples;
}

void add_heat(const std::vector<Point>& places, Truth& truth) {
  std::set<floor::CellIndex> touched;
  for (std::size_t i = 0; i < places.size(); ++i) {
    const floor::CellIndex cell{static_cast<std::int32_t>(std::floor(places[i].x / 0.5)),
                                static_cast<std::int32_t>(std::floor(places[i].y / 0.5))};
    if (i > 0) truth.heat_s[cell] += kTickS;
    if (i > 0) touched.insert(cell);
  }
  for (const auto& cell : touched) ++truth.heat_people[cell];
}

}  // namespace

Truth truth_of(const Scene& scene) {
  Truth truth;
  for (const Walk& walk : scene.walks) {
    for (const sim::Line& line : scene.plan.lines) {
      const Crossings crossings = crossings_of(line, walk.places);
      truth.entries[line.id] += crossings.entries;
      truth.exits[line.id] += crossings.exits;
    }
    for (const sim::Zone& zone : scene.plan.zones) add_stays(zone, walk.places, truth);
    add_heat(walk.places, truth);
  }
  add_presence(scene, truth);
  truth.people = static_cast<std::int64_t>(scene.walks.size());
  return truth;
}

}  // namespace sillage::scenarios
