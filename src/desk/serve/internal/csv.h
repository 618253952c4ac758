// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "desk/serve/internal/series.h"

namespace sillage::desk::serve {

/// A row per metric, scope and stretch. RFC 4180; `locale` decides the separators of columns and
/// decimals and the words of the head. Text that a spreadsheet would take for a formula gets a
/// leading apostrophe.
tl::expected<std::string, Problem> csv_of(Figures& figures, const StoreContext& store,
                                          const SeriesAsked& asked, const std::string& locale);

}  // namespace sillage::desk::serve
