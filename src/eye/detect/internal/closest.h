// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sillage::eye {

/// The known word that `word` was probably meant to be (a few letters inserted, deleted or
/// replaced), or empty.
std::string closest(std::string_view word, const std::vector<std::string>& known);

/// "; did you mean 'x'?" of `closest()`, or empty.
std::string did_you_mean(std::string_view word, const std::vector<std::string>& known);

}  // namespace sillage::eye
