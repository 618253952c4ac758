// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"
#include "config/store_config.h"

namespace sillage::config {

/// Reads and checks a store's TOML file. All errors are kConfiguration and name file, line, key and
/// what to do; an unknown key says "did you mean"; every problem of the file is listed, not only
/// the first (one per line of the message).
Result<StoreConfig> load(const std::filesystem::path& file);
/// The same from text; `name` stands for the file in messages.
Result<StoreConfig> parse(std::string_view toml, std::string_view name);

/// Made from the same table of fields as the reader, so they cannot drift apart:
std::string json_schema();   ///< JSON Schema (draft 2020-12)
std::string example_toml();  ///< every key with its default, unit and reason as comments; parses
std::string reference_markdown();  ///< docs/reference/configuration.md
/// The effective configuration, defaults filled in, as TOML that parses to the same.
std::string to_toml(const StoreConfig& config);
/// The same as JSON, with the keys of the TOML file.
std::string to_json(const StoreConfig& config);

}  // namespace sillage::config
