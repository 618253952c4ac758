// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "floor/measure/tally.h"
#include "wire/release.h"

namespace sillage::floor::internal {

/// What is counted. Numbers are those of the plan.
enum class Count : std::uint8_t {
  kPerson,  ///< was seen at all
  kHeat,    ///< detail: cell of the finest level; amount in microseconds
  kEntry,   ///< index: line; likewise to kExitMissed
  kEntryDoubtful,
  kEntryMissed,
  kExit,
  kExitDoubtful,
  kExitMissed,
  kStay,  ///< index: zone; likewise to kDwellCensored
  kStayDoubtful,
  kDwell,  ///< detail: class
  kDwellCensored,
  kVisit,
  kVisitDoubtful,
  kVisitMissed,
  kReturn,    ///< a visit that perhaps went on; thousandths
  kDuration,  ///< detail: class
  kDurationCensored,
  kBounce,
  kServed,
  kExposed,  ///< index: zone
  kEngaged,
  kFlow,          ///< index: zone from, detail: zone to
  kPossibleFlow,  ///< likewise; thousandths
  kPath,          ///< detail: zones, see path_detail
  kFunnel,        ///< index: funnel, detail: step
  kJoined,        ///< index: queue; likewise to kServiceCensored
  kAbandoned,
  kWait,  ///< detail: class
  kWaitCensored,
  kService,
  kServiceCensored,
  kUnit,
  kUnitOfSeveral,
  kUnitPeople,
  kPassBy,
  kPresence,  ///< index: zone; microseconds
  kStaffPresence,
  kObjection,
  kGroupStay,    ///< index: group of zones
  kNewcomer,     ///< index: zone
  kStayInZone,   ///< index: zone, detail: class
  kStayBetween,  ///< index: zone from, detail: zone to
  kStayEntry,    ///< index: line
  kStayExit,     ///< index: line
  kStayVisit,
  kStayBounce,
  kStayServed,
  kStayDuration,  ///< detail: class
  // Likewise once per body, and by segment alone.
  kStayPath,    ///< detail: zones
  kStayJoined,  ///< index: queue
  kStayAbandoned,
  kSegmentZone,      ///< index: zone, detail: class * kSegments + segment
  kSegmentDuration,  ///< detail: class * kSegments + segment
  kSegmentPath,      ///< index: segment, detail: zones
  kSegmentJoined,    ///< index: queue, detail: segment
  kSegmentAbandoned,
};

struct CountKey {
  Count kind = Count::kPerson;
  int index = 0;
  std::uint64_t detail = 0;
  bool operator==(const CountKey&) const = default;
};

struct CountKeyHash {
  std::size_t operator()(const CountKey& key) const noexcept {
    std::uint64_t x =
        key.detail + 0x9E3779B97F4A7C15u * (static_cast<std::uint64_t>(key.index) + 1);
    x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9u + static_cast<std::uint64_t>(key.kind);
    x = (x ^ x >> 27) * 0x94D049BB133111EBu;
    return x ^ x >> 31;
  }
};

using Amounts = std::unordered_map<CountKey, std::int64_t, CountKeyHash>;
using KeySet = std::unordered_set<CountKey, CountKeyHash>;

/// A cell's indices must be within 2^31 of 0.
std::uint64_t cell_detail(CellIndex cell);
CellIndex cell_of(std::uint64_t detail);

/// At most kMaxPathZones zones, numbered below 511.
std::uint64_t path_detail(const std::vector<int>& zones);
std::vector<int> path_of(std::uint64_t detail);

/// In place of a class: all of them, for the people behind them.
inline constexpr std::uint64_t kAllClasses = 255;

/// Where distinct people are counted, the key under which: a body behind several keys that share
/// one is counted once. Nothing for what counts no people.
bool counts_people(Count kind);
CountKey people_key(CountKey key);

/// Where something that counts once per body counts by segment; nothing for what does not.
std::optional<CountKey> by_segment(const CountKey& once, wire::Segment segment);

}  // namespace sillage::floor::internal
