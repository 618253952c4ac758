// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "base/time.h"
#include "config/store_config.h"
#include "geometry/segment.h"
#include "sim/plan/plan.h"

namespace sillage::sim::internal {

/// A count line with its thresholds.
struct Gate {
  Segment segment;
  Point inward;  ///< across the segment, of length 1
  double band = 0.3;
  Duration confirm{};

  static Gate of(const Line& line, const config::MeasureOptions& measure);
  double depth(Point p) const { return dot(inward, p - segment.from); }
  bool spans(Point p) const;
};

struct Crossing {
  bool inward = false;
  Instant at;
};

/// One person and one line, by the rules of docs/reference/metrics.md (entries, exits): written
/// anew, not shared with the floor, so that the two can be compared. Seen at every tick.
class LineWatch {
 public:
  /// They stood still until one tick before `at`, and are at `place` now.
  void step(const Gate& gate, Instant at, Point place, std::vector<Crossing>& crossings);
  /// They are last seen at `at`.
  void end(const Gate& gate, Instant at, std::vector<Crossing>& crossings);

 private:
  void confirm_by(const Gate& gate, Instant seen, std::vector<Crossing>& crossings);

  int side_ = 0;                      ///< 1 inside, -1 outside, 0 not known yet
  std::optional<double> last_depth_;  ///< of the last place off the line
  Instant last_at_;                   ///< when they were last seen there
  Point last_place_;
  bool on_line_ = false;               ///< since then
  std::optional<Instant> crossed_at_;  ///< on the segment, since the last side was taken
  std::optional<Instant> open_entry_;
};

}  // namespace sillage::sim::internal
