// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "floor/measure/internal/step.h"

namespace sillage::floor::internal {

/// T and G of METRICS.
struct StayRules {
  Duration min_stay{};
  Duration gap{};
};

/// One zone visit.
struct Stay {
  Instant begin;  ///< first seen inside
  Instant end;    ///< last seen inside; the visit belongs to the bin that holds this moment
  Duration length{};
  bool censored = false;  ///< cut off while inside: it lasted at least this long
  bool doubtful = false;  ///< mostly predicted or unseen, or scored below 0.5
};

/// One person's dealings with one zone. The rules:
/// - The time between two sightings is spent in the zone if the later one is inside; if the
///   earlier one was not, at most its last second is.
/// - Being outside for less than `gap` does not end a stay, and is no part of its length.
/// - A stay shorter than `min_stay` is no visit.
/// - A stay still open when the track ends is censored, unless the person was last seen outside;
///   likewise where nobody saw the person for 10 s or longer after the last moment inside.
class ZoneTrail {
 public:
  void step(const StayRules& rules, bool inside, const Step& step, std::vector<Stay>& stays);
  void end(const StayRules& rules, std::vector<Stay>& stays);

  /// Of the last step: time spent inside.
  Duration spent() const { return spent_; }
  /// Of the last step: whether it made a zone visit of the open stay.
  bool has_begun_visit() const { return has_begun_visit_; }
  bool is_inside() const { return last_inside_; }
  /// The open stay; nothing where there is none.
  bool is_open() const { return open_.has_value(); }
  bool is_visit() const { return open_ && open_->is_visit; }
  /// Of the open stay or the last one, however short.
  const std::optional<Instant>& began() const { return began_; }
  const std::optional<Instant>& last_inside() const { return last_inside_at_; }

 private:
  struct Open {
    Duration length{};
    Duration weak{};
    bool is_visit = false;
  };
  void close(const StayRules& rules, bool censored, std::vector<Stay>& stays);

  std::optional<Open> open_;
  std::optional<Instant> last_at_;
  std::optional<Instant> began_;
  std::optional<Instant> last_inside_at_;
  Duration spent_{};
  bool last_inside_ = false;
  bool has_begun_visit_ = false;
};

}  // namespace sillage::floor::internal
