// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "desk/report/internal/context.h"
#include "desk/report/internal/dwell.h"

namespace sillage::desk::report {

/// A sentence, the histogram, what is missing, and the table behind it. `id` is unique on the page;
/// `name` is escaped.
void add_dwell_chart(std::string& out, const Context& context, const Dwell& dwell, int id,
                     const std::string& name);

}  // namespace sillage::desk::report
