// SPDX-License-Identifier: Apache-2.0
#include "sim/truth/internal/stay_watch.h"

#include <utility>

namespace sillage::sim::internal {

std::optional<ZoneStay> StayWatch::enter(Tick at, bool appears, Tick gap) {
  const std::optional<ZoneStay> over = settle(at, gap);
  if (!open_) open_ = ZoneStay{at, at, 0, false};
  inside_since_ = appears ? at : at - 1;
  return over;
}

void StayWatch::leave(Tick at) {
  open_->end = at - 1;
  open_->length += at - 1 - *inside_since_;
  inside_since_.reset();
}

std::optional<ZoneStay> StayWatch::settle(Tick at, Tick gap) {
  if (!open_ || inside_since_ || at - open_->end < gap) return std::nullopt;
  return std::exchange(open_, std::nullopt);
}

std::optional<ZoneStay> StayWatch::end(Tick at) {
  if (inside_since_) {
    open_->end = at;
    open_->length += at - *inside_since_;
    open_->cut_off = true;
    inside_since_.reset();
  }
  return std::exchange(open_, std::nullopt);
}

}  // namespace sillage::sim::internal
