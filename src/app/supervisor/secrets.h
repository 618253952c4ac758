// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "base/id.h"
#include "base/result.h"

namespace sillage::app {

struct Credentials {
  std::string user, password;
};

/// Names and passwords of cameras, from a file of lines "CAMERA USER PASSWORD": the password is the
/// rest of its line. Empty where there is no file. Fails (kPermission) where others than its owner
/// may read it, (kConfiguration) naming the line, never what is in it.
Result<std::map<CameraId, Credentials>> read_secrets(const std::filesystem::path& file);

/// Beside the configuration: "store.toml" -> "store.secrets".
std::filesystem::path secrets_beside(const std::filesystem::path& config);

}  // namespace sillage::app
