// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <map>
#include <set>
#include <span>
#include <vector>

#include "eval/detection.h"
#include "geometry/box.h"

namespace sillage::bench {

/// Somebody on one picture, as a detector should see them.
struct Seen {
  long id = 0;
  Box box;                   ///< of what can be seen of them
  Box whole;                 ///< of all of them; the same where the truth knows no better
  bool counts = false;       ///< to be found; others may be found or not
  bool whole_shows = false;  ///< counts, and hardly anything hides them
  /// Counts, and is like the people in other pictures: their scores and trembling are compared.
  bool compared = false;
};

/// Who is on one picture, and what was found there.
struct Look {
  std::vector<Seen> people;
  std::vector<eval::ScoredBox> found;
};

/// What became of one found box.
enum class Verdict { kRight, kWrong, kIgnored };
struct Match {
  Verdict verdict = Verdict::kWrong;
  int person = -1;  ///< index in `Look::people` if right
};
/// For each found box of a picture. They choose in the order of their scores: each the free one of
/// those who count whose box it meets with the highest IoU, from 0.5. A box without one is ignored
/// if it meets anybody else with an IoU of 0.5 or lies to at least half within them, otherwise
/// wrong.
std::vector<Match> match(const Look& look);

/// Shares over equal bins; the last takes what lies beyond.
struct Histogram {
  double width = 0.1;
  std::vector<long> counts;
  Histogram(double bin_width, int bins) : width(bin_width), counts(bins, 0) {}
  void add(double value);
  void add(const Histogram& other);
  long total() const;
  long from(double value) const;  ///< in the bins from there on; the edge of one
  double share(std::size_t bin) const;
};
/// Common area of two histograms of the same bins, 0 to 1.
double overlap(const Histogram& a, const Histogram& b);

/// A box that was found for one person; `frame` counts pictures of one clip.
struct TrackedBox {
  int frame = 0;
  Box box;
};
/// How far each edge lies off a straight line through it and its neighbours, as a share of the
/// box's height: the middle of seven boxes in a row, against their least-squares line. Four values
/// a box (left, top, right, bottom).
std::vector<double> edge_jitter(std::span<const TrackedBox> track);

/// Sums over pictures.
struct Realism {
  static constexpr double kThreshold = 0.4;  ///< as `sillage eval detect`
  static constexpr double kStep = 0.05;

  long pictures = 0;
  std::set<long> individuals;  ///< ids of those who count: views of one and the same are alike
  long people = 0;             ///< views of those who count
  long whole = 0;              ///< of those who count, those whom hardly anything hides
  double height_sum = 0;       ///< pixels, of those who count
  long compared = 0;           ///< people
  // Scores of boxes of those who count, of the unhidden among them, and of nobody:
  Histogram found{kStep, 20};
  Histogram whole_found{kStep, 20};
  Histogram wrong{kStep, 20};
  // Of those who are compared:
  Histogram score{0.05, 20};
  Histogram jitter{0.005, 14};

  /// The pictures of one clip, in order; boxes of a person are tracked over them. Only the first
  /// `counted` add to anything but the jitter.
  void add(std::span<const Look> clip, std::size_t counted);
  void add(const Realism& other);
  /// Of boxes from this score on, a multiple of kStep.
  double recall(double from = kThreshold) const;
  double whole_recall(double from = kThreshold) const;
  double precision(double from = kThreshold) const;
};

}  // namespace sillage::bench
