// SPDX-License-Identifier: Apache-2.0
#include "desk/store/rollups.h"

#include <algorithm>
#include <map>
#include <random>

#include <gmock/gmock.h>

#include "desk/store/internal/sqlite_support_test.h"
#include "desk/store/store.h"
#include "desk/store/test_data_test.h"

namespace sillage::desk {
namespace {

using namespace std::chrono_literals;

const StoreId kLyon("lyon-2");

Calendar paris() {
  auto calendar = Calendar::create("Europe/Paris");
  EXPECT_TRUE(calendar) << calendar.error().to_string();
  return *calendar;
}

class RollupsTest : public ::testing::Test {
 protected:
  RollupsTest() : file_(folder_.path() / "store.db"), store_(*open_sqlite(file_)) {
    auto rollups = open_rollups(file_);
    EXPECT_TRUE(rollups) << rollups.error().to_string();
    rollups_ = std::move(*rollups);
    run_ = *store_->begin_run(a_run());
  }

  void write(const wire::Release& release) {
    const auto written = store_->write(release, run_);
    ASSERT_TRUE(written) << written.error().to_string();
  }
  void refresh() {
    const auto taken = rollups_->refresh(kLyon, paris());
    ASSERT_TRUE(taken) << taken.error().to_string();
  }
  std::vector<std::string> tables() {
    RawDatabase raw(file_);
    auto all = raw.query("SELECT * FROM span ORDER BY 1, 2, 3, 4, 5, 6");
    for (auto& value : raw.query("SELECT * FROM rollup ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, "
                                 "12, 13")) {
      all.push_back(std::move(value));
    }
    return all;
  }
  std::vector<RollupRow> rows(Level level, wire::Metric metric, const std::string& scope = "") {
    auto rows = rollups_->rows(kLyon, {.metric_version = 3}, level, metric, scope, Instant{},
                               Instant(std::chrono::hours(2'000'000)));
    EXPECT_TRUE(rows) << rows.error().to_string();
    return rows ? *rows : std::vector<RollupRow>{};
  }

