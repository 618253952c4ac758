// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <set>

#include "floor/measure/internal/route.h"

namespace sillage::floor::internal {

/// The visits of one person, one after the other. The rules:
/// - An entry begins a visit, an exit ends it. Who comes back within the time to live goes on with
///   it. A second entry inside, or exit outside, is another line on the way.
/// - Every exit that ends a visit counts one, whether or not the entry was this identity's.
/// - Where it was, the visit is timed: its duration, what it reached and its path count, all in the
///   bin of the exit.
/// - Where the person is lost inside, the duration is censored and nothing else of it counts.
class Visit {
 public:
  explicit Visit(const Plan& plan) : route_(plan) {}

  /// True where a visit began.
  bool step(const Plan& plan, const Journey& journey, const JourneyEvents& events, Instant at,
            Notes& notes);
  /// Everything until `watermark` is known.
  void advance(const Plan& plan, Instant watermark, Notes& notes);
  /// The person is forgotten; they were last seen at `last_at`. True where a visit began.
  bool end(const Plan& plan, const Journey& journey, const JourneyEvents& events, Instant last_at,
           Notes& notes);
  /// Somebody with that visit, lost at that time, may be this person, who begins.
  void may_continue(const Visit& before, Instant lost, std::int64_t thousandths);

  bool is_inside() const { return where_ == Where::kInside; }
  bool is_outside() const { return where_ == Where::kOutside; }
  /// Came in, or went out, at any time.
  bool has_crossed() const { return where_ != Where::kUnknown; }
  const std::optional<Instant>& entered() const { return entered_; }
  /// Entries less exits, as far as they changed who is inside.
  int balance() const { return balance_; }
  const Route& route() const { return route_; }

 private:
  enum class Where { kUnknown, kInside, kOutside };
  struct Possible {
    Instant left;
    std::int64_t thousandths = 0;
  };
  bool come_in(const Plan& plan, const Journey& journey, Instant entered, Instant known,
               Notes& notes);
  void go_out(const LineEvent& event, Notes& notes);
  bool take_lines(const Plan& plan, const Journey& journey, const JourneyEvents& events, Instant at,
                  Notes& notes);
  void take_zones(const Plan& plan, const JourneyEvents& events);
  void finish(const Plan& plan, Notes& notes);
  void count_reach(const Plan& plan, Notes& notes) const;
  void count_return(const Plan& plan, const Possible& possible, Notes& notes) const;

  Where where_ = Where::kUnknown;
  std::optional<Instant> entered_;
  std::optional<Instant> left_;           ///< until the visit is over
  std::optional<Instant> outside_since_;  ///< the last exit
  bool is_doubtful_ = false;              ///< the exit
  int balance_ = 0;
  std::set<int> exposed_;
  std::map<int, std::int64_t> engaged_;
  Route route_;
  std::vector<Possible> possible_;
};

}  // namespace sillage::floor::internal
