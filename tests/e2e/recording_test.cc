// SPDX-License-Identifier: Apache-2.0
// The whole chain over synthetic clips, through the same classes as `sillage process`.
#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "app/recording_run.h"
#include "base/files.h"
#include "config/reader.h"
#include "desk/store/store.h"
#include "tests/e2e/synthetic_clip.h"

namespace sillage::e2e {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using wire::Figure;
using wire::FigureState;
using wire::Metric;

/// 40 pixels are one nominal metre; the door is the middle of the picture, inside is to the right.
constexpr const char* kStore = R"(
[store]
id = "test"
name = "Test store"
time_zone = "Europe/Paris"
[[camera]]
id = "cam"
name = "Camera"
[camera.calibration]
kind = "scale"
picture_height_m = 6
[[line]]
id = "door"
name = "Door"
from = [4, 0]
to = [4, 6]
inside = [7, 3]
[[zone]]
id = "shelf"
name = "Shelf"
type = "aisle"
area = [[4.5, 3], [7.5, 3], [7.5, 6], [4.5, 6]]
)";

app::Setup make_setup() {
  app::Setup setup;
  setup.config_text = kStore;
  auto store = config::parse(kStore, "test.toml");
  if (!store) throw std::runtime_error(store.error().to_string());
  setup.store = *store;
  setup.model.name = "bright";
  setup.detector = make_bright_detector();
  setup.starts_at = *parse_iso8601("2026-03-02T09:00:00Z");
  return setup;
}

/// Walks in from the left, stands at the shelf for eight seconds, walks out to the right.
std::vector<Box> one_visit(int frame) {
  double x = 10 + 4.0 * frame;
  if (x > 240) x = std::max(240.0, x - 320);
  if (x > 300) return {};
  return {{x, 150, 20, 60}};
}
constexpr int kVisitFrames = 160;

struct Outputs {
  ScratchFolder folder;
  app::RecordingOutputs paths;
  app::RunSummary summary;
};

void run(Outputs& out, const std::string& clip) {
  out.paths.database = out.folder / "store.db";
  out.paths.csv = out.folder / "figures.csv";
  out.paths.report = out.folder / "report.html";
  out.paths.silhouettes = out.folder / "silhouettes.mp4";
  app::Setup setup = make_setup();
  const SimulatedClock clock(*parse_iso8601("2026-03-03T08:00:00Z"));
  auto summary = app::run_recordings(setup, {clip}, out.paths, clock);
  ASSERT_TRUE(summary) << summary.error().to_string();
  out.summary = std::move(*summary);
}

bool is_breakdown(const Figure& figure) {
  return !figure.scope.empty() || !figure.way.empty() || figure.metric == Metric::kHeat ||
         figure.metric == Metric::kVisitDuration || figure.metric == Metric::kBounces ||
         figure.metric == Metric::kCheckoutReached || figure.metric == Metric::kGroupsOfSeveral;
}

std::string read(const std::filesystem::path& path) { return read_file(path).value_or(""); }

TEST(Recording, OnePersonAloneLeavesNoBreakdown) {
  const ScratchFolder clips;
  write_clip(clips / "one.y4m", kVisitFrames, one_visit);
  Outputs out;
  ASSERT_NO_FATAL_FAILURE(run(out, clips / "one.y4m"));

  ASSERT_EQ(out.summary.releases.size(), 1u);
  EXPECT_EQ(out.summary.tracks, 1);
  int breakdowns = 0;
  for (const Figure& figure : out.summary.releases.front().figures()) {
    if (!is_breakdown(figure)) continue;
    ++breakdowns;
    // Nothing but empty classes may carry a value, and those only the value 0.
    EXPECT_TRUE(!figure.value || *figure.value == 0)
        << to_string(figure.metric) << " " << figure.scope << " " << *figure.value;
  }
  EXPECT_GE(breakdowns, 4) << "line, zone, dwell and heat must be there, withheld";
  EXPECT_EQ(app::total(out.summary.releases, Metric::kEntries, "")->value, 1.0);

  const auto store = desk::open_sqlite(out.paths.database);
  ASSERT_TRUE(store);
  const auto bins =
      (*store)->read(StoreId("test"), Instant{}, *parse_iso8601("2100-01-01T00:00:00Z"));
  ASSERT_TRUE(bins);
  ASSERT_EQ(bins->size(), 2u) << "a bin and its day";
  for (const auto& bin : *bins) {
    for (const Figure& figure : bin.figures) {
      EXPECT_TRUE(!is_breakdown(figure) || !figure.value || *figure.value == 0);
    }
  }
}

