// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

#include "config/store_config.h"

namespace sillage::govern::documents {

/// SHA-256 of what a signer of this document signs: its content in the store's languages, without
/// times and measurements; of the assessment, the completed file. Empty where there is none.
std::string document_sha256(const std::string& name, const config::StoreConfig& store,
                            const std::filesystem::path& folder);

}  // namespace sillage::govern::documents
