// SPDX-License-Identifier: Apache-2.0
#include "wire/release.h"

#include <algorithm>
#include <functional>
#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sillage::wire {
namespace {

using ::testing::HasSubstr;

constexpr Instant kNine =
    std::chrono::sys_days(std::chrono::year{2026} / 11 / 23) + std::chrono::hours(9);

ReleaseHeader a_header() {
  ReleaseHeader header;
  header.store = StoreId("lyon-2");
  header.bin_start = kNine;
  header.bin_end = kNine + std::chrono::minutes(15);
  header.link_level = 2;
  header.k = 12;
  header.metric_version = 3;
  header.person_age_s = 61.5;
  header.coverage = 0.875;
  header.evaluation = true;
  return header;
}

Figure a_dwell() {
  Figure figure;
  figure.metric = Metric::kDwell;
  figure.scope = "shelf";
  figure.extent = {10, 14.142135623730951, 0, 0};
  figure.state = FigureState::kMerged;
  figure.value = 17;
  figure.group = "dwell:2-4";
  return figure;
}

Figure a_path() {
  Figure figure;
  figure.metric = Metric::kPath;
  figure.way = {"door-side", "shelf", std::string(32, 'z'), "till"};
  figure.value = 12;
  return figure;
}

Figure a_step() {
  Figure figure;
  figure.metric = Metric::kFunnel;
  figure.scope = "buyers";
  figure.extent[0] = 2;
  figure.value = 21;
  return figure;
}

Figure a_segment_dwell() {
  Figure figure;
  figure.metric = Metric::kSegmentDwell;
  figure.scope = "shelf";
  figure.extent = {static_cast<double>(Segment::kMasculine), 5, 20, 0};
  figure.value = 12.5;
  figure.low = 8;
  figure.high = 19;
  return figure;
}

std::vector<Figure> some_figures() {
  Figure entries;
  entries.metric = Metric::kEntries;
  entries.scope = "door";
  entries.value = 42;
  entries.low = 40;
  entries.high = 45;
  Figure mean;
  mean.metric = Metric::kOccupancyMean;  // not observed: no value, which is not 0
  Figure visits;
  visits.metric = Metric::kZoneVisits;
  visits.scope = "shelf";
  visits.state = FigureState::kWithheld;
  Figure heat;
  heat.metric = Metric::kHeat;
  heat.extent = {-1.5, 2, 0.5, 0.5};
  heat.value = 12.5;
  return {entries, mean, visits, a_dwell(), heat, a_path(), a_step(), a_segment_dwell()};
}

void expect_same(const Figure& a, const Figure& b) {
  EXPECT_EQ(a.metric, b.metric);
  EXPECT_EQ(a.scope, b.scope);
  EXPECT_EQ(a.extent, b.extent);
  EXPECT_EQ(a.way, b.way);
  EXPECT_EQ(a.state, b.state);
  EXPECT_EQ(a.value, b.value);
  EXPECT_EQ(a.low, b.low);
  EXPECT_EQ(a.high, b.high);
  EXPECT_EQ(a.group, b.group);
}

TEST(Release, SurvivesTheTrip) {
  const auto figures = some_figures();
  const auto release = decode_release(encode_parts(a_header(), figures));
  ASSERT_TRUE(release) << release.error().to_string();
  const ReleaseHeader& header = release->header();
  EXPECT_EQ(header.store, StoreId("lyon-2"));
  EXPECT_EQ(header.bin_start, kNine);
  EXPECT_EQ(header.bin_end, kNine + std::chrono::minutes(15));
  EXPECT_EQ(header.period, Period::kBin);
  EXPECT_EQ(header.mode, ReleaseMode::kStandard);
  EXPECT_EQ(header.link_level, 2);
  EXPECT_EQ(header.k, 12);
  EXPECT_EQ(header.metric_version, 3);
  EXPECT_EQ(header.person_age_s, 61.5);
  EXPECT_EQ(header.frame_age_s, std::nullopt);
  EXPECT_EQ(header.coverage, 0.875);
  EXPECT_TRUE(header.evaluation);
  ASSERT_EQ(release->figures().size(), figures.size());
  for (std::size_t i = 0; i < figures.size(); ++i) expect_same(release->figures()[i], figures[i]);
  EXPECT_EQ(encode(*release), encode_parts(a_header(), figures));
}

TEST(Release, MayBeEmpty) {
  const auto release = decode_release(encode_parts(a_header(), {}));
  ASSERT_TRUE(release);
  EXPECT_TRUE(release->figures().empty());
}

TEST(Release, MayBeOfADay) {
  ReleaseHeader header = a_header();
  header.period = Period::kDay;
  header.bin_end = header.bin_start + std::chrono::hours(25);
  const auto release = decode_release(encode_parts(header, {}));
  ASSERT_TRUE(release) << release.error().to_string();
  EXPECT_EQ(release->header().period, Period::kDay);
}

TEST(Release, StrictFiguresMayBeBelowZero) {
  auto header = a_header();
  auto figures = some_figures();
  figures[0].value = -2;
  figures[0].low = -5;
  EXPECT_FALSE(decode_release(encode_parts(header, figures)));
  header.mode = ReleaseMode::kStrict;
  EXPECT_TRUE(decode_release(encode_parts(header, figures)));
}

void expect_refused(const std::vector<std::byte>& bytes, const char* reason) {
  const auto release = decode_release(bytes);
  ASSERT_FALSE(release) << reason;
  EXPECT_EQ(release.error().code, ErrorCode::kDataLoss);
  EXPECT_THAT(release.error().message, HasSubstr(reason));
  EXPECT_THAT(release.error().message,
              HasSubstr("run floor and desk from the same build and send the release again"));
}

struct BadHeader {
  const char* name;
  std::function<void(ReleaseHeader&)> spoil;
  const char* reason;
};
class BadHeaderTest : public ::testing::TestWithParam<BadHeader> {};

TEST_P(BadHeaderTest, IsRefusedWithTheReasonAndWhatToDo) {
  ReleaseHeader header = a_header();
  GetParam().spoil(header);
  expect_refused(encode_parts(header, some_figures()), GetParam().reason);
}

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

INSTANTIATE_TEST_SUITE_P(
    Each, BadHeaderTest,
    ::testing::Values(
        BadHeader{"NoStore", [](auto& h) { h.store = {}; }, "store"},
        BadHeader{"StoreIsAPath", [](auto& h) { h.store = StoreId("../etc"); }, "store"},
        BadHeader{"StoreTooLong", [](auto& h) { h.store = StoreId(std::string(33, 's')); },
                  "store"},
        BadHeader{"EmptyBin", [](auto& h) { h.bin_end = h.bin_start; }, "ends before"},
        BadHeader{"BackwardBin", [](auto& h) { std::swap(h.bin_start, h.bin_end); }, "ends before"},
        BadHeader{"Before1970", [](auto& h) { h.bin_start = Instant(Duration(-1)); }, "years"},
        BadHeader{"EndOfTime", [](auto& h) { h.bin_end = Instant::max(); }, "years"},
        BadHeader{"Mode", [](auto& h) { h.mode = static_cast<ReleaseMode>(2); }, "mode"},
        BadHeader{"Period", [](auto& h) { h.period = static_cast<Period>(2); }, "period"},
        BadHeader{"LongDay",
                  [](auto& h) {
                    h.period = Period::kDay;
                    h.bin_end = h.bin_start + std::chrono::hours(27);
                  },
                  "longer than a day"},
        BadHeader{"LinkLevel", [](auto& h) { h.link_level = 4; }, "link level"},
        BadHeader{"NoK", [](auto& h) { h.k = 0; }, "k is 0"},
        BadHeader{"CostOfExactFigures", [](auto& h) { h.rho = 0.01; }, "a privacy cost"},
        BadHeader{"HugeCost",
                  [](auto& h) {
                    h.mode = ReleaseMode::kStrict;
                    h.rho = 2;
                  },
                  "privacy cost is not in"},
        BadHeader{"NegativeAge", [](auto& h) { h.frame_age_s = -1; }, "ages are not within"},
        BadHeader{"AncientPerson", [](auto& h) { h.person_age_s = 1e6; }, "ages are not within"},
        BadHeader{"NoMetricVersion", [](auto& h) { h.metric_version = 0; }, "metric version"},
        BadHeader{"CoverageAboveOne", [](auto& h) { h.coverage = 1.001; }, "coverage"},
        BadHeader{"NanCoverage", [](auto& h) { h.coverage = kNan; }, "coverage"},
        BadHeader{"NegativeCoverage", [](auto& h) { h.coverage = -0.1; }, "coverage"}),
    [](const auto& param) { return std::string(param.param.name); });

struct BadFigure {
  const char* name;
  std::function<void(Figure&)> spoil;
  const char* reason;
};
class BadFigureTest : public ::testing::TestWithParam<BadFigure> {};

TEST_P(BadFigureTest, IsRefusedWithTheReasonAndWhatToDo) {
  auto figures = some_figures();
  GetParam().spoil(figures[3]);
  expect_refused(encode_parts(a_header(), figures), GetParam().reason);
  expect_refused(encode_parts(a_header(), figures), "figure 4");
}

INSTANTIATE_TEST_SUITE_P(
    Each, BadFigureTest,
    ::testing::Values(
        BadFigure{"NoMetric", [](auto& f) { f.metric = {}; }, "unknown metric"},
        BadFigure{"UnknownMetric", [](auto& f) { f.metric = static_cast<Metric>(static_cast<int>(kLastMetric) + 1); },
                  "unknown metric"},
        BadFigure{"UnknownState", [](auto& f) { f.state = static_cast<FigureState>(3); },
                  "unknown state"},
        BadFigure{"ScopeIsNoId", [](auto& f) { f.scope = "Shelf 1"; }, "scope"},
        BadFigure{"ScopeTooLong", [](auto& f) { f.scope = std::string(33, 'z'); }, "scope"},
        BadFigure{"DwellWithoutZone", [](auto& f) { f.scope.clear(); }, "no zone"},
        BadFigure{"DwellBackward", [](auto& f) { std::swap(f.extent[0], f.extent[1]); },
                  "duration class"},
        BadFigure{"DwellWithCell", [](auto& f) { f.extent[3] = 1; }, "extent"},
        BadFigure{"DwellWithWay", [](auto& f) { f.way = {"shelf"}; }, "has a way"},
        BadFigure{"FunnelWithoutStep", [](auto& f) { f = a_step(), f.extent = {}; }, "no step"},
        BadFigure{"FunnelWithHalfAStep", [](auto& f) { f = a_step(), f.extent[0] = 1.5; },
                  "no step"},
        BadFigure{"FunnelBeyondItsSteps", [](auto& f) { f = a_step(), f.extent[0] = 8; },
                  "no step"},
        BadFigure{"FunnelWithoutName", [](auto& f) { f = a_step(), f.scope.clear(); },
                  "no funnel"},
        BadFigure{"NoSuchSegment", [](auto& f) { f = a_segment_dwell(), f.extent[0] = 3; },
                  "no range of a segment"},
        BadFigure{"HalfASegment",
                  [](auto& f) {
                    f = a_segment_dwell();
                    f.metric = Metric::kSegmentZoneVisits;
                    f.extent = {0.5, 0, 0, 0};
                  },
                  "no segment"},
        BadFigure{"SegmentWithoutRange", [](auto& f) { f = a_segment_dwell(), f.extent[2] = 5; },
                  "no range of a segment"},
        BadFigure{"FlowOfThreeZones",
                  [](auto& f) {
                    f = a_path();
                    f.metric = Metric::kFlow;
                  },
                  "not of two zones"},
        BadFigure{"PathTooLong", [](auto& f) { f = a_path(), f.way.resize(8, "shelf"); },
                  "too many zones"},
        BadFigure{"PathOfMoreThanAByteSays",
                  [](auto& f) { f = a_path(), f.way.resize(257, "shelf"); }, "too many zones"},
        BadFigure{"PathThroughNoId", [](auto& f) { f = a_path(), f.way[1] = "a>b"; },
                  "not a valid id"},
        BadFigure{"PathThroughNothing", [](auto& f) { f = a_path(), f.way[1] = ""; },
                  "not a valid id"},
        BadFigure{"PathThroughALongName",
                  [](auto& f) { f = a_path(), f.way[1] = std::string(33, 'z'); },
                  "not a valid id"},
        BadFigure{"InfiniteExtent", [](auto& f) { f.extent[1] = kInfinity; }, "finite"},
        BadFigure{"NanExtent", [](auto& f) { f.extent[0] = kNan; }, "finite"},
        BadFigure{"EntriesWithExtent", [](auto& f) { f.metric = Metric::kEntries; }, "extent"},
        BadFigure{"VisitsWithExtent", [](auto& f) { f.metric = Metric::kZoneVisits; }, "extent"},
        BadFigure{"OccupancyWithScope", [](auto& f) { f.metric = Metric::kOccupancyMax; }, "scope"},
        BadFigure{"HeatWithScope", [](auto& f) { f.metric = Metric::kHeat; }, "scope"},
        BadFigure{"HeatWithoutCell",
                  [](auto& f) {
                    f.metric = Metric::kHeat;
                    f.scope.clear();
                  },
                  "no cell"},
        BadFigure{"NanValue", [](auto& f) { f.value = kNan; }, "finite"},
        BadFigure{"InfiniteValue", [](auto& f) { f.value = kInfinity; }, "finite"},
        BadFigure{"NegativeValue", [](auto& f) { f.value = -1; }, "negative"},
        BadFigure{"HalfAnInterval", [](auto& f) { f.low = 1; }, "half an interval"},
        BadFigure{"IntervalAlone",
                  [](auto& f) {
                    f.value.reset();
                    f.low = f.high = 1;
                  },
                  "without a value"},
        BadFigure{"OutsideOfInterval",
                  [](auto& f) {
                    f.low = 18;
                    f.high = 19;
                  },
                  "interval"},
        BadFigure{"WithheldWithValue",
                  [](auto& f) {
                    f.state = FigureState::kWithheld;
                    f.group.clear();
                  },
                  "withheld"},
        BadFigure{"ReleasedWithGroup", [](auto& f) { f.state = FigureState::kReleased; }, "group"},
        BadFigure{"MergedWithoutGroup", [](auto& f) { f.group.clear(); }, "group"},
        BadFigure{"GroupTooLong", [](auto& f) { f.group = std::string(kMaxGroupSize + 1, 'g'); },
                  "group"},
        BadFigure{"GroupWithLineBreak", [](auto& f) { f.group = "a\nb"; }, "group"}),
    [](const auto& param) { return std::string(param.param.name); });

TEST(Release, EachFigureAppearsOnce) {
  auto figures = some_figures();
  figures.push_back(a_dwell());
  expect_refused(encode_parts(a_header(), figures), "twice");
  figures.back().extent[1] += 1;
  EXPECT_TRUE(decode_release(encode_parts(a_header(), figures)));
}

TEST(Release, WaysTellFiguresApart) {
  Figure there = a_path(), back = a_path(), rest = a_path();
  std::reverse(back.way.begin(), back.way.end());
  rest.way.clear();
  EXPECT_TRUE(decode_release(encode_parts(a_header(), std::vector{there, back, rest})));
  expect_refused(encode_parts(a_header(), std::vector{there, back, rest, there}), "twice");
}

TEST(Release, CutOffOrLengthenedIsRefused) {
  const auto bytes = encode_parts(a_header(), some_figures());
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    ASSERT_FALSE(decode_release(std::span(bytes).first(size))) << size;
  }
  auto longer = bytes;
  longer.push_back(std::byte{0});
  expect_refused(longer, "size");
}

