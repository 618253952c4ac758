// SPDX-License-Identifier: Apache-2.0
// What the store's interface tells of heat and of segments, over all ranges: sums of crowds.
#include <cmath>
#include <map>

#include <gtest/gtest.h>

#include "base/testing/temporary.h"
#include "tests/e2e/desk_interface.h"

namespace sillage::e2e {
namespace {

using Heat = std::map<std::pair<double, double>, double>;  ///< person-seconds by place

/// Areas of a range; those that share their value with others are in `joined`.
Heat heat_of(Interface& interface, const std::string& range, Heat* joined = nullptr) {
  Heat heat;
  const Json answer = interface.get("/heat?" + range);
  for (const Json& area : answer["areas"]) {
    if (!area["value"].is_number()) continue;
    const double m2 = area["width_m"].get<double>() * area["height_m"].get<double>();
    const std::pair<double, double> place{area["x_m"], area["y_m"]};
    heat[place] = area["value"].get<double>() * m2;
    if (joined != nullptr && area["joined"].get<bool>()) joined->insert(*heat.find(place));
  }
  return heat;
}

/// In a random week everybody stands in a square for one second, so that person-seconds are people. An
/// area of a quarter of an hour is of nobody or k people, and so are all together that share a value;
/// and a longer range is the sum of its quarters, so that no difference of two tells more than they.
TEST(ApiCrowds, HeatOfAnyRangeIsTheSumOfCrowds) {
  TemporaryFolder folder;
  std::mt19937_64 random(35);
  const auto week = app::testing::random_week(random, 90, /*is_nested=*/true);
  write_releases(folder.path() / "a.db", app::testing::nested_store(), week);
  Interface interface(folder.path() / "a.db", week.back().end + std::chrono::hours(24));
  constexpr std::size_t kBins = 24;
  std::vector<Heat> bins;
  std::size_t alone = 0, together = 0;
  for (std::size_t bin = 0; bin < kBins; ++bin) {
    Heat joined;
    bins.push_back(heat_of(interface, range_of(week[bin].start, week[bin].end), &joined));
    double all = 0;
    for (const auto& [place, people] : bins.back()) {
      if (joined.contains(place)) {
        all += people;
        continue;
      }
      EXPECT_TRUE(people == 0 || people >= kK - 1e-6) << people;
      ++alone;
    }
    EXPECT_TRUE(joined.empty() || all >= kK - 1e-6) << all;
    together += joined.size();
  }
  for (std::size_t from = 0; from < kBins; ++from) {
    Heat sum;
    for (std::size_t to = from; to < kBins; ++to) {
      for (const auto& [place, people] : bins[to]) sum[place] += people;
      const Heat heat = heat_of(interface, range_of(week[from].start, week[to].end));
      ASSERT_EQ(heat.size(), sum.size());
      for (const auto& [place, people] : heat) EXPECT_NEAR(people, sum.at(place), 1e-3);
    }
  }
  EXPECT_GT(alone, 10u);
  EXPECT_GT(together, 20u);
}

/// Shares of segments, by place; those that are not shown are missing.
Counts shares_of(Interface& interface, const std::string& range) {
  Counts shares;
  const Json segments = interface.get("/audience?" + range)["segments"];
  const auto put_shares = [&](const std::string& scope, const Json& from) {
    for (const Json& share : from) {
      put(shares, scope + "/" + share["segment"].get<std::string>(), share["figure"]);
    }
  };
  put_shares("", segments["shares"]);
  if (!segments.contains("zones")) return shares;
  for (const Json& zone : segments["zones"]) {
    put_shares(zone["zone"]["id"], zone["shares"]);
    const Json& dwell = zone["dwell_difference"];
    if (dwell.is_object()) shares[zone["zone"]["id"].get<std::string>() + "/dwell"] = dwell["change"];
  }
  return shares;
}

/// Segments of a zone, or of all visits, on one day of a random week.
floor::SegmentCounts answered(const std::vector<BinTally>& week, int day, const std::string& zone) {
  floor::SegmentCounts sum{};
  const Instant from = kFirstDay + std::chrono::hours(24 * day);
  for (const BinTally& tally : week) {
    if (tally.start < from || tally.start >= from + std::chrono::hours(24) || !tally.segments) continue;
    const auto here = tally.segments->zones.find(ZoneId(zone));
    if (!zone.empty() && here == tally.segments->zones.end()) continue;
    for (const auto& counts : zone.empty() ? tally.segments->durations : here->second) {
      for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += counts[i];
    }
  }
  return sum;
}

/// Two numbers of which one is a part of the other, or the same: the rest is nobody or k.
void expect_safe(const floor::SegmentCounts& whole, const floor::SegmentCounts& part,
                 const std::string& what) {
  for (std::size_t i = 0; i < whole.size(); ++i) {
    const auto rest = std::abs(whole[i] - part[i]);
    EXPECT_TRUE(rest == 0 || rest >= kK) << what << " " << rest;
  }
}

/// Segments are told of days only: two ranges that differ by less than a day tell the same, and what a
/// day tells is of crowds, as are those who came and were not in a zone, and those in an outer zone alone.
TEST(ApiCrowds, SegmentsTellCrowdsOfWholeDays) {
  TemporaryFolder folder;
  std::mt19937_64 random(34);
  const auto week = app::testing::random_week(random, 90, /*is_nested=*/true);
  config::StoreConfig store = app::testing::nested_store();
  app::testing::perceive(store);
  write_releases(folder.path() / "a.db", store, week);
  Interface interface(folder.path() / "a.db", week.back().end + std::chrono::hours(24));
  const auto marks = marks_of(kFirstDay, {0, 9, 14});
  std::map<std::pair<std::size_t, std::size_t>, Counts> answers;
  for (std::size_t from = 0; from + 1 < marks.size(); ++from) {
    for (std::size_t to = from + 1; to < marks.size(); ++to) {
      answers[{from, to}] = shares_of(interface, range_of(marks[from], marks[to]));
    }
  }
  // A day of three marks: those of midnight are multiples of 3.
  const auto days = [](std::pair<std::size_t, std::size_t> range) {
    return std::pair{(range.first + 2) / 3, range.second / 3};
  };
  std::size_t same = 0, shown = 0;
  for (const auto& [range, shares] : answers) {
    const auto [first, last] = days(range);
    const auto whole = answers.find({3 * first, 3 * last});
    const Counts expected = first < last && whole != answers.end() ? whole->second : Counts{};
    EXPECT_EQ(shares, expected) << range_of(marks[range.first], marks[range.second]);
    ++same;
  }
  for (int day = 0; day < 7; ++day) {
    const auto first = 3 * static_cast<std::size_t>(day);
    const Counts& shares = answers.at({first, first + 3});
    const auto told = [&](const std::string& zone) {
      shown += shares.contains(zone + "/feminine");
      return shares.contains(zone + "/feminine");
    };
    const auto of = [&](const std::string& zone) { return answered(week, day, zone); };
    if (told("")) expect_safe(of(""), {}, "visits");
    for (const std::string& zone : zone_names()) {
      if (!told(zone)) continue;
      expect_safe(of(zone), {}, zone);
      if (told("")) expect_safe(of(""), of(zone), "not in " + zone);
    }
    const std::string inner = zone_names()[app::testing::kZones - 2], outer = zone_names().back();
    if (told(inner) && told(outer)) expect_safe(of(outer), of(inner), "in the outer zone alone");
  }
  EXPECT_GT(same, 200u);
  EXPECT_GT(shown, 20u);
}

}  // namespace
}  // namespace sillage::e2e
