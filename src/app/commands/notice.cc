// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include "app/commands.h"
#include "app/print.h"
#include "base/files.h"
#include "desk/notice/badge_sheet.h"
#include "eye/describe/mark.h"

namespace sillage::app {
namespace {

struct BadgeOptions {
  std::string kind;
  std::string language = "en";
  std::string paper = "a5";
  std::string out;
};

desk::Paper paper_of(const std::string& name) {
  return name == "a4" ? desk::Paper::kA4 : name == "a6" ? desk::Paper::kA6 : desk::Paper::kA5;
}

Result<void> write_badge(const BadgeOptions& options) {
  ASSIGN_OR_RETURN(const desk::SheetFormat format, desk::sheet_format(options.out));
  desk::BadgeSheet sheet;
  sheet.badge = options.kind == "staff" ? wire::Badge::kStaff : wire::Badge::kObjection;
  for (const auto& row : eye::mark_pattern(sheet.badge).white) {
    sheet.white.emplace_back(row.begin(), row.end());
  }
  sheet.paper = paper_of(options.paper);
  sheet.language = options.language;
  ASSIGN_OR_RETURN(const std::string bytes, desk::render_badge(sheet, format));
  RETURN_IF_ERROR(write_file_atomically(options.out, bytes));
  message(fmt::format(
      "wrote {}: print it at 100 %, so that the mark is {:.0f} mm wide, and lay sheets out where "
      "people come in",
      options.out, desk::mark_width_mm(sheet.paper)));
  return {};
}

void add_badge(CLI::App& parent, Action& action) {
  auto options = std::make_shared<BadgeOptions>();
  CLI::App* command = parent.add_subcommand(
      "badge",
      "A mark to print: for people who do not want to be measured, or for staff\n\n"
      "Examples:\n"
      "  sillage notice badge --kind objection --language fr --out badge.pdf\n"
      "  sillage notice badge --kind staff --paper a6 --out staff.svg");
  command->add_option("--kind", options->kind, "objection or staff")
      ->required()
      ->check(CLI::IsMember({"objection", "staff"}));
  command->add_option("--language", options->language, "en, fr or de")
      ->check(CLI::IsMember({"en", "fr", "de"}));
  command
      ->add_option("--paper", options->paper,
                   "a4, a5 or a6: the mark is 170, 120 or 85 mm wide; larger is read from farther "
                   "away")
      ->check(CLI::IsMember({"a4", "a5", "a6"}));
  command->add_option("--out", options->out, "File to write: .pdf, .svg or .png")->required();
  command->callback([options, &action] { action = [options] { return write_badge(*options); }; });
}

}  // namespace

void add_notice(CLI::App& parent, Action& action) {
  CLI::App* command =
      parent.add_subcommand("notice",
                            "What a store prints for people\n\n"
                            "Examples:\n"
                            "  sillage notice badge --kind objection --out badge.pdf");
  command->require_subcommand(1);
  add_badge(*command, action);
}

}  // namespace sillage::app
