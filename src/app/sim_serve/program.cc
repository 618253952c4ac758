// SPDX-License-Identifier: Apache-2.0
#include "app/sim_serve/program.h"

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <optional>
#include <thread>

#include "sim/live/clip_source.h"
#include "sim/live/filmed_source.h"
#include "sim/live/live_clock.h"
#include "sim/plan/local_time.h"
#include "sim/plan/reader.h"

namespace sillage::app {
namespace {

constexpr std::size_t kMostNames = 64;

Result<std::vector<std::string>> cameras_of(const ServeOptions& options, const sim::Plan& plan) {
  std::vector<std::string> all;
  for (const sim::CameraPlan& camera : plan.cameras) all.push_back(camera.id);
  for (const std::string& wanted : options.cameras) {
    if (std::ranges::find(all, wanted) != all.end()) continue;
    std::string known;
    for (const std::string& id : all) known += " " + id;
    return fail(ErrorCode::kNotFound, "the plan {} has no camera '{}'; it has:{}", options.plan,
                wanted, known.empty() ? " none" : known);
  }
  if (all.empty()) {
    return fail(ErrorCode::kConfiguration, "the plan {} has no camera; add a [[camera]]",
                options.plan);
  }
  return options.cameras.empty() ? all : options.cameras;
}

Result<Program> clip_program(const ServeOptions& options) {
  ASSIGN_OR_RETURN(const auto clip, sim::Clip::load(options.clip));
  std::vector<std::string> names = options.cameras;
  if (names.empty()) names.push_back(std::filesystem::path(options.clip).stem());
  if (names.size() > kMostNames) {
    return fail(ErrorCode::kUsage, "cannot serve a clip under {} names; give at most {}",
                names.size(), kMostNames);
  }
  Program program;
  for (const std::string& name : names) {
    program.items.push_back({name, std::make_unique<sim::ClipSource>(clip)});
  }
  return program;
}

/// As many cameras at a time as there are processors.
Result<void> set_up(const sim::Plan& plan, const ServeOptions& options,
                    const sim::FilmOptions& film, Program& program) {
  const sim::Codec codec = options.codec == "h265" ? sim::Codec::kH265 : sim::Codec::kH264;
  std::vector<std::optional<Result<sim::FilmedSource>>> made(program.items.size());
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t i = next++; i < made.size(); i = next++) {
      made[i] = sim::FilmedSource::create(plan, program.items[i].name, codec, film, *program.day);
    }
  };
  {
    const auto processors = std::max(1U, std::thread::hardware_concurrency());
    std::vector<std::jthread> helpers;
    for (std::size_t i = 1; i < std::min<std::size_t>(processors, made.size()); ++i) {
      helpers.emplace_back(work);
    }
    work();
  }
  for (std::size_t i = 0; i < made.size(); ++i) {
    ASSIGN_OR_RETURN(sim::FilmedSource source, std::move(*made[i]));
    program.items[i].source = std::make_unique<sim::FilmedSource>(std::move(source));
  }
  return {};
}

}  // namespace

Result<Program> make_program(const ServeOptions& options) {
  if (!options.clip.empty()) return clip_program(options);
  ASSIGN_OR_RETURN(const sim::Plan plan, sim::load(options.plan));
  Program program;
  if (options.from.empty()) {
    ASSIGN_OR_RETURN(program.from, sim::busy_hour(plan));
  } else {
    ASSIGN_OR_RETURN(program.from, parse_iso8601(options.from));
  }
  ASSIGN_OR_RETURN(const auto names, cameras_of(options, plan));
  for (const std::string& name : names) program.items.push_back({name, nullptr});
  program.day = std::make_unique<sim::SharedDay>(plan, options.seed, program.from);
  sim::FilmOptions film;
  film.seed = options.seed;
  film.utc_offset = sim::utc_offset_at(plan.time_zone, program.from);
  film.threads = names.size() == 1
                     ? static_cast<int>(std::clamp(std::thread::hardware_concurrency(), 1U, 16U))
                     : 1;
  RETURN_IF_ERROR(set_up(plan, options, film, program));
  return program;
}

}  // namespace sillage::app
