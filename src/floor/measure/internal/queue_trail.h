// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "floor/measure/internal/journey.h"
#include "floor/measure/internal/notes.h"

namespace sillage::floor::internal {

/// One person's dealings with queues. The rules:
/// - Who stays within `kStandingM` for the shortest zone visit in a waiting zone has joined the
///   queue when they came there. Walking through is not queueing.
/// - They are served when they are first seen in a service zone of the queue, if they make a zone
///   visit of that; who walks through the waiting zone straight to it has joined too.
/// - Who has been away from the waiting zone for `kAway` and the shortest zone visit, and is not
///   served, or joined another queue, has given up when they were last seen in it.
/// - Who is lost meanwhile neither gave up nor was served: the wait is censored.
class QueueTrail {
 public:
  /// So far apart may waiting zone and service zone be.
  static constexpr Duration kAway = std::chrono::seconds(15);
  static constexpr double kStandingM = 1.5;

  void step(const Plan& plan, const Journey& journey, const JourneyEvents& events, const Step& step,
            Notes& notes);
  void end(const Plan& plan, const JourneyEvents& events, Notes& notes);

 private:
  struct Waiting {
    int queue = 0;
    Instant joined;
    Instant last_inside;
  };
  /// Where the person came to stand in a waiting zone, or walked through last.
  struct Standing {
    int queue = 0;
    Point place;
    Instant since;
    Instant last;
  };
  void stand(const Plan& plan, int queue, const Step& step, Notes& notes);
  void join(Notes& notes);
  void be_served(const Plan& plan, int zone, Instant began, Notes& notes);
  void give_up(Notes& notes);
  void take_service(const Plan& plan, const JourneyEvents& events, Notes& notes) const;

  std::optional<Waiting> waiting_;
  std::optional<Standing> standing_;
  int served_in_ = -1;  ///< queue of the last service; -1 before
};

}  // namespace sillage::floor::internal