/// Clothes need a calibrated camera: the same nominal metres, given by points.
TEST(Recording, ClothesAreLookedAtAtLevelThreeOnly) {
  const ScratchFolder clips;
  write_clip(clips / "one.y4m", kVisitFrames, one_visit);
  const SimulatedClock clock(*parse_iso8601("2026-03-03T08:00:00Z"));
  for (const int level : {0, 1, 2, 3}) {
    app::Setup setup = make_setup();
    setup.store.journey.level = level;
    setup.store.cameras.front().calibration = config::PointCalibration{
        {{{0, 0}, {0, 0}}, {{320, 0}, {8, 0}}, {{320, 240}, {8, 6}}, {{0, 240}, {0, 6}}}};
    const auto summary = app::run_recordings(setup, {clips / "one.y4m"}, {}, clock);
    ASSERT_TRUE(summary) << summary.error().to_string();
    const auto looks = summary->recordings.front().eye.described.clothing.looks;
    EXPECT_EQ(looks > 0, level == 3) << level;
  }
  app::Setup uncalibrated = make_setup();
  uncalibrated.store.journey.level = 3;  // 1 is reached
  const auto summary = app::run_recordings(uncalibrated, {clips / "one.y4m"}, {}, clock);
  ASSERT_TRUE(summary) << summary.error().to_string();
  EXPECT_EQ(summary->store.journey.level, 1);
  EXPECT_EQ(summary->recordings.front().eye.described.clothing.looks, 0);
}

TEST(Recording, NothingThatIsWrittenNamesATrackOrAPerson) {
  const ScratchFolder clips;
  write_clip(clips / "one.y4m", kVisitFrames, one_visit);
  Outputs out;
  ASSERT_NO_FATAL_FAILURE(run(out, clips / "one.y4m"));
  for (const auto& path : {out.paths.database, out.paths.csv, out.paths.report}) {
    const std::string bytes = read(path);
    ASSERT_FALSE(bytes.empty()) << path;
    for (const char* word : {"track_id", "trackid", "person_id", "embedding", "foot_in_floor"}) {
      EXPECT_THAT(bytes, Not(HasSubstr(word))) << path;
    }
  }
  // The table has one row per figure and none per person: its length is that of the releases.
  const std::string csv = read(out.paths.csv);
  EXPECT_EQ(static_cast<std::size_t>(std::count(csv.begin(), csv.end(), '\n')),
            1 + out.summary.releases.front().figures().size() +
                out.summary.days.front().figures().size());
}

TEST(Recording, TwelveVisitorsOpenTheBreakdowns) {
  const ScratchFolder clips;
  constexpr int kPeople = 12, kPause = 700;
  // Far enough apart in time that nobody could be the one before.
  write_clip(clips / "many.y4m", kPeople * kPause, [](int frame) {
    return frame % kPause < kVisitFrames ? one_visit(frame % kPause) : std::vector<Box>{};
  });
  Outputs out;
  ASSERT_NO_FATAL_FAILURE(run(out, clips / "many.y4m"));
  EXPECT_EQ(app::total(out.summary.releases, Metric::kEntries, "")->value, kPeople);
  EXPECT_EQ(app::total(out.summary.releases, Metric::kEntries, "door")->value, kPeople);
  EXPECT_EQ(app::total(out.summary.releases, Metric::kZoneVisits, "shelf")->value, kPeople);
  EXPECT_EQ(app::coverage(out.summary.releases), 1.0);
  const auto& figures = out.summary.releases.front().figures();
  EXPECT_TRUE(std::any_of(figures.begin(), figures.end(), [](const Figure& figure) {
    return figure.metric == Metric::kHeat && figure.value && *figure.value > 0;
  }));
}

TEST(Recording, TwoRunsGiveTheSameBytes) {
  const ScratchFolder clips;
  write_clip(clips / "one.y4m", kVisitFrames, one_visit);
  Outputs a, b;
  ASSERT_NO_FATAL_FAILURE(run(a, clips / "one.y4m"));
  ASSERT_NO_FATAL_FAILURE(run(b, clips / "one.y4m"));
  EXPECT_EQ(read(a.paths.csv), read(b.paths.csv));
  EXPECT_EQ(read(a.paths.report), read(b.paths.report));
  EXPECT_EQ(read(a.paths.silhouettes), read(b.paths.silhouettes));
  EXPECT_EQ(read(a.paths.database), read(b.paths.database));
  auto first = app::to_json(a.summary), second = app::to_json(b.summary);
  first.erase("run");
  second.erase("run");
  EXPECT_EQ(first.dump(), second.dump());
}

TEST(Recording, AFileThatIsCutOffGivesTheResultSoFar) {
  const ScratchFolder clips;
  write_clip(clips / "whole.y4m", kVisitFrames, one_visit);
  const std::string bytes = read(clips / "whole.y4m");
  ASSERT_TRUE(write_file_atomically(clips / "cut.y4m", bytes.substr(0, bytes.size() / 2 + 100)));
  Outputs out;
  ASSERT_NO_FATAL_FAILURE(run(out, clips / "cut.y4m"));
  EXPECT_EQ(out.summary.recordings.front().eye.stats.frames_analysed, kVisitFrames / 2);
}

