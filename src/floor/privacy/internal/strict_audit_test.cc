// SPDX-License-Identifier: Apache-2.0
// What strict releases give away of one person-day, measured on the outside: figures are drawn with
// and without the person, 100,000 times each, and told apart as well as figures can be.
#include <map>
#include <tuple>

#include <gmock/gmock.h>

#include "floor/privacy/internal/audit_test.h"
#include "floor/privacy/internal/noise.h"
#include "floor/privacy/internal/strict_door.h"

namespace sillage::floor::internal {
namespace {

using wire::Metric;

constexpr int kRuns = 100'000;
/// Enough for faults that are planted.
constexpr int kFewerRuns = 30'000;
constexpr int kStays = 2;
constexpr int kClass = 5;

config::StoreConfig audited_store(double rho = 0.015) {
  config::StoreConfig store;
  for (const char* id : {"a", "b"}) store.lines.push_back({LineId(id), id, {}, {}});
  for (const char* id : {"x", "y", "till"}) {
    const auto type = id[0] == 't' ? config::ZoneType::kService : config::ZoneType::kAisle;
    store.zones.push_back({ZoneId(id), id, type, *Polygon::create({{0, 0}, {1, 0}, {1, 1}})});
  }
  store.privacy.mode = config::PrivacyMode::kStrict;
  store.privacy.rho = rho;
  store.privacy.stays_per_day = kStays;
  return store;
}

/// Adds somebody who is counted wherever one stay can count, `stays` times.
void add_person(BinTally& tally, std::int64_t stays) {
  tally.lines[LineId("a")].entering_stays += stays;
  tally.lines[LineId("a")].exiting_stays += stays;
  for (const char* from : {"x", "y", "till"}) {
    tally.zones[ZoneId(from)].stays[kClass] += stays;
    for (const char* to : {"x", "y", "till"}) {
      if (from != to) tally.flows[{ZoneId(from), ZoneId(to)}].stays += stays;
    }
  }
  tally.stays.visits += stays;
  tally.stays.bounces += stays;
  tally.stays.reached_service += stays;
  tally.stays.durations[kClass] += stays;
}

/// So many people everywhere that every figure is shown.
BinTally crowd() {
  BinTally tally;
  tally.end = tally.start + std::chrono::minutes(15);
  tally.observed = std::chrono::minutes(15);
  for (const char* id : {"a", "b"}) {
    tally.lines[LineId(id)].entering_stays = tally.lines[LineId(id)].exiting_stays = 4000;
  }
  for (const char* from : {"x", "y", "till"}) {
    tally.zones[ZoneId(from)].stays.fill(2000);
    for (const char* to : {"x", "y", "till"}) tally.flows[{ZoneId(from), ZoneId(to)}].stays = 3000;
  }
  tally.stays = {9000, 2000, 5000, {}};
  tally.stays.durations.fill(2000);
  return tally;
}

BinTally crowd_and_person(std::int64_t stays) {
  BinTally tally = crowd();
  add_person(tally, stays);
  return tally;
}

/// The logarithm of how much likelier the figures are with the person, up to a constant: what
/// nobody can beat who tells the two apart. Weighs the figures of a day.
class Judge {
 public:
  explicit Judge(const StrictTables& tables) : tables_(tables) {}

  /// `only`: with the figures of this table, or of all.
  double operator()(const Figures& figures, std::optional<Table> only = std::nullopt) const {
    std::map<std::tuple<Metric, std::string, double>, double> values;
    double flows = 0;
    for (const wire::Figure& figure : figures) {
      EXPECT_TRUE(figure.value) << to_string(figure.metric) << " " << figure.scope;
      values[{figure.metric, figure.scope, figure.extent[0]}] = figure.value.value_or(0);
      if (figure.metric == Metric::kFlow && !figure.way.empty()) flows += *figure.value;
    }
    const auto value = [&](Metric metric, const std::string& scope = "", double from = 0) {
      return values.at({metric, scope, from});
    };
    double sum = 0;
    const auto wants = [&](Table table) { return !only || *only == table; };
    if (wants(Table::kLines)) {
      for (const Metric m : {Metric::kEntries, Metric::kExits}) {
        sum +=
            joined(value(m), variance(Table::kRunning), value(m, "a"), variance(Table::kLines), 2);
      }
    }
    if (wants(Table::kZones)) {
      for (const char* zone : {"x", "y", "till"}) {
        sum += joined(value(Metric::kZoneVisits, zone), variance(Table::kZones),
                      value(Metric::kDwell, zone, dwell_edge_s(3)), variance(Table::kDwell), 4);
      }
    }
    if (wants(Table::kVisits)) {
      sum += (value(Metric::kVisits) + value(Metric::kBounces) + value(Metric::kCheckoutReached) +
              value(Metric::kVisitDuration)) /
             variance(Table::kVisits);
    }
    if (wants(Table::kFlows)) sum += flows / variance(Table::kFlows);
    return sum;
  }

