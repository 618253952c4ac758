// SPDX-License-Identifier: Apache-2.0
#include "floor/privacy/internal/segment_day.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numeric>
#include <optional>
#include <set>
#include <span>
#include <utility>

#include "floor/privacy/privacy_door.h"

namespace sillage::floor::internal {
namespace {

constexpr auto kUnknown = static_cast<std::size_t>(wire::Segment::kUnknown);
constexpr std::size_t kMostPaths = 4096;

SegmentCounts& operator+=(SegmentCounts& sum, const SegmentCounts& more) {
  for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += more[i];
  return sum;
}

SegmentCounts sum_of(std::span<const SegmentCounts> cells) {
  SegmentCounts sum{};
  for (const SegmentCounts& cell : cells) sum += cell;
  return sum;
}

bool is_safe(const SegmentCounts& counts, std::int64_t k) {
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] < k && !(i == kUnknown && counts[i] == 0)) return false;
  }
  return true;
}

bool is_nobody(const SegmentCounts& counts) {
  return std::all_of(counts.begin(), counts.end(), [](std::int64_t n) { return n == 0; });
}

/// Cells from `first` to before `last`.
struct Block {
  std::size_t first = 0, last = 0;
  SegmentCounts counts{};
};

/// Neighbours joined until each block is safe; what is left at the end joins the last one. Nothing
/// where all cells together are not safe.
std::vector<Block> safe_blocks(std::span<const SegmentCounts> cells, std::int64_t k) {
  std::vector<Block> blocks;
  Block open;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (is_nobody(open.counts)) open.first = i;
    open.counts += cells[i];
    open.last = i + 1;
    if (is_safe(open.counts, k)) blocks.push_back(std::exchange(open, {}));
  }
  if (blocks.empty()) return blocks;
  blocks.back().counts += open.counts;
  blocks.back().last = std::max(blocks.back().last, open.last);
  // What was left may be few unknown ones where there were none.
  while (!blocks.empty() && !is_safe(blocks.back().counts, k)) {
    const Block last = blocks.back();
    blocks.pop_back();
    if (blocks.empty()) break;
    blocks.back().counts += last.counts;
    blocks.back().last = last.last;
  }
  return blocks;
}

/// Makes the figures of one day.
class Teller {
 public:
  Teller(const Audits& audits, Figures& out) : audits_(audits), out_(out) {}

  /// Nothing: withheld. `scope`: a zone, or empty for the store.
  void tell(wire::Metric metric, const std::string& scope, const SegmentCounts* answered,
            double from = 0, double to = 0, const std::vector<std::string>& way = {}) {
    tell(metric, scope,
         answered == nullptr ? std::nullopt : std::optional(corrected(*answered, audit_of(scope))),
         from, to, way);
  }
  void tell(wire::Metric metric, const std::string& scope,
            const std::optional<CorrectedCounts>& made, double from = 0, double to = 0,
            const std::vector<std::string>& way = {}) {
    for (std::size_t i = 0; i < wire::kSegments; ++i) {
      wire::Figure figure;
      figure.metric = metric;
      figure.scope = scope;
      figure.extent = {static_cast<double>(i), from, to, 0};
      figure.way = way;
      if (!made) {
        figure.state = wire::FigureState::kWithheld;
      } else {
        figure.value = tenths(made->value[i]);
        figure.low = std::min(*figure.value, tenths(made->low[i]));
        figure.high = std::max(*figure.value, tenths(made->high[i]));
      }
      out_.push_back(std::move(figure));
    }
  }

 private:
  static double tenths(double value) { return std::max(0.0, std::round(value * 10) / 10); }

  const Confusion& audit_of(const std::string& scope) const {
    return scope.empty() ? audits_.store : audits_.of(ZoneId(scope));
  }

  const Audits& audits_;
  Figures& out_;
};

double class_end_s(std::size_t last) {
  return last == static_cast<std::size_t>(kDwellClasses) ? kOpenDwellEndS
                                                         : dwell_edge_s(static_cast<int>(last));
}

/// Whether two numbers that are shown differ by nobody or k, so that who is in one and not in the
/// other is no small group.
bool rest_is_safe(const SegmentCounts& a, const SegmentCounts& b, std::int64_t k) {
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i] != b[i] && std::abs(a[i] - b[i]) < k) return false;
  }
  return true;
}

