// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "config/store_config.h"

namespace sillage::govern {

/// The configuration, sorted by the kinds of settings on which signatures depend
/// (setting_kinds()), each as canonical JSON; "other" holds what voids nothing.
struct Settings {
  std::map<std::string, std::string> by_kind;

  std::string hash_of(const std::string& kind) const;  ///< SHA-256, hexadecimal
  std::string sha256() const;                          ///< of all kinds but "other"
};

/// `model_sha256`: of the model in force; empty where it is not known.
Settings settings_of(const config::StoreConfig& store, const std::string& model_sha256);

/// One difference, as a DPO reads it.
struct SettingChange {
  std::string kind;
  std::string path;    ///< "zone/tills/area"
  std::string before;  ///< JSON; empty = was not there
  std::string after;   ///< JSON; empty = is gone
};
std::vector<SettingChange> changes_between(const Settings& before, const Settings& after,
                                           const std::vector<std::string>& kinds);

/// Kept by hash, so that what was signed can be shown later.
Result<void> keep_settings(const std::filesystem::path& folder, const Settings& settings);
Result<Settings> kept_settings(const std::filesystem::path& folder, const std::string& sha256);

}  // namespace sillage::govern
