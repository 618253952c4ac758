// SPDX-License-Identifier: Apache-2.0
// A simulated day whose cameras err about how people present, against one whose cameras do not:
// corrected shares per zone, and how often their intervals hold the truth.
#include <cmath>
#include <cstdio>
#include <map>
#include <random>

#include <gtest/gtest.h>

#include "floor/measure/meter.h"
#include "floor/measure/perceived.h"
#include "floor/privacy/share_correction.h"
#include "sim/agents/store_day.h"
#include "sim/plan/local_time.h"
#include "sim/plan/reader.h"

namespace sillage::app {
namespace {

constexpr auto kFeminine = static_cast<std::size_t>(wire::Segment::kFeminine);
constexpr auto kMasculine = static_cast<std::size_t>(wire::Segment::kMasculine);
constexpr double kMiddle = 0.1, kCertain = 0.4;  ///< of the looks below

/// Adults alone, two of three of them feminine, through six hours of the demo store.
sim::Plan adults() {
  auto plan = sim::load(std::string(SILLAGE_SOURCE_DIR) + "/examples/demo-store");
  EXPECT_TRUE(plan) << plan.error().to_string();
  plan->opening[0] = sim::Hours{std::chrono::hours(10), std::chrono::hours(16)};
  plan->arrivals.visitors_per_day = 450;
  plan->visitors.family_share = plan->visitors.unsure_share = 0;
  plan->visitors.feminine_share = 0.66;
  return *plan;
}

wire::Evidence evidence(double log_odds) {
  return {static_cast<std::int8_t>(std::clamp(std::lround(16 * log_odds), -127L, 127L))};
}

/// Looks at people: each person reads more or less as what they are, each look a little
/// differently.
class Looks {
 public:
  explicit Looks(unsigned seed) : random_(seed) {}

  double person(bool feminine) { return (feminine ? 0.9 : -0.7) + 0.9 * normal_(random_); }
  wire::Evidence look(double person) { return evidence(person + 0.8 * normal_(random_)); }
  bool is_good_enough() { return random_() % 3 != 0; }

 private:
  std::mt19937_64 random_;
  std::normal_distribution<double> normal_;
};

/// What an audit of such cameras finds.
floor::Confusion audit_of(int people) {
  Looks looks(99);
  floor::Confusion audit{};
  for (int i = 0; i < 2 * people; ++i) {
    const bool feminine = i % 2 == 0;
    const double person = looks.person(feminine);
    floor::Perceived seen;
    for (int k = 0; k < 5 + i % 30; ++k) seen.add(looks.look(person));
    const auto said = seen.segment(kMiddle, kCertain);
    audit[feminine ? 0 : 1][said == wire::Segment::kFeminine    ? 0
                            : said == wire::Segment::kMasculine ? 1
                                                                : 2] += 1;
  }
  return audit;
}

using Cells = std::map<std::pair<ZoneId, int>, floor::SegmentCounts>;  ///< by zone and hour

struct Day {
  Cells answered, truth;

  Day() {
    const sim::Plan plan = adults();
    config::StoreConfig store = sim::store_config_of(plan);
    store.audience.enabled = true;
    store.audience.share_error_points = 0;
    store.audience.middle = kMiddle;
    store.audience.certain = kCertain;
    sim::Premises premises(plan);
    sim::StoreDay day(premises, 5, *sim::parse_date("2026-01-05"));
    const Instant midnight = day.begins_at();
    const floor::BinGrid grid{midnight, midnight + std::chrono::hours(24), std::chrono::minutes(15),
                              true};
    auto erring = *floor::Meter::create(store, grid), sure = *floor::Meter::create(store, grid);
    Looks looks(1);
    std::map<sim::PersonId, double> reads;
    const Duration step = 5 * sim::kTick;
    int turn = 0;
    for (Instant at = midnight; !day.is_over(); at += step, ++turn) {
      day.run_to(at);
      for (const sim::Stance& stance : day.moment().people) {
        const sim::Person& person = day.person(stance.person);
        if (person.role != sim::Role::kVisitor) continue;
        const bool feminine = person.presentation == sim::Presentation::kFeminine;
        const auto read = reads.try_emplace(stance.person, 0);
        if (read.second) read.first->second = looks.person(feminine);
        wire::Sighting seen{CameraId("all"),
                            at,
                            TrackId{static_cast<std::uint64_t>(stance.person) + 1},
                            wire::SightingKind::kObserved,
                            stance.place,
                            {1e-4, 0, 1e-4},
                            1.0F};
        seen.evidence = evidence(feminine ? 7 : -7);
        keep(sure.process(seen), truth, midnight);
        const bool looks_now = turn % 2 == 0 && looks.is_good_enough();
        seen.evidence = looks_now ? std::optional(looks.look(read.first->second)) : std::nullopt;
        keep(erring.process(seen), answered, midnight);
      }
      const wire::FrameMark mark{CameraId("all"), at, step};
      keep(sure.process(mark), truth, midnight);
      keep(erring.process(mark), answered, midnight);
    }
    keep(sure.finish(), truth, midnight);
    keep(erring.finish(), answered, midnight);
  }

