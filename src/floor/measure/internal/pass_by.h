// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "floor/measure/internal/journey.h"
#include "floor/measure/internal/notes.h"

namespace sillage::floor::internal {

/// Who was in a frontage zone and never crossed a line has passed by, in the bin in which they were
/// there last.
class PassBy {
 public:
  void step(const Plan& plan, const JourneyEvents& events, Instant at) {
    for (const auto& inside : events.inside) {
      if (plan.zones[inside.zone].is(config::ZoneType::kFrontage)) last_in_front_ = at;
    }
  }
  void end(bool has_crossed, Notes& notes) const {
    if (last_in_front_ && !has_crossed) notes.count(*last_in_front_, {Count::kPassBy});
  }

 private:
  std::optional<Instant> last_in_front_;
};

}  // namespace sillage::floor::internal
