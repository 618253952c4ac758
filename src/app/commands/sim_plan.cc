// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <string>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "app/commands.h"
#include "app/print.h"
#include "config/reader.h"
#include "geometry/polygon.h"
#include "sim/agents/premises.h"
#include "sim/plan/reader.h"

namespace sillage::app {
namespace {

std::string summary(const sim::Plan& plan) {
  const auto outline = Polygon::create(plan.outline);
  const sim::Premises premises(plan);
  std::string text = fmt::format("store   {}: {}, {:.0f} m2, {}\n", plan.id, plan.name,
                                 outline ? outline->area() : 0, plan.time_zone);
  text += fmt::format(
      "has     {} doors, {} shelves, {} walls, {} tills, {} rooms, {} pavements, {} staff\n",
      plan.doors.size(), plan.shelves.size(), plan.walls.size(), plan.tills.size(),
      plan.rooms.size(), plan.pavements.size(), plan.staff.size());
  for (std::size_t i = 0; i < plan.zones.size(); ++i) {
    const sim::Zone& zone = plan.zones[i];
    const auto area = Polygon::create(zone.area);
    text += fmt::format("zone    {}: {}, {:.1f} m2, {} places to stop at\n", zone.id,
                        config::to_string(zone.type), area ? area->area() : 0,
                        premises.spots_in(i).size());
  }
  for (const sim::Line& line : plan.lines) {
    text += fmt::format("line    {}: {:.2f} m\n", line.id, distance(line.from, line.to));
  }
  for (const sim::CameraPlan& camera : plan.cameras) {
    text += fmt::format("camera  {}: [{}, {}], {} m high, {} x {} at {} frames/s\n", camera.id,
                        camera.at.x, camera.at.y, camera.height_m, camera.image_size.width,
                        camera.image_size.height, camera.fps);
  }
  return text + "ok\n";
}

Result<void> check(const std::string& folder) {
  ASSIGN_OR_RETURN(const sim::Plan plan, sim::load(folder));
  RETURN_IF_ERROR(print(summary(plan)));
  message("next: sillage sim run " + folder);
  return {};
}

Result<void> store(const std::string& folder) {
  ASSIGN_OR_RETURN(const sim::Plan plan, sim::load(folder));
  return print(config::to_toml(sim::store_config_of(plan)));
}

using OfFolder = Result<void> (*)(const std::string&);

void add(CLI::App& parent, Action& action, const char* name, const char* description,
         OfFolder what) {
  const auto folder = std::make_shared<std::string>();
  CLI::App* app = parent.add_subcommand(name, description);
  app->add_option("PLAN", *folder, "Folder with a plan.toml")->required();
  app->callback([folder, what, &action] { action = [folder, what] { return what(*folder); }; });
}

}  // namespace

void add_sim_plan(CLI::App& parent, Action& action) {
  add(parent, action, "check", "List every problem of a floor plan, or what it holds", check);
  add(parent, action, "store",
      "Print a plan's cameras, lines and zones as a configuration for Sillage", store);
  parent.add_subcommand("reference", "Print the reference page of plan.toml (Markdown)")
      ->callback([&action] { action = [] { return print(sim::plan_reference()); }; });
}

}  // namespace sillage::app
