// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "config/store_config.h"
#include "floor/measure/tally.h"

namespace sillage::floor {

/// People of an audit by how they present (feminine, masculine) and what they were answered as
/// (feminine, masculine, unknown).
using Confusion = std::array<std::array<double, 3>, 2>;

/// What corrects a store's answers, and those of its zones: cameras see people better in some
/// places than in others, and so answers are righter there.
struct Audits {
  Confusion store{};
  std::map<ZoneId, Confusion> zones;  ///< that were audited themselves

  const Confusion& of(const ZoneId& zone) const {
    const auto own = zones.find(zone);
    return own == zones.end() ? store : own->second;
  }
};
/// As the store is configured. To a zone's own audit come some people who are like the whole
/// store's, so that a small one says little more than that.
Audits audits_of(const config::StoreConfig& store);

/// What a share is likely to be, 0 to 1.
struct Share {
  double value = 0;
  double low = 0;  ///< 95 % interval
  double high = 0;
};

/// The share of feminine among those of whom enough was seen, from how many were answered as
/// feminine and masculine and how right such answers are: the answers' share is inverted through
/// the confusion, drawn towards a half by as much as its own noise (ridge), and kept within 0 to 1.
/// The interval draws both the answers' share and the audit's rates from what the counts leave
/// likely, without the ridge: few answers or a small audit make it wide. Deterministic.
Share corrected_share(std::int64_t as_feminine, std::int64_t as_masculine, const Confusion& audit);

/// Some of a store's answers and what corrects them.
struct AnsweredPart {
  SegmentCounts answered{};
  Confusion audit{};
  bool has_own_audit = false;  ///< whose errors by chance are not those of the other parts
};

/// The shares of parts of one store, in their order. They are alike, so that each is drawn towards
/// what all say together, the more the fewer answers it has (and audited people of its own) and the
/// less the parts differ: the estimator of Fay and Herriot (1979), averaged over what the answers
/// leave likely of how much they differ. Who is in several parts counts in each, as if they were
/// others. Intervals are those of corrected_share(), which draws nothing from other parts, widened
/// where the value lies outside.
std::vector<Share> shares_of_parts(std::span<const AnsweredPart> parts);

/// Corrected counts: what is known is shared out, what is not stays unknown.
struct CorrectedCounts {
  std::array<double, wire::kSegments> value{}, low{}, high{};
};
CorrectedCounts shared_out(const SegmentCounts& answered, const Share& share);
CorrectedCounts corrected(const SegmentCounts& answered, const Confusion& audit);

}  // namespace sillage::floor
