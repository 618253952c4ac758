// SPDX-License-Identifier: Apache-2.0
#include "app/segment_comparison.h"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/core.h>

#include "floor/measure/meter.h"
#include "sim/agents/store_day.h"
#include "sim/plan/local_time.h"

namespace sillage::app {
namespace {

constexpr auto kFeminine = static_cast<std::size_t>(wire::Segment::kFeminine);
constexpr auto kMasculine = static_cast<std::size_t>(wire::Segment::kMasculine);
/// Twice a second is enough: a stay lasts a second or more.
constexpr Duration kStep = 5 * sim::kTick;

using Zones = std::map<std::string, floor::SegmentCounts>;
using Bins = std::vector<floor::BinTally>;

/// As far as they lie within bins of `counted`.
void add(const Bins& bins, const Bins& counted, Zones& zones) {
  for (const floor::BinTally& bin : bins) {
    const bool was_counted =
        std::any_of(counted.begin(), counted.end(), [&](const floor::BinTally& watched) {
          return watched.start <= bin.start && bin.end <= watched.end;
        });
    if (!was_counted || !bin.segments) continue;
    for (const auto& [zone, classes] : bin.segments->zones) {
      for (const floor::SegmentCounts& counts : classes) {
        for (std::size_t i = 0; i < counts.size(); ++i) zones[zone.value()][i] += counts[i];
      }
    }
  }
}

wire::Sighting seen_surely(const sim::Stance& stance, const sim::Person& person, Instant at) {
  wire::Sighting seen{CameraId("truth"),
                      at,
                      TrackId{static_cast<std::uint64_t>(stance.person) + 1},
                      wire::SightingKind::kObserved,
                      stance.place,
                      {1e-4, 0, 1e-4},
                      1.0F};
  constexpr std::int8_t kSure = 127;
  if (person.presentation == sim::Presentation::kFeminine) seen.evidence = wire::Evidence{kSure};
  if (person.presentation == sim::Presentation::kMasculine) seen.evidence = wire::Evidence{-kSure};
  return seen;
}

Zones truth_of(const sim::Plan& plan, const config::StoreConfig& store, std::uint64_t seed,
               const Bins& counted) {
  const Instant from = counted.front().start, to = counted.back().end;
  sim::Premises premises(plan);
  sim::StoreDay day(
      premises, seed,
      std::chrono::floor<std::chrono::days>(from + sim::utc_offset_at(plan.time_zone, from)));
  config::StoreConfig watched = store;
  watched.cameras.clear();
  watched.journey.level = 1;  // identities are given
  auto meter = floor::Meter::create(
      watched, {from, to, std::chrono::minutes(store.privacy.bin_minutes), /*align=*/true});
  Zones zones;
  if (!meter) return zones;
  for (Instant at = from; at < to && !day.is_over(); at += kStep) {
    day.run_to(at);
    for (const sim::Stance& stance : day.moment().people) {
      const sim::Person& person = day.person(stance.person);
      const bool is_staff =
          person.role == sim::Role::kCashier || person.role == sim::Role::kFloorStaff;
      if (!is_staff) add(meter->process(seen_surely(stance, person, at)), counted, zones);
    }
    add(meter->process(wire::FrameMark{CameraId("truth"), at, kStep}), counted, zones);
  }
  add(meter->finish(), counted, zones);
  return zones;
}

std::int64_t answered_of(const floor::SegmentCounts& counts) {
  return counts[kFeminine] + counts[kMasculine];
}

}  // namespace

std::vector<ComparedShare> compare_segments(const sim::Plan& plan, const config::StoreConfig& store,
                                            std::uint64_t seed,
                                            const std::vector<floor::BinTally>& counted) {
  std::vector<ComparedShare> shares;
  if (counted.empty()) return shares;
  const floor::Audits audits = floor::audits_of(store);
  Zones seen;
  add(counted, counted, seen);
  const Zones truth = truth_of(plan, store, seed, counted);
  for (const auto& [zone, counts] : truth) {
    if (answered_of(counts) == 0 || answered_of(seen[zone]) == 0) continue;
    const floor::SegmentCounts& answered = seen[zone];
    shares.push_back(
        {zone, static_cast<double>(counts[kFeminine]) / static_cast<double>(answered_of(counts)),
         answered_of(counts), answered,
         floor::corrected_share(answered[kFeminine], answered[kMasculine], audits.of(ZoneId(zone))),
         std::min(answered[kFeminine], answered[kMasculine]) < store.privacy.k});
  }
  // As in releases, zones that they tell have a little from each other (which ones they tell is
  // simplified here: unknown ones and overlaps are left out of account).
  std::vector<floor::AnsweredPart> told;
  for (const ComparedShare& share : shares) {
    const ZoneId zone(share.zone);
    if (share.is_withheld) continue;
    told.push_back({share.answered, audits.of(zone), audits.zones.contains(zone)});
  }
  const std::vector<floor::Share> drawn = floor::shares_of_parts(told);
  auto next = drawn.begin();
  for (ComparedShare& share : shares) {
    if (!share.is_withheld) share.told = *next++;
  }
  return shares;
}

std::string to_text(const std::vector<ComparedShare>& shares) {
  std::string text =
      fmt::format("\n  share of feminine\n  {:<18} {:>7} {:>7} {:>9} {:>10} {:>18}\n", "zone",
                  "people", "truth", "answered", "corrected", "interval");
  double off = 0;
  std::size_t held = 0, told = 0;
  for (const ComparedShare& share : shares) {
    if (!share.is_withheld) {
      off += std::abs(share.told.value - share.truth);
      held += share.holds() ? 1 : 0;
      ++told;
    }
    text += fmt::format("  {:<18} {:>7} {:>7.3f} {:>9} {:>10.3f} {:>9.3f} to {:.3f}{}\n",
                        share.zone, share.people, share.truth, answered_of(share.answered),
                        share.told.value, share.told.low, share.told.high,
                        share.is_withheld ? "  withheld"
                        : share.holds()   ? ""
                                          : "  misses");
  }
  if (told == 0) return text + "  too few answers in every zone: all are withheld\n";
  return text + fmt::format("  {:.1f} points off on average; {} of {} intervals hold the truth\n",
                            100 * off / static_cast<double>(told), held, told);
}

}  // namespace sillage::app
