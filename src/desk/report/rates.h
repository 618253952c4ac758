// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "wire/release.h"

namespace sillage::desk {

/// A share or ratio of two counts. Both are added over the bins that show both; nothing where no
/// bin does, or where the whole is 0.
struct Rate {
  std::optional<double> value;
  int bins = 0;           ///< that show both counts
  int withheld_bins = 0;  ///< in which either is withheld or merged
};

struct Count {
  wire::Metric metric{};
  std::string scope;
};
/// `part` over the sum of `whole`.
Rate rate_of(std::span<const wire::Release> releases, const Count& part,
             const std::vector<Count>& whole);

// By the names of docs/reference/metrics.md.
Rate bounce_rate(std::span<const wire::Release> releases);
Rate checkout_reach_rate(std::span<const wire::Release> releases);
Rate capture_rate(std::span<const wire::Release> releases);
Rate entries_per_pass_by(std::span<const wire::Release> releases);
Rate zone_exposure(std::span<const wire::Release> releases, const std::string& zone);
Rate engagement_rate(std::span<const wire::Release> releases, const std::string& zone);
Rate queue_abandonment_rate(std::span<const wire::Release> releases, const std::string& zone);

}  // namespace sillage::desk
