// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

#include "app/supervisor/secrets.h"
#include "base/result.h"

namespace sillage::app {

struct CameraEntry {
  std::string id, name;
  std::string source;  ///< without user and password
  Credentials credentials;
  bool replace = false;  ///< gives a camera that there is another source
};

/// An address and who may use it, apart.
struct SplitSource {
  std::string source;
  Credentials credentials;
};
SplitSource split_credentials(const std::string& url);

/// Adds the camera to the text of a configuration and keeps every other byte. The result is checked
/// to be the same but for that camera. Fails (kConflict) where it is there already.
Result<std::string> with_camera(const std::string& toml, const CameraEntry& entry,
                                const std::string& name_of_file);

/// Writes both files: the password into CONFIG's .secrets, which only its owner may read, then the
/// configuration, made anew where there is none.
Result<void> write_camera(const std::filesystem::path& config, const CameraEntry& entry);

}  // namespace sillage::app
