// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

namespace sillage::govern::documents::internal {

/// "en/notice" and so on: the files of govern/papers, made part of the program by CMake.
const std::map<std::string, std::string, std::less<>>& paper_texts();

}  // namespace sillage::govern::documents::internal
