// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "floor/measure/tally.h"
#include "wire/release.h"

namespace sillage::floor::internal {

using Figures = std::vector<wire::Figure>;

wire::Figure figure(wire::Metric metric, const std::string& scope, std::optional<double> value);
wire::Figure withheld(wire::Metric metric, const std::string& scope);

/// Events and the distinct bodies behind them.
struct Part {
  std::int64_t count = 0;
  std::int64_t people = 0;
};

/// A body that no longer fits the books is still somebody.
std::int64_t people_behind(std::int64_t count, std::int64_t people);

/// Nobody, or k people.
bool is_large(const Part& part, std::int64_t k);

/// True if what lies in `whole` and not in `part`, which is inside it, is nothing or is sure to be
/// of k people. An event has one body, so no more bodies are behind the part than it has events.
bool rest_is_safe(const Part& whole, const Part& part, std::int64_t k);

/// The count where `shown`, else withheld.
wire::Figure count_figure(wire::Metric metric, const std::string& scope, std::int64_t count,
                          bool shown = true);

}  // namespace sillage::floor::internal
