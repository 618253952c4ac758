// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

/// A strict little reader of markup for the tests of this folder.
namespace sillage::desk::report::markup {

struct Element {
  std::string name;
  std::map<std::string, std::string> attributes;
  std::string text;  ///< of itself and everything inside, in order, entities as written
};

struct Page {
  std::vector<Element> elements;  ///< in the order of their start tags
  std::string fault;              ///< the first thing that is not well formed, empty if none

  std::vector<const Element*> all(std::string_view name) const;
  const Element* by_id(std::string_view id) const;
  /// Text of the element with that id, empty without one.
  std::string text_of(std::string_view id) const;
};

Page read(std::string_view html);

}  // namespace sillage::desk::report::markup
