// SPDX-License-Identifier: Apache-2.0
#include "app/govern_input.h"

#include <CLI/CLI.hpp>

#include "base/files.h"
#include "config/reader.h"
#include "eye/detect/model.h"
#include "govern/gate.h"

namespace sillage::app {
namespace {

namespace fs = std::filesystem;

/// A card covers a model and its variants: "sillage-person-v0.md" that of "...-v0-int8".
bool has_card(const eye::Model& model) {
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator(model.file.parent_path(), failed)) {
    if (entry.path().extension() == ".md" && model.name.starts_with(entry.path().stem().string())) {
      return true;
    }
  }
  return false;
}

}  // namespace

void add_govern_options(CLI::App& command, GovernOptions& options) {
  command.add_option("--config", options.config, "Store configuration (TOML)")->required();
  command.add_option("--governance", options.folder,
                     "Folder of log, keys and papers (default: beside the configuration, "
                     "NAME.governance)");
}

void add_passphrase_option(CLI::App& command, KeyOptions& options) {
  command.add_option("--passphrase-file", options.passphrase_file,
                     "File whose first line is the key's passphrase (default: none)");
}

void add_key_options(CLI::App& command, KeyOptions& options) {
  command.add_option("--key", options.file, "Key file of the person who signs")->required();
  add_passphrase_option(command, options);
}

Result<std::string> read_passphrase(const KeyOptions& options) {
  if (options.passphrase_file.empty()) return std::string();
  ASSIGN_OR_RETURN(const std::string text, read_file(options.passphrase_file, 4096));
  return text.substr(0, text.find_first_of("\r\n"));
}

Result<govern::SigningKey> load_key(const KeyOptions& options) {
  ASSIGN_OR_RETURN(const std::string passphrase, read_passphrase(options));
  return govern::SigningKey::load(options.file, passphrase);
}

fs::path govern_folder(const GovernOptions& options) {
  return options.folder.empty() ? govern::Gate::folder_of(options.config) : fs::path(options.folder);
}

Result<govern::ModelFacts> model_facts(const config::StoreConfig& store) {
  ASSIGN_OR_RETURN(const eye::ModelManifest manifest,
                   eye::ModelManifest::load(eye::default_manifest_path()));
  eye::Model model = manifest.default_model();
  if (!store.detector.model.empty()) {
    ASSIGN_OR_RETURN(model, manifest.find(store.detector.model));
  }
  ASSIGN_OR_RETURN(const std::string hash, sha256_of_file(model.file));
  return govern::ModelFacts{model.name,    hash,
                            model.sha256,  model.licence,
                            to_string(model.decoder), has_card(model)};
}

Result<govern::GapInput> govern_input(const GovernOptions& options) {
  govern::GapInput input;
  ASSIGN_OR_RETURN(input.store, config::load(options.config));
  input.folder = govern_folder(options);
  // A missing model is a finding of the gap, not a reason to show none.
  if (const auto model = model_facts(input.store)) input.observed.model = *model;
  return input;
}

}  // namespace sillage::app
