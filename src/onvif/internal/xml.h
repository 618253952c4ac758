// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <pugixml.hpp>

#include "base/result.h"

namespace sillage::onvif::internal {

/// The first child of that local name, whatever its prefix.
pugi::xml_node child(pugi::xml_node parent, std::string_view name);
/// Goes down a path of local names; an empty node where a step is missing.
pugi::xml_node descend(pugi::xml_node from, std::initializer_list<std::string_view> path);
/// Its text, without anything that cannot be shown, at most `limit` bytes.
std::string text_of(pugi::xml_node node, std::size_t limit = 128);
/// A number within [0, most]; 0 for anything else.
double number_of(pugi::xml_node node, double most);

/// Parses an answer and returns the element `answer` of its body. A SOAP fault becomes an error.
Result<pugi::xml_node> open_answer(pugi::xml_document& document, std::string_view xml,
                                   std::string_view answer);

/// With <, >, &, quotes as entities.
std::string escaped(std::string_view text);

}  // namespace sillage::onvif::internal
