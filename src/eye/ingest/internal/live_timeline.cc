// SPDX-License-Identifier: Apache-2.0
#include "eye/ingest/internal/live_timeline.h"

#include <algorithm>

namespace sillage::eye {
namespace {

constexpr Duration kHalf = std::chrono::seconds(30);
/// A frame may be this much older than its arrival; a camera's clock that says more is wrong.
constexpr Duration kLongestWay = std::chrono::seconds(2);
/// Two computers agree on the time only so well.
constexpr Duration kClockSlack = std::chrono::milliseconds(50);

}  // namespace

Instant LiveTimeline::next(std::optional<Duration> stamp, std::optional<Instant> told,
                           Instant arrived) {
  Instant captured = stamp ? by_stamp(*stamp, arrived) : arrived;
  if (told && *told <= arrived + kClockSlack && *told >= arrived - kLongestWay) captured = *told;
  captured = std::min(captured, arrived);
  if (last_) captured = std::max(captured, *last_ + Duration(1));
  last_ = captured;
  return captured;
}

Instant LiveTimeline::by_stamp(Duration stamp, Instant arrived) {
  const Duration offset = arrived.time_since_epoch() - stamp;
  auto& [present, before] = halves_;
  const auto known = [&] {
    if (!before.offset || !present.offset) return present.offset ? present.offset : before.offset;
    return std::optional(std::min(*before.offset, *present.offset));
  };
  // The stream began again, or either clock was set.
  if (known() && (offset - *known() > kLongestWay || *known() - offset > kLongestWay)) {
    halves_ = {};
  }
  if (!present.offset) present = {arrived, offset};
  if (arrived - present.since >= kHalf || arrived < present.since) {
    before = present;
    present = {arrived, offset};
  }
  present.offset = std::min(*present.offset, offset);
  return Instant(stamp + *known());
}

}  // namespace sillage::eye
