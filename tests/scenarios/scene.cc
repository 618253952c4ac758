// SPDX-License-Identifier: Apache-2.0
#include "tests/scenarios/scene.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "sim/agents/random.h"

namespace sillage::scenarios {
namespace {

constexpr double kTickS = 0.1;
constexpr int kTicks = 9000;
constexpr int kVisitors = 30;
constexpr int kApart = 130;  // ticks between somebody's leaving and the next one's coming

const Point kOutside{5, 0.3};

sim::Corners rectangle(double x, double y, double width, double depth) {
  return {{x, y}, {x + width, y}, {x + width, y + depth}, {x, y + depth}};
}

sim::Plan hall() {
  sim::Plan plan;
  plan.id = "hall";
  plan.outline = rectangle(0, 0, 12, 10);
  plan.wall_height_m = 4.5;
  plan.doors = {{"door", {4, 0}, {6, 0}, 1}};
  plan.lines = {{"entrance", "Entrance", {3.5, 1.5}, {6.5, 1.5}, {5, 3}}};
  plan.zones.resize(3);
  const char* const ids[] = {"left", "right", "back"};
  const sim::Corners areas[] = {rectangle(2.5, 3, 2.5, 2), rectangle(6.5, 3, 2.5, 2),
                                rectangle(4, 5.6, 4, 1.8)};
  for (std::size_t i = 0; i < 3; ++i) {
    plan.zones[i].id = plan.zones[i].name = ids[i];
    plan.zones[i].type = config::ZoneType::kAisle;
    plan.zones[i].area = areas[i];
  }
  sim::CameraPlan camera;
  camera.id = "hall";
  camera.at = {6, 9.8};
  camera.height_m = 4;
  camera.yaw_deg = 270;
  camera.pitch_deg = 42;
  camera.fov_deg = 92;
  camera.image_size = {640, 480};
  plan.cameras = {camera};
  return plan;
}

/// Puts one foot before the other.
class Path {
 public:
  Path(sim::Random& random, Point start) : random_(random), speed_(random.uniform(0.7, 1.4)) {
    places_.push_back(start);
  }
  Path& to(Point goal) {
    const Point from = places_.back();
    const int steps = std::max(1, static_cast<int>(distance(from, goal) / (speed_ * kTickS)));
    for (int i = 1; i <= steps; ++i) add(from + (goal - from) * (1.0 * i / steps));
    return *this;
  }
  Path& stand(double for_s) {
    const Point at = places_.back();
    for (int i = 0; i < for_s / kTickS; ++i) {
      add(at + Point{random_.uniform(-0.02, 0.02), random_.uniform(-0.02, 0.02)});
    }
    return *this;
  }
  std::vector<Point> take() { return std::move(places_); }

 private:
  /// Whole millimetres, but never on the edge of a heat cell, where rounding would decide.
  static double millimetres(double metres) {
    const double whole = std::round(metres * 1000);
    return (std::fmod(whole, 500) == 0 ? whole + 1 : whole) / 1000;
  }
  void add(Point p) { places_.push_back({millimetres(p.x), millimetres(p.y)}); }

  sim::Random& random_;
  double speed_;
  std::vector<Point> places_;
};

Point in_zone(sim::Random& random, std::size_t zone) {
  const Point corners[] = {{2.7, 3.2}, {6.7, 3.2}, {4.2, 5.8}};
  const Point sizes[] = {{2.1, 1.6}, {2.1, 1.6}, {3.6, 1.4}};
  return corners[zone] + Point{random.uniform() * sizes[zone].x, random.uniform() * sizes[zone].y};
}

/// What one visitor does.
std::vector<Point> visit(sim::Random& random, int number) {
  Path path(random, kOutside);
  const Point threshold{random.uniform(4.2, 5.8), 2.1}, way_out{random.uniform(4.2, 5.8), 2.1};
  switch (number % 10) {
    case 3:  // turns round on the line
      return path.to({5, 2.0}).stand(0.6).to(kOutside).take();
    case 6:  // round the end of the line, and out across it
      return path.to({8, 0.8}).to({8, 3}).stand(4).to({5, 2.3}).to(kOutside).take();
    case 8:  // lingers on the line, then comes in
      path.to({5, 1.4}).stand(3).to({5, 1.6}).stand(3);
      break;
    default:
      break;
  }
  path.to(threshold);
  const int stops = 1 + random.below(4);
  for (int i = 0; i < stops; ++i) {
    const auto zone = static_cast<std::size_t>(random.below(3));
    path.to(in_zone(random, zone)).stand(random.log_normal(12, 0.8));
    if (random.chance(0.2)) path.to({5.75, 4.5}).to(in_zone(random, zone)).stand(7);
  }
  return path.to(way_out).to(kOutside).take();
}

bool is_free(const std::vector<Walk>& walks, const Walk& fresh) {
  return std::all_of(walks.begin(), walks.end(), [&](const Walk& other) {
    return std::abs(fresh.first_tick - other.last_tick()) > kApart &&
           std::abs(other.first_tick - fresh.last_tick()) > kApart &&
           std::abs(other.first_tick - fresh.first_tick) > 20;
  });
}

}  // namespace

Scene hall_scene(std::uint64_t seed) {
  Scene scene;
  scene.plan = hall();
  scene.start = Instant{} + std::chrono::hours(24 * 20000 + 9);
  scene.ticks = kTicks;
  sim::Random random({seed, 77});
  for (int number = 0; number < kVisitors; ++number) {
    Walk walk;
    walk.person.body.stature_m = random.normal(1.7, 0.08, 1.5, 1.9);
    walk.places = visit(random, number);
    walk.first_tick = 20 + random.below(kTicks - 100);
    while (walk.first_tick < kTicks - 50 && !is_free(scene.walks, walk)) walk.first_tick += 7;
    if (walk.first_tick >= kTicks - 50) continue;
    scene.walks.push_back(std::move(walk));
  }
  std::sort(scene.walks.begin(), scene.walks.end(),
            [](const Walk& a, const Walk& b) { return a.first_tick < b.first_tick; });
  for (std::size_t i = 0; i < scene.walks.size(); ++i) {
    Walk& walk = scene.walks[i];
    walk.person.id = sim::PersonId{static_cast<std::uint32_t>(i)};
    const auto left = static_cast<std::size_t>(kTicks - walk.first_tick);
    if (walk.places.size() > left) walk.places.resize(left);
  }
  return scene;
}

std::vector<sim::Person> Scene::cast() const {
  std::vector<sim::Person> people;
  for (const Walk& walk : walks) people.push_back(walk.person);
  return people;
}

sim::Moment Scene::moment(int tick) const {
  sim::Moment moment{start + tick * sim::kTick, {}};
  for (const Walk& walk : walks) {
    if (tick < walk.first_tick || tick > walk.last_tick()) continue;
    const auto i = static_cast<std::size_t>(tick - walk.first_tick);
    sim::Stance stance;
    stance.person = walk.person.id;
    stance.place = stance.prop_at = walk.places[i];
    const Point step = walk.places[std::min(i + 1, walk.places.size() - 1)] - walk.places[i];
    stance.speed = norm(step) / kTickS;
    stance.heading = std::atan2(step.y, step.x);
    stance.pose = stance.speed > 0.4 ? sim::Pose::kWalking : sim::Pose::kLooking;
    if (stance.pose != sim::Pose::kWalking) stance.speed = 0;
    stance.walked_m = stance.speed * kTickS * static_cast<double>(i);
    moment.people.push_back(stance);
  }
  return moment;
}

}  // namespace sillage::scenarios