 private:
  double variance(Table table) const { return static_cast<double>(tables_.noise(table).variance); }

  /// A whole and one of its n parts after they were made consistent.
  static double joined(double whole, double of_whole, double part, double of_part, double n) {
    const double together = 1 / (1 / of_whole + 1 / (n * of_part));
    return (part - whole / n) / of_part + whole / together;
  }

  const StrictTables& tables_;
};

const Day kDay{Instant{}, Instant{std::chrono::hours(24)}};

Figures day_of(const StrictTables& tables, const BinTally& tally, Entropy& entropy) {
  StrictDay day(tables, kDay, 10);
  day.add(tally, entropy);
  return day.end(entropy).back().figures;
}

double rho_of_tables(const StrictTables& tables, const std::vector<Table>& which) {
  double sum = 0;
  for (const Table table : which) sum += tables.noise(table).rho;
  return sum;
}

struct Case {
  const char* name;
  std::optional<Table> judged;  ///< none: all figures together
  std::vector<Table> paid;
};

/// What the figures of the tables show, by case, of somebody who stays twice a day as they are
/// allowed.
std::vector<Leak> leaks_of(int runs, const StrictTables& tables, const StrictTables& declared,
                           const std::vector<Case>& cases, std::int64_t stays = kStays) {
  const Judge judge(declared);
  Entropy entropy(Entropy::Seed{21});
  const auto run = [&](const BinTally& tally) {
    std::vector<std::vector<double>> answers(cases.size());
    for (int i = 0; i < runs; ++i) {
      const Figures figures = day_of(tables, tally, entropy);
      for (std::size_t c = 0; c < cases.size(); ++c) {
        answers[c].push_back(judge(figures, cases[c].judged));
      }
    }
    return answers;
  };
  const auto without = run(crowd()), with = run(crowd_and_person(stays));
  std::vector<Leak> leaks;
  for (std::size_t c = 0; c < cases.size(); ++c) leaks.push_back(audit(without[c], with[c]));
  return leaks;
}

const Case kWhole{
    "person-day",
    std::nullopt,
    {Table::kRunning, Table::kLines, Table::kZones, Table::kDwell, Table::kVisits, Table::kFlows}};

StrictTables tables_of(const config::StoreConfig& store) {
  return StrictTables::of(store, kDay.end - kDay.start, 0);
}

void report(const char* name, const Leak& leak, double declared) {
  const std::string text = fmt::format(
      "{}: shows rho {:.5f} (epsilon {:.3f}), declared {:.5f} ({:.3f})", name, leak.rho(),
      epsilon_of(leak.rho(), kDelta), declared, epsilon_of(declared, kDelta));
  std::printf("%s\n", text.c_str());
}

TEST(StrictAudit, NoTableAndNoPersonDayShowsMoreThanIsDeclared) {
  const StrictTables tables = tables_of(audited_store());
  const std::vector<Case> cases = {
      kWhole,
      {"entries, exits, lines", Table::kLines, {Table::kRunning, Table::kLines}},
      {"zones, dwell", Table::kZones, {Table::kZones, Table::kDwell}},
      {"visits", Table::kVisits, {Table::kVisits}},
      {"flows", Table::kFlows, {Table::kFlows}}};
  const auto leaks = leaks_of(kRuns, tables, tables, cases);
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const double declared = rho_of_tables(tables, cases[i].paid);
    report(cases[i].name, leaks[i], declared);
    EXPECT_LE(leaks[i].rho(), declared) << cases[i].name;
    EXPECT_GE(leaks[i].rho(), 0.3 * declared) << cases[i].name << ": the audit is blind";
  }
}

/// Somebody who comes in at the first step is in a node of every level.
TEST(StrictAudit, RunningSumsShowNoMoreThanIsDeclared) {
  config::StoreConfig store = audited_store();
  const StrictTables tables = StrictTables::of(store, kDay.end - kDay.start, 20'000);
  ASSERT_EQ(tables.steps(), 24u);
  const auto& noise = tables.noise(Table::kRunning);
  Entropy entropy(Entropy::Seed{22});
  const auto run = [&](std::int64_t person) {
    double sum = 0;
    for (int direction = 0; direction < 2; ++direction) {
      RunningSum entries(tables.steps(), noise.variance);
      for (std::size_t step = 0; step < 17; ++step) {
        entries.add(50 + (step == 0 ? person : 0), entropy);
        if (((step + 1) & step) == 0) sum += entries.total().value;
      }
    }
    return sum;
  };
  const Leak leak = audit(
      kRuns, [&] { return run(0); }, [&] { return run(kStays); });
  report("running sums", leak, noise.rho);
  EXPECT_LE(leak.rho(), noise.rho);
  EXPECT_GE(leak.rho(), 0.3 * noise.rho);
}

/// The same audit must find what is wrong.
TEST(StrictAudit, HalfTheNoiseIsFound) {
  const StrictTables declared = tables_of(audited_store());
  const StrictTables faulty = tables_of(audited_store(4 * 0.015));
  const Leak leak = leaks_of(kFewerRuns, faulty, declared, {kWhole}).front();
  report("half the noise", leak, declared.rho());
  EXPECT_GT(leak.rho(), 1.5 * declared.rho());
}

/// Somebody whose identity changes every second of a minute, if figures counted identities.
TEST(StrictAudit, CountingIdentitiesInsteadOfBodiesIsFound) {
  const StrictTables tables = tables_of(audited_store());
  const Leak leak = leaks_of(kFewerRuns, tables, tables, {kWhole}, /*stays=*/60).front();
  report("an identity a second", leak, tables.rho());
  EXPECT_GT(leak.rho(), 100 * tables.rho());
}

/// Both releases of a day that was made twice, joined by who wants to know.
double twice(const config::StoreConfig& store, const BinTally& tally, bool forgets,
             const Judge& judge, Entropy& entropy) {
  const auto seed = [&entropy] {
    Entropy::Seed drawn;
    for (unsigned char& byte : drawn) byte = entropy.byte();
    return Entropy(drawn);
  };
  const LocalDays days = *LocalDays::create("UTC");
  StrictDoor before(store, days, seed());
  before.take(tally);
  double sum = judge(before.finish().back().figures);
  StrictDoor after(store, days, seed());
  ByteWriter saved(1024);
  before.save(saved);
  const std::vector<std::byte> bytes = std::move(saved).take();
  ByteReader kept(bytes);
  EXPECT_TRUE(forgets || after.load(kept));
  after.take(tally);
  for (const Draft& draft : after.finish()) sum += judge(draft.figures);
  return sum;
}

TEST(StrictAudit, ALedgerThatForgetsARestartIsFoundAndOursDoesNot) {
  const config::StoreConfig store = audited_store();
  const StrictTables tables = tables_of(store);
  const Judge judge(tables);
  const BinTally without = crowd(), with = crowd_and_person(kStays);
  for (const bool forgets : {true, false}) {
    Entropy entropy(Entropy::Seed{23});
    const Leak leak = audit(
        kFewerRuns, [&] { return twice(store, without, forgets, judge, entropy); },
        [&] { return twice(store, with, forgets, judge, entropy); });
    report(forgets ? "after a restart, forgetting" : "after a restart", leak, tables.rho());
    EXPECT_EQ(leak.rho() > tables.rho(), forgets);
  }
}

}  // namespace
}  // namespace sillage::floor::internal
