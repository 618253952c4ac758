// SPDX-License-Identifier: Apache-2.0
#include "floor/measure/internal/line_counter.h"

#include <algorithm>
#include <cmath>

namespace sillage::floor::internal {
namespace {

/// A track that begins this near to a line may have crossed it unseen, m.
constexpr double kBirthM = 1.0;
/// Farther than this it has walked away, m.
constexpr double kAwayM = 2.0;
/// Who needs no longer for that walks through a doorway, and does not stand in it.
constexpr Duration kThroughDoor = std::chrono::seconds(4);
/// Who comes in behind others may take so long.
constexpr Duration kBehindOthers = std::chrono::seconds(10);

Verdict verdict_of(bool doubtful) { return doubtful ? Verdict::kDoubtful : Verdict::kCounted; }

}  // namespace

LineGate LineGate::of(const config::Line& line, const config::MeasureOptions& options) {
  LineGate gate;
  gate.segment = line.segment;
  gate.inner_sign = line.segment.signed_distance(line.inside) < 0 ? -1 : 1;
  gate.band = options.line_band_m;
  gate.confirm = from_seconds(options.entry_confirm_s);
  return gate;
}

bool LineGate::spans(Point p) const {
  const double length = segment.length();
  const double along = segment.projection(p) * length;
  return along >= -band && along <= length + band;
}

double LineGate::distance_to(Point p) const {
  const double share = std::clamp(segment.projection(p), 0.0, 1.0);
  return distance(p, segment.from + (segment.to - segment.from) * share);
}

void LineTrail::step(const LineGate& gate, const Step& step, Birth birth,
                     std::vector<LineEvent>& events) {
  const double depth = gate.depth(step.place);
  if (last_) {
    follow(gate, step, depth);
  } else {
    begin(gate, step, depth, birth);
  }
  const Side side = depth > gate.band    ? Side::kInside
                    : depth < -gate.band ? Side::kOutside
                                         : Side::kUnknown;
  if (side == Side::kUnknown || side == side_) {
    confirm(gate, step, events);
  } else if (side_ != Side::kUnknown) {
    land(gate, step, side, events);
  }
  if (side != Side::kUnknown) {
    side_ = side;
    crossing_.reset();
    path_steps_ = path_predicted_ = 0;
    path_broken_ = false;
  }
  check_birth(gate, step, events);
  if (side == Side::kInside && depth >= kAwayM) deep_inside_at_ = step.at;
  if (side == Side::kOutside) deep_inside_at_.reset();
  last_ = step;
}

void LineTrail::begin(const LineGate& gate, const Step& step, double depth, Birth birth) {
  last_depth_ = depth;
  last_off_line_ = step;
  if (birth == Birth::kDataStart || gate.distance_to(step.place) > kBirthM) return;
  born_near_ = step.at;
  is_born_on_line_ = std::abs(depth) <= gate.band && gate.spans(step.place);
  may_come_in_ = is_born_on_line_ || birth == Birth::kNewcomer;
}

void LineTrail::follow(const LineGate& gate, const Step& step, double depth) {
  ++path_steps_;
  if (step.predicted) ++path_predicted_;
  if (step.at - last_->at > kKnownGap) path_broken_ = true;
  if (depth == 0) return;
  if (depth * last_depth_ < 0) {
    const double share = last_depth_ / (last_depth_ - depth);
    const Point place = last_off_line_.place + (step.place - last_off_line_.place) * share;
    const Duration after = from_seconds(seconds(step.at - last_off_line_.at) * share);
    crossing_ = Crossing{last_off_line_.at + after, gate.spans(place)};
  }
  last_depth_ = depth;
  last_off_line_ = step;
}

void LineTrail::confirm(const LineGate& gate, const Step& step, std::vector<LineEvent>& events) {
  if (!open_entry_ || step.predicted || step.at - open_entry_->at < gate.confirm) return;
  events.push_back(
      {Direction::kEntry, verdict_of(open_entry_->doubtful), open_entry_->at, open_entry_->unseen});
  open_entry_.reset();
}

void LineTrail::land(const LineGate& gate, const Step& step, Side side,
                     std::vector<LineEvent>& events) {
  born_near_.reset();
  if (!crossing_ || !crossing_->on_segment) {
    open_entry_.reset();
    return;
  }
  const bool doubtful = path_predicted_ * 2 > path_steps_ || step.score < 0.5f || path_broken_;
  if (side == Side::kOutside) {
    go_out(gate, *crossing_, doubtful, events);
    return;
  }
  open_entry_ = OpenEntry{crossing_->at, doubtful};
  confirm(gate, step, events);
}

void LineTrail::go_out(const LineGate& gate, const Crossing& crossing, bool doubtful,
                       std::vector<LineEvent>& events) {
  if (open_entry_) {
    const OpenEntry entry = *open_entry_;
    open_entry_.reset();
    if (crossing.at - entry.at < gate.confirm) return;
    events.push_back({Direction::kEntry, Verdict::kDoubtful, entry.at, entry.unseen});
  }
  events.push_back({Direction::kExit, verdict_of(doubtful), crossing.at});
}

void LineTrail::check_birth(const LineGate& gate, const Step& step,
                            std::vector<LineEvent>& events) {
  if (!born_near_ || side_ == Side::kUnknown) return;
  const Instant born = *born_near_;
  const Duration within = is_born_on_line_ ? kThroughDoor : kBehindOthers;
  if (may_come_in_ && side_ == Side::kInside && step.at - born <= within) {
    if (gate.depth(step.place) < kAwayM) return;
    born_near_.reset();
    open_entry_ = OpenEntry{born, true, !is_born_on_line_};
    confirm(gate, step, events);
    return;
  }
  if (gate.distance_to(step.place) < kAwayM) return;
  born_near_.reset();
  const Direction direction = side_ == Side::kInside ? Direction::kEntry : Direction::kExit;
  events.push_back({direction, Verdict::kMissed, born});
}

void LineTrail::end(const LineGate& gate, bool data_end, std::vector<LineEvent>& events) {
  if (open_entry_) {
    const Verdict verdict = data_end ? Verdict::kDoubtful : Verdict::kMissed;
    events.push_back({Direction::kEntry, verdict, open_entry_->at, open_entry_->unseen});
    open_entry_.reset();
    return;
  }
  if (data_end || !last_ || side_ == Side::kUnknown) return;
  if (std::abs(gate.depth(last_->place)) > gate.band || !gate.spans(last_->place)) return;
  const Direction direction = side_ == Side::kInside ? Direction::kExit : Direction::kEntry;
  const bool has_gone_out = direction == Direction::kExit && !last_->predicted && deep_inside_at_ &&
                            last_->at - *deep_inside_at_ <= kThroughDoor;
  events.push_back({direction, has_gone_out ? Verdict::kDoubtful : Verdict::kMissed, last_->at});
}

}  // namespace sillage::floor::internal