TEST(Release, ClaimedCountIsCheckedBeforeMemoryIsTaken) {
  auto bytes = encode_parts(a_header(), {});
  for (std::size_t i = 60; i < 64; ++i) bytes[i] = std::byte{0xFF};
  expect_refused(bytes, "at most 100000");
}

TEST(Release, MostFiguresFit) {
  std::vector<Figure> figures(kMaxFigures + 1);
  for (std::size_t i = 0; i < figures.size(); ++i) {
    figures[i].metric = Metric::kHeat;
    figures[i].extent = {static_cast<double>(i % 400), static_cast<double>(i / 400), 0.5, 0.5};
    figures[i].value = 1;
  }
  expect_refused(encode_parts(a_header(), figures), "at most");
  figures.pop_back();
  EXPECT_TRUE(decode_release(encode_parts(a_header(), figures)));
}

TEST(Release, AnotherVersionIsNamed) {
  auto bytes = encode_parts(a_header(), {});
  bytes[4] = std::byte{kReleaseVersion + 1};
  const auto release = decode_release(bytes);
  ASSERT_FALSE(release);
  EXPECT_EQ(release.error().code, ErrorCode::kUnsupported);
  EXPECT_THAT(release.error().message, HasSubstr("run floor and desk from the same build"));
}

TEST(Release, EverySingleByteChangeIsRefusedOrMeant) {
  const auto bytes = encode_parts(a_header(), some_figures());
  int refused = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    for (unsigned change = 1; change < 256; ++change) {
      auto spoiled = bytes;
      spoiled[i] ^= static_cast<std::byte>(change);
      const auto release = decode_release(spoiled);
      if (release) {
        ASSERT_EQ(encode(*release), spoiled) << "byte " << i << " change " << change;
      } else {
        ++refused;
      }
    }
  }
  EXPECT_GT(refused, 600 * 255);
}

