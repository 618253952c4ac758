// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <span>

#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include "app/commands.h"
#include "app/print.h"
#include "base/files.h"
#include "desk/card/card.h"
#include "desk/disclosure/disclosure.h"

namespace sillage::app {
namespace {

struct PrivacyOptions {
  std::string database;
  std::string store;
  std::string day;
  std::string language = "en";
  std::string html;
  bool json = false;
};

/// An existing file: opening would create it.
Result<std::unique_ptr<desk::Store>> open_existing(const std::string& file) {
  if (!std::filesystem::exists(file)) {
    return fail(ErrorCode::kNotFound,
                "{} does not exist; name the database that sillage process or sillage run wrote",
                file);
  }
  return desk::open_sqlite(file);
}

Result<StoreId> store_in(desk::Store& database, const PrivacyOptions& options) {
  if (!options.store.empty()) return StoreId(options.store);
  ASSIGN_OR_RETURN(const std::vector<StoreId> stores, database.stores());
  if (stores.size() == 1) return stores.front();
  std::string names;
  for (const StoreId& id : stores) names += (names.empty() ? "" : ", ") + id.value();
  return fail(ErrorCode::kUsage, "{} holds {}; name one with --store", options.database,
              stores.empty() ? "no figures" : "several stores: " + names);
}

Result<void> show_card(const PrivacyOptions& options) {
  ASSIGN_OR_RETURN(const auto database, open_existing(options.database));
  ASSIGN_OR_RETURN(const StoreId store, store_in(*database, options));
  ASSIGN_OR_RETURN(const desk::PrivacyCard card, desk::card_of(*database, store, options.day));
  if (!options.html.empty()) {
    ASSIGN_OR_RETURN(const std::string page, desk::card_page(card, options.language));
    RETURN_IF_ERROR(write_file_atomically(options.html, page));
    message(fmt::format("wrote {}", options.html));
  }
  if (options.json) return print(desk::card_json(card));
  if (!options.html.empty()) return {};
  ASSIGN_OR_RETURN(const std::string text, desk::card_text(card, options.language));
  return print(text);
}

Result<void> check(const PrivacyOptions& options) {
  ASSIGN_OR_RETURN(const auto database, open_existing(options.database));
  ASSIGN_OR_RETURN(const StoreId store, store_in(*database, options));
  constexpr Instant kForever = std::chrono::sys_days(std::chrono::year(2200) / 1 / 1);
  ASSIGN_OR_RETURN(const auto bins, database->read(store, Instant{}, kForever));
  std::vector<desk::Published> published;
  for (const desk::StoredBin& bin : bins) published.push_back({bin.header, bin.figures});
  const desk::Disclosure found = desk::find_small_groups(published);
  for (const desk::Finding& finding : found.findings) {
    RETURN_IF_ERROR(
        print(fmt::format("{} {} {}: {} people ({})\n", to_iso8601(finding.start),
                          to_string(finding.metric), finding.place, finding.people, finding.how)));
  }
  RETURN_IF_ERROR(print(fmt::format(
      "{} releases in standard mode, {} hidden figures, {} differences: {} small groups follow\n",
      found.releases, found.hidden, found.differences, found.findings.size())));
  if (found.findings.empty()) return {};
  return fail(ErrorCode::kDataLoss,
              "{} groups of fewer than k people follow from the figures of {}; do not pass it on",
              found.findings.size(), options.database);
}

void add_common(CLI::App& command, PrivacyOptions& options) {
  command.add_option("--db", options.database, "Database with the figures")->required();
  command.add_option("--store", options.store, "Id of the store, where there are several");
}

}  // namespace

void add_privacy(CLI::App& parent, Action& action) {
  CLI::App* command =
      parent.add_subcommand("privacy",
                            "How people are protected in the figures of a database\n\n"
                            "Examples:\n"
                            "  sillage privacy card --db store.db\n"
                            "  sillage privacy card --db store.db --day 2026-11-23 --language fr "
                            "--html card.html\n"
                            "  sillage privacy check --db store.db");
  command->require_subcommand(1);
  auto options = std::make_shared<PrivacyOptions>();
  CLI::App* card = command->add_subcommand(
      "card", "The privacy card of a day: mode, cost, what was told and withheld, measured ages");
  add_common(*card, *options);
  card->add_option("--day", options->day, "Date, as 2026-11-23; the newest where not given");
  card->add_option("--language", options->language, "en, fr or de")
      ->check(CLI::IsMember({"en", "fr", "de"}));
  card->add_option("--html", options->html, "File to write: a page for shoppers");
  card->add_flag("--json", options->json, "Prints the card as JSON");
  card->callback([options, &action] { action = [options] { return show_card(*options); }; });
  CLI::App* checked = command->add_subcommand(
      "check", "Looks for groups of fewer than k people that follow from the figures");
  add_common(*checked, *options);
  checked->callback([options, &action] { action = [options] { return check(*options); }; });
}

}  // namespace sillage::app
