// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "govern/documents/document.h"

namespace sillage::govern::documents::internal {

/// What papers say of a deployment, in one language.
struct Facts {
  std::map<std::string, std::string, std::less<>> words;   ///< words.txt
  std::map<std::string, std::string, std::less<>> values;  ///< "controller" -> "Company"
  std::set<std::string, std::less<>> conditions;           ///< "level2", "marks", ...

  /// A sentence of words.txt, with its values filled in.
  std::string word(std::string_view key) const;
  /// Puts values where {name} stands. A name that no fact has stays as it is, which a test finds.
  std::string fill(std::string_view text) const;
};
Facts facts_of(const PaperInput& input, const std::string& language);

/// "key = value" lines.
std::map<std::string, std::string, std::less<>> read_words(std::string_view text);

}  // namespace sillage::govern::documents::internal
