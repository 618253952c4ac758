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

/// A person's key file.
struct KeyOptions {
  std::string file, passphrase_file;
};
void add_key_options(CLI::App& command, KeyOptions& options);
void add_passphrase_option(CLI::App& command, KeyOptions& options);
/// The first line of the passphrase's file; empty where none is given.
Result<std::string> read_passphrase(const KeyOptions& options);
Result<govern::SigningKey> load_key(const KeyOptions& options);

/// The configuration, and what can be said of this installation without running it: the model.
Result<govern::GapInput> govern_input(const GovernOptions& options);
std::filesystem::path govern_folder(const GovernOptions& options);

/// The model that this store would load, with the hash of its file and that of the manifest.
Result<govern::ModelFacts> model_facts(const config::StoreConfig& store);

}  // namespace sillage::app