TEST(Names, OfMetricsAreThoseOfTheReference) {
  const std::vector<std::string> names = {"entries",
                                          "exits",
                                          "occupancy_mean",
                                          "occupancy_max",
                                          "zone_visits",
                                          "dwell",
                                          "heat",
                                          "visits",
                                          "timed_visits",
                                          "visit_duration",
                                          "bounces",
                                          "checkout_reached",
                                          "zone_exposed",
                                          "zone_engagements",
                                          "flow",
                                          "path",
                                          "funnel",
                                          "pass_by",
                                          "groups",
                                          "groups_of_several",
                                          "queue_joined",
                                          "queue_abandoned",
                                          "queue_wait",
                                          "service_time",
                                          "queue_length_mean",
                                          "queue_length_max",
                                          "shopper_associate_ratio",
                                          "objections",
                                          "segment_visits",
                                          "segment_zone_visits",
                                          "segment_hours",
                                          "segment_durations",
                                          "segment_dwell",
                                          "segment_paths",
                                          "segment_queue_joined",
                                          "segment_queue_abandoned"};
  ASSERT_EQ(names.size(), static_cast<std::size_t>(kLastMetric));
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto metric = static_cast<Metric>(i + 1);
    EXPECT_EQ(to_string(metric), names[i]);
    EXPECT_EQ(metric_from_string(names[i]), metric);
  }
  EXPECT_EQ(metric_from_string("unknown"), std::nullopt);
  EXPECT_EQ(metric_from_string(""), std::nullopt);
  EXPECT_EQ(metric_from_string("Entries"), std::nullopt);
}

TEST(Names, OfWays) {
  using Way = std::vector<std::string>;
  EXPECT_EQ(way_text({}), "");
  EXPECT_EQ(way_text({"shelf", "till"}), "shelf>till");
  EXPECT_EQ(way_from_text(""), Way{});
  EXPECT_EQ(way_from_text("shelf"), Way{"shelf"});
  EXPECT_EQ(way_from_text("shelf>till>shelf"), (Way{"shelf", "till", "shelf"}));
  for (const char* bad : {">", "shelf>", ">shelf", "a>>b", "A>b", "a>b>c>d>e>f>g>h"}) {
    EXPECT_EQ(way_from_text(bad), std::nullopt) << bad;
  }
}

TEST(Names, OfStates) {
  EXPECT_STREQ(to_string(FigureState::kReleased), "released");
  EXPECT_STREQ(to_string(FigureState::kMerged), "merged");
  EXPECT_STREQ(to_string(FigureState::kWithheld), "withheld");
}

}  // namespace
}  // namespace sillage::wire
