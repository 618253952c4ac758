// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace sillage::govern::internal {

// Made by CMake from the files of govern/.
extern const char* const kCatalogueText;
extern const char* const kFiguresText;

}  // namespace sillage::govern::internal
