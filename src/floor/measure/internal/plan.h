// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "base/result.h"
#include "config/store_config.h"
#include "floor/measure/internal/line_counter.h"
#include "floor/measure/internal/zone_counter.h"

namespace sillage::floor::internal {

/// What to measure: the store's configuration, checked and made ready.
struct Plan {
  struct MeasuredZone {
    ZoneId id;
    config::ZoneType type{};
    Polygon area;
  };

  static Result<Plan> of(const config::StoreConfig& store);

  /// In a staff or fitting zone, where neither zone time nor heat is measured.
  bool is_unmeasured(Point p) const;
  bool is_staff(Point p) const;

  std::vector<LineId> line_ids;
  std::vector<LineGate> gates;  ///< of line_ids
  std::vector<MeasuredZone> zones;
  std::vector<Polygon> staff;
  std::vector<Polygon> fitting;
  std::vector<Polygon> objection;  ///< who stands here wants not to be measured
  StayRules stay;
  Duration confirm{};
  Duration ttl{};
};

}  // namespace sillage::floor::internal
