// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "base/time.h"
#include "geometry/point.h"

namespace sillage::eval {

/// A person of the truth at one moment.
struct TruePlace {
  std::int64_t person = 0;
  Point place;  ///< m
  /// False: whether they are found or not is neither right nor wrong (staff, passers-by, people
  /// whom no camera shows).
  bool counts = true;
};

/// What was seen at that moment. A tracklet is what the linking started from; an identity is what
/// it made of several.
struct SeenPlace {
  std::uint64_t tracklet = 0;
  std::uint64_t identity = 0;
  Point place;  ///< m
};

/// Ratios are 0 where there is nothing to divide by.
struct JourneyFigures {
  // Identity over whole visits (Ristani et al. 2016) on the floor: a place is right within 1 m.
  double idf1 = 0, id_precision = 0, id_recall = 0;
  std::int64_t idtp = 0, idfp = 0, idfn = 0;
  // Links: two tracklets of one identity with none between them, across a gap.
  double link_precision = 0, link_recall = 0;
  std::int64_t links = 0;         ///< that were made, with somebody who counts on either side
  std::int64_t right_links = 0;   ///< both tracklets are the same person's
  std::int64_t gaps = 0;          ///< between consecutive tracklets of a person, short enough
  std::int64_t closed_gaps = 0;   ///< of these: both tracklets have one identity
  std::int64_t longer_gaps = 0;   ///< too long to be linked; not in the recall
  std::int64_t people = 0;        ///< who count
  std::int64_t identities = 0;    ///< with a tracklet that mostly shows one of them
  std::int64_t tracklets = 0;     ///< that do

  /// Of several days: counts are added, ratios formed anew.
  void add(const JourneyFigures& day);
  void form_ratios();
};

/// Compares journeys with the truth, moment by moment.
class JourneyScore {
 public:
  static constexpr double kReachM = 1.0;
  /// A gap up to `longest_gap` can be linked.
  explicit JourneyScore(Duration longest_gap) : longest_gap_(longest_gap) {}

  /// Moments come in the order of time. A tracklet has one identity, and is there once a moment.
  void add(Instant at, const std::vector<TruePlace>& truth, const std::vector<SeenPlace>& seen);
  JourneyFigures figures() const;

 private:
  struct Tracklet {
    std::uint64_t identity = 0;
    Instant first, last;
    std::map<std::int64_t, std::int64_t> people;  ///< moments
    std::int64_t moments = 0;
  };
  struct Line {
    Instant first, last;
    std::uint64_t identity = 0;
    std::int64_t person = -1;
  };
  std::vector<Line> lines() const;
  void score_links(JourneyFigures& figures) const;
  void score_identities(JourneyFigures& figures) const;

  Duration longest_gap_;
  std::map<std::uint64_t, Tracklet> tracklets_;
  std::map<std::int64_t, std::int64_t> truth_moments_;         ///< of those who count
  std::map<std::uint64_t, std::int64_t> identity_moments_;     ///< of what counts
  std::map<std::pair<std::int64_t, std::uint64_t>, std::int64_t> right_moments_;
};

/// |counted - truth| and truth, added up over figures by any key (transitions between zones, visits
/// of a zone); those of several days add.
struct ErrorSum {
  double off = 0, truth = 0;
  void add(const std::map<std::pair<int, int>, double>& true_figures,
           const std::map<std::pair<int, int>, double>& counted);
  /// 0 where the truth is nothing.
  double relative() const { return truth > 0 ? off / truth : 0; }
};

}  // namespace sillage::eval
