// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "config/store_config.h"

namespace sillage::config {
namespace {

constexpr double kFewestAudited = 10;

}  // namespace

const AudienceCard& AudienceSettings::card() {
  static const AudienceCard kCard{{14, 4, 7, 1, 17, 7}, 0.32, 0.57, 2.2, 9.7};
  return kCard;
}

Result<void> AudienceSettings::check() const {
  if (!enabled) return {};
  if (audit.size() != 6) {
    return fail(ErrorCode::kConfiguration,
                "audience.audit has {} numbers; give six: people who present feminine answered as "
                "feminine, masculine, unknown, then those who present masculine",
                audit.size());
  }
  for (const int first : {0, 3}) {
    const double people = audit[first] + audit[first + 1] + audit[first + 2];
    if (people < kFewestAudited || audit[first] + audit[first + 1] <= 0) {
      return fail(
          ErrorCode::kConfiguration,
          "audience.audit has {} people of one presentation, or answered for none; audit {} "
          "or more of each (`sillage audience report`)",
          people, kFewestAudited);
    }
  }
  const double right = audit[0] / (audit[0] + audit[1]), wrong = audit[3] / (audit[3] + audit[4]);
  if (right > wrong) return {};
  return fail(ErrorCode::kConfiguration,
              "audience.audit says that answers tell nothing ({:.2f} of both are taken for "
              "feminine); set enabled = false for these cameras",
              right);
}

std::string AudienceSettings::why_off() const {
  if (!enabled) return {};
  if (worst_gap_points > kMostGapPoints) {
    return fmt::format(
        "estimates of how visitors are perceived stay off: the worst group of the audit is {:.1f} "
        "points behind all, the limit is {}; audit this store's cameras (`sillage audience "
        "report`), or set enabled = false",
        worst_gap_points, kMostGapPoints);
  }
  if (share_error_points > kMostShareErrorPoints) {
    return fmt::format(
        "estimates of how visitors are perceived stay off: corrected shares of the audit are "
        "{:.1f} "
        "points off, the limit is {}; audit this store's cameras (`sillage audience report`), "
        "or set enabled = false",
        share_error_points, kMostShareErrorPoints);
  }
  return {};
}

bool AudienceSettings::is_on() const { return enabled && why_off().empty(); }

}  // namespace sillage::config
