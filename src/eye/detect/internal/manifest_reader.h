// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "eye/detect/model.h"

namespace sillage::eye {

struct ManifestContent {
  std::vector<Model> models;  ///< `file` as written: relative
  std::size_t default_index = 0;
  std::optional<std::size_t> default_int8_index;
  std::optional<std::size_t> audience_index;  ///< its decoder is `presentation`
};

/// Reads a manifest; `name` stands for it in messages. Errors are kConfiguration and begin with
/// "name:line:".
Result<ManifestContent> parse_manifest(std::string_view toml, std::string_view name);

}  // namespace sillage::eye
