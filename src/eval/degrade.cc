// SPDX-License-Identifier: Apache-2.0
#include "eval/degrade.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <optional>
#include <random>
#include <span>

namespace sillage::eval {
namespace {

// Fitted to the measurement that the header tells of.
constexpr double kMissedAnyway = 0.027;
constexpr double kHalfMissedHeight = 12.3;  // network pixels
constexpr double kMissSteepness = 7.4;
constexpr double kMissedBehind = 0.76;      // fully hidden
constexpr double kLowestLogOdds = -2.1972;  // of score 0.1
constexpr double kVisibilityMemoryS = 0.65;
constexpr double kEdgeMemoryS = 0.12;
constexpr double kClutterTail = 1.15;
/// Keeps logarithms finite.
constexpr double kSmallestRank = 1e-9;

/// Standard deviation of an edge, in heights: in the open `of_height + of_pixels / h`.
struct EdgeNoise {
  double of_height;
  double of_pixels;
  double of_hidden;
};
constexpr EdgeNoise kSide{0.020, 0.50, 0.06};
constexpr EdgeNoise kTop{0.0, 1.15, 0.0};
constexpr EdgeNoise kBottom{0.0, 1.15, 0.28};

/// From this confidence on, a box hides those behind it.
constexpr double kHides = 0.5;
/// Boxes of successive frames that overlap by this much are of one person, as far as noise goes.
constexpr double kSamePersonIou = 0.3;

/// std::normal_distribution differs between libraries, its engine does not.
class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}
  /// In (0, 1].
  double uniform() { return (static_cast<double>(engine_() >> 11) + 1) * 0x1p-53; }
  /// Standard normal (Box and Muller 1958).
  double normal() {
    const double radius = std::sqrt(-2 * std::log(uniform()));
    return radius * std::cos(2 * std::numbers::pi * uniform());
  }

 private:
  std::mt19937_64 engine_;
};

/// What makes one person's boxes err alike from frame to frame: standard normal variables that
/// change slowly (first-order autoregressive).
struct Whim {
  std::array<double, 4> edges{};  ///< left, top, right, bottom
  double visibility = 0;
  double kind = 0;
};

void refresh(Whim& whim, double dt, bool is_new, Random& random) {
  const auto step = [&](double& value, double memory_s) {
    const double kept = is_new ? 0 : std::exp(-dt / memory_s);
    value = kept * value + std::sqrt(1 - kept * kept) * random.normal();
  };
  for (double& edge : whim.edges) step(edge, kEdgeMemoryS);
  step(whim.visibility, kVisibilityMemoryS);
  step(whim.kind, kVisibilityMemoryS);
}

/// The share of values below it.
double quantile_of(double normal) { return 0.5 * std::erfc(-normal / std::numbers::sqrt2); }

/// Share of `box` that lies behind boxes which reach lower in the picture, on a grid.
double hidden_share(const MotRow& of, std::span<const MotRow> frame) {
  constexpr int kColumns = 8, kRows = 16;
  std::vector<Box> nearer;
  for (const MotRow& other : frame) {
    if (other.confidence >= kHides && other.box.bottom() > of.box.bottom() &&
        intersection_area(other.box, of.box) > 0) {
      nearer.push_back(other.box);
    }
  }
  if (nearer.empty()) return 0;
  int covered = 0;
  for (int i = 0; i < kColumns * kRows; ++i) {
    const double x = of.box.left + (i % kColumns + 0.5) / kColumns * of.box.width;
    const double y = of.box.top + (i / kColumns + 0.5) / kRows * of.box.height;
    covered += std::any_of(nearer.begin(), nearer.end(), [&](const Box& box) {
      return x >= box.left && x <= box.right() && y >= box.top && y <= box.bottom();
    });
  }
  return static_cast<double>(covered) / (kColumns * kRows);
}

/// The box of the frame before that overlaps most with each box, one to one; -1 for none.
std::vector<int> continued(std::span<const MotRow> before, std::span<const MotRow> now) {
  struct Pair {
    double overlap;
    int before, now;
  };
  std::vector<Pair> pairs;
  for (int i = 0; i < static_cast<int>(before.size()); ++i) {
    for (int j = 0; j < static_cast<int>(now.size()); ++j) {
      const double overlap = iou(before[i].box, now[j].box);
      if (overlap >= kSamePersonIou) pairs.push_back({overlap, i, j});
    }
  }
  std::stable_sort(pairs.begin(), pairs.end(),
                   [](const Pair& a, const Pair& b) { return a.overlap > b.overlap; });
  std::vector<int> of_now(now.size(), -1);
  std::vector<char> taken(before.size(), 0);
  for (const Pair& pair : pairs) {
    if (of_now[pair.now] >= 0 || taken[pair.before]) continue;
    of_now[pair.now] = pair.before;
    taken[pair.before] = 1;
  }
  return of_now;
}

