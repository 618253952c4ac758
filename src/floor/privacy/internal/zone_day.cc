// SPDX-License-Identifier: Apache-2.0
#include "floor/privacy/internal/zone_day.h"

#include <algorithm>

namespace sillage::floor::internal {

void ZoneDay::add(const BinTally& tally, const Figures& told) {
  for (const auto& [id, zone] : tally.zones) {
    const auto figure = std::find_if(told.begin(), told.end(), [&, zone_id = id](const auto& f) {
      return f.metric == wire::Metric::kZoneVisits && f.scope == zone_id.value();
    });
    Zone& day = zones_[id];
    day.visits += zone.visits;
    if (figure == told.end() || figure->state == wire::FigureState::kReleased) continue;
    day.withheld.count += zone.visits;
    day.withheld.people += zone.newcomers;
    day.is_spoiled = day.is_spoiled || figure->state == wire::FigureState::kMerged;
  }
}

void ZoneDay::add_figures(std::int64_t k, Figures& out) const {
  for (const auto& [id, zone] : zones_) {
    const bool overlaps =
        std::any_of(overlaps_.begin(), overlaps_.end(), [&, zone_id = id](const auto& pair) {
          return pair.first == zone_id || pair.second == zone_id;
        });
    if (overlaps || zone.is_spoiled || zone.withheld.count == 0 || zone.withheld.people < k) {
      continue;
    }
    out.push_back(count_figure(wire::Metric::kZoneVisits, id.value(), zone.visits));
  }
}

void ZoneDay::save(ByteWriter& out) const {
  out.number(static_cast<std::uint32_t>(zones_.size()));
  for (const auto& [id, zone] : zones_) {
    out.text(id.value(), 32);
    for (const std::int64_t number : {zone.visits, zone.withheld.count, zone.withheld.people}) {
      out.number(static_cast<std::uint64_t>(number));
    }
    out.number(static_cast<std::uint8_t>(zone.is_spoiled));
  }
}

void ZoneDay::load(ByteReader& in) {
  for (auto zones = in.number<std::uint32_t>(); zones > 0 && !in.failed(); --zones) {
    Zone& zone = zones_[ZoneId(in.text(32))];
    zone.visits = static_cast<std::int64_t>(in.number<std::uint64_t>());
    zone.withheld.count = static_cast<std::int64_t>(in.number<std::uint64_t>());
    zone.withheld.people = static_cast<std::int64_t>(in.number<std::uint64_t>());
    zone.is_spoiled = in.number<std::uint8_t>() != 0;
  }
}

}  // namespace sillage::floor::internal
