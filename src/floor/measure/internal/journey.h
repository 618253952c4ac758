// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "floor/measure/internal/plan.h"

namespace sillage::floor::internal {

/// What a person's steps came to, by line and zone of the plan.
struct JourneyEvents {
  struct OnLine {
    std::size_t line = 0;
    LineEvent event;
  };
  struct InZone {
    std::size_t zone = 0;
    Stay stay;
  };
  std::vector<OnLine> lines;
  std::vector<InZone> zones;
};

/// One person's dealings with all lines and zones.
class Journey {
 public:
  explicit Journey(const Plan& plan) : lines_(plan.gates.size()), zones_(plan.zones.size()) {}

  /// Steps that are not later than the last one are ignored.
  void step(const Plan& plan, const Step& step, bool at_data_start, JourneyEvents& events);
  /// `data_end`: the person was still there when the data ended.
  void end(const Plan& plan, bool data_end, JourneyEvents& events);

 private:
  std::vector<LineTrail> lines_;
  std::vector<ZoneTrail> zones_;
  std::optional<Instant> last_at_;
};

}  // namespace sillage::floor::internal