double score_of(double log_odds) { return 1 / (1 + std::exp(-log_odds)); }

double miss_probability(double h, double hidden) {
  const double small = 1 / (1 + std::pow(h / kHalfMissedHeight, kMissSteepness));
  return 1 - (1 - kMissedAnyway) * (1 - small) * (1 - kMissedBehind * hidden);
}

/// Score of a found person at `rank` (0, 1] of those like them: a power law of the odds.
double person_score(double h, double hidden, double rank) {
  const double highest = 2.45 - 31.6 / h;  // log-odds
  const double tail = 0.18 + 11.7 / h + 4.9 * hidden;
  const double lost = std::min(1.0, std::exp((kLowestLogOdds - highest) / tail));
  const double log_odds = highest + tail * std::log(lost + (1 - lost) * rank);
  return score_of(std::max(kLowestLogOdds, log_odds));
}

/// Score of a box on nobody.
double clutter_score(double rank) {
  return score_of(kLowestLogOdds - kClutterTail * std::log(std::max(kSmallestRank, 1 - rank)));
}

Box moved(const Box& box, double h, double hidden, const Whim& whim, const SequenceInfo& info) {
  const auto shift = [&](const EdgeNoise& noise, double normal) {
    return box.height * normal * (noise.of_height + noise.of_pixels / h + noise.of_hidden * hidden);
  };
  const double left = std::max(0.0, box.left + shift(kSide, whim.edges[0]));
  const double top = std::max(0.0, box.top + shift(kTop, whim.edges[1]));
  const double right = std::min<double>(info.width, box.right() + shift(kSide, whim.edges[2]));
  const double bottom = std::min<double>(info.height, box.bottom() + shift(kBottom, whim.edges[3]));
  return {left, top, right - left, bottom - top};
}

/// What the small detector makes of one box; nothing if it misses the person.
std::optional<MotRow> seen_worse(const MotRow& row, double h, double hidden, const Whim& whim,
                                 const SequenceInfo& info) {
  const double missed = miss_probability(h, hidden);
  const double visibility = quantile_of(whim.visibility);
  if (visibility < missed) return std::nullopt;
  const double rank = std::max(kSmallestRank, (visibility - missed) / (1 - missed));
  const bool is_person = quantile_of(whim.kind) <= row.confidence;
  MotRow worse = row;
  worse.box = moved(row.box, h, hidden, whim, info);
  worse.confidence = is_person ? person_score(h, hidden, rank) : clutter_score(rank);
  if (worse.box.width < 1 || worse.box.height < 1) return std::nullopt;
  return worse;
}

}  // namespace

std::vector<MotRow> degrade(const std::vector<MotRow>& boxes, const SequenceInfo& info,
                            const DegradeOptions& options) {
  const double scale = std::min(static_cast<double>(options.input_width) / info.width,
                                static_cast<double>(options.input_height) / info.height);
  Random random(options.seed);
  std::vector<MotRow> degraded;
  std::span<const MotRow> before;
  std::vector<Whim> whims_before;
  for (auto first = boxes.begin(); first != boxes.end();) {
    const auto last = std::find_if(first, boxes.end(),
                                   [&](const MotRow& row) { return row.frame != first->frame; });
    const std::span<const MotRow> now(first, last);
    const int frames_since = before.empty() ? 0 : now.front().frame - before.front().frame;
    const auto past = continued(before, now);
    std::vector<Whim> whims(now.size());
    for (std::size_t i = 0; i < now.size(); ++i) {
      if (past[i] >= 0) whims[i] = whims_before[past[i]];
      refresh(whims[i], frames_since / info.frame_rate, past[i] < 0, random);
      const double h = std::max(1.0, now[i].box.height * scale);
      const auto worse = seen_worse(now[i], h, hidden_share(now[i], now), whims[i], info);
      if (worse) degraded.push_back(*worse);
    }
    before = now;
    whims_before = std::move(whims);
    first = last;
  }
  return degraded;
}

}  // namespace sillage::eval
