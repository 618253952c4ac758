// SPDX-License-Identifier: Apache-2.0
#include "govern/documents/document.h"

#include <nlohmann/json.hpp>

#include "base/files.h"
#include "config/reader.h"

namespace sillage::govern::documents {

std::string document_sha256(const std::string& name, const config::StoreConfig& store,
                            const std::filesystem::path& folder) {
  if (name == "dpia") {
    const auto hash = sha256_of_file(folder / "dpia.json");
    return hash ? *hash : std::string();
  }
  const auto json = nlohmann::json::parse(config::to_json(store));
  return sha256_hex(name + json.at("governance").dump());
}

}  // namespace sillage::govern::documents
