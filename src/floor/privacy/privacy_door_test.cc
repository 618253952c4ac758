// SPDX-License-Identifier: Apache-2.0
#include "floor/privacy/privacy_door.h"

#include <numeric>

#include <gmock/gmock.h>

namespace sillage::floor {
namespace {

using testing::HasSubstr;
using wire::Figure;
using wire::FigureState;
using wire::Metric;

LineTally line_of(std::int64_t entries, std::int64_t exits) {
  LineTally line;
  line.entries.count = line.entering_people = entries;
  line.exits.count = line.exiting_people = exits;
  return line;
}

ZoneTally zone_of(std::int64_t short_stays, std::int64_t long_stays) {
  ZoneTally zone;
  zone.completed[0] = zone.class_people[0] = short_stays;
  zone.completed[6] = zone.class_people[6] = long_stays;
  zone.visits = zone.people = short_stays + long_stays;
  return zone;
}

void add_heat(BinTally& tally, CellIndex cell, std::int64_t people, double person_s) {
  for (int level = 0; level < kHeatLevels; ++level) {
    HeatCell& here = tally.heat[level][{cell.x >> level, cell.y >> level}];
    here.people += people;
    here.person_s += person_s;
  }
}

BinTally quarter_hour() {
  BinTally tally;
  tally.end = tally.start + std::chrono::minutes(15);
  tally.observed = std::chrono::minutes(12);
  tally.occupancy_mean = 3.25;
  tally.occupancy_max = 7;
  tally.occupancy_samples = 720;
  return tally;
}

wire::Release release(const BinTally& tally, config::StoreConfig store = {}) {
  const wire::Release made = PrivacyDoor::create(store, /*evaluation=*/true)->release(tally);
  const auto received = wire::decode_release(wire::encode(made));
  EXPECT_TRUE(received) << received.error().message;
  EXPECT_EQ(wire::encode(made), wire::encode(*received));
  return made;
}

std::vector<Figure> figures(const wire::Release& release, Metric metric,
                            const std::string& scope = "") {
  std::vector<Figure> found;
  for (const Figure& figure : release.figures()) {
    if (figure.metric == metric && figure.scope == scope) found.push_back(figure);
  }
  return found;
}

Figure only(const wire::Release& release, Metric metric, const std::string& scope = "") {
  const auto found = figures(release, metric, scope);
  EXPECT_EQ(found.size(), 1u) << wire::to_string(metric) << " " << scope;
  return found.empty() ? Figure{} : found.front();
}

TEST(PrivacyDoor, TellsTheOldestPictureOfABinOnce) {
  auto door = *PrivacyDoor::create({}, false);
  door.note_frame_age(std::chrono::milliseconds(300));
  door.note_frame_age(std::chrono::milliseconds(200));
  BinTally tally = quarter_hour();
  EXPECT_EQ(door.take(tally).front().header().frame_age_s, 0.3);
  tally.start = tally.end;
  tally.end += std::chrono::minutes(15);
  EXPECT_EQ(door.take(tally).front().header().frame_age_s, std::nullopt);
}

/// Whether somebody's state was held, and how long a picture took, would tell whether somebody came.
TEST(PrivacyDoor, AStrictReleaseTellsTheLimitOfAgesAlone) {
  std::vector<std::optional<double>> persons, frames;
  for (const bool somebody : {false, true}) {
    config::StoreConfig store;
    store.privacy.mode = config::PrivacyMode::kStrict;
    store.lines.push_back({LineId("door"), "", {}, {}});
    auto door = *PrivacyDoor::create(store, false);
    door.note_frame_age(std::chrono::milliseconds(somebody ? 400 : 100));
    BinTally tally = quarter_hour();
    tally.lines[LineId("door")] = line_of(1, 1);
    if (somebody) tally.oldest_person = std::chrono::seconds(61);
    auto releases = door.take(tally);
    for (auto& release : door.finish()) releases.push_back(std::move(release));
    ASSERT_FALSE(releases.empty());
    for (const wire::Release& release : releases) {
      persons.push_back(release.header().person_age_s);
      if (release.header().frame_age_s) frames.push_back(release.header().frame_age_s);
    }
  }
  EXPECT_THAT(persons, testing::Each(std::optional<double>(60 + 35)));
  EXPECT_THAT(frames, testing::Each(std::optional<double>(2)));
}

TEST(PrivacyDoor, HeaderSaysWhatTheFiguresRestOn) {
  const auto header = release(quarter_hour()).header();
  EXPECT_EQ(header.store, StoreId("store"));
  EXPECT_EQ(header.k, 10);
  EXPECT_EQ(header.link_level, 2);
  EXPECT_EQ(header.period, wire::Period::kBin);
  EXPECT_DOUBLE_EQ(header.coverage, 0.8);
  EXPECT_TRUE(header.evaluation);
  EXPECT_EQ(header.mode, wire::ReleaseMode::kStandard);
}

TEST(PrivacyDoor, HeaderSaysHowFarPeopleWereLinked) {
  config::StoreConfig store;
  for (const int level : {0, 1, 3}) {
    store.journey.level = level;
    EXPECT_EQ(release(quarter_hour(), store).header().link_level, level);
  }
}

TEST(PrivacyDoor, TotalsAreExactWithTheirInterval) {
  BinTally tally = quarter_hour();
  tally.lines[LineId("a")] = line_of(2, 1);
  tally.lines[LineId("b")] = line_of(3, 0);
  tally.lines[LineId("a")].entries.doubtful = 1;
  tally.lines[LineId("b")].entries.missed = 2;
  const auto out = release(tally);
  const Figure entries = only(out, Metric::kEntries);
  EXPECT_EQ(entries.value, 5);
  EXPECT_EQ(entries.low, 4);
  EXPECT_EQ(entries.high, 7);
  EXPECT_EQ(only(out, Metric::kExits).value, 1);
  EXPECT_EQ(only(out, Metric::kOccupancyMean).value, 3.25);
  EXPECT_EQ(only(out, Metric::kOccupancyMax).value, 7);
}

TEST(PrivacyDoor, WithoutALineThereAreNoEntries) {
  const auto out = release(quarter_hour());
  EXPECT_TRUE(figures(out, Metric::kEntries).empty());
  EXPECT_TRUE(figures(out, Metric::kExits).empty());
}

TEST(PrivacyDoor, NothingObservedIsNullAndNotZero) {
  BinTally tally = quarter_hour();
  tally.observed = Duration::zero();
  tally.occupancy_samples = 0;
  tally.lines[LineId("a")] = {};
  tally.zones[ZoneId("z")] = {};
  const auto out = release(tally);
  EXPECT_EQ(out.header().coverage, 0);
  EXPECT_EQ(out.figures().size(), 13u);
  for (const Figure& figure : out.figures()) {
    EXPECT_FALSE(figure.value);
    EXPECT_EQ(figure.state, FigureState::kReleased);
  }
}

TEST(PrivacyDoor, NobodyThereIsZero) {
  BinTally tally = quarter_hour();
  tally.lines[LineId("a")] = {};
  tally.zones[ZoneId("z")] = {};
  const auto out = release(tally);
  EXPECT_EQ(only(out, Metric::kEntries, "a").value, 0);
  EXPECT_EQ(only(out, Metric::kZoneVisits, "z").value, 0);
  EXPECT_EQ(only(out, Metric::kDwell, "z").value, 0);
}

TEST(PrivacyDoor, OfOnePersonNothingIsShownButTheTotals) {
  BinTally tally = quarter_hour();
  tally.lines[LineId("a")] = line_of(1, 1);
  tally.lines[LineId("b")] = line_of(0, 0);
  tally.zones[ZoneId("z")] = zone_of(0, 1);
  add_heat(tally, {3, 4}, 1, 60);
  const auto out = release(tally);
  int withheld = 0;
  for (const Figure& figure : out.figures()) {
    const bool is_total = figure.scope.empty() && figure.metric != Metric::kHeat;
    if (is_total || figure.value == 0) continue;
    EXPECT_EQ(figure.state, FigureState::kWithheld) << wire::to_string(figure.metric);
    EXPECT_FALSE(figure.value);
    EXPECT_FALSE(figure.low);
    EXPECT_TRUE(figure.group.empty());
    ++withheld;
  }
  // Entries and exits of a, and of b, since one of two is the other; visits and dwell of z, heat.
  EXPECT_EQ(withheld, 7);
}

TEST(PrivacyDoor, SmallLinesArePooledWithTheSmallestLargeOne) {
  BinTally tally = quarter_hour();
  tally.lines[LineId("a")] = line_of(3, 0);
  tally.lines[LineId("b")] = line_of(40, 0);
  tally.lines[LineId("c")] = line_of(15, 0);
  const auto out = release(tally);
  EXPECT_EQ(only(out, Metric::kEntries, "b").state, FigureState::kReleased);
  EXPECT_EQ(only(out, Metric::kEntries, "b").value, 40);
  for (const char* id : {"a", "c"}) {
    const Figure merged = only(out, Metric::kEntries, id);
    EXPECT_EQ(merged.state, FigureState::kMerged);
    EXPECT_EQ(merged.value, 18);
    EXPECT_EQ(merged.group, "other");
    EXPECT_EQ(only(out, Metric::kExits, id).value, 0);
  }
}

TEST(PrivacyDoor, TenEntriesOfOneBodyAreNoCrowd) {
  BinTally tally = quarter_hour();
  tally.lines[LineId("a")] = line_of(10, 0);
  tally.lines[LineId("a")].entering_people = 1;
  EXPECT_EQ(only(release(tally), Metric::kEntries, "a").state, FigureState::kWithheld);
}

TEST(PrivacyDoor, DwellClassesPartitionTheVisits) {
  BinTally tally = quarter_hour();
  tally.zones[ZoneId("z")] = zone_of(14, 3);
  const auto out = release(tally);
  EXPECT_EQ(only(out, Metric::kZoneVisits, "z").value, 17);
  const auto classes = figures(out, Metric::kDwell, "z");
  ASSERT_EQ(classes.size(), 2u);
  EXPECT_EQ(classes[0].state, FigureState::kMerged);
  EXPECT_EQ(classes[0].group, "dwell:0-6");
  EXPECT_EQ(classes[0].value, 17);
  EXPECT_EQ(classes[0].extent[0], 5);
  EXPECT_EQ(classes[0].extent[1], classes[1].extent[0]);
  EXPECT_EQ(classes[1].value, 0);
  EXPECT_EQ(classes[1].extent[1], kOpenDwellEndS);
}

TEST(PrivacyDoor, SmallZoneHidesItsDwellToo) {
  BinTally tally = quarter_hour();
  tally.zones[ZoneId("z")] = zone_of(9, 0);
  const auto out = release(tally);
  EXPECT_EQ(only(out, Metric::kZoneVisits, "z").state, FigureState::kWithheld);
  const Figure dwell = only(out, Metric::kDwell, "z");
  EXPECT_EQ(dwell.state, FigureState::kWithheld);
  EXPECT_EQ(dwell.extent[1], kOpenDwellEndS);
}

TEST(PrivacyDoor, HeatIsDensityOverTheAreaItStandsFor) {
  BinTally tally = quarter_hour();
  add_heat(tally, {0, 0}, 20, 50);
  add_heat(tally, {1, 0}, 12, 24);
  add_heat(tally, {0, 1}, 2, 6);
  const auto heat = figures(release(tally), Metric::kHeat);
  ASSERT_EQ(heat.size(), 3u);
  for (const Figure& figure : heat) {
    EXPECT_EQ(figure.extent[2], 0.5);
    const bool crowded = figure.extent[0] == 0 && figure.extent[1] == 0;
    EXPECT_EQ(figure.state, crowded ? FigureState::kReleased : FigureState::kMerged);
    EXPECT_EQ(figure.value, crowded ? 50 / 0.25 : 30 / 0.5);
    EXPECT_EQ(figure.group, crowded ? "" : "heat:1");
  }
}

TEST(PrivacyDoor, AVeryLargeFloorIsShownCoarser) {
  BinTally tally = quarter_hour();
  for (int x = 0; x < 400; ++x) {
    for (int y = 0; y < 300; ++y) add_heat(tally, {x, y}, 10, 1);
  }
  const auto heat = figures(release(tally), Metric::kHeat);
  EXPECT_EQ(heat.size(), 200u * 150u);
  EXPECT_EQ(heat[0].extent[2], 1);
  EXPECT_EQ(heat[0].value, 4);
}

TEST(PrivacyDoor, FiguresComeInOneOrder) {
  BinTally tally = quarter_hour();
  tally.lines[LineId("b")] = line_of(20, 20);
  tally.lines[LineId("a")] = line_of(20, 20);
  add_heat(tally, {9, 9}, 20, 50);
  add_heat(tally, {-9, 3}, 20, 50);
  const auto out = release(tally);
  EXPECT_TRUE(std::is_sorted(out.figures().begin(), out.figures().end(), wire::precedes));
}

TEST(PrivacyDoor, ALargerKHidesMore) {
  config::StoreConfig store;
  store.privacy.k = 50;
  BinTally tally = quarter_hour();
  tally.lines[LineId("a")] = line_of(40, 0);
  EXPECT_EQ(only(release(tally, store), Metric::kEntries, "a").state, FigureState::kWithheld);
  EXPECT_EQ(release(tally, store).header().k, 50);
}

TEST(PrivacyDoor, RefusesTooSmallGroupsAndTooShortBins) {
  config::StoreConfig store;
  store.privacy.k = 9;
  auto door = PrivacyDoor::create(store, false);
  ASSERT_FALSE(door);
  EXPECT_EQ(door.error().code, ErrorCode::kInvalidArgument);
  EXPECT_THAT(door.error().message, HasSubstr("set privacy.k to 10 or more"));

  store.privacy = {.k = 10, .bin_minutes = 10};
  door = PrivacyDoor::create(store, false);
  ASSERT_FALSE(door);
  EXPECT_EQ(door.error().code, ErrorCode::kInvalidArgument);
  EXPECT_THAT(door.error().message, HasSubstr("set privacy.bin_minutes to 15 or more"));

  store.privacy = {};
  store.time_zone = "Europe/Atlantis";
  door = PrivacyDoor::create(store, false);
  ASSERT_FALSE(door);
  EXPECT_EQ(door.error().code, ErrorCode::kConfiguration);
  EXPECT_THAT(door.error().message, HasSubstr("write an IANA name such as Europe/Paris"));
}

}  // namespace
}  // namespace sillage::floor
