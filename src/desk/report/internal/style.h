// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace sillage::desk::report {

/// The page's style sheet: light, dark, print, narrow.
extern const std::string_view kStyle;

}  // namespace sillage::desk::report
