// SPDX-License-Identifier: Apache-2.0
// Differencing by whoever may ask the store's interface: every query that it offers, over all pairs
// of ranges of a week, zones against zones, through the code of the server.
#include <cmath>
#include <map>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/testing/temporary.h"
#include "tests/e2e/command.h"
#include "tests/e2e/desk_interface.h"

namespace sillage::e2e {
namespace {

/// Visits that reached each step, and those that fell away before the next one.
void put_funnels(Interface& interface, const std::string& range, Counts& counts) {
  const Json layout = interface.get("/layout");
  for (const Json& one : layout["funnels"]) {
    const std::string id = one["id"];
    const Json funnel = interface.get("/journeys/funnels/" + id + "?" + range);
    for (std::size_t step = 0; step < funnel["steps"].size(); ++step) {
      const std::string place = "funnel/" + id + "/" + std::to_string(step);
      put(counts, place, funnel["steps"][step]["figure"]);
      const auto before = counts.find("funnel/" + id + "/" + std::to_string(step - 1));
      const auto here = counts.find(place);
      if (step == 0 || before == counts.end() || here == counts.end()) continue;
      counts[place + "/fell away"] = before->second - here->second;
    }
  }
}

/// All queries with ranges that tell numbers of parts of a store.
Counts counts_of(Interface& interface, const std::string& range,
                 const std::vector<std::string>& zones) {
  Counts counts;
  for (const std::string kind : {"zones", "queues"}) {
    const Json table = interface.get("/" + kind + "?" + range);
    for (const Json& row : table[kind]) {
      for (const Json& card : row["cards"]) {
        const std::string metric = card["metric"];
        const bool counts_people =
            metric == "zone_visits" || metric == "queue_joined" || metric == "queue_abandoned";
        if (!counts_people) continue;
        put(counts, kind + "/" + metric + "/" + row["zone"]["id"].get<std::string>(),
            card["figure"]);
      }
    }
  }
  const Json paths = interface.get("/journeys/paths?limit=200&" + range);
  for (const Json& path : paths["items"]) put(counts, "path/" + path["zones"].dump(), path["figure"]);
  const Json series = interface.get(
      "/metrics?metric=entries,exits,zone_visits,queue_joined,queue_abandoned&scope=all&bin=total&" +
      range);
  for (const Json& one : series["series"]) {
    const std::string scope = one["scope"]["id"].is_string() ? one["scope"]["id"] : "";
    if (scope.empty() || scope == "store") continue;
    put(counts, "metrics/" + one["metric"].get<std::string>() + "/" + scope, one["total"]);
  }
  const Json flows = interface.get("/journeys/flows?" + range);
  for (const Json& flow : flows["flows"]) {
    put(counts, "flow/" + flow["from"].get<std::string>() + ">" + flow["to"].get<std::string>(),
        flow["figure"]);
  }
  put_funnels(interface, range, counts);
  for (const std::string& zone : zones) {
    const Json histogram = interface.get("/durations?metric=dwell&scope=" + zone + "&" + range);
    for (const Json& one : histogram["classes"]) {
      if (one["joined"].get<bool>()) continue;
      counts["dwell/" + zone + "/" + one["from_s"].dump()] = one["count"].get<double>();
    }
  }
  return counts;
}

struct Differences {
  std::size_t queries = 0, numbers = 0, differences = 0;
  std::map<std::string, std::size_t> kinds;  ///< of the numbers
  std::vector<std::string> small;  ///< what shows a group that is too small, at most 20
};

/// All ranges between the marks, and all differences of two with a common beginning or end.
Differences difference(Interface& interface, const std::vector<Instant>& marks,
                       const std::vector<std::string>& zones) {
  std::map<std::pair<std::size_t, std::size_t>, Counts> answers;
  Differences result;
  const auto judge = [&](const std::string& place, double value, const std::string& how) {
    const double people = std::abs(value);
    if (people < 1e-6 || people >= kK - 1e-6 || result.small.size() >= 20) return;
    result.small.push_back(place + ": " + std::to_string(value) + " " + how);
  };
  for (std::size_t from = 0; from + 1 < marks.size(); ++from) {
    for (std::size_t to = from + 1; to < marks.size(); ++to) {
      Counts& counts = answers[{from, to}];
      counts = counts_of(interface, range_of(marks[from], marks[to]), zones);
      ++result.queries;
      for (const auto& [place, value] : counts) {
        ++result.numbers;
        ++result.kinds[place.substr(0, place.find('/'))];
        judge(place, value, "alone " + range_of(marks[from], marks[to]));
      }
    }
  }
  const auto subtract = [&](const Counts& whole, const Counts& part, const std::string& how) {
    for (const auto& [place, value] : part) {
      const auto all = whole.find(place);
      if (all == whole.end()) continue;
      ++result.differences;
      judge(place, all->second - value, how);
    }
  };
  for (const auto& [range, whole] : answers) {
    for (std::size_t cut = range.first + 1; cut < range.second; ++cut) {
      const std::string how = "between " + moment(marks[range.first]) + ", " + moment(marks[cut]) +
                              ", " + moment(marks[range.second]);
      subtract(whole, answers.at({range.first, cut}), how);
      subtract(whole, answers.at({cut, range.second}), how);
    }
  }
  return result;
}

TEST(ApiDifferencing, NoPairOfRangesOfARandomWeekShowsASmallGroup) {
  TemporaryFolder folder;
  std::mt19937_64 random(31);
  const auto week = app::testing::random_week(random, 70, /*is_nested=*/true);
  write_releases(folder.path() / "a.db", app::testing::nested_store(), week);
  Interface interface(folder.path() / "a.db", week.back().end + std::chrono::hours(24));
  Differences found = difference(interface, marks_of(kFirstDay, {0, 14}), zone_names());
  EXPECT_THAT(found.small, testing::IsEmpty());
  EXPECT_GT(found.queries, 100u);
  EXPECT_GT(found.differences, 10'000u);
  for (const char* kind : {"zones", "metrics", "path", "flow", "dwell", "funnel"}) {
    EXPECT_GT(found.kinds[kind], 20u) << kind;
  }
  std::printf("%zu ranges, %zu numbers, %zu differences\n", found.queries, found.numbers,
              found.differences);
}

/// One zone lies in another: quarter by quarter, who is in the outer one alone are nobody or k.
TEST(ApiDifferencing, ZonesAgainstZonesShowNoSmallGroup) {
  TemporaryFolder folder;
  std::mt19937_64 random(32);
  const auto week = app::testing::random_week(random, 90, /*is_nested=*/true);
  write_releases(folder.path() / "a.db", app::testing::nested_store(), week);
  Interface interface(folder.path() / "a.db", week.back().end + std::chrono::hours(24));
  const std::string inner = app::testing::name("z", app::testing::kZones - 2);
  const std::string outer = app::testing::name("z", app::testing::kZones - 1);
  int both = 0, other = 0;
  for (int day = 0; day < 7; ++day) {
    const Instant from = kFirstDay + std::chrono::hours(24 * day);
    const Json answer =
        interface.get("/metrics?metric=zone_visits&scope=" + inner + "," + outer + "&bin=quarter&" +
                      range_of(from, from + std::chrono::hours(24)));
    std::map<std::string, std::map<std::string, double>> shown;
    for (const Json& series : answer["series"]) {
      for (const Json& point : series["points"]) {
        if (!point["figure"]["value"].is_number()) continue;
        shown[series["scope"]["id"]][point["from"]] = point["figure"]["value"];
      }
    }
    for (const BinTally& tally : week) {
      if (tally.start < from || tally.start >= from + std::chrono::hours(24)) continue;
      const std::string at = moment(tally.start);
      const bool sees_outer = shown[outer].contains(at) && shown[outer][at] > 0;
      const bool sees_inner = shown[inner].contains(at);
      other += sees_outer != sees_inner ? 1 : 0;
      if (!sees_outer || !sees_inner) continue;
      const auto people = [&](const std::string& zone) {
        return tally.zones.at(ZoneId(zone)).people;
      };
      const auto alone = people(outer) - people(inner);
      EXPECT_TRUE(alone == 0 || alone >= kK) << at << " " << alone;
      ++both;
    }
  }
  EXPECT_GT(both + other, 20) << "nothing was shown";
}

/// The same of a simulated store, whose people queue, walk from zone to zone and come back.
TEST(ApiDifferencing, NoPairOfRangesOfTheDemoStoreShowsASmallGroup) {
  TemporaryFolder folder;
  const std::string database = (folder.path() / "demo.db").string();
  const CommandResult filled =
      run_sillage({"sim", "fill", std::string(SILLAGE_SOURCE_DIR) + "/examples/demo-store", "--days",
                   "7", "--until", "2026-11-23T00:00:00Z", "--db", database},
                  300);
  ASSERT_EQ(filled.exit_code, 0) << filled.err;
  // The short form of scripts/privacy-days.
  const CommandResult checked = run_sillage({"privacy", "check", "--db", database});
  EXPECT_EQ(checked.exit_code, 0) << checked.out;
  EXPECT_THAT(checked.out, testing::HasSubstr(": 0 small groups follow"));
  Interface interface(database, *parse_iso8601("2026-11-23T06:00:00Z"));
  interface.set_store("demo-store");
  const Instant monday = *parse_iso8601("2026-11-15T23:00:00Z");
  const Differences found = difference(interface, marks_of(monday, {0, 15}), {"tills", "fashion"});
  EXPECT_THAT(found.small, testing::IsEmpty());
  EXPECT_GT(found.differences, 10'000u);
  std::printf("%zu ranges, %zu numbers, %zu differences\n", found.queries, found.numbers,
              found.differences);
}

/// In strict mode no difference is the same in independent releases of the same week.
TEST(ApiDifferencing, EveryDifferenceOfStrictFiguresCarriesNoise) {
  std::mt19937_64 random(33);
  const auto week = app::testing::random_week(random, 70, /*is_nested=*/true);
  constexpr int kRuns = 6;
  const auto marks = marks_of(kFirstDay, {0});
  std::map<std::string, std::vector<double>> values;  ///< of each difference, by run
  for (int run = 0; run < kRuns; ++run) {
    TemporaryFolder folder;
    write_releases(folder.path() / "a.db",
                   app::testing::nested_store(config::PrivacyMode::kStrict), week);
    Interface interface(folder.path() / "a.db", week.back().end + std::chrono::hours(24));
    std::map<std::pair<std::size_t, std::size_t>, Counts> answers;
    for (std::size_t from = 0; from + 1 < marks.size(); ++from) {
      for (std::size_t to = from + 1; to < marks.size(); ++to) {
        answers[{from, to}] = counts_of(interface, range_of(marks[from], marks[to]), zone_names());
        for (const auto& [place, value] : answers[{from, to}]) {
          values[fmt::format("{} {} {}", place, from, to)].push_back(value);
          const auto part = answers.find({from, to - 1});
          if (part == answers.end() || !part->second.contains(place)) continue;
          values[fmt::format("{} {} {} less a day", place, from, to)].push_back(
              value - part->second.at(place));
        }
      }
    }
  }
  std::size_t compared = 0;
  for (auto& [difference, drawn] : values) {
    // A day that is withheld, which its noise decides, adds nothing.
    std::erase_if(drawn, [](double value) { return std::abs(value) < 1e-6; });
    if (drawn.size() < kRuns / 2) continue;
    const std::set<double> different(drawn.begin(), drawn.end());
    EXPECT_GE(2 * different.size(), drawn.size()) << difference;
    ++compared;
  }
  EXPECT_GT(compared, 100u);
}

}  // namespace
}  // namespace sillage::e2e