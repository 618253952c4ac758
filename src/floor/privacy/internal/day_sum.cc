// SPDX-License-Identifier: Apache-2.0
#include "floor/privacy/internal/day_sum.h"

#include <algorithm>

#include "floor/privacy/internal/parts.h"
#include "wire/release.h"

namespace sillage::floor::internal {
namespace {

constexpr std::size_t kIdWidth = 32;

/// Calls `each` with the numbers of all tallies, pairwise the same ones.
template <class Each, class... Tallies>
void each_number(Each each, Tallies&... visits) {
  each(visits.timed...), each(visits.bounces...), each(visits.bouncing_people...);
  each(visits.reached_service...), each(visits.reaching_people...);
  each(visits.duration.people...);
  for (std::size_t c = 0; c < kDwellClasses; ++c) {
    each(visits.duration.completed[c]...), each(visits.duration.censored[c]...);
    each(visits.duration.class_people[c]...);
  }
}

void put(ByteWriter& out, std::int64_t value) { out.number(static_cast<std::uint64_t>(value)); }
void take(ByteReader& in, std::int64_t& value) {
  value = static_cast<std::int64_t>(in.number<std::uint64_t>());
}

template <class Map, class Item>
void put_items(ByteWriter& out, const Map& map, Item item) {
  out.number(static_cast<std::uint32_t>(map.size()));
  for (const auto& [key, value] : map) item(key, value);
}

template <class Item>
void take_items(ByteReader& in, Item item) {
  for (auto left = in.number<std::uint32_t>(); left > 0 && !in.failed(); --left) item();
}

ZoneId take_zone(ByteReader& in) { return ZoneId(in.text(kIdWidth)); }

void add_steps(const std::vector<std::int64_t>& steps, std::vector<std::int64_t>& sum) {
  sum.resize(std::max(sum.size(), steps.size()));
  for (std::size_t i = 0; i < steps.size(); ++i) sum[i] += steps[i];
}

void add_paths(const BinTally& bin, BinTally& sum) {
  for (const auto& [zones, path] : bin.paths) {
    if (zones.empty() || zones.size() > wire::kMaxWay || path.visits <= 0) continue;
    const auto found = sum.paths.find(zones);
    if (found == sum.paths.end() && sum.paths.size() == kMostPaths) continue;
    PathTally& all = found == sum.paths.end() ? sum.paths[zones] : found->second;
    all.visits += path.visits;
    all.people += people_behind(path.visits, path.people);
  }
}

}  // namespace

void add_to_sum(const BinTally& bin, BinTally& sum) {
  each_number([](std::int64_t& all, std::int64_t more) { all += more; }, sum.visits, bin.visits);
  for (const auto& [id, reach] : bin.reach) {
    ReachTally& all = sum.reach[id];
    all.exposed += reach.exposed;
    all.exposed_people += reach.exposed_people;
    all.engaged += reach.engaged;
    all.engaged_people += reach.engaged_people;
  }
  for (const auto& [id, funnel] : bin.funnels) {
    add_steps(funnel.reached, sum.funnels[id].reached);
    add_steps(funnel.people, sum.funnels[id].people);
  }
  for (const auto& [way, flow] : bin.flows) {
    FlowTally& all = sum.flows[way];
    all.count.thousandths += flow.count.thousandths;
    all.people += flow.stays;
  }
  for (const auto& [id, zone] : bin.zones) {
    ZoneTally& all = sum.zones[id];
    all.visits += zone.visits;
    all.people += zone.newcomers;
  }
  add_paths(bin, sum);
}

void save_sum(const BinTally& sum, ByteWriter& out) {
  each_number([&](std::int64_t value) { put(out, value); }, sum.visits);
  put_items(out, sum.reach, [&](const ZoneId& id, const ReachTally& reach) {
    out.text(id.value(), kIdWidth);
    for (const auto value :
         {reach.exposed, reach.exposed_people, reach.engaged, reach.engaged_people}) {
      put(out, value);
    }
  });
  put_items(out, sum.funnels, [&](const FunnelId& id, const FunnelTally& funnel) {
    out.text(id.value(), kIdWidth);
    for (const auto* steps : {&funnel.reached, &funnel.people}) {
      out.number(static_cast<std::uint32_t>(steps->size()));
      for (const std::int64_t step : *steps) put(out, step);
    }
  });
  put_items(out, sum.flows, [&](const auto& way, const FlowTally& flow) {
    out.text(way.first.value(), kIdWidth);
    out.text(way.second.value(), kIdWidth);
    put(out, flow.count.thousandths);
    put(out, flow.people);
  });
  put_items(out, sum.zones, [&](const ZoneId& id, const ZoneTally& zone) {
    out.text(id.value(), kIdWidth);
    put(out, zone.visits);
    put(out, zone.people);
  });
  put_items(out, sum.paths, [&](const std::vector<ZoneId>& zones, const PathTally& path) {
    out.number(static_cast<std::uint8_t>(zones.size()));
    for (const ZoneId& zone : zones) out.text(zone.value(), kIdWidth);
    put(out, path.visits);
    put(out, path.people);
  });
}

void load_sum(ByteReader& in, BinTally& sum) {
  each_number([&](std::int64_t& value) { take(in, value); }, sum.visits);
  take_items(in, [&] {
    ReachTally& reach = sum.reach[take_zone(in)];
    for (auto* value :
         {&reach.exposed, &reach.exposed_people, &reach.engaged, &reach.engaged_people}) {
      take(in, *value);
    }
  });
  take_items(in, [&] {
    FunnelTally& funnel = sum.funnels[FunnelId(in.text(kIdWidth))];
    for (auto* steps : {&funnel.reached, &funnel.people}) {
      take_items(in, [&] { take(in, steps->emplace_back()); });
    }
  });
  take_items(in, [&] {
    const ZoneId from = take_zone(in), to = take_zone(in);
    FlowTally& flow = sum.flows[{from, to}];
    take(in, flow.count.thousandths);
    take(in, flow.people);
  });
  take_items(in, [&] {
    ZoneTally& zone = sum.zones[take_zone(in)];
    take(in, zone.visits);
    take(in, zone.people);
  });
  take_items(in, [&] {
    std::vector<ZoneId> zones(std::min<std::size_t>(in.number<std::uint8_t>(), wire::kMaxWay));
    for (ZoneId& zone : zones) zone = take_zone(in);
    PathTally& path = sum.paths[zones];
    take(in, path.visits);
    take(in, path.people);
  });
}

}  // namespace sillage::floor::internal
