// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/result.h"
#include "eye/detect/model.h"

namespace sillage::eye {

/// The model's file, whose bytes have the manifest's hash. What was checked is what is used: the
/// file is not opened a second time.
Result<std::string> read_verified(const Model& model);

}  // namespace sillage::eye
