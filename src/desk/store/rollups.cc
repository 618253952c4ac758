// SPDX-License-Identifier: Apache-2.0
#include "desk/store/rollups.h"

#include "desk/store/internal/open_file.h"
#include "desk/store/internal/sqlite_rollups.h"

namespace sillage::desk {

std::optional<Whole> whole_of(wire::Metric part) {
  using wire::Metric;
  switch (part) {
    case Metric::kBounces:
    case Metric::kCheckoutReached:
      return Whole{Metric::kTimedVisits, true};
    case Metric::kZoneExposed:
      return Whole{Metric::kTimedVisits, true};
    case Metric::kZoneEngagements:
      return Whole{Metric::kZoneExposed, false};
    case Metric::kEntries:
      return Whole{Metric::kPassBy, false};
    case Metric::kQueueAbandoned:
      return Whole{Metric::kQueueJoined, false};
    case Metric::kGroupsOfSeveral:
      return Whole{Metric::kGroups, false};
    default:
      return std::nullopt;
  }
}

Result<std::unique_ptr<Rollups>> open_rollups(const std::filesystem::path& file,
                                              Duration busy_timeout) {
  ASSIGN_OR_RETURN(auto connection, internal::open_file(file, {.busy_timeout = busy_timeout}));
  auto rollups = std::make_unique<internal::SqliteRollups>(std::move(connection));
  RETURN_IF_ERROR(rollups->prepare());
  return rollups;
}

}  // namespace sillage::desk
