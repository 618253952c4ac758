// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "eye/detect/model.h"

namespace sillage::eye {

/// What a picture of this size is scaled to fit into: of the model's sizes, the one in which it comes
/// to lie largest; of equal ones, the first.
InputSize input_size(const Model& model, int picture_width, int picture_height);

}  // namespace sillage::eye