  TemporaryFolder folder_;
  std::filesystem::path file_;
  std::unique_ptr<Store> store_;
  std::unique_ptr<Rollups> rollups_;
  std::int64_t run_ = 0;
};

wire::ReleaseHeader header_at(Instant start) {
  auto header = a_header();
  header.bin_start = start;
  header.bin_end = start + 15min;
  return header;
}

wire::Figure entries_of(double value) {
  wire::Figure figure;
  figure.metric = wire::Metric::kEntries;
  figure.value = value;
  figure.low = value - 1;
  figure.high = value + 2;
  return figure;
}

TEST_F(RollupsTest, AddsUpHoursDaysWeeksAndMonths) {
  // Monday 23 November 2026, 09:00 UTC and on: 10 o'clock in Paris; then the Monday after, a week
  // and a month later.
  const Instant start = a_header().bin_start;
  for (const Duration offset : {Duration(0min), Duration(15min), Duration(1h), Duration(24h * 9)}) {
    write(a_release(header_at(start + offset), {entries_of(10)}));
  }
  refresh();
  const auto totals = [&](Level level) {
    std::vector<double> values;
    for (const RollupRow& row : rows(level, wire::Metric::kEntries)) values.push_back(row.total);
    return values;
  };
  EXPECT_THAT(totals(Level::kBin), ::testing::ElementsAre(10, 10, 10, 10));
  EXPECT_THAT(totals(Level::kHour), ::testing::ElementsAre(20, 10, 10));
  EXPECT_THAT(totals(Level::kDay), ::testing::ElementsAre(30, 10));
  EXPECT_THAT(totals(Level::kWeek), ::testing::ElementsAre(30, 10));
  EXPECT_THAT(totals(Level::kMonth), ::testing::ElementsAre(30, 10));
  const auto month = rows(Level::kMonth, wire::Metric::kEntries)[0];
  EXPECT_EQ(month.low, 27);
  EXPECT_EQ(month.high, 36);
  EXPECT_EQ(month.measured, 3);
  EXPECT_EQ(to_iso8601(month.start), "2026-10-31T23:00:00Z");
}

TEST_F(RollupsTest, KnowsWhatWasWithheldMergedAndMissing) {
  const Instant start = a_header().bin_start;
  write(a_release(header_at(start), some_figures()));
  write(a_release(header_at(start + 15min), some_figures()));
  refresh();
  const auto visits = rows(Level::kDay, wire::Metric::kZoneVisits, "shelf");
  ASSERT_EQ(visits.size(), 1u);
  EXPECT_EQ(visits[0].withheld, 2);
  EXPECT_EQ(visits[0].measured, 0);
  const auto mean = rows(Level::kDay, wire::Metric::kOccupancyMean);
  ASSERT_EQ(mean.size(), 1u);
  EXPECT_EQ(mean[0].missing, 2);
  const auto dwell = rows(Level::kDay, wire::Metric::kDwell, "shelf");
  ASSERT_EQ(dwell.size(), 1u);
  EXPECT_EQ(dwell[0].total, 34) << "a merged class is a figure of its own";
  EXPECT_EQ(dwell[0].joined, 2);
}

TEST_F(RollupsTest, AnHourOfTheClockChangeIsItsOwn) {
  // Clocks go back on 25 October 2026 at 01:00 UTC: two hours are called two o'clock.
  const Instant first = std::chrono::sys_days(std::chrono::year{2026} / 10 / 25) + 0h;
  for (int hour = 0; hour < 3; ++hour) write(a_release(header_at(first + hour * 1h), {entries_of(10)}));
  refresh();
  EXPECT_EQ(rows(Level::kHour, wire::Metric::kEntries).size(), 3u);
  const auto spans = rollups_->spans(kLyon, {.metric_version = 3}, Level::kDay, Instant{},
                                     Instant(std::chrono::hours(2'000'000)));
  ASSERT_TRUE(spans && spans->size() == 1u);
  EXPECT_EQ((*spans)[0].end - (*spans)[0].start, 25h);
}

TEST_F(RollupsTest, DefinitionsThatDifferNeverMeet) {
  write(a_release(header_at(a_header().bin_start), {entries_of(10)}));
  auto newer = header_at(a_header().bin_start + 15min);
  newer.metric_version = 4;
  write(a_release(newer, {entries_of(20)}));
  refresh();
  EXPECT_EQ(rows(Level::kDay, wire::Metric::kEntries)[0].total, 10);
  const auto basis = rollups_->basis(kLyon, Instant(std::chrono::hours(2'000'000)));
  ASSERT_TRUE(basis && *basis);
}

TEST_F(RollupsTest, PairsEachCountWithWhatItIsAShareOf) {
  using wire::Metric;
  std::vector<wire::Figure> figures;
  for (int number = 1; number <= static_cast<int>(wire::kLastMetric); ++number) {
    const auto metric = static_cast<Metric>(number);
    const auto whole = whole_of(metric);
    if (!whole) continue;
    const bool of_zone = metric == Metric::kZoneExposed || metric == Metric::kZoneEngagements ||
                         metric == Metric::kQueueAbandoned;
    wire::Figure part;
    part.metric = metric;
    part.scope = of_zone ? "shelf" : "";
    part.value = number;
    wire::Figure all = part;
    all.metric = whole->metric;
    if (whole->of_store) all.scope = "";
    all.value = 1000 + static_cast<int>(whole->metric);
    for (const auto& figure : {part, all}) {
      const auto same = std::find_if(figures.begin(), figures.end(), [&](const auto& f) {
        return f.metric == figure.metric && f.scope == figure.scope;
      });
      if (same == figures.end()) figures.push_back(figure);
    }
  }
  write(a_release(header_at(a_header().bin_start), figures));
  // In the next bin all parts are withheld: the wholes of that bin do not count.
  for (wire::Figure& figure : figures) {
    if (!whole_of(figure.metric)) continue;
    figure.state = wire::FigureState::kWithheld;
    figure.value.reset();
  }
  write(a_release(header_at(a_header().bin_start + 15min), figures));
  refresh();
  int pairs = 0;
  for (const wire::Figure& figure : figures) {
    const auto whole = whole_of(figure.metric);
    if (!whole) continue;
    const auto found = rows(Level::kMonth, figure.metric, figure.scope);
    ASSERT_EQ(found.size(), 1u) << to_string(figure.metric);
    EXPECT_EQ(found[0].paired, 1) << to_string(figure.metric);
    EXPECT_EQ(found[0].part, found[0].total) << to_string(figure.metric);
    EXPECT_GT(found[0].whole, 0) << to_string(figure.metric);
    ++pairs;
  }
  EXPECT_EQ(pairs, 7);
}

/// A random history of releases, in which most come late, twice, or corrected.
TEST_F(RollupsTest, LateRepeatedAndCorrectedReleasesEqualARecomputation) {
  std::mt19937 random(7);
  const auto draw = [&](int below) { return static_cast<int>(random() % below); };
  // Around the clock change, the end of a week and that of a month.
  const Instant start = std::chrono::sys_days(std::chrono::year{2026} / 10 / 24) + 20h;
  std::map<Instant, wire::Release> last;
  for (int step = 0; step < 400; ++step) {
    auto header = header_at(start + draw(4 * 24 * 9) * 15min);
    header.evaluation = true;  // others are never corrected
    header.coverage = 0.01 * draw(101);
    header.metric_version = draw(20) == 0 ? 2 : 3;
    auto figures = some_figures();
    for (wire::Figure& figure : figures) {
      if (figure.value && !figure.low) figure.value = 0.1 * draw(1000);
    }
    figures.resize(1 + draw(static_cast<int>(figures.size())));
    const auto release = a_release(header, figures);
    write(release);
    if (draw(4) == 0) write(release);
    last.insert_or_assign(header.bin_start, release);
    if (draw(10) == 0) refresh();
  }
  refresh();
  const auto incremental = tables();
  ASSERT_GT(incremental.size(), 1000u);
  ASSERT_TRUE(rollups_->forget(kLyon));
  ASSERT_TRUE(tables().empty());
  refresh();
  EXPECT_EQ(tables(), incremental) << "worked out anew in the same file";

  TemporaryFolder folder;
  file_ = folder.path() / "other.db";
  store_ = *open_sqlite(file_);
  rollups_ = *open_rollups(file_);
  run_ = *store_->begin_run(a_run());
  for (const auto& [at, release] : last) write(release);
  refresh();
  EXPECT_EQ(tables(), incremental) << "from the last release of each bin alone";
}

TEST_F(RollupsTest, AgeTakesBinsFirstAndDaysLater) {
  const Instant start = a_header().bin_start;
  for (int day = 0; day < 4; ++day) write(a_release(header_at(start + day * 24h), {entries_of(10)}));
  refresh();
  const Instant second = paris().floor(Level::kDay, start + 24h);
  const auto deleted = rollups_->erase(kLyon, second, Instant{});
  ASSERT_TRUE(deleted) << deleted.error().to_string();
  EXPECT_EQ(deleted->bins, 1);
  EXPECT_EQ(rows(Level::kBin, wire::Metric::kEntries).size(), 3u);
  EXPECT_EQ(rows(Level::kHour, wire::Metric::kEntries).size(), 3u);
  EXPECT_EQ(rows(Level::kDay, wire::Metric::kEntries).size(), 4u);
  // What comes later for the deleted time changes nothing.
  write(a_release(header_at(start), {entries_of(99)}));
  ASSERT_TRUE(rollups_->refresh(kLyon, paris(), second));
  EXPECT_EQ(rows(Level::kDay, wire::Metric::kEntries)[0].total, 10);
  EXPECT_EQ(rows(Level::kWeek, wire::Metric::kEntries)[0].total, 40);
  ASSERT_TRUE(rollups_->erase(kLyon, second, start + 24h * 30));
  EXPECT_TRUE(rows(Level::kDay, wire::Metric::kEntries).empty());
}

TEST_F(RollupsTest, ABackupIsWhole) {
  write(a_release());
  refresh();
  const auto copy = folder_.path() / "copy.db";
  const auto made = rollups_->backup(copy);
  ASSERT_TRUE(made) << made.error().to_string();
  const auto before = tables();
  file_ = copy;
  EXPECT_EQ(tables(), before);
  const auto again = rollups_->backup(copy);
  ASSERT_FALSE(again);
  EXPECT_THAT(again.error().message, ::testing::HasSubstr("name a new file"));
}

}  // namespace
}  // namespace sillage::desk
