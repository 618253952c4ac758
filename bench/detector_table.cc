// SPDX-License-Identifier: Apache-2.0
// How good and how fast the detectors are, as one Markdown table on stdout: every model on the same
// pictures, in one run. See bench/detectors.
#include <CLI/CLI.hpp>
#include <fmt/core.h>
#include <fmt/format.h>

#include "app/detection_run.h"
#include "app/print.h"
#include "base/files.h"

namespace sillage::bench {
namespace {

namespace fs = std::filesystem;

struct Options {
  std::string data;
  std::string clips;
  std::string manifest;
  std::vector<std::string> models;
};

/// Folders that bench/detectors rendered, one set: clip and truth per camera.
std::vector<app::DetectionSet> rendered(const fs::path& folder) {
  std::vector<app::DetectionSet> sets;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".mp4") continue;
    app::DetectionSet set;
    set.video = entry.path();
    set.truth = entry.path().parent_path() / "gt" / "seen.txt";
    sets.push_back(std::move(set));
  }
  std::sort(sets.begin(), sets.end(),
            [](const auto& a, const auto& b) { return a.video < b.video; });
  return sets;
}

app::DetectionSet pets(const fs::path& data) {
  app::DetectionSet set;
  set.video = data / "video/pets2009_s2l1_480x360.mp4";
  set.truth = data / "tracking/PETS09-S2L1/gt/gt.txt";
  set.truth_scale = 0.625;
  set.every = 5;
  return set;
}

app::DetectionSet penn_fudan(const fs::path& data) {
  app::DetectionSet set;
  set.images = data / "detection/pennfudan/images";
  set.truth = data / "detection/pennfudan/annotation";
  return set;
}

double f1(double recall, double precision) {
  return recall + precision > 0 ? 2 * recall * precision / (recall + precision) : 0;
}

/// One row: all parts of a set together.
Result<std::string> row(const eye::Model& model, const std::string& title,
                        const std::vector<app::DetectionSet>& parts) {
  app::DetectionRun all;
  for (const auto& part : parts) {
    ASSIGN_OR_RETURN(auto run, app::run_detection(part, model));
    all.median_ms += run.median_ms / static_cast<double>(parts.size());
    std::move(run.samples.begin(), run.samples.end(), std::back_inserter(all.samples));
  }
  const auto f = eval::compare_detections(all.samples, model.threshold);
  const double wrong = static_cast<double>(f.found) * (1 - f.precision);
  const double mb = static_cast<double>(fs::file_size(model.file)) / 1e6;
  return fmt::format(
      "| {} | {} | {:.3f} | {:.3f} | {:.2f}: {:.3f} / {:.3f} | {:.3f} | {:.2f}: {:.3f} | {:.3f} | "
      "{:.1f} | {:.2f} |\n",
      title, model.name, f.ap50, f.ap50_95, model.threshold, f.recall, f.precision,
      f1(f.recall, f.precision), f.best_threshold, f1(f.best_recall, f.best_precision),
      wrong / static_cast<double>(all.samples.size()), all.median_ms, mb);
}

Result<void> run(const Options& options) {
  ASSIGN_OR_RETURN(const auto manifest, eye::ModelManifest::load(options.manifest));
  std::vector<std::pair<std::string, std::vector<app::DetectionSet>>> sets = {
      {"PETS 2009", {pets(options.data)}}, {"Penn-Fudan", {penn_fudan(options.data)}}};
  for (const char* name : {"day", "night", "empty"}) {
    sets.emplace_back(fmt::format("rendered, {}", name), rendered(fs::path(options.clips) / name));
  }
  std::string text =
      "| set | model | AP50 | AP50:95 | at the threshold: recall / precision | F1 | best F1 at | "
      "false boxes a picture | ms | MB |\n|---|---|---|---|---|---|---|---|---|---|\n";
  for (const auto& [title, parts] : sets) {
    for (const auto& name : options.models) {
      ASSIGN_OR_RETURN(const eye::Model model, manifest.find(name));
      ASSIGN_OR_RETURN(const std::string line, row(model, title, parts));
      text += line;
    }
  }
  return app::print(text);
}

}  // namespace
}  // namespace sillage::bench

int main(int argc, char** argv) {
  CLI::App program("Detectors beside one another; see bench/detectors");
  sillage::bench::Options options;
  program.add_option("data", options.data, "Folder of the measuring data")->required();
  program.add_option("clips", options.clips, "Folder with day, night, empty: rendered clips")
      ->required();
  program.add_option("manifest", options.manifest, "Model manifest")->required();
  program.add_option("models", options.models, "Names of models")->required();
  CLI11_PARSE(program, argc, argv);
  if (const auto done = sillage::bench::run(options); !done) {
    fmt::print(stderr, "detector_table: {}\n", done.error().to_string());
    return 1;
  }
  return 0;
}
