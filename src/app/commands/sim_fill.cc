// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "app/desk_commands.h"
#include "app/print.h"
#include "app/progress.h"
#include "app/store_fill.h"
#include "base/files.h"
#include "config/reader.h"
#include "desk/serve/installation.h"
#include "desk/store/calendar.h"
#include "desk/store/records.h"
#include "desk/store/rollups.h"
#include "desk/store/store.h"
#include "sim/plan/local_time.h"
#include "sim/plan/reader.h"

namespace sillage::app {
namespace {

struct FillCommand {
  std::string plan, database, until;
  int days = 28;
  std::uint64_t seed = 1;
};

/// The moment up to which days pass: now, or as given.
Result<Instant> end_of(const FillCommand& command) {
  if (!command.until.empty()) return parse_iso8601(command.until);
  return SystemClock().now();
}

Result<void> fill(const FillCommand& command) {
  ASSIGN_OR_RETURN(const sim::Plan plan, sim::load(command.plan));
  ASSIGN_OR_RETURN(const Instant until, end_of(command));
  const config::StoreConfig store = filled_store(plan);
  ASSIGN_OR_RETURN(const auto calendar, desk::Calendar::create(store.time_zone));
  // The whole days before that of `until`, and what there is of the latter.
  const std::chrono::sys_days today(calendar.day_of(until));
  FillOptions options{.first = today - std::chrono::days(command.days),
                      .days = command.days + 1,
                      .seed = command.seed,
                      .until = until};
  ASSIGN_OR_RETURN(const auto database, desk::open_sqlite(command.database));
  ASSIGN_OR_RETURN(const auto records, desk::open_records(command.database));
  ASSIGN_OR_RETURN(const auto rollups, desk::open_rollups(command.database));
  ASSIGN_OR_RETURN(const std::int64_t run,
                   database->begin_run({until, SILLAGE_VERSION, "simulated " + plan.id, "",
                                        fmt::format("simulated people, seed {}", command.seed),
                                        sha256_hex(config::to_toml(store))}));
  RETURN_IF_ERROR(desk::install(
      *records,
      {store, plan.outline, /*demonstration=*/true, calendar.begin_of(options.first)}, until));
  const auto began = std::chrono::steady_clock::now();
  Progress progress("simulating", options.days, "days");
  std::int64_t bins = 0;
  RETURN_IF_ERROR(fill_days(plan, options, [&](int day, std::vector<wire::Release> releases) {
    progress.set(day + 1);
    bins += static_cast<std::int64_t>(releases.size());
    return database->write(releases, run);
  }));
  RETURN_IF_ERROR(rollups->refresh(store.id, calendar));
  const double took_s =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  message(fmt::format(
      "{}: {} whole days of the simulated store '{}' up to {}, {} releases, in {:.1f} s; no real "
      "person is in these figures\nnext: sillage serve --db {}",
      command.database, command.days, plan.name, to_iso8601(until), bins, took_s,
      command.database));
  return {};
}

}  // namespace

void add_sim_fill(CLI::App& parent, Action& action) {
  const auto command = std::make_shared<FillCommand>();
  CLI::App* app = parent.add_subcommand(
      "fill",
      "Let the last days of a simulated store pass through the floor into a database\n\n"
      "Examples:\n"
      "  sillage sim fill examples/demo-store --days 28 --db demo.db\n"
      "  sillage sim fill examples/demo-store --days 90 --until 2026-11-23T12:00:00Z --db demo.db");
  app->add_option("PLAN", command->plan, "Folder with a plan.toml")->required();
  app->add_option("--db", command->database, "Database to write to")->required();
  app->add_option("--days", command->days, "Whole days before today (default 28)")
      ->check(CLI::Range(1, 800));
  app->add_option("--until", command->until, "As if it were this moment (default now)");
  app->add_option("--seed", command->seed, "Which of the possible days (default 1)");
  app->callback([command, &action] { action = [command] { return fill(*command); }; });
}

}  // namespace sillage::app
