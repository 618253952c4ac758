// SPDX-License-Identifier: Apache-2.0
// Differencing by whoever may ask the store's interface: every query that it offers, over all pairs
// of ranges of a week, zones against zones, through the code of the server.
#include <cmath>
#include <map>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sodium.h>

#include "app/testing/random_days.h"
#include "base/testing/temporary.h"
#include "desk/serve/internal/accounts.h"
#include "desk/serve/internal/api.h"
#include "desk/serve/internal/keeper.h"
#include "desk/serve/internal/keys.h"
#include "desk/serve/installation.h"
#include "desk/store/store.h"
#include "floor/privacy/privacy_door.h"
#include "tests/e2e/command.h"

namespace sillage::e2e {
namespace {

namespace http = desk::http;
using app::testing::kK;
using desk::serve::Json;
using floor::BinTally;
using floor::PrivacyDoor;

const Instant kMonday = Instant{} + std::chrono::hours(24 * 369);  // 1971-01-05, UTC, is no matter

/// The server's interface over a database, asked as an analyst.
class Interface {
 public:
  explicit Interface(const std::filesystem::path& database, Instant now) : clock_(now) {
    desk::DeskOptions options;
    options.database = database;
    options.version = "test";
    options.reads_per_s = 1e9;
    shared_ = std::make_unique<desk::serve::Shared>(std::move(options));
    shared_->document = std::move(*desk::serve::ApiDocument::read());
    backend_.records = std::move(*desk::open_records(database));
    backend_.rollups = std::move(*desk::open_rollups(database));
    EXPECT_TRUE(desk::serve::refresh_all(backend_, clock_.now()));
    const Json user = {{"role", "analyst"}, {"active", true},   {"hash", ""},
                       {"totp", ""},        {"language", "en"}, {"created_at", "2026-01-01T00:00:00Z"}};
    EXPECT_TRUE(backend_.records->put(
        {desk::serve::kUser, "", "analyst", user.dump(), std::nullopt, 0, clock_.now()}));
    api_ = std::move(*desk::serve::Api::create(*shared_, clock_));
    cookie_ = *desk::serve::Accounts(*backend_.records, clock_.now()).start_session("analyst");
  }

  Json get(const std::string& path) {
    http::Request request;
    request.method = http::Method::kGet;
    request.headers.emplace_back("cookie", "sillage_session=" + cookie_);
    request.peer = "peer";
    EXPECT_TRUE(http::parse_target("/api/v1/stores/" + store_ + path, request)) << path;
    const http::Response response = api_->handle(request);
    EXPECT_EQ(response.status, 200) << path << (response.body ? response.body->plain : "");
    return response.body ? Json::parse(response.body->plain, nullptr, false) : Json();
  }
  void set_store(const std::string& id) { store_ = id; }
  desk::Records& records() { return *backend_.records; }

 private:
  SimulatedClock clock_;
  std::unique_ptr<desk::serve::Shared> shared_;
  desk::serve::Backend backend_;
  std::unique_ptr<desk::serve::Api> api_;
  std::string cookie_, store_ = "store";
};

/// Numbers of people or stays that an answer shows, by where they stand. Rates, medians and the store's
/// own totals, which are exact, are not among them.
using Counts = std::map<std::string, double>;

void put(Counts& counts, const std::string& place, const Json& figure) {
  if (figure.is_object() && figure.contains("value") && figure["value"].is_number()) {
    counts[place] = figure["value"].get<double>();
  }
}

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

std::string moment(Instant at) {
  return to_iso8601(std::chrono::floor<std::chrono::seconds>(at)).substr(0, 19) + "Z";
}

std::string range_of(Instant from, Instant to) { return "from=" + moment(from) + "&to=" + moment(to); }

/// Ends and beginnings of ranges: the days of a week, and in each the beginning of some hours.
std::vector<Instant> marks_of(Instant monday, const std::vector<int>& hours) {
  std::vector<Instant> marks;
  for (int day = 0; day < 7; ++day) {
    for (const int hour : hours) marks.push_back(monday + std::chrono::hours(24 * day + hour));
  }
  marks.push_back(monday + std::chrono::hours(24 * 7));
  return marks;
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

/// Bins through the door into a database that a desk can serve.
void write_releases(const std::filesystem::path& database, const config::StoreConfig& store,
                    const std::vector<BinTally>& week) {
  auto door = *PrivacyDoor::create(store, false);
  auto figures = *desk::open_sqlite(database);
  const auto run = figures->begin_run({kMonday, "test", "live", "", "m", ""});
  ASSERT_TRUE(run);
  for (const BinTally& tally : week) {
    for (const auto& release : door.take(tally)) ASSERT_TRUE(figures->write(release, *run));
  }
  for (const auto& release : door.finish()) ASSERT_TRUE(figures->write(release, *run));
  auto records = *desk::open_records(database);
  const desk::Installation installation{store, {{0, 0}, {20, 0}, {20, 8}, {0, 8}}, false, Instant{}};
  ASSERT_TRUE(desk::install(*records, installation, week.back().end));
}

const Instant kFirstDay = Instant{} + std::chrono::hours(24 * 365);

std::vector<std::string> zone_names() {
  std::vector<std::string> names;
  for (int zone = 0; zone < app::testing::kZones; ++zone) {
    names.push_back(app::testing::name("z", zone));
  }
  return names;
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
TEST(ApiDifferencing, HeatOfAnyRangeIsTheSumOfCrowds) {
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
  EXPECT_GT(alone, 20u);
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
TEST(ApiDifferencing, SegmentsTellCrowdsOfWholeDays) {
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
