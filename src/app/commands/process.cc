// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "app/commands.h"
#include "app/print.h"
#include "app/recording_run.h"

namespace sillage::app {
namespace {

struct ProcessOptions {
  std::vector<std::string> files;
  SetupOptions setup;
  RecordingOutputs outputs;
  bool json = false;
};

Result<void> process(const ProcessOptions& options) {
  ASSIGN_OR_RETURN(Setup setup, make_setup(options.setup));
  const SystemClock clock;
  ASSIGN_OR_RETURN(const RunSummary summary,
                   run_recordings(setup, options.files, options.outputs, clock));
  if (options.json) {
    RETURN_IF_ERROR(print_json(to_json(summary)));
    for (const std::string& warning : summary.warnings) message("sillage: warning: " + warning);
  } else {
    RETURN_IF_ERROR(print(to_text(summary)));
  }
  for (const std::string& written : summary.written) message("  " + written);
  if (options.setup.config.empty()) {
    message("Next: describe the floor, lines and zones: sillage config example > store.toml");
  } else if (options.outputs.report.empty()) {
    message("Next: add --report report.html for pictures and a table to read");
  }
  return {};
}

}  // namespace

void add_process(CLI::App& parent, Action& action) {
  auto options = std::make_shared<ProcessOptions>();
  CLI::App* command = parent.add_subcommand(
      "process",
      "Watch recordings of a store's cameras and give anonymous numbers\n\n"
      "Examples:\n"
      "  sillage process monday.mp4 --config store.toml --report report.html\n"
      "  sillage process am.mp4 pm.mp4 --config store.toml --start 2026-11-23T09:00:00+01:00 "
      "--db store.db\n"
      "  sillage process door=door.mp4 till=till.mp4@2026-11-23T09:00:30+01:00 --config store.toml "
      "--csv figures.csv\n"
      "  sillage process clip.mp4 --config store.toml --json --silhouettes check.mp4");
  command
      ->add_option(
          "FILE", options->files,
          "Recordings (or URLs) as [CAMERA=]FILE[@TIME], those of a camera in the order of time")
      ->required();
  add_setup_options(*command, options->setup);
  command->add_option("--db", options->outputs.database,
                      "Write the figures to this SQLite database");
  command->add_option("--csv", options->outputs.csv, "Write the figures to this CSV file");
  command->add_option("--report", options->outputs.report,
                      "Write a report with pictures to this HTML file");
  command->add_option("--language", options->outputs.language, "Language of the report")
      ->check(CLI::IsMember({"en", "fr", "de"}));
  command->add_option("--silhouettes", options->outputs.silhouettes,
                      "Write a video of flat silhouettes on the empty scene, to check the count");
  command->add_flag("--json", options->json, "Print the run summary as JSON");
  command->callback([options, &action] { action = [options] { return process(*options); }; });
}

}  // namespace sillage::app
