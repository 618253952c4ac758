// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "desk/report/internal/context.h"
#include "desk/report/internal/dwell.h"

namespace sillage::desk::report {

/// Histogram on a logarithmic axis of duration; the area of a bar is its number of stays. `id`
/// makes the element ids unique; title and summary are escaped by the caller.
std::string dwell_svg(const Context& context, const Dwell& dwell, int id, std::string_view title,
                      std::string_view summary);

/// "10 s–14 s", or "4 h and longer".
std::string class_label(const Words& words, const DwellClass& shown);

}  // namespace sillage::desk::report
