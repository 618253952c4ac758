// SPDX-License-Identifier: Apache-2.0
// How like real pictures those of the simulated store are to a detector that never saw them: what
// it finds, how sure it is and how its boxes tremble, beside the same on PETS 2009. Exit code 1
// where a bar is missed. What is measured and why: docs/reference/sim-pictures.md.
#include <algorithm>
#include <filesystem>

#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include "realism_studio.h"
#include "sim/plan/reader.h"

namespace sillage::bench {
namespace {

constexpr double kBar = 0.85;  ///< recall and precision of each camera
constexpr double kNear = 0.7;  ///< overlap of the histograms with those of PETS
constexpr long kFewest = 100;  ///< views of people of whom nearly all shows, of each camera

void print_row(const std::string& name, const Realism& r, const Realism& pets) {
  fmt::print(
      "| {} | {} | {} | {} | {:.3f} | {} | {:.3f} | {:.0f} | {:.3f} | {} | {:.2f} | {:.2f} |\n",
      name, r.pictures, r.individuals.size(), r.whole, r.whole_recall(), r.people, r.recall(),
      r.people > 0 ? r.height_sum / static_cast<double>(r.people) : 0, r.precision(), r.compared,
      overlap(r.score, pets.score), overlap(r.jitter, pets.jitter));
}

void print_rows(const RealismReport& report, const std::vector<Realism>& rows) {
  fmt::print(
      "| camera | pictures | different people | unhidden | recall | half or more shows | recall | "
      "mean height, px | precision | compared | score overlap | jitter overlap |\n"
      "|---|---|---|---|---|---|---|---|---|---|---|---|\n");
  for (std::size_t c = 0; c < rows.size(); ++c) {
    print_row(report.cameras[c], rows[c], report.pets);
  }
}

void print_histograms(const char* title, const Histogram& ours, const Histogram& theirs) {
  fmt::print("\n{}\n\n from    store  PETS\n", title);
  for (std::size_t i = 0; i < ours.counts.size(); ++i) {
    const auto bar = [](double share, char mark) {
      return std::string(static_cast<std::size_t>(share * 150 + 0.5), mark);
    };
    fmt::print("{:6.3f}  {:5.1f} %           {}\n        {:13.1f} %   {}\n",
               static_cast<double>(i) * ours.width, 100 * ours.share(i), bar(ours.share(i), '#'),
               100 * theirs.share(i), bar(theirs.share(i), '-'));
  }
}

/// What one threshold for all cameras would give.
void print_thresholds(const std::vector<Realism>& day, const Realism& all, const Realism& pets) {
  fmt::print(
      "\n| scores from | recall of unhidden, all | least camera | precision, all | least camera | "
      "PETS recall | precision |\n|---|---|---|---|---|---|---|\n");
  for (double from = 0.1; from < 0.52; from += Realism::kStep) {
    double recall = 1, precision = 1;
    for (const Realism& one : day) {
      recall = std::min(recall, one.whole_recall(from));
      precision = std::min(precision, one.precision(from));
    }
    fmt::print("| {:.2f} | {:.3f} | {:.3f} | {:.3f} | {:.3f} | {:.3f} | {:.3f} |\n", from,
               all.whole_recall(from), recall, all.precision(from), precision,
               pets.whole_recall(from), pets.precision(from));
  }
}

int print_report(const RealismReport& report) {
  Realism all, dark;
  for (const Realism& one : report.day) all.add(one);
  for (const Realism& one : report.night) dark.add(one);
  fmt::print("Day\n\n");
  print_rows(report, report.day);
  const Realism& p = report.pets;
  print_row("*all*", all, p);
  print_row("*PETS*", p, p);
  if (dark.pictures > 0) {
    fmt::print("\nNight, infrared\n\n");
    print_rows(report, report.night);
  }
  print_thresholds(report.day, all, p);
  print_histograms("Scores of the boxes of people who are compared, from 0.05", all.score, p.score);
  print_histograms("Box jitter: |edge - local line| / height", all.jitter, p.jitter);
  int missed = 0;
  const auto demand = [&](bool met, const std::string& text) {
    if (met) return;
    if (missed++ == 0) fmt::print("\n");
    fmt::print("MISSED: {}\n", text);
  };
  for (std::size_t c = 0; c < report.day.size(); ++c) {
    const Realism& r = report.day[c];
    const std::string& name = report.cameras[c];
    demand(r.whole >= kFewest, fmt::format("{}: {} views of unhidden people, {} wanted; give more "
                                           "--bursts",
                                           name, r.whole, kFewest));
    demand(r.whole_recall() >= kBar,
           fmt::format("{}: recall {:.3f} of {}", name, r.whole_recall(), kBar));
    demand(r.precision() >= kBar,
           fmt::format("{}: precision {:.3f} of {}", name, r.precision(), kBar));
  }
  demand(overlap(all.score, p.score) >= kNear,
         fmt::format("overlap of the scores {:.2f} of {}", overlap(all.score, p.score), kNear));
  demand(overlap(all.jitter, p.jitter) >= kNear,
         fmt::format("overlap of the jitter {:.2f} of {}", overlap(all.jitter, p.jitter), kNear));
  if (missed == 0) fmt::print("\nAll bars met.\n");
  return missed == 0 ? 0 : 1;
}

Result<int> measure(const RealismOptions& options) {
  ASSIGN_OR_RETURN(const sim::Plan plan, sim::load(options.plan));
  std::error_code made;
  if (!options.pictures.empty()) std::filesystem::create_directories(options.pictures, made);
  if (made) {
    return fail(ErrorCode::kUnavailable, "cannot make {}: {}; choose another folder with --pictures",
                options.pictures, made.message());
  }
  RealismReport report;
  ASSIGN_OR_RETURN(report.pets, watch_pets(options));
  RETURN_IF_ERROR(film_store(options, plan, report));
  return print_report(report);
}

}  // namespace
}  // namespace sillage::bench

int main(int argc, char** argv) {
  using namespace sillage;
  CLI::App app("How real pictures of a simulated store look to a detector");
  bench::RealismOptions options;
  app.add_option("PLAN", options.plan, "Folder with plan.toml")->required();
  app.add_option("DATA", options.data, "Folder with video/ and tracking/ of PETS 2009")->required();
  app.add_option("--model", options.model, "Name in models/manifest.toml");
  app.add_option("--camera", options.cameras, "Only these");
  app.add_option("--days", options.days, "Open days, each with a seed of its own")
      ->check(CLI::Range(1, 28));
  app.add_option("--bursts", options.bursts, "Clips a day, of three pictures each")
      ->check(CLI::Range(1, 400));
  app.add_option("--seconds", options.seconds, "Length of every fifth clip, for the jitter")
      ->check(CLI::Range(1.0, 60.0));
  app.add_option("--crowd", options.crowd, "Times the visitors of the plan")
      ->check(CLI::Range(0.1, 10.0));
  app.add_flag("!--day-only", options.night, "Leave out the night");
  app.add_option("--threads", options.threads, "Cameras at a time")->check(CLI::Range(1, 64));
  app.add_option("--pictures", options.pictures,
                 "Folder for one picture of every clip, plain and with boxes (PPM)");
  CLI11_PARSE(app, argc, argv);
  const auto result = bench::measure(options);
  if (result) return *result;
  fmt::print(stderr, "realism: error: {}\n", result.error().to_string());
  return exit_code(result.error().code);
}
