// SPDX-License-Identifier: Apache-2.0
#include "floor/privacy/privacy_door.h"

#include <algorithm>
#include <limits>

#include "floor/privacy/internal/breakdown.h"

namespace sillage::floor {
namespace {

constexpr int kSmallestGroup = 10;
constexpr int kShortestBinMinutes = 15;
constexpr std::uint8_t kSingleCameraTracks = 1;  // L1

}  // namespace

Result<PrivacyDoor> PrivacyDoor::create(const config::StoreConfig& store, bool evaluation) {
  const config::PrivacyOptions& options = store.privacy;
  if (options.k < kSmallestGroup || options.k > std::numeric_limits<std::uint16_t>::max()) {
    return fail(ErrorCode::kInvalidArgument,
                "store '{}': k is {}, which would show groups that are too small to hide in; set "
                "privacy.k to {} or more (at most 65535)",
                store.id.value(), options.k, kSmallestGroup);
  }
  if (options.bin_minutes < kShortestBinMinutes) {
    return fail(ErrorCode::kInvalidArgument,
                "store '{}': bins of {} minutes would let single people be followed; set "
                "privacy.bin_minutes to {} or more",
                store.id.value(), options.bin_minutes, kShortestBinMinutes);
  }
  return PrivacyDoor(store, evaluation);
}

PrivacyDoor::PrivacyDoor(const config::StoreConfig& store, bool evaluation)
    : store_(store.id),
      k_(store.privacy.k),
      shortest_stay_s_(std::max(0.0, store.measure.zone_min_stay_s)),
      evaluation_(evaluation) {}

wire::Release PrivacyDoor::release(const BinTally& tally) const {
  wire::ReleaseHeader header;
  header.store = store_;
  header.bin_start = tally.start;
  header.bin_end = tally.end;
  header.link_level = kSingleCameraTracks;
  header.k = static_cast<std::uint16_t>(k_);
  header.evaluation = evaluation_;
  const double length = seconds(tally.end - tally.start);
  if (length > 0) header.coverage = std::clamp(seconds(tally.observed) / length, 0.0, 1.0);

  const bool observed = tally.observed > Duration::zero();
  std::vector<wire::Figure> figures;
  internal::add_totals(tally, observed, figures);
  internal::add_lines(tally, k_, observed, figures);
  internal::add_zones(tally, k_, shortest_stay_s_, observed, figures);
  if (observed) {
    internal::add_heat(tally, k_, wire::kMaxFigures - figures.size(), figures);
  }
  std::sort(figures.begin(), figures.end(), wire::precedes);
  return wire::Release(std::move(header), std::move(figures));
}

}  // namespace sillage::floor