 private:
  static void keep(const std::vector<floor::BinTally>& bins, Cells& cells, Instant midnight) {
    for (const floor::BinTally& bin : bins) {
      const int hour = static_cast<int>((bin.start - midnight) / std::chrono::hours(1));
      for (const auto& [zone, classes] : bin.segments->zones) {
        for (const auto& counts : classes) {
          for (std::size_t i = 0; i < counts.size(); ++i) cells[{zone, hour}][i] += counts[i];
        }
      }
    }
  }
};

double share(const floor::SegmentCounts& counts) {
  return static_cast<double>(counts[kFeminine]) /
         static_cast<double>(counts[kFeminine] + counts[kMasculine]);
}

TEST(SimulatedSegments, CorrectedSharesPerZoneAreNearAndIntervalsHoldTheTruth) {
  const Day day;
  const floor::Confusion audit = audit_of(300);
  std::map<ZoneId, std::pair<floor::SegmentCounts, floor::SegmentCounts>> zones;
  int cells = 0, held = 0;
  for (const auto& [key, truth] : day.truth) {
    const auto found = day.answered.find(key);
    if (found == day.answered.end()) continue;
    const floor::SegmentCounts& answered = found->second;
    for (std::size_t i = 0; i < truth.size(); ++i) {
      zones[key.first].first[i] += truth[i];
      zones[key.first].second[i] += answered[i];
    }
    if (answered[kFeminine] + answered[kMasculine] < 20) continue;
    const floor::Share told =
        floor::corrected_share(answered[kFeminine], answered[kMasculine], audit);
    ++cells;
    held += told.low <= share(truth) && share(truth) <= told.high;
  }
  std::vector<floor::SegmentCounts> truths;
  std::vector<floor::AnsweredPart> parts;
  for (const auto& [zone, counts] : zones) {
    const auto& [truth, answered] = counts;
    if (answered[kFeminine] + answered[kMasculine] < 100) continue;
    truths.push_back(truth);
    parts.push_back({answered, audit});
  }
  double worst = 0, sum = 0, apart = 0;
  const std::vector<floor::Share> shares = floor::shares_of_parts(parts);
  for (std::size_t i = 0; i < shares.size(); ++i) {
    const double truth = share(truths[i]);
    worst = std::max(worst, std::abs(shares[i].value - truth));
    sum += std::abs(shares[i].value - truth);
    apart += std::abs(
        floor::corrected_share(parts[i].answered[kFeminine], parts[i].answered[kMasculine], audit)
            .value -
        truth);
    EXPECT_LE(shares[i].low, truth);
    EXPECT_GE(shares[i].high, truth);
  }
  const auto judged = static_cast<int>(shares.size());
  std::printf(
      "%d zones: corrected shares %.3f off on average (%.3f each by itself), %.3f at worst; %d of "
      "%d intervals of zone and hour hold the truth\n",
      judged, sum / judged, apart / judged, worst, held, cells);
  EXPECT_GE(judged, 5);
  EXPECT_LE(sum / judged, 0.05);
  EXPECT_LE(sum, apart);
  EXPECT_GE(cells, 25);
  EXPECT_GE(held, 0.9 * cells);
}

}  // namespace
}  // namespace sillage::app
