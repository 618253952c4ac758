// SPDX-License-Identifier: Apache-2.0
#include "floor/measure/internal/count_key.h"

namespace sillage::floor::internal {
namespace {

constexpr int kZoneBits = 9;
constexpr std::uint64_t kZoneMask = (1u << kZoneBits) - 1;
static_assert(kMaxPathZones * kZoneBits <= 64);

}  // namespace

std::uint64_t cell_detail(CellIndex cell) {
  return static_cast<std::uint64_t>(static_cast<std::uint32_t>(cell.x)) << 32 |
         static_cast<std::uint32_t>(cell.y);
}

CellIndex cell_of(std::uint64_t detail) {
  return {static_cast<std::int32_t>(detail >> 32), static_cast<std::int32_t>(detail)};
}

std::uint64_t path_detail(const std::vector<int>& zones) {
  std::uint64_t detail = 0;
  for (std::size_t i = 0; i < zones.size() && i < kMaxPathZones; ++i) {
    detail |= static_cast<std::uint64_t>(zones[i] + 1) << (kZoneBits * i);
  }
  return detail;
}

std::vector<int> path_of(std::uint64_t detail) {
  std::vector<int> zones;
  for (; detail != 0; detail >>= kZoneBits) {
    zones.push_back(static_cast<int>(detail & kZoneMask) - 1);
  }
  return zones;
}

bool counts_people(Count kind) {
  switch (kind) {
    case Count::kEntryDoubtful:
    case Count::kEntryMissed:
    case Count::kExitDoubtful:
    case Count::kExitMissed:
    case Count::kStayDoubtful:
    case Count::kVisitDoubtful:
    case Count::kVisitMissed:
    case Count::kReturn:
    case Count::kPossibleFlow:
    case Count::kUnit:
    case Count::kUnitOfSeveral:
    case Count::kUnitPeople:
    case Count::kPassBy:
    case Count::kObjection:
    case Count::kNewcomer:
    case Count::kStayInZone:
    case Count::kStayBetween:
    case Count::kStayEntry:
    case Count::kStayExit:
    case Count::kStayVisit:
    case Count::kStayBounce:
    case Count::kStayServed:
    case Count::kStayDuration:
    case Count::kStayPath:
    case Count::kStayJoined:
    case Count::kStayAbandoned:
    case Count::kSegmentZone:
    case Count::kSegmentDuration:
    case Count::kSegmentPath:
    case Count::kSegmentJoined:
    case Count::kSegmentAbandoned:
      return false;
    default:
      return true;
  }
}

CountKey people_key(CountKey key) {
  switch (key.kind) {
    case Count::kDwellCensored:
      key.kind = Count::kDwell;
      break;
    case Count::kDurationCensored:
      key.kind = Count::kDuration;
      break;
    case Count::kWaitCensored:
      key.kind = Count::kWait;
      break;
    case Count::kServiceCensored:
      key.kind = Count::kService;
      break;
    default:
      break;
  }
  return key;
}

std::optional<CountKey> by_segment(const CountKey& once, wire::Segment segment) {
  const auto number = static_cast<std::uint64_t>(segment);
  switch (once.kind) {
    case Count::kStayInZone:
      return CountKey{Count::kSegmentZone, once.index, once.detail * wire::kSegments + number};
    case Count::kStayDuration:
      return CountKey{Count::kSegmentDuration, 0, once.detail * wire::kSegments + number};
    case Count::kStayPath:
      return CountKey{Count::kSegmentPath, static_cast<int>(number), once.detail};
    case Count::kStayJoined:
      return CountKey{Count::kSegmentJoined, once.index, number};
    case Count::kStayAbandoned:
      return CountKey{Count::kSegmentAbandoned, once.index, number};
    default:
      return std::nullopt;
  }
}

}  // namespace sillage::floor::internal
