// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>

#include "eye/common/body_network.h"
#include "eye/detect/model.h"

namespace sillage::eye {

/// Loads the runtime and a model whose decoder is `presentation`; hash and shapes are checked, as
/// for a detector. Single-threaded session. `runtime_library`: empty = search.
Result<std::unique_ptr<BodyNetwork>> create_body_network(
    const Model& model, const std::filesystem::path& runtime_library = {});

}  // namespace sillage::eye
