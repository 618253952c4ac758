// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "app/commands.h"
#include "app/govern_input.h"
#include "app/print.h"
#include "base/files.h"
#include "govern/papers.h"

namespace sillage::app {
namespace {

struct Options {
  GovernOptions govern;
  std::string out = "documents", language;
};

Result<void> run(const Options& options) {
  ASSIGN_OR_RETURN(const govern::GapInput input, govern_input(options.govern));
  ASSIGN_OR_RETURN(
      const auto papers,
      govern::all_papers(input, options.language, SILLAGE_VERSION, SystemClock{}.now()));
  std::error_code failed;
  std::filesystem::create_directories(options.out, failed);
  if (failed) {
    return fail(ErrorCode::kPermission, "cannot make the folder {} ({})", options.out,
                failed.message());
  }
  for (const govern::Paper& paper : papers) {
    const auto file = std::filesystem::path(options.out) / paper.file;
    RETURN_IF_ERROR(write_file_atomically(file, paper.bytes));
    RETURN_IF_ERROR(print(file.string() + "\n"));
  }
  message("next: people complete dpia-*.json in the CNIL's PIA tool; `sillage attest dpia FILE`");
  return {};
}

}  // namespace

void add_documents(CLI::App& parent, Action& action) {
  CLI::App* command = parent.add_subcommand(
      "documents",
      "Papers of this deployment from its configuration: assessment, record, notices, signs.\n"
      "Examples:\n"
      "  sillage documents --config store.toml --out documents\n"
      "  sillage documents --config store.toml --language de");
  const auto options = std::make_shared<Options>();
  add_govern_options(*command, options->govern);
  command->add_option("--out", options->out, "Folder (default: documents)");
  command->add_option("--language", options->language,
                      "en, fr or de (default: the configured languages)");
  command->callback([&action, options] { action = [options] { return run(*options); }; });
}

}  // namespace sillage::app
