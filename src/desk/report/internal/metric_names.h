// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "desk/report/internal/words.h"
#include "wire/release.h"

namespace sillage::desk::report {

std::string_view metric_name(const Words& words, wire::Metric metric);

/// True where each figure is one of several durations.
bool is_by_duration(wire::Metric metric);

/// The metric with the duration or the step that the figure stands for; not where it is.
std::string figure_name(const Words& words, const wire::Figure& figure);

}  // namespace sillage::desk::report
