// SPDX-License-Identifier: Apache-2.0
#include "floor/measure/internal/body.h"

namespace sillage::floor::internal {
namespace {

constexpr std::uint64_t kCoordinateBits = 21;
constexpr std::uint64_t kCoordinateMask = (1u << kCoordinateBits) - 1;
constexpr std::int64_t kCoordinateBias = 1 << 20;

std::uint64_t pack_coordinate(std::int32_t value) {
  return static_cast<std::uint64_t>(value + kCoordinateBias) & kCoordinateMask;
}

std::int32_t unpack_coordinate(std::uint64_t bits) {
  return static_cast<std::int32_t>(static_cast<std::int64_t>(bits & kCoordinateMask) -
                                   kCoordinateBias);
}

}  // namespace

// Bits: 60..63 kind; heat: 56..59 level, 21..41 x, 0..20 y; else: 8..40 index, 0..7 class.
std::uint64_t PlaceKey::packed() const {
  const std::uint64_t head = static_cast<std::uint64_t>(kind) << 60;
  if (kind == Kind::kHeat) {
    return head | static_cast<std::uint64_t>(index) << 56 |
           pack_coordinate(cell.x) << kCoordinateBits | pack_coordinate(cell.y);
  }
  return head | static_cast<std::uint64_t>(index) << 8 | static_cast<std::uint64_t>(dwell_class);
}

PlaceKey PlaceKey::unpack(std::uint64_t packed) {
  PlaceKey key;
  key.kind = static_cast<Kind>(packed >> 60);
  if (key.kind == Kind::kHeat) {
    key.index = static_cast<int>(packed >> 56 & 15);
    key.cell = {unpack_coordinate(packed >> kCoordinateBits), unpack_coordinate(packed)};
  } else {
    key.index = static_cast<int>(packed >> 8 & 0xFFFFFFFFu);
    key.dwell_class = static_cast<int>(packed & 255);
  }
  return key;
}

bool Body::visit(std::int64_t bin, const PlaceKey& place) {
  auto& places = places_[bin];
  return places.size() < kMaxPlaces && places.insert(place.packed()).second;
}

void Body::absorb(Body&& other,
                  const std::function<void(std::int64_t bin, const PlaceKey&)>& counted_twice) {
  for (const auto& [bin, theirs] : other.places_) {
    auto& ours = places_[bin];
    for (std::uint64_t place : theirs) {
      if (ours.contains(place)) {
        counted_twice(bin, PlaceKey::unpack(place));
      } else if (ours.size() < 4 * kMaxPlaces) {
        ours.insert(place);
      }
    }
  }
  other.places_.clear();
}

void Body::forget_before(std::int64_t bin) {
  places_.erase(places_.begin(), places_.lower_bound(bin));
}

}  // namespace sillage::floor::internal
