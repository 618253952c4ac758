// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/sim_serve/serve_options.h"
#include "sim/live/live_source.h"
#include "sim/live/shared_day.h"

namespace sillage::app {

/// What is on: a source per name, and the people whom all of them film.
struct Program {
  struct Item {
    std::string name;
    std::unique_ptr<sim::LiveSource> source;
  };
  std::unique_ptr<sim::SharedDay> day;  ///< none with a clip
  std::vector<Item> items;
  Instant from;  ///< time in the store when it begins
};

/// Reads the plan or the clip. With a plan this simulates the day up to its beginning and computes
/// the empty store for every camera: seconds each, side by side.
Result<Program> make_program(const ServeOptions& options);

}  // namespace sillage::app