void tell_classes(wire::Metric parts, const std::string& scope, const std::vector<Block>& blocks,
                  Teller& teller) {
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    // The first begins where classes do, each where the one before ends.
    const double from = i == 0 ? 0 : class_end_s(blocks[i - 1].last);
    const double to = i + 1 == blocks.size() ? kOpenDwellEndS : class_end_s(blocks[i].last);
    teller.tell(parts, scope, &blocks[i].counts, from, to);
  }
}

}  // namespace

void SegmentDay::add(const SegmentTally& tally, int hour) {
  hours_[std::clamp(hour, 0, kHours - 1)] += sum_of(tally.durations);
  for (std::size_t i = 0; i < durations_.size(); ++i) durations_[i] += tally.durations[i];
  for (const auto& [zone, classes] : tally.zones) {
    for (std::size_t i = 0; i < classes.size(); ++i) zones_[zone][i] += classes[i];
  }
  for (const auto& [way, counts] : tally.paths) {
    if (way.empty() || way.size() > wire::kMaxWay) continue;
    if (paths_.size() < kMostPaths || paths_.contains(way)) paths_[way] += counts;
  }
  for (const auto& [zone, counts] : tally.joined) joined_[zone] += counts;
  for (const auto& [zone, counts] : tally.abandoned) abandoned_[zone] += counts;
}

std::set<ZoneId> SegmentDay::zones_to_tell(std::int64_t k, const Overlaps& overlaps) const {
  const SegmentCounts visits = sum_of(durations_);
  const bool tells_visits = !safe_blocks(durations_, k).empty();
  std::set<ZoneId> told;
  for (const auto& [zone, classes] : zones_) {
    const SegmentCounts here = sum_of(classes);
    if (safe_blocks(classes, k).empty() || (tells_visits && !rest_is_safe(visits, here, k)))
      continue;
    const bool fits = std::all_of(told.begin(), told.end(), [&](const ZoneId& other) {
      const bool overlap = overlaps.contains({zone, other}) || overlaps.contains({other, zone});
      return !overlap || rest_is_safe(sum_of(zones_.at(other)), here, k);
    });
    if (fits) told.insert(zone);
  }
  return told;
}

SegmentDay::Paths SegmentDay::paths_to_tell(std::int64_t k,
                                            const std::set<ZoneId>& told_zones) const {
  Paths told;
  for (const auto& path : paths_) {
    if (is_safe(path.second, k)) told.push_back(path);
  }
  std::stable_sort(told.begin(), told.end(), [](const auto& a, const auto& b) {
    return std::accumulate(a.second.begin(), a.second.end(), std::int64_t{0}) >
           std::accumulate(b.second.begin(), b.second.end(), std::int64_t{0});
  });
  // Few would be left over where all paths are taken from the visits, or from those of a zone.
  const auto is_closed = [&] {
    const auto leaves_crowds = [&](const SegmentCounts& whole, const ZoneId* zone) {
      SegmentCounts sum{};
      for (const auto& [way, counts] : told) {
        if (!zone || std::find(way.begin(), way.end(), *zone) != way.end()) sum += counts;
      }
      return rest_is_safe(whole, sum, k);
    };
    return leaves_crowds(sum_of(durations_), nullptr) &&
           std::all_of(told_zones.begin(), told_zones.end(), [&](const ZoneId& zone) {
             return leaves_crowds(sum_of(zones_.at(zone)), &zone);
           });
  };
  while (!told.empty() && !is_closed()) told.pop_back();
  return told;
}

std::map<ZoneId, CorrectedCounts> SegmentDay::zone_visits(const std::set<ZoneId>& told_zones,
                                                          const Audits& audits) const {
  std::vector<AnsweredPart> parts;
  for (const ZoneId& zone : told_zones) {
    parts.push_back({sum_of(zones_.at(zone)), audits.of(zone), audits.zones.contains(zone)});
  }
  const std::vector<Share> shares = shares_of_parts(parts);
  std::map<ZoneId, CorrectedCounts> made;
  for (const ZoneId& zone : told_zones) {
    const std::size_t i = made.size();
    made.emplace(zone, shared_out(parts[i].answered, shares[i]));
  }
  return made;
}

