// SPDX-License-Identifier: Apache-2.0
#include "app/setup.h"

#include <algorithm>
#include <cmath>

#include <CLI/CLI.hpp>
#include <fmt/ranges.h>

#include "base/files.h"
#include "config/reader.h"

namespace sillage::app {

Result<config::Camera> Setup::camera_of(const std::string& wanted) const {
  if (wanted.empty() && store.cameras.size() == 1) return store.cameras.front();
  if (store.cameras.empty()) {
    return fail(ErrorCode::kConfiguration,
                "the configuration has no camera; add a [[camera]] (sillage config example)");
  }
  std::vector<std::string> ids;
  for (const config::Camera& known : store.cameras) {
    if (known.id.value() == wanted) return known;
    ids.push_back(known.id.value());
  }
  if (wanted.empty()) {
    return fail(
        ErrorCode::kUsage,
        "the configuration has {} cameras; say which one filmed this: CAMERA=FILE or --camera ({})",
        store.cameras.size(), fmt::join(ids, ", "));
  }
  return fail(ErrorCode::kUsage, "the configuration has no camera '{}'; it has: {}", wanted,
              fmt::join(ids, ", "));
}

void add_setup_options(CLI::App& command, SetupOptions& options) {
  command.add_option("--config", options.config, "Store configuration (TOML)");
  command.add_option("--camera", options.camera,
                     "Which camera of the configuration filmed it (default: the only one)");
  command.add_option("--model", options.model,
                     "Detector: a name of 'sillage model list' or an .onnx file (default: the "
                     "configuration's, else ours)");
  command.add_option("--manifest", options.manifest,
                     "Model manifest (default: this installation's)");
  command.add_option("--start", options.start,
                     "Time of the first frame, such as 2026-11-23T09:00:00+01:00 (default: what "
                     "the file says)");
  command
      .add_option("--fps", options.fps,
                  "Frames analysed per second, 0 = every frame (default: the configuration's)")
      ->check(CLI::Range(0.0, 1000.0));
}

Result<Setup> make_setup(const SetupOptions& options) {
  if (options.config.empty()) return make_setup(options, config::default_store());
  ASSIGN_OR_RETURN(config::StoreConfig store, config::load(options.config));
  ASSIGN_OR_RETURN(std::string text, read_file(options.config, 1 << 20));
  ASSIGN_OR_RETURN(Setup setup, make_setup(options, std::move(store)));
  setup.config_text = std::move(text);
  setup.config_file = options.config;
  return setup;
}

Result<Setup> make_setup(const SetupOptions& options, config::StoreConfig store) {
  Setup setup;
  if (std::isnan(options.fps)) {
    return fail(ErrorCode::kUsage, "--fps is not a number; give 0 (every frame) or a rate");
  }
  setup.store = std::move(store);
  setup.camera = options.camera;
  if (!setup.camera.empty()) RETURN_IF_ERROR(setup.camera_of(setup.camera));
  if (!options.start.empty()) {
    const auto start = parse_iso8601(options.start);
    if (!start) return fail(ErrorCode::kUsage, "--start: {}", start.error().message);
    setup.starts_at = *start;
  }
  setup.fps = options.fps;
  const std::filesystem::path manifest_path = options.manifest.empty()
                                                  ? eye::default_manifest_path()
                                                  : std::filesystem::path(options.manifest);
  ASSIGN_OR_RETURN(const auto manifest, eye::ModelManifest::load(manifest_path));
  const std::string name = options.model.empty() ? setup.store.detector.model : options.model;
  if (name.empty()) {
    setup.model = manifest.default_model();
  } else {
    ASSIGN_OR_RETURN(setup.model, manifest.find(name));
  }
  eye::DetectorOptions detector_options;
  detector_options.min_score = std::min(kPlateScore, setup.store.detector.min_score);
  ASSIGN_OR_RETURN(setup.detector, eye::create_detector(setup.model, detector_options));
  if (setup.store.audience.is_on()) {
    ASSIGN_OR_RETURN(const eye::Model model, manifest.audience_model());
    ASSIGN_OR_RETURN(setup.body_network, eye::create_body_network(model));
  }
  return setup;
}

}  // namespace sillage::app
