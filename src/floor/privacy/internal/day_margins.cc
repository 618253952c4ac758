// SPDX-License-Identifier: Apache-2.0
#include "floor/privacy/internal/day_margins.h"

#include <algorithm>

#include "floor/privacy/internal/visit_parts.h"

namespace sillage::floor::internal {
namespace {

using wire::Metric;

bool is_measured(config::ZoneType type) {
  using enum config::ZoneType;
  return type != kStaff && type != kFitting && type != kObjection && type != kFrontage;
}

template <typename Map, typename Key>
auto found_in(const Map& map, const Key& key) -> const typename Map::mapped_type* {
  const auto found = map.find(key);
  return found == map.end() ? nullptr : &found->second;
}

/// Nobody, or k people: what remains in `whole` when `part`, which lies in it, is known.
bool is_apart(const Part& whole, const Part& part, std::int64_t k) {
  return whole.count <= part.count || whole.people - part.count >= k;
}

}  // namespace

DayMargins::DayMargins(const config::StoreConfig& store) {
  std::vector<ZoneId> measured, services;
  for (const config::Zone& zone : store.zones) {
    if (!is_measured(zone.type)) continue;
    measured.push_back(zone.id);
    if (zone.type == config::ZoneType::kService) services.push_back(zone.id);
  }
  for (const ZoneId& zone : measured) add_margin(Metric::kZoneExposed, zone.value(), 0, {zone});
  if (!services.empty()) {
    add_margin(Metric::kCheckoutReached, "", 0, services);
    margins_.back().is_any = true;
  }
  for (const config::Funnel& funnel : store.funnels) {
    for (std::size_t step = 1; step <= funnel.zones.size(); ++step) {
      add_margin(Metric::kFunnel, funnel.id.value(), static_cast<double>(step),
                 {funnel.zones.begin(), funnel.zones.begin() + static_cast<std::ptrdiff_t>(step)});
    }
  }
  connect();
  for (const ZoneId& zone : measured) {
    add_margin(Metric::kZoneVisits, zone.value(), 0, {zone});
    margins_.back().is_run = true;
  }
}

void DayMargins::add_margin(Metric metric, const std::string& scope, double step,
                            std::vector<ZoneId> zones) {
  Margin made;
  made.metric = metric;
  made.scope = scope;
  made.step = step;
  made.zones = std::move(zones);
  margins_.push_back(std::move(made));
}

/// Whoever went through more zones went through fewer; whoever came through a service reached one.
void DayMargins::connect() {
  for (std::size_t whole = 0; whole < margins_.size(); ++whole) {
    for (std::size_t part = 0; part < margins_.size(); ++part) {
      if (whole == part || margins_[part].is_any) continue;
      const auto& through = margins_[part].zones;
      const auto& wanted = margins_[whole].zones;
      const bool holds =
          margins_[whole].is_any
              ? std::any_of(through.begin(), through.end(),
                            [&](const ZoneId& zone) {
                              return std::find(wanted.begin(), wanted.end(), zone) != wanted.end();
                            })
              : implies(through, wanted);
      if (holds) nested_.emplace_back(whole, part);
    }
  }
}

Part DayMargins::part_of(const Margin& margin, const BinTally& tally) {
  if (margin.metric == Metric::kCheckoutReached) {
    return {tally.visits.reached_service,
            people_behind(tally.visits.reached_service, tally.visits.reaching_people)};
  }
  if (margin.metric == Metric::kZoneExposed) {
    const ReachTally* reach = found_in(tally.reach, margin.zones.front());
    if (reach == nullptr) return {};
    return {reach->exposed, people_behind(reach->exposed, reach->exposed_people)};
  }
  if (margin.metric == Metric::kZoneVisits) {
    const ZoneTally* zone = found_in(tally.zones, margin.zones.front());
    return zone == nullptr ? Part{} : Part{zone->visits, zone->newcomers};
  }
  const FunnelTally* funnel = found_in(tally.funnels, FunnelId(margin.scope));
  const auto step = static_cast<std::size_t>(margin.step) - 1;
  if (funnel == nullptr || step >= funnel->reached.size() || step >= funnel->people.size()) {
    return {};
  }
  return {funnel->reached[step], people_behind(funnel->reached[step], funnel->people[step])};
}

bool DayMargins::is_told(const Margin& margin, const Figures& told) {
  const bool is_flow = margin.metric == Metric::kFlow;
  const std::vector<std::string> way = {margin.zones.front().value(), margin.zones.back().value()};
  return std::any_of(told.begin(), told.end(), [&](const wire::Figure& figure) {
    return figure.metric == margin.metric && figure.scope == margin.scope &&
           (margin.metric != Metric::kFunnel || figure.extent[0] == margin.step) &&
           (!is_flow || figure.way == way) && figure.value.value_or(0) > 0;
  });
}

void DayMargins::add(const BinTally& tally, const Figures& told) {
  for (const auto& [way, flow] : tally.flows) {
    const std::vector<ZoneId> run = {way.first, way.second};
    const bool known = std::any_of(margins_.begin(), margins_.end(), [&](const Margin& margin) {
      return margin.metric == Metric::kFlow && margin.zones == run;
    });
    if (known) continue;
    add_margin(Metric::kFlow, "", 0, run);
    margins_.back().is_run = true;
  }
  for (Margin& margin : margins_) {
    Part part;
    if (margin.metric == Metric::kFlow) {
      const FlowTally* flow =
          found_in(tally.flows, std::pair(margin.zones.front(), margin.zones.back()));
      if (flow == nullptr) continue;
      part = {(flow->count.thousandths + 500) / 1000, flow->stays};
    } else {
      part = part_of(margin, tally);
    }
    margin.total.count += part.count;
    margin.total.people += part.people;
  }
  note(told);
}

void DayMargins::note(const Figures& told) {
  for (Margin& margin : margins_) margin.is_told = margin.is_told || is_told(margin, told);
}

std::int64_t DayMargins::Margin::events_in(const std::vector<ZoneId>& path) const {
  if (is_any) {
    return std::any_of(path.begin(), path.end(),
                       [&](const ZoneId& zone) {
                         return std::find(zones.begin(), zones.end(), zone) != zones.end();
                       })
               ? 1
               : 0;
  }
  if (!is_run) return implies(path, zones) ? 1 : 0;
  std::int64_t events = 0;
  for (std::size_t i = 0; i + zones.size() <= path.size(); ++i) {
    events += std::equal(zones.begin(), zones.end(), path.begin() + static_cast<std::ptrdiff_t>(i))
                  ? 1
                  : 0;
  }
  return events;
}

DayMargins::Check::Check(const DayMargins& margins, const std::vector<DayPath>& paths,
                         std::int64_t k)
    : margins_(margins), paths_(paths), k_(k) {
  for (const Margin& margin : margins_.margins_) {
    std::vector<std::int64_t>& events = events_.emplace_back();
    if (!margin.is_told) continue;
    for (const DayPath& path : paths_) events.push_back(margin.events_in(path.zones));
  }
}

std::vector<Part> DayMargins::Check::rests(const std::vector<bool>& pooled) const {
  std::vector<Part> rests;
  for (std::size_t m = 0; m < events_.size(); ++m) {
    Part& rest = rests.emplace_back(margins_.margins_[m].total);
    for (std::size_t i = 0; i < events_[m].size(); ++i) {
      const std::int64_t shown = pooled[i] ? 0 : events_[m][i] * paths_[i].part.count;
      rest.count -= shown;
      rest.people -= shown;
    }
  }
  return rests;
}

std::optional<std::size_t> DayMargins::Check::smallest(
    const std::vector<bool>& pooled, const std::vector<std::int64_t>* events) const {
  std::optional<std::size_t> found;
  for (std::size_t i = 0; i < paths_.size(); ++i) {
    if (pooled[i] || (events != nullptr && (*events)[i] == 0)) continue;
    if (!found || paths_[i].part.people < paths_[*found].part.people) found = i;
  }
  return found;
}

std::optional<std::size_t> DayMargins::Check::needed(const std::vector<bool>& pooled,
                                                     const Part& others) const {
  if (!smallest(pooled, nullptr)) return std::nullopt;
  const std::vector<Part> rest = rests(pooled);
  for (std::size_t m = 0; m < rest.size(); ++m) {
    const Margin& margin = margins_.margins_[m];
    if (!margin.is_told) continue;
    const auto in_margin = smallest(pooled, &events_[m]);
    if (in_margin && rest[m].count > 0 && rest[m].people < k_) return in_margin;
    // Visits that are among the others and not in the margin.
    if (!margin.is_run && !is_apart(others, {std::max<std::int64_t>(rest[m].count, 0), 0}, k_)) {
      return smallest(pooled, nullptr);
    }
  }
  for (const auto& [whole, part] : margins_.nested_) {
    if (!margins_.margins_[whole].is_told || !margins_.margins_[part].is_told) continue;
    const auto in_whole = smallest(pooled, &events_[whole]);
    if (in_whole && !is_apart(rest[whole], rest[part], k_)) return in_whole;
  }
  return std::nullopt;
}

void DayMargins::save(ByteWriter& out) const {
  out.number(static_cast<std::uint32_t>(margins_.size()));
  for (const Margin& margin : margins_) {
    out.number(static_cast<std::uint8_t>(margin.metric));
    for (const ZoneId* zone : {&margin.zones.front(), &margin.zones.back()}) {
      out.text(zone->value(), 32);
    }
    out.number(static_cast<std::uint8_t>(margin.is_told));
    out.number(static_cast<std::uint64_t>(margin.total.count));
    out.number(static_cast<std::uint64_t>(margin.total.people));
  }
}

void DayMargins::load(ByteReader& in) {
  const auto count = in.number<std::uint32_t>();
  for (std::uint32_t i = 0; i < count && !in.failed(); ++i) {
    const auto metric = static_cast<Metric>(in.number<std::uint8_t>());
    const ZoneId first(in.text(32)), last(in.text(32));
    if (i >= margins_.size()) {
      add_margin(metric, "", 0, {first, last});
      margins_.back().is_run = true;
    }
    Margin& margin = margins_[i];
    margin.is_told = in.number<std::uint8_t>() != 0;
    margin.total.count = static_cast<std::int64_t>(in.number<std::uint64_t>());
    margin.total.people = static_cast<std::int64_t>(in.number<std::uint64_t>());
  }
}

}  // namespace sillage::floor::internal
