// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "desk/report/internal/context.h"

namespace sillage::desk::report {

/// With more bins than this, bars are too thin for marks of their range.
inline constexpr std::size_t kMostRanges = 60;

/// Value of a figure per minute of its bin; nothing where the figure has none of its own.
std::optional<double> per_minute(const wire::Figure* figure, const wire::ReleaseHeader& header);

/// Entries above and exits below a time axis, one pair of bars per bin.
std::string flow_columns_svg(const Context& context, std::string_view summary);
/// One bin: horizontal bars for the whole store and each line.
std::string flow_rows_svg(const Context& context, std::string_view summary);

}  // namespace sillage::desk::report
