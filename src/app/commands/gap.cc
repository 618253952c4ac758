// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "app/commands.h"
#include "app/govern_input.h"
#include "app/print.h"
#include "base/files.h"
#include "govern/gap.h"
#include "govern/papers.h"
#include "govern/signing.h"

namespace sillage::app {
namespace {

struct Options {
  GovernOptions govern;
  std::string standard, profile, oscal, pdf;
  bool json = false, record = false;
};

Result<void> run(const Options& options) {
  ASSIGN_OR_RETURN(govern::GapInput input, govern_input(options.govern));
  input.profile = options.profile;
  ASSIGN_OR_RETURN(govern::Gap gap, govern::measure_gap(input, SystemClock{}));
  if (options.record) RETURN_IF_ERROR(govern::record_evidence(input, SystemClock{}));
  if (!options.standard.empty()) {
    ASSIGN_OR_RETURN(gap, govern::only_standard(std::move(gap), options.standard));
  }
  if (!options.oscal.empty()) {
    std::error_code failed;
    std::filesystem::create_directories(options.oscal, failed);
    for (const auto& [name, content] : govern::gap_oscal(gap)) {
      const auto file = std::filesystem::path(options.oscal) / name;
      RETURN_IF_ERROR(write_file_atomically(file, content));
      message("OSCAL: " + file.string());
    }
  }
  if (!options.pdf.empty()) {
    ASSIGN_OR_RETURN(const std::string pdf, govern::gap_pdf(gap));
    RETURN_IF_ERROR(write_file_atomically(options.pdf, pdf));
    message("PDF: " + options.pdf);
  }
  return print(options.json ? govern::gap_json(gap) : govern::gap_text(gap));
}

}  // namespace

void add_gap(CLI::App& parent, Action& action) {
  CLI::App* command = parent.add_subcommand(
      "gap",
      "What is missing before this store may count: by law, standard and jurisdiction.\n"
      "Examples:\n"
      "  sillage gap --config store.toml\n"
      "  sillage gap --config store.toml --standard gdpr --json\n"
      "  sillage gap --config store.toml --profile DE --oscal oscal/");
  const auto options = std::make_shared<Options>();
  add_govern_options(*command, options->govern);
  command->add_option("--profile", options->profile,
                      "Judge by this jurisdiction instead of the configured one: FR, DE, IT, ES, "
                      "NL, SE, UK, QC, CA, IL, AU");
  command->add_option("--standard", options->standard,
                      "Only one standard: gdpr, edpb, wp29, cnil, ai-act, iso31700, ...");
  command->add_flag("--json", options->json, "JSON instead of text");
  command->add_option("--oscal", options->oscal, "Write OSCAL documents into this folder too");
  command->add_option("--pdf", options->pdf, "Write it as a PDF to this file too");
  command->add_flag("--record", options->record, "Put the evidence of the checks into the log");
  command->callback([&action, options] { action = [options] { return run(*options); }; });
}

}  // namespace sillage::app
