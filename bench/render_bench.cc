// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <filesystem>

#include <benchmark/benchmark.h>

#include "sim/camera/clip_writer.h"
#include "sim/camera/store_camera.h"

namespace {

using namespace sillage;
using namespace sillage::sim;

Corners rectangle(double x, double y, double width, double depth) {
  return {{x, y}, {x + width, y}, {x + width, y + depth}, {x, y + depth}};
}

/// A hall of 12 x 10 m with two shelves and one camera of 640x360.
Plan hall() {
  Plan plan;
  plan.outline = rectangle(0, 0, 12, 10);
  plan.doors = {{"door", {5, 0}, {7, 0}, 1}};
  plan.shelves = {{"middle", "gondola", rectangle(4, 8.2, 5, 0.8), 1.6},
                  {"east", "wall", rectangle(11.4, 1, 0.6, 7), 2}};
  for (auto& hours : plan.opening) hours = Hours{std::chrono::hours(8), std::chrono::hours(20)};
  CameraPlan camera;
  camera.id = "hall";
  camera.at = {0.3, 0.3};
  camera.yaw_deg = 40;
  camera.pitch_deg = 27;
  camera.fov_deg = 85;
  camera.k1 = -0.12;
  plan.cameras = {camera};
  return plan;
}

Person someone(unsigned id) {
  Person person;
  person.id = PersonId{id};
  person.body.stature_m = 1.6 + 0.02 * (id % 12);
  person.look.upper = static_cast<Upper>(id % 5);
  person.look.hair = static_cast<Hair>(id % 5);
  person.look.bag = static_cast<Bag>(id % 4);
  person.look.pattern = static_cast<Pattern>(id % 3);
  const auto shade = static_cast<std::uint8_t>(30 + 37 * id % 190);
  person.look.upper_colour = {shade, 90, 120};
  person.look.lower_colour = {40, 50, shade};
  person.look.skin = {200, 150, 120};
  if (id % 8 == 7) person.prop = Prop::kTrolley;
  return person;
}

/// Everybody walks in a circle of their own within the picture.
Moment moment_of(int people, double at_s, Instant start) {
  Moment moment;
  moment.at = start + from_seconds(at_s);
  for (int i = 0; i < people; ++i) {
    const double angle = at_s * 1.2 + i;
    Stance stance;
    stance.person = PersonId{static_cast<std::uint32_t>(i)};
    stance.place = {4.0 + i % 5 * 1.3 + std::cos(angle), 2.5 + i / 5 * 1.6 + std::sin(angle)};
    stance.heading = angle + 1.57;
    stance.speed = 1.2;
    stance.walked_m = 1.2 * at_s + i;
    stance.pose = Pose::kWalking;
    stance.prop_at = stance.place + Point{std::cos(stance.heading), std::sin(stance.heading)} * 0.9;
    moment.people.push_back(stance);
  }
  return moment;
}

/// One picture of 640x360 with its noise, its truth and its encoding; surfaces are made before.
/// The budget is 33 ms of one core: 6 cameras of 10 pictures a second on two cores.
void render_people(benchmark::State& state) {
  const auto people = static_cast<int>(state.range(0));
  FilmOptions options;
  auto camera = StoreCamera::create(hall(), "hall", options);
  std::vector<Person> cast;
  for (int i = 0; i < people; ++i) cast.push_back(someone(static_cast<unsigned>(i)));
  ClipOptions clip_options;
  clip_options.path = std::filesystem::temp_directory_path() / "sillage_render_bench.mp4";
  auto clip = ClipWriter::create(clip_options);
  const Instant start = Instant{} + std::chrono::hours(24 * 20000 + 12);
  double at_s = 0;
  const auto shoot = [&] {
    const Moment before = moment_of(people, at_s, start),
                 after = moment_of(people, at_s + 0.1, start);
    at_s += 0.1;
    return camera->shoot(cast, before, after, before.at);
  };
  for (int i = 0; i < 60; ++i) benchmark::DoNotOptimize(shoot());
  double visible = 0;
  for (auto _ : state) {
    const auto shot = shoot();
    benchmark::DoNotOptimize(clip->add(shot->picture));
    for (const PersonTruth& person : shot->people) visible += person.visible_share > 0.25;
  }
  state.counters["in_view"] = visible / static_cast<double>(state.iterations());
}
BENCHMARK(render_people)->Arg(0)->Arg(5)->Arg(10)->Arg(20)->Unit(benchmark::kMillisecond);

}  // namespace