void SegmentDay::add_figures(std::int64_t k, const Audits& audits, const Overlaps& overlaps,
                             Figures& out) const {
  using wire::Metric;
  Teller teller(audits, out);
  const SegmentCounts visits = sum_of(durations_);
  const auto durations = safe_blocks(durations_, k);
  teller.tell(Metric::kSegmentVisits, "", durations.empty() ? nullptr : &visits);
  tell_classes(Metric::kSegmentDurations, "", durations, teller);
  const std::set<ZoneId> told_zones = zones_to_tell(k, overlaps);
  const auto in_zones = zone_visits(told_zones, audits);
  for (const auto& [zone, classes] : zones_) {
    const auto told = in_zones.find(zone);
    const bool is_told = told != in_zones.end();
    teller.tell(Metric::kSegmentZoneVisits, zone.value(),
                is_told ? std::optional(told->second) : std::nullopt);
    if (is_told) tell_classes(Metric::kSegmentDwell, zone.value(), safe_blocks(classes, k), teller);
  }
  for (const Block& block : safe_blocks(hours_, k)) {
    teller.tell(Metric::kSegmentHours, "", &block.counts, static_cast<double>(block.first),
                static_cast<double>(block.last));
  }
  const auto told = paths_to_tell(k, told_zones);
  for (const auto& [way, counts] : told) {
    std::vector<std::string> zones;
    for (const ZoneId& zone : way) zones.push_back(zone.value());
    teller.tell(Metric::kSegmentPaths, "", &counts, 0, 0, zones);
  }
  for (const auto& [zone, joined] : joined_) {
    const auto found = abandoned_.find(zone);
    const SegmentCounts gave_up = found == abandoned_.end() ? SegmentCounts{} : found->second;
    SegmentCounts served = joined;
    for (std::size_t i = 0; i < served.size(); ++i) served[i] -= gave_up[i];
    const bool is_told = is_safe(joined, k) && (!told_zones.contains(zone) ||
                                                rest_is_safe(sum_of(zones_.at(zone)), joined, k));
    teller.tell(Metric::kSegmentQueueJoined, zone.value(), is_told ? &joined : nullptr);
    const bool tells_parts = is_told && is_safe(gave_up, k) && is_safe(served, k);
    teller.tell(Metric::kSegmentQueueAbandoned, zone.value(), tells_parts ? &gave_up : nullptr);
  }
}

namespace {

constexpr std::size_t kIdWidth = 32;

void put(ByteWriter& out, const SegmentCounts& counts) {
  for (const std::int64_t count : counts) out.number(static_cast<std::uint64_t>(count));
}
void take(ByteReader& in, SegmentCounts& counts) {
  for (std::int64_t& count : counts) count = static_cast<std::int64_t>(in.number<std::uint64_t>());
}

void put(ByteWriter& out, const std::map<ZoneId, SegmentCounts>& zones) {
  out.number(static_cast<std::uint32_t>(zones.size()));
  for (const auto& [zone, counts] : zones) {
    out.text(zone.value(), kIdWidth);
    put(out, counts);
  }
}
void take(ByteReader& in, std::map<ZoneId, SegmentCounts>& zones) {
  const auto size = in.number<std::uint32_t>();
  for (std::uint32_t i = 0; i < size && !in.failed(); ++i) {
    const ZoneId zone(in.text(kIdWidth));
    take(in, zones[zone]);
  }
}

}  // namespace

void SegmentDay::save(ByteWriter& out) const {
  for (const auto& counts : hours_) put(out, counts);
  for (const auto& counts : durations_) put(out, counts);
  out.number(static_cast<std::uint32_t>(zones_.size()));
  for (const auto& [zone, classes] : zones_) {
    out.text(zone.value(), kIdWidth);
    for (const auto& counts : classes) put(out, counts);
  }
  out.number(static_cast<std::uint32_t>(paths_.size()));
  for (const auto& [way, counts] : paths_) {
    out.number(static_cast<std::uint8_t>(way.size()));
    for (const ZoneId& zone : way) out.text(zone.value(), kIdWidth);
    put(out, counts);
  }
  put(out, joined_);
  put(out, abandoned_);
}

void SegmentDay::load(ByteReader& in) {
  for (auto& counts : hours_) take(in, counts);
  for (auto& counts : durations_) take(in, counts);
  const auto zones = in.number<std::uint32_t>();
  for (std::uint32_t i = 0; i < zones && !in.failed(); ++i) {
    const ZoneId zone(in.text(kIdWidth));
    for (auto& counts : zones_[zone]) take(in, counts);
  }
  const auto paths = in.number<std::uint32_t>();
  for (std::uint32_t i = 0; i < paths && !in.failed(); ++i) {
    std::vector<ZoneId> way(std::min<std::size_t>(in.number<std::uint8_t>(), wire::kMaxWay));
    for (ZoneId& zone : way) zone = ZoneId(in.text(kIdWidth));
    take(in, paths_[way]);
  }
  take(in, joined_);
  take(in, abandoned_);
}

}  // namespace sillage::floor::internal
