// SPDX-License-Identifier: Apache-2.0
#include "sim/truth/internal/line_watch.h"

#include "sim/agents/moment.h"

namespace sillage::sim::internal {

Gate Gate::of(const Line& line, const config::MeasureOptions& measure) {
  Gate gate;
  gate.segment = {line.from, line.to};
  const Point along = (line.to - line.from) * (1 / gate.segment.length());
  gate.inward = Point{-along.y, along.x} * (cross(along, line.inside - line.from) < 0 ? -1.0 : 1.0);
  gate.band = measure.line_band_m;
  gate.confirm = from_seconds(measure.entry_confirm_s);
  return gate;
}

bool Gate::spans(Point p) const {
  const double length = segment.length(), along = segment.projection(p) * length;
  return along >= -band && along <= length + band;
}

void LineWatch::confirm_by(const Gate& gate, Instant seen, std::vector<Crossing>& crossings) {
  if (!open_entry_ || seen - *open_entry_ < gate.confirm) return;
  crossings.push_back({true, *open_entry_});
  open_entry_.reset();
}

void LineWatch::step(const Gate& gate, Instant at, Point place, std::vector<Crossing>& crossings) {
  const double depth = gate.depth(place);
  if (last_depth_) {
    confirm_by(gate, at - kTick, crossings);  // they stood still till then
    if (!on_line_) last_at_ = at - kTick;
    if (depth * *last_depth_ < 0) {
      const double share = *last_depth_ / (*last_depth_ - depth);
      const Point where = last_place_ + (place - last_place_) * share;
      crossed_at_.reset();
      if (gate.spans(where)) {
        crossed_at_ = last_at_ + from_seconds(seconds(at - last_at_) * share);
      }
    }
  }
  on_line_ = last_depth_ && depth == 0;
  if (!on_line_) {
    last_depth_ = depth;
    last_at_ = at;
    last_place_ = place;
  }
  const int side = depth > gate.band ? 1 : depth < -gate.band ? -1 : 0;
  if (side == 0 || side == side_) {
    confirm_by(gate, at, crossings);
  } else if (side_ != 0) {
    if (!crossed_at_) {
      open_entry_.reset();
    } else if (side > 0) {
      open_entry_ = *crossed_at_;
      confirm_by(gate, at, crossings);
    } else if (open_entry_ && *crossed_at_ - *open_entry_ < gate.confirm) {
      open_entry_.reset();
    } else {
      if (open_entry_) crossings.push_back({true, *open_entry_});
      open_entry_.reset();
      crossings.push_back({false, *crossed_at_});
    }
  }
  if (side == 0) return;
  side_ = side;
  crossed_at_.reset();
}

void LineWatch::end(const Gate& gate, Instant at, std::vector<Crossing>& crossings) {
  confirm_by(gate, at, crossings);
  open_entry_.reset();
}

}  // namespace sillage::sim::internal
