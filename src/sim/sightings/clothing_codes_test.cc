// SPDX-License-Identifier: Apache-2.0
#include "sim/sightings/clothing_codes.h"

#include <bit>
#include <map>
#include <set>

#include <gtest/gtest.h>

#include "sim/plan/local_time.h"
#include "sim/plan/reader.h"
#include "sim/plan/testing/small_plan.h"
#include "sim/sightings/day_moments.h"
#include "sim/sightings/testing/store_room.h"

namespace sillage::sim {
namespace {

using testing::store_room;

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

/// Everybody side by side, each on a track of their own, from the number `first` on.
struct Codes {
  ClothingCodes codes;
  std::vector<Person> cast;
  std::map<std::uint32_t, std::vector<wire::ClothingCode>> of{};  ///< by track

  explicit Codes(std::vector<Person> people, const CodeFigures& figures = {},
                 std::uint64_t seed = 1)
      : codes(store_room().cameras[0], seed, figures), cast(std::move(people)) {}

  void watch(std::uint32_t first, double from_s, double to_s, double height_px = 100,
             double hidden = 0) {
    for (int tick = 0; from_s + tick * 0.1 < to_s; ++tick) {
      const Instant at = kStart + from_seconds(from_s + tick * 0.1);
      for (std::uint32_t i = 0; i < cast.size(); ++i) {
        SeenPerson seen;
        seen.person = cast[i].id;
        seen.whole = {100 + 60.0 * i, 140, 40, height_px};
        seen.hidden_share = hidden;
        const FoundBox found{seen.whole, 0.95, seen.person, std::nullopt};
        const auto code = codes.look(TrackId{first + i}, found, &seen, cast, at);
        if (code) of[first + i].push_back(*code);
      }
    }
  }
};

constexpr CodeFigures kWithoutNoise{.alike_at_once = 1, .alike = 1};

int differ(const wire::ClothingCode& a, const wire::ClothingCode& b) {
  return std::popcount(a.bits ^ b.bits);
}

TEST(ClothingCodes, ComeWhenTheLooksHaveDoubled) {
  Codes codes({dressed(0, kRed, kGrey)});
  codes.watch(1, 0, 20);
  ASSERT_EQ(codes.of.size(), 1u);
  EXPECT_EQ(codes.of.begin()->second.size(), 5u);  // after 1, 2, 4, 8, 16 looks
}

TEST(ClothingCodes, OfSmallAndHiddenPeopleThereIsNone) {
  Codes codes({dressed(0, kRed, kGrey)});
  codes.watch(1, 0, 10, 40);
  codes.watch(1, 10, 20, 100, 0.5);
  EXPECT_TRUE(codes.of.empty());
}

TEST(ClothingCodes, AreOfAllWhomATrackHasShown) {
  Codes one({dressed(0, kRed, kGrey)}, kWithoutNoise), two = one;
  one.watch(1, 0, 10);
  two.watch(1, 0, 0.7);
  two.cast = {dressed(0, kBlue, kGrey)};
  two.watch(1, 0.7, 10);
  EXPECT_EQ(one.of.at(1).front().bits, two.of.at(1).front().bits);
  EXPECT_EQ(one.of.at(1).front().bits, one.of.at(1).back().bits);
  EXPECT_NE(one.of.at(1).back().bits, two.of.at(1).back().bits);
}

TEST(ClothingCodes, ATrackHasItsOwnNoiseWhomeverItShows) {
  Codes back({dressed(0, kRed, kGrey)}), stays = back;
  stays.watch(1, 0, 0.1);
  stays.watch(1, 0.4, 0.5);
  back.watch(1, 0, 0.1);
  back.cast = {dressed(0, kBlue, kGrey)};
  back.watch(1, 0.1, 0.3);  // between two looks
  back.cast = {dressed(0, kRed, kGrey)};
  back.watch(1, 0.4, 0.5);
  ASSERT_EQ(stays.of.at(1).size(), 2u);
  EXPECT_EQ(stays.of.at(1).back().bits, back.of.at(1).back().bits);
}

TEST(ClothingCodes, AreAsFarApartAsMeasured) {
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
    Codes codes(cast, {}, seed);
    codes.watch(1, 0, 10);
    codes.watch(9, 30, 40);
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

TEST(ClothingCodes, OfEqualClothesDifferByNoiseAlone) {
  Codes codes({dressed(0, kRed, kGrey), dressed(1, kRed, kGrey), dressed(2, kBlue, kGrey)},
              kWithoutNoise);
  codes.watch(1, 0, 5);
  ASSERT_EQ(codes.of.size(), 3u);
  EXPECT_EQ(codes.of.at(1).front().bits, codes.of.at(2).front().bits);
  EXPECT_NE(codes.of.at(1).front().bits, codes.of.at(3).front().bits);
}

TEST(ClothingCodes, ChangeWithTheEpochAndOverlapForAMinute) {
  Codes codes({dressed(0, kRed, kGrey)}, kWithoutNoise);
  codes.watch(1, 0, 130);  // the epoch changes at 120 s
  std::set<std::uint32_t> epochs;
  std::map<std::uint32_t, std::set<std::uint64_t>> bits;
  for (const auto& code : codes.of.at(1)) bits[code.epoch].insert(code.bits);
  ASSERT_EQ(bits.size(), 2u);
  EXPECT_EQ(bits.begin()->first, 100'000u) << "as wire::ClothingCode counts: the first is 1";
  EXPECT_EQ(bits.begin()->first + 1, bits.rbegin()->first);
  for (const auto& [epoch, different] : bits) EXPECT_EQ(different.size(), 1u);
  EXPECT_NE(bits.begin()->second, bits.rbegin()->second);
  // Somebody who is first seen now has a code of both.
  codes.watch(2, 150, 160);
  epochs.clear();
  for (const auto& code : codes.of.at(2)) epochs.insert(code.epoch);
  EXPECT_EQ(epochs.size(), 2u);
  codes.watch(3, 190, 200);
  epochs.clear();
  for (const auto& code : codes.of.at(3)) epochs.insert(code.epoch);
  EXPECT_EQ(epochs.size(), 1u);
}

}  // namespace
}  // namespace sillage::sim
