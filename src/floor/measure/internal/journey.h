// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "floor/measure/internal/plan.h"

namespace sillage::floor::internal {

/// What a person's step came to, by line and zone of the plan.
struct JourneyEvents {
  struct OnLine {
    int line = 0;
    LineEvent event;
  };
  struct InZone {
    int zone = 0;
    Stay stay;
  };
  struct Inside {
    int zone = 0;
    Duration spent{};  ///< since the step before
  };
  std::vector<OnLine> lines;
  std::vector<InZone> zones;  ///< zone visits that are over
  std::vector<int> begun;     ///< zones in which a stay became a zone visit
  std::vector<Inside> inside;

  void clear();
};

/// One person's dealings with all lines and zones.
class Journey {
 public:
  explicit Journey(const Plan& plan) : lines_(plan.gates.size()), zones_(plan.zones.size()) {}

  /// Steps that are not later than the last one are ignored.
  void step(const Plan& plan, const Step& step, Birth birth, JourneyEvents& events);
  /// `data_end`: the person was still there when the data ended.
  void end(const Plan& plan, bool data_end, JourneyEvents& events);

  const std::vector<ZoneTrail>& zones() const { return zones_; }

 private:
  /// By zone: whether they are in it.
  std::vector<bool> zones_of(const Plan& plan, const Step& step) const;

  std::vector<LineTrail> lines_;
  std::vector<ZoneTrail> zones_;
  std::optional<Instant> last_at_;
};

}  // namespace sillage::floor::internal
