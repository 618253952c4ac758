// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "base/result.h"
#include "config/store_config.h"
#include "eye/detect/body_network.h"
#include "eye/detect/detector.h"

namespace CLI {
class App;
}

namespace sillage::app {

/// The options that every command which watches a video shares.
struct SetupOptions {
  std::string config;    ///< path of the store's TOML; empty = a store without lines and zones
  std::string camera;    ///< id; empty = the only one
  std::string model;     ///< name or path; empty = the configuration's, else the default
  std::string manifest;  ///< path of models/manifest.toml; empty = this installation's
  std::string start;     ///< ISO 8601 time of the first frame
  double fps = -1;       ///< frames analysed per second; below 0 = the configuration's
};
void add_setup_options(CLI::App& command, SetupOptions& options);

/// Whatever looks even remotely like a person is kept off the plate, whatever the configuration
/// says: a grey spot harms nobody.
inline constexpr double kPlateScore = 0.15;

/// What these options mean: a checked configuration, a verified model and its detector.
struct Setup {
  config::StoreConfig store;
  std::string camera;       ///< id of the one that was asked for, empty = the only one
  std::string config_file;  ///< its path, empty without a file
  std::string config_text;  ///< the file's bytes, empty without a file
  eye::Model model;
  /// Hands out boxes from `kPlateScore` on, for the plate; the eye drops those below the
  /// configuration's `detector.min_score`.
  std::unique_ptr<eye::Detector> detector;
  /// Where the store has switched estimates of how visitors present on; else no file of it is
  /// opened.
  std::shared_ptr<eye::BodyNetwork> body_network;
  std::optional<Instant> starts_at;
  double fps = -1;  ///< frames analysed per second; below 0 = the configuration's

  /// The camera with this id; the only one where it is empty. Fails (kUsage) naming those there
  /// are.
  Result<config::Camera> camera_of(const std::string& wanted) const;
  double analysed_fps(const config::Camera& of) const { return fps >= 0 ? fps : of.analysed_fps; }
};
Result<Setup> make_setup(const SetupOptions& options);
/// The same of a store that is in memory; `options.config` is not read.
Result<Setup> make_setup(const SetupOptions& options, config::StoreConfig store);

}  // namespace sillage::app
