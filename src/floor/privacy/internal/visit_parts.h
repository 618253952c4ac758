// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <set>
#include <vector>

#include "base/id.h"
#include "floor/privacy/internal/parts.h"

namespace sillage::floor::internal {

/// The timed visits. Bodies whose visit was cut off are among those of the durations only.
Part timed_of(const VisitTally& visits);

/// True if whoever went through `longer` went through `shorter` as well.
bool implies(const std::vector<ZoneId>& longer, const std::vector<ZoneId>& shorter);

/// Parts of the timed visits that are shown: those that went through some zones in some order.
/// Where one lies within another, their difference is a part too, and must be nobody or k people.
class VisitParts {
 public:
  VisitParts(const Part& timed, std::set<ZoneId> services, std::int64_t k)
      : k_(k), services_(std::move(services)), shown_{{{}, timed}} {}

  /// Whether those who set foot in any service zone may be shown; takes them in if so.
  bool take_reached_service(const Part& part);
  /// The same for those who set foot in the zone. All service zones sum to those who reached one
  /// and, again, those who went to several.
  bool take_exposed(const ZoneId& zone, const Part& part);
  /// The same for those who went through these zones, others in between or not.
  bool take(const std::vector<ZoneId>& through, const Part& part);
  /// Whether it may be shown beside everything that went through the zone; takes nothing in.
  bool fits(const std::vector<ZoneId>& through, const Part& part) const;

 private:
  struct Shown {
    std::vector<ZoneId> through;
    Part part;
  };
  /// Whether `last`, where it is the last service zone to be shown, tells of nobody or k people.
  bool hides_who_went_to_several(const Part& last) const;

  std::int64_t k_;
  std::set<ZoneId> services_;
  std::vector<Shown> shown_;
  std::optional<Part> reached_{};
  std::size_t services_shown_ = 0;
  std::int64_t visits_at_services_ = 0;
};

}  // namespace sillage::floor::internal
