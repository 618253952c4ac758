// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cmath>
#include <memory>
#include <optional>

#include <CLI/CLI.hpp>
#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include "app/audit_recordings.h"
#include "app/audit_run.h"
#include "app/commands.h"
#include "app/print.h"
#include "app/setup.h"
#include "config/reader.h"
#include "eye/detect/body_network.h"
#include "floor/privacy/share_correction.h"

namespace sillage::app {
namespace {

struct AudienceOptions {
  std::string pictures, labels;
  std::vector<std::string> recordings;
  SetupOptions setup;
  bool json = false;
};

using Json = nlohmann::ordered_json;

/// The first that is beyond its limit; empty where none is.
std::string verdict_of(const eval::AudienceFigures& figures) {
  config::AudienceSettings measured;
  measured.enabled = true;
  measured.worst_gap_points = figures.worst_gap_points;
  measured.share_error_points = figures.share_error_after;
  return measured.why_off();
}

/// Nothing where people of one presentation alone were answered about.
Json json_of(const std::optional<double>& share) { return share ? Json(*share) : Json(); }

std::string text_of(const std::optional<double>& share) {
  return share ? fmt::format("balanced {:.1f} %", 100 * *share)
               : "of one presentation alone, cannot be balanced";
}

std::string audit_of(const eval::AuditCounts& c) {
  return fmt::format("[{}, {}, {}, {}, {}, {}]", c[0][0], c[0][1], c[0][2], c[1][0], c[1][1],
                     c[1][2]);
}

/// Answers about whom no row labels: as feminine, masculine, unknown.
std::array<int, 3> answers_about_others(const AuditRun& run, const eval::AudienceFigures& f) {
  std::array<int, 3> answers{};
  if (!f.rule) return answers;
  for (const auto& person : eval::answered_by(*f.rule, run.others)) {
    ++answers[static_cast<std::size_t>(person.answer)];
  }
  return answers;
}

Json json_of(const AuditRun& run, const eval::AudienceFigures& figures) {
  Json groups = Json::array();
  for (const auto& group : figures.groups) {
    groups.push_back({{"group", group.name},
                      {"value", group.value},
                      {"people", group.people},
                      {"audit", group.counts},
                      {"balanced_accuracy", json_of(group.balanced_accuracy)},
                      {"answered", group.answered},
                      {"judged", group.is_judged}});
  }
  const std::string verdict = verdict_of(figures);
  const auto by_given = eval::answered_share(figures.counts_by_given);
  Json rule;
  if (figures.rule) rule = {{"middle", figures.rule->middle}, {"certain", figures.rule->certain}};
  return {{"evaluation", true},
          {"people", figures.people},
          {"crops", run.seen.crops},
          {"looks", run.seen.looks},
          {"rule", rule},
          {"audit", figures.counts},
          {"accuracy", figures.accuracy},
          {"balanced_accuracy", json_of(figures.balanced_accuracy)},
          {"answered", figures.answered},
          {"groups", groups},
          {"zones", figures.zones},
          {"without_a_row", answers_about_others(run, figures)},
          {"worst_gap_points", figures.worst_gap_points},
          {"share_error_points_uncorrected", figures.share_error_before},
          {"share_error_points", figures.share_error_after},
          {"share_error_points_resampled", figures.share_error_resampled},
          {"share_error_points_with_the_configured_audit", figures.share_error_given},
          {"answered_by_the_configured_rule", by_given.answered},
          {"accuracy_by_the_configured_rule", by_given.right},
          {"ages", "not estimated: everybody is unknown"},
          {"look_ms", json_of(run.look_ms)},
          {"on", verdict.empty()},
          {"why_off", verdict}};
}

/// The lines of `[audience]`, where there is anything to write into them.
std::string lines_of(const eval::AudienceFigures& f) {
  if (!f.rule) {
    return fmt::format(
        "Too few people for a middle of these cameras, so the configured one was used; audit {} or "
        "more of either presentation\n",
        eval::kFewestOfRule + eval::kFewestOfRule / 4 + 1);
  }
  return fmt::format(
      "For the store's configuration, if these are its cameras:\n[audience]\nmiddle = {:.2f}\n"
      "certain = {:.2f}\naudit = {}\nworst_gap_points = {:.1f}\nshare_error_points = {:.1f}\n",
      f.rule->middle, f.rule->certain, audit_of(f.counts), f.worst_gap_points, f.share_error_after);
}

std::string zone_lines_of(const eval::AudienceFigures& f) {
  if (!f.rule || f.zones.empty()) return {};
  std::string lines = "And for its zones, where answers are more or less right:\n";
  for (const auto& [zone, counts] : f.zones) {
    lines += fmt::format("audit = {}  # [[zone]] {}\n", audit_of(counts), zone);
  }
  return lines;
}

std::string text_of(const AuditRun& run, const eval::AudienceFigures& f) {
  const auto& c = f.counts;
  std::string text = fmt::format(
      "Evaluation: {} {}, {} of {} pictures good enough; everybody is answered about by the\n"
      "middle of other people\n"
      "                       as feminine  as masculine  unknown\n"
      "  present feminine     {:>11.0f} {:>13.0f} {:>8.0f}\n"
      "  present masculine    {:>11.0f} {:>13.0f} {:>8.0f}\n"
      "  answered {:.1f} %; of these right {:.1f} % ({})\n"
      "  ages are not estimated: everybody is unknown\n",
      f.people, run.look_ms ? "people" : "identities", run.seen.looks, run.seen.crops, c[0][0],
      c[0][1], c[0][2], c[1][0], c[1][1], c[1][2], 100 * f.answered, 100 * f.accuracy,
      text_of(f.balanced_accuracy));
  if (!run.others.empty()) {
    const auto others = answers_about_others(run, f);
    text += fmt::format(
        "  without a row (children, staff, nobody): {} as feminine, {} as masculine, {} unknown\n",
        others[0], others[1], others[2]);
  }
  for (const auto& group : f.groups) {
    text += fmt::format("  {} {}: {} people, {}, answered {:.1f} %, audit {}{}\n", group.name,
                        group.value, group.people, text_of(group.balanced_accuracy),
                        100 * group.answered, audit_of(group.counts),
                        group.is_judged ? "" : " (too few to judge)");
  }
  const auto by_given = eval::answered_share(f.counts_by_given);
  text += fmt::format(
      "  worst group {:.1f} points below all (limit {:.0f})\n"
      "  error of shares, 20 to 80 % feminine: {:.1f} points as answered; corrected {:.1f} (200 "
      "visitors\n  drawn from these people), {:.1f} by chance in whom this audit met (limit "
      "{:.0f})\n"
      "  by the configured middle: answered {:.1f} %, right {:.1f} %; shares {:.1f} points off by "
      "the configured audit\n",
      f.worst_gap_points, config::kMostGapPoints, f.share_error_before, f.share_error_resampled,
      f.share_error_after, config::kMostShareErrorPoints, 100 * by_given.answered,
      100 * by_given.right, f.share_error_given);
  if (run.look_ms) text += fmt::format("  {:.2f} ms of processor time a look\n", *run.look_ms);
  const std::string verdict = verdict_of(f);
  text += verdict.empty() ? "Within the limits.\n" : fmt::format("Off: {}\n", verdict);
  return text + lines_of(f) + zone_lines_of(f);
}

Result<AuditRun> audit_of_pictures(const AudienceOptions& options) {
  const std::string& manifest_file = options.setup.manifest;
  ASSIGN_OR_RETURN(
      const auto manifest,
      eye::ModelManifest::load(manifest_file.empty() ? eye::default_manifest_path()
                                                     : std::filesystem::path(manifest_file)));
  ASSIGN_OR_RETURN(const eye::Model model, manifest.audience_model());
  ASSIGN_OR_RETURN(auto network, eye::create_body_network(model));
  return run_audit(options.pictures, options.labels, std::move(network));
}

Result<AuditRun> audit_of_recordings(const AudienceOptions& options, config::StoreConfig store) {
  store.audience = {};  // whatever an audit said before, it is looked at people now
  store.audience.enabled = true;
  store.audience.worst_gap_points = store.audience.share_error_points = 0;
  ASSIGN_OR_RETURN(Setup setup, make_setup(options.setup, std::move(store)));
  return run_audit_of_recordings(setup, options.recordings, options.labels);
}

Result<void> report(const AudienceOptions& options) {
  if (options.pictures.empty() == options.recordings.empty()) {
    return fail(ErrorCode::kUsage, "give either --pictures or --recordings");
  }
  config::StoreConfig store = config::default_store();
  if (!options.setup.config.empty()) {
    ASSIGN_OR_RETURN(store, config::load(options.setup.config));
  }
  const config::AudienceSettings settings = store.audience;
  ASSIGN_OR_RETURN(const AuditRun run, options.recordings.empty()
                                           ? audit_of_pictures(options)
                                           : audit_of_recordings(options, std::move(store)));
  eval::GivenAudit given{{settings.middle, settings.certain}, {}};
  for (std::size_t i = 0; i < 6; ++i) given.counts[i / 3][i % 3] = settings.audit.at(i);
  const auto figures = eval::audience_figures(
      eval::answered_across(run.people, given.rule), given,
      [](double f, double m, const eval::AuditCounts& audit) {
        return floor::corrected_share(std::llround(f), std::llround(m), audit).value;
      });
  if (options.json) return print_json(json_of(run, figures));
  return print(text_of(run, figures));
}

}  // namespace

void add_audience(CLI::App& parent, Action& action) {
  auto options = std::make_shared<AudienceOptions>();
  CLI::App* command = parent.add_subcommand(
      "audience", "Estimates of how visitors are perceived: how right they are, and for whom");
  command->require_subcommand(1);
  CLI::App* made = command->add_subcommand(
      "report",
      "Middle, accuracy, errors of shares and gaps between groups on people of an audit\n\n"
      "Examples:\n"
      "  sillage audience report --pictures audit --labels audit/labels.csv\n"
      "  sillage audience report --recordings door=audit/door.mp4@2026-10-10T10:00:00+02:00 "
      "--labels "
      "people.csv --config store.toml");
  made->add_option("--pictures", options->pictures, "Folder of people cut out of pictures");
  made->add_option("--recordings", options->recordings,
                   "Recordings as CAMERA=FILE@TIME, gt/gt.txt beside each: who is where");
  made->add_option(
          "--labels", options->labels,
          "CSV: file,person,presentation and a column per group; of recordings without file")
      ->required();
  add_setup_options(*made, options->setup);
  made->add_flag("--json", options->json, "Print JSON");
  made->callback([options, &action] { action = [options] { return report(*options); }; });
}

}  // namespace sillage::app
