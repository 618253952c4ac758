// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/store_config.h"
#include "geometry/point.h"

namespace sillage::sim {

// A simulated store, as its plan.toml describes it. All lengths are metres on the floor plan, z up
// from the floor; times of day are local. A Plan that `load` or `parse` gave has been checked as a
// whole: outlines are simple polygons, doors lie in the outline, people can reach what they need.
// Keys, units and ranges: docs/reference/plan.md.

using Corners = std::vector<Point>;  ///< of a simple polygon, in walking order

/// A straight inner wall between two points.
struct Wall {
  std::string id;
  Point from, to;
  double thickness_m = 0.1;
  double height_m = 3.0;
};

/// What goods stand on; it hides what is behind it up to its height, and people browse around it.
struct Shelf {
  std::string id;
  std::string kind = "gondola";  ///< one of kShelfKinds: how a renderer dresses it
  Corners area;
  double height_m = 1.6;
};
inline constexpr std::array<std::string_view, 6> kShelfKinds = {"gondola", "wall", "table",
                                                                "fridge",  "rack", "counter"};

/// An opening in the outline through which visitors come and go.
struct Door {
  std::string id;
  Point from, to;
  double share = 1;  ///< weight among the doors for arrivals and departures
};

/// A checkout. The queue runs from its head, next to the customer's place, backwards.
struct Till {
  std::string id;
  Corners counter;
  double counter_height_m = 0.95;
  Point customer;  ///< the service point, where the one who pays stands
  Point clerk;     ///< where the cashier stands
  std::vector<Point> queue;
  bool self_service = false;  ///< open without a cashier
};

enum class RoomKind { kFitting, kStaff };

/// A walled room that few people enter: a fitting room holds one visitor (with company), a staff
/// room is for staff. Its walls follow the area's edges but for the opening.
struct Room {
  std::string id;
  RoomKind kind = RoomKind::kFitting;
  Corners area;
  std::array<Point, 2> opening;  ///< on an edge of the area
  double height_m = 2.2;
};

/// A strip outside along which people pass by, and from whose ends visitors come.
struct Pavement {
  std::string id;
  Point from, to;  ///< its middle line
  double width_m = 3;
  double passers_per_hour = 60;  ///< people, mean over the hours of `street_hours`
};

/// An area of the floor that is measured, and what draws people there.
struct Zone {
  std::string id;
  std::string name;
  config::ZoneType type = config::ZoneType::kOther;
  Corners area;
  double attraction = 1;       ///< weight in a visitor's choice of where to go; 0 = nobody's aim
  double dwell_median_s = 25;  ///< of one stop there; log-normal
  double dwell_sigma = 0.9;    ///< standard deviation of the logarithm
};

/// A count line. Crossing it towards `inside` is an entry.
struct Line {
  std::string id;
  std::string name;
  Point from, to;
  Point inside;
};

struct ImageSize {
  int width = 640;   ///< pixels
  int height = 360;  ///< pixels
  friend bool operator==(const ImageSize&, const ImageSize&) = default;
};

/// A camera. yaw 0 looks along +x, 90 degrees along +y; pitch is downwards from the horizon; roll
/// turns the camera clockwise about its axis as seen from behind it.
struct CameraPlan {
  std::string id;
  std::string name;
  Point at;
  double height_m = 3;
  double yaw_deg = 0;
  double pitch_deg = 35;
  double roll_deg = 0;
  double fov_deg = 75;    ///< horizontal field of view of the lens without distortion
  double k1 = 0, k2 = 0;  ///< radial distortion; see sim/plan/lens.h
  ImageSize image_size;
  double fps = 10;
};

/// A piece of a day, local time; `to` may be 24:00.
struct Hours {
  std::chrono::minutes from{};
  std::chrono::minutes to{};
  friend bool operator==(const Hours&, const Hours&) = default;
};

/// Who comes when. Weights are relative; rates follow from visitors_per_day.
struct Arrivals {
  double visitors_per_day = 400;  ///< people, mean over the open days of a week
  std::vector<double> hours = std::vector<double>(24, 1);    ///< weight of each hour of the day
  std::vector<double> weekdays = std::vector<double>(7, 1);  ///< Monday to Sunday
  std::vector<double> street_hours = std::vector<double>(24, 1);  ///< of the passers-by
};

/// What visitors are like. Shares are 0 to 1.
struct Visitors {
  double couple_share = 0.25;  ///< of the units (people who come together) ...
  double family_share = 0.10;
  double group_share = 0.03;  ///< three to five adults; the rest come alone
  double wheelchair_share = 0.006;
  double pushchair_share = 0.25;  ///< of the families
  double trolley_share = 0.15;    ///< of the singles, couples and families
  double uniform_share = 0;       ///< of the people, dressed all alike (a school, a crew)
  double feminine_share = 0.5;    ///< of the adults, as perceived
  double unsure_share = 0.08;     ///< of the adults, perceived as neither
  double shorts_share = 0.1;      ///< of the men, dressed in shorts; of the women 0.7 of it
  double bounce_share = 0.08;     ///< of the units: look in and leave
  double return_share = 0.01;     ///< of the units: step out for a moment and come back
  double buyer_share = 0.55;      ///< of the units: go to a till
  double fitting_share = 0.08;    ///< of the units: try something on
  double stops_mean = 6;          ///< stops of a unit that shops, mean (geometric)
  double service_median_s = 45;   ///< at the till; log-normal
  double service_sigma = 0.55;
  double patience_median_s = 420;  ///< in a queue before giving up; log-normal
  double patience_sigma = 0.5;
  double fitting_median_s = 200;
  double fitting_sigma = 0.5;
};

enum class StaffRole { kCashier, kFloor };

/// One member of staff and the shift that they work.
struct Shift {
  std::string id;
  StaffRole role = StaffRole::kFloor;
  Hours hours;
  std::array<bool, 7> days{};  ///< Monday to Sunday
  std::string till;            ///< of a cashier
  bool uniform = true;
};

/// People who are there to be found, or confused, by tests. Off where empty or 0.
struct Special {
  std::optional<std::chrono::minutes> regular_at;  ///< the same person at about this time every day
  std::chrono::minutes lone_opening{};  ///< one visitor at opening, nobody else for this long
  int twins_per_day = 0;  ///< pairs who look alike and come in shortly after one another
};

struct Plan {
  std::string id = "store";
  std::string name = "Simulated store";
  std::string time_zone = "UTC";  ///< IANA name
  Corners outline;                ///< the outer walls
  double wall_height_m = 3.0;
  std::vector<Wall> walls;
  std::vector<Shelf> shelves;
  std::vector<Door> doors;
  std::vector<Till> tills;
  std::vector<Room> rooms;
  std::vector<Pavement> pavements;
  std::vector<Zone> zones;
  std::vector<Line> lines;
  std::vector<CameraPlan> cameras;
  std::array<std::optional<Hours>, 7> opening;  ///< Monday to Sunday; nothing where closed
  Arrivals arrivals;
  Visitors visitors;
  std::vector<Shift> staff;
  Special special;
};

}  // namespace sillage::sim
