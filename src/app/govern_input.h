// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

#include "base/result.h"
#include "govern/gap.h"

namespace CLI {
class App;
}

namespace sillage::app {

/// What every command of the governance asks for.
struct GovernOptions {
  std::string config;
  std::string folder;  ///< empty = beside the configuration
};
void add_govern_options(CLI::App& command, GovernOptions& options);

/// The configuration, and what can be said of this installation without running it: the model.
Result<govern::GapInput> govern_input(const GovernOptions& options);
std::filesystem::path govern_folder(const GovernOptions& options);

/// The model that this store would load, with the hash of its file and that of the manifest.
Result<govern::ModelFacts> model_facts(const config::StoreConfig& store);

}  // namespace sillage::app