TEST(Recording, AMissingFileIsNamed) {
  app::Setup setup = make_setup();
  setup.starts_at.reset();
  const ScratchFolder clips;
  const SimulatedClock clock(Instant{});
  const auto summary = app::run_recordings(setup, {clips / "absent.y4m"}, {}, clock);
  ASSERT_FALSE(summary);
  EXPECT_EQ(summary.error().code, ErrorCode::kNotFound);
  EXPECT_THAT(summary.error().message, HasSubstr("absent.y4m"));
}

TEST(Recording, AFolderThatIsNotThereIsFoundBeforeTheWork) {
  const ScratchFolder clips;
  write_clip(clips / "one.y4m", 20, one_visit);
  app::Setup setup = make_setup();
  app::RecordingOutputs outputs;
  outputs.report = clips / "no/such/folder/report.html";
  const auto summary =
      app::run_recordings(setup, {clips / "one.y4m"}, outputs, SimulatedClock(Instant{}));
  ASSERT_FALSE(summary);
  EXPECT_THAT(summary.error().message, HasSubstr("create it"));
}

TEST(Recording, SeveralFilesAreOneStretchOfTime) {
  const ScratchFolder clips;
  for (const char* name : {"a.y4m", "b.y4m"}) write_clip(clips / name, kVisitFrames, one_visit);
  app::Setup setup = make_setup();
  const auto summary =
      app::run_recordings(setup, {clips / "a.y4m", clips / "b.y4m"}, {}, SimulatedClock(Instant{}));
  ASSERT_TRUE(summary) << summary.error().to_string();
  ASSERT_EQ(summary->releases.size(), 1u);
  const auto& header = summary->releases.front().header();
  EXPECT_NEAR(seconds(header.bin_end - header.bin_start), 2.0 * kVisitFrames / kClipFps, 0.2);
  EXPECT_EQ(app::total(summary->releases, Metric::kEntries, "")->value, 2.0);
}

TEST(Recording, OverwritesNeitherAnInputNorAnotherOutput) {
  const ScratchFolder clips;
  write_clip(clips / "one.y4m", 20, one_visit);
  const std::string before = read(clips / "one.y4m");
  app::RecordingOutputs over_input, over_each_other;
  over_input.csv = clips / "one.y4m";
  over_each_other.database = over_each_other.csv = clips / "same";
  for (const auto& outputs : {over_input, over_each_other}) {
    app::Setup setup = make_setup();
    const auto summary =
        app::run_recordings(setup, {clips / "one.y4m"}, outputs, SimulatedClock(Instant{}));
    ASSERT_FALSE(summary);
    EXPECT_EQ(summary.error().code, ErrorCode::kUsage);
    EXPECT_THAT(summary.error().message, HasSubstr("give another name"));
  }
  EXPECT_EQ(read(clips / "one.y4m"), before);
}

TEST(Recording, TwoSourcesOfOneHourDoNotMixInOneDatabase) {
  const ScratchFolder clips;
  write_clip(clips / "a.y4m", kVisitFrames, one_visit);
  write_clip(clips / "b.y4m", kVisitFrames / 2, one_visit);
  app::RecordingOutputs outputs;
  outputs.database = clips / "store.db";
  const auto process = [&](const char* name) {
    app::Setup setup = make_setup();
    return app::run_recordings(setup, {clips / name}, outputs, SimulatedClock(Instant{}));
  };
  ASSERT_TRUE(process("a.y4m"));
  ASSERT_TRUE(process("a.y4m")) << "the same again is no conflict";
  const auto other = process("b.y4m");
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().code, ErrorCode::kConflict);
  EXPECT_THAT(other.error().message, AllOf(HasSubstr("a.y4m"), HasSubstr("--start")));
}

TEST(Recording, ShortRecordingsGetNoPictureOfTheScene) {
  const ScratchFolder clips;
  write_clip(clips / "short.y4m", 20, one_visit);
  Outputs out;
  ASSERT_NO_FATAL_FAILURE(run(out, clips / "short.y4m"));
  EXPECT_THAT(read(out.paths.report), Not(HasSubstr("data:image")));
  EXPECT_THAT(out.summary.warnings, testing::Contains(HasSubstr("too short")));
}

TEST(Recording, LongerOnesShowTheEmptyScene) {
  const ScratchFolder clips;
  write_clip(clips / "long.y4m", 400, [](int frame) { return one_visit(frame % kVisitFrames); });
  Outputs out;
  ASSERT_NO_FATAL_FAILURE(run(out, clips / "long.y4m"));
  EXPECT_THAT(read(out.paths.report), HasSubstr("data:image"));
}

}  // namespace
}  // namespace sillage::e2e
