// SPDX-License-Identifier: Apache-2.0
#include <bit>
#include <cmath>
#include <map>
#include <set>

#include <gtest/gtest.h>

#include "sim/plan/local_time.h"
#include "sim/plan/reader.h"
#include "sim/plan/testing/small_plan.h"
#include "sim/sightings/day_moments.h"
#include "sim/sightings/internal/store_room.h"
#include "sim/sightings/sighting_stream.h"

namespace sillage::sim {
namespace {

using internal::store_room;

/// Two minutes before an epoch of 15 minutes begins.
const Instant kStart{std::chrono::minutes(15 * 100'000 - 2)};

Person dressed(std::uint32_t id, Colour upper, Colour lower) {
  Person person;
  person.id = PersonId{id};
  person.look.upper_colour = upper;
  person.look.lower_colour = lower;
  return person;
}
const Colour kRed{180, 40, 40}, kBlue{40, 60, 160}, kGrey{90, 90, 90};

struct Codes {
  SightingStream stream;
  std::vector<Person> cast;
  std::map<std::uint32_t, std::vector<wire::ClothingCode>> of;  ///< by track

  Codes(const StreamFigures& figures, std::vector<Person> people, std::uint64_t seed = 1)
      : stream(*SightingStream::create(*CameraView::create(store_room(), "corner"),
                                       {.seed = seed}, figures)),
        cast(std::move(people)) {}

  /// Nobody is seen for so long that tracks end.
  void pause(double from_s) {
    for (int tick = 0; tick < 90; ++tick) {
      WatchedFrame frame;
      frame.at = frame.stamped_at = kStart + from_seconds(from_s + tick * 0.1);
      stream.process(frame, cast);
    }
  }
  /// Everybody side by side for a while, seen without fail.
  void watch(double from_s, double to_s, double height_px = 100, double hidden = 0) {
    for (int tick = 0; from_s + tick * 0.1 < to_s; ++tick) {
      WatchedFrame frame;
      frame.at = frame.stamped_at = kStart + from_seconds(from_s + tick * 0.1);
      for (std::size_t i = 0; i < cast.size(); ++i) {
        SeenPerson seen;
        seen.person = cast[i].id;
        seen.whole = {100 + 60 * static_cast<double>(i), 140, 40, height_px};
        seen.hidden_share = hidden;
        frame.people.push_back(seen);
        frame.boxes.push_back({seen.whole, 0.95, seen.person, std::nullopt});
      }
      for (const auto& message : stream.process(frame, cast)) {
        const auto* sighting = std::get_if<wire::Sighting>(&message);
        if (sighting == nullptr || !sighting->code) continue;
        EXPECT_EQ(sighting->kind, wire::SightingKind::kObserved);
        of[static_cast<std::uint32_t>(sighting->track)].push_back(*sighting->code);
      }
    }
  }
};

constexpr StreamFigures kWithCodes{.codes = true};

int differ(const wire::ClothingCode& a, const wire::ClothingCode& b) {
  return std::popcount(a.bits ^ b.bits);
}

TEST(SightingStreamCodes, AreThereOnlyWhereAskedFor) {
  Codes without({}, {dressed(0, kRed, kGrey)});
  without.watch(0, 10);
  EXPECT_TRUE(without.of.empty());
  Codes with(kWithCodes, {dressed(0, kRed, kGrey)});
  with.watch(0, 20);
  ASSERT_EQ(with.of.size(), 1u);
  EXPECT_EQ(with.of.begin()->second.size(), 5u);  // after 1, 2, 4, 8, 16 looks
}

TEST(SightingStreamCodes, OfSmallAndHiddenPeopleThereIsNone) {
  Codes codes(kWithCodes, {dressed(0, kRed, kGrey)});
  codes.watch(0, 10, 40);
  codes.watch(10, 20, 100, 0.5);
  EXPECT_TRUE(codes.of.empty());
}

TEST(SightingStreamCodes, AreAsFarApartAsMeasured) {
  // Visitors of a simulated morning, eight at a time, each seen as two tracks.
  const auto plan = parse(testing::small_plan(), "plan.toml");
  ASSERT_TRUE(plan) << plan.error().to_string();
  Premises premises(*plan);
  const DayMoments day(premises, 5, *parse_date("2026-01-05"),
                       Instant{*parse_date("2026-01-05")} + std::chrono::hours(13));
  ASSERT_GE(day.cast().size(), 96u);
  double same = 0, two = 0;
  int same_count = 0, two_count = 0;
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    const auto first_of = day.cast().begin() + static_cast<std::ptrdiff_t>(8 * (seed - 1));
    std::vector<Person> cast(first_of, first_of + 8);
    for (std::uint32_t id = 0; id < 8; ++id) cast[id].id = PersonId{id};
    Codes codes(kWithCodes, cast, seed);
    codes.watch(0, 10);
    codes.pause(10);
    codes.watch(30, 40);
    ASSERT_EQ(codes.of.size(), 16u);
    for (const auto& [a, first] : codes.of) {
      for (const auto& [b, second] : codes.of) {
        if (a > 8 || b <= 8) continue;  // tracks 1 to 8, then 9 to 16, in the order of the cast
        (b == a + 8 ? same : two) += differ(first.back(), second.back()) / 64.0;
        ++(b == a + 8 ? same_count : two_count);
      }
    }
  }
  // As measured on crops: docs/adr/0013-clothing-code.md.
  EXPECT_NEAR(same / same_count, 0.266, 0.03);
  EXPECT_NEAR(two / two_count, 0.5, 0.05);
}

TEST(SightingStreamCodes, OfEqualClothesDifferByNoiseAlone) {
  StreamFigures figures = kWithCodes;
  figures.alike = figures.alike_at_once = 1;
  Codes codes(figures, {dressed(0, kRed, kGrey), dressed(1, kRed, kGrey), dressed(2, kBlue, kGrey)});
  codes.watch(0, 5);
  ASSERT_EQ(codes.of.size(), 3u);
  EXPECT_EQ(codes.of.at(1).front().bits, codes.of.at(2).front().bits);
  EXPECT_NE(codes.of.at(1).front().bits, codes.of.at(3).front().bits);
}

TEST(SightingStreamCodes, ChangeWithTheEpochAndOverlapForAMinute) {
  StreamFigures figures = kWithCodes;
  figures.alike = figures.alike_at_once = 1;
  Codes codes(figures, {dressed(0, kRed, kGrey)});
  codes.watch(0, 130);  // the epoch changes at 120 s
  std::set<std::uint32_t> epochs;
  std::map<std::uint32_t, std::set<std::uint64_t>> bits;
  for (const auto& code : codes.of.at(1)) bits[code.epoch].insert(code.bits);
  ASSERT_EQ(bits.size(), 2u);
  EXPECT_EQ(bits.begin()->first, 100'000u) << "as wire::ClothingCode counts: the first is 1";
  EXPECT_EQ(bits.begin()->first + 1, bits.rbegin()->first);
  for (const auto& [epoch, different] : bits) EXPECT_EQ(different.size(), 1u);
  EXPECT_NE(bits.begin()->second, bits.rbegin()->second);
  // Somebody who is first seen now has a code of both.
  codes.pause(140);
  codes.watch(150, 160);
  epochs.clear();
  for (const auto& code : codes.of.at(2)) epochs.insert(code.epoch);
  EXPECT_EQ(epochs.size(), 2u);
  codes.pause(180);
  codes.watch(190, 200);
  epochs.clear();
  for (const auto& code : codes.of.at(3)) epochs.insert(code.epoch);
  EXPECT_EQ(epochs.size(), 1u);
}

}  // namespace
}  // namespace sillage::sim
