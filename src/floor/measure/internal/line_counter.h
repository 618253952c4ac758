// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "config/store_config.h"
#include "floor/measure/internal/step.h"
#include "geometry/segment.h"

namespace sillage::floor::internal {

/// A count line with its thresholds, ready to measure against.
struct LineGate {
  Segment segment;
  double inner_sign = 1;  ///< turns the signed distance positive on the inner side
  double band = 0;        ///< m
  Duration confirm{};

  /// The line must have a length and `inside` must not lie on it.
  static LineGate of(const config::Line& line, const config::MeasureOptions& options);

  /// Distance from the infinite line, m, positive inside.
  double depth(Point p) const { return inner_sign * segment.signed_distance(p); }
  /// True if the foot of the perpendicular falls on the segment, lengthened by the band.
  bool spans(Point p) const;
  /// Distance from the segment, m.
  double distance_to(Point p) const;
};

enum class Direction { kEntry, kExit };
enum class Verdict {
  kCounted,
  kDoubtful,  ///< counted, on weak evidence
  kMissed,    ///< not counted, but it may well have happened
};

struct LineEvent {
  Direction direction{};
  Verdict verdict{};
  Instant at;           ///< of the crossing
  bool unseen = false;  ///< of somebody who was first seen beyond the line
};

/// What is known of the beginning of a track.
enum class Birth {
  kSeen,       ///< nothing
  kDataStart,  ///< the person was there before the data were
  kNewcomer,   ///< it is hardly anybody who was lost
};

/// One person's dealings with one line. The rules:
/// - A side is taken only beyond the band; within it the last side stays (hysteresis). The first
///   side counts nothing.
/// - The path from the last point on one side to the first on the other crosses the infinite line,
///   at the latest time if several; only if that place is on the segment (lengthened by the band)
///   is it a crossing. Otherwise the person went round the end: the side changes silently.
/// - An exit counts at once. An entry counts when the person is observed at least `confirm` after
///   the crossing and did not go out again before; who goes out before counts neither way.
/// - Who begins within the band on the segment and is 2 m inside within 4 s has come in then,
/// unless
///   the data began then; so has a newcomer who begins inside within 1 m of the segment and is 2 m
///   inside within 10 s. The entry counts as others do. Who was 2 m inside, is seen in the band on
///   the segment within 4 s, and never again, has gone out.
/// - Doubtful: these; the path across was mostly predicted, or scored below 0.5 at its end, or
///   had a gap of more than a second in it; and an entry still open when the data end.
/// - Missed: an entry still open when the track ends; any other track that ends within the band on
///   the segment (the crossing away from its side); any other track that begins within 1 m of the
///   segment and walks away from it to 2 m (the crossing towards that side), unless the data began
///   then.
class LineTrail {
 public:
  void step(const LineGate& gate, const Step& step, Birth birth, std::vector<LineEvent>& events);
  void end(const LineGate& gate, bool data_end, std::vector<LineEvent>& events);

 private:
  enum class Side { kUnknown, kInside, kOutside };
  struct Crossing {
    Instant at;
    bool on_segment = false;
  };
  struct OpenEntry {
    Instant at;
    bool doubtful = false;
    bool unseen = false;
  };

  void begin(const LineGate& gate, const Step& step, double depth, Birth birth);
  void follow(const LineGate& gate, const Step& step, double depth);
  void confirm(const LineGate& gate, const Step& step, std::vector<LineEvent>& events);
  void land(const LineGate& gate, const Step& step, Side side, std::vector<LineEvent>& events);
  void go_out(const LineGate& gate, const Crossing& crossing, bool doubtful,
              std::vector<LineEvent>& events);
  void check_birth(const LineGate& gate, const Step& step, std::vector<LineEvent>& events);

  Side side_ = Side::kUnknown;
  std::optional<Step> last_;
  /// Last point off the infinite line, to see and place changes of sign.
  double last_depth_ = 0;
  Step last_off_line_;
  /// Since the last point on the present side:
  std::optional<Crossing> crossing_;
  int path_steps_ = 0;
  int path_predicted_ = 0;
  bool path_broken_ = false;

  std::optional<OpenEntry> open_entry_;
  std::optional<Instant> born_near_;
  bool may_come_in_ = false;  ///< born on the line, or a newcomer
  bool is_born_on_line_ = false;
  std::optional<Instant> deep_inside_at_;  ///< last 2 m inside or more
};

}  // namespace sillage::floor::internal
