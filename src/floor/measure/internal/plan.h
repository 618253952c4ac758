// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
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
    int queue = -1;  ///< of a waiting zone: its number; of a service zone: the nearest queue's
    int group = 0;   ///< of zones that may share a figure

    bool is(config::ZoneType t) const { return type == t; }
  };
  /// A waiting zone. Who leaves it is served in `service`, or in a zone whose nearest queue it is.
  struct Queue {
    int zone = 0;
    int service = -1;  ///< nearest zone of type service; -1 where there is none
  };
  struct Funnel {
    FunnelId id;
    std::vector<int> zones;
  };

  static Result<Plan> of(const config::StoreConfig& store);

  /// In a staff or fitting zone, where neither zone time nor heat is measured.
  bool is_unmeasured(Point p) const;
  bool is_staff(Point p) const;
  bool is_objection(Point p) const;
  /// Whether `zone` serves those who wait in `queue`.
  bool serves(int zone, int queue) const;
  /// Whether who is in the zone is surely inside the store.
  bool is_indoors(int zone) const;

  std::vector<LineId> line_ids;
  std::vector<LineGate> gates;  ///< of line_ids
  std::vector<MeasuredZone> zones;
  std::vector<std::string> groups;  ///< of zones
  std::vector<Queue> queues;
  std::vector<Funnel> funnels;
  std::vector<Polygon> staff;
  std::vector<Polygon> fitting;
  std::vector<Polygon> objection;  ///< who stands here wants not to be measured
  bool looks_for_the_lost =
      false;                       ///< identities come with whom they may continue: link level 2 on
  bool by_segment = false;         ///< counts are kept by segment too
  double middle = 0, certain = 0;  ///< of Perceived::segment()
  config::MeasureOptions options;
  StayRules stay;
  Duration confirm{};
  Duration ttl{};
  Duration group_window{};
  /// Who went out may prove to have come back until so long after: the window, the confirmation
  /// and one second between two sightings.
  Duration return_limit{};
};

}  // namespace sillage::floor::internal
