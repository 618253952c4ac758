// SPDX-License-Identifier: Apache-2.0
// What every Store must do, whatever is below it.
#include "desk/store/store_contract_test.h"

#include <algorithm>

#include <gmock/gmock.h>

#include "desk/store/test_data_test.h"

namespace sillage::desk {
namespace {

using ::testing::HasSubstr;
using namespace std::chrono_literals;

std::vector<StoredBin> all_of(Store& store, const StoreId& id = StoreId("lyon-2")) {
  auto bins = store.read(id, Instant{}, Instant(std::chrono::hours(2'000'000)));
  EXPECT_TRUE(bins) << bins.error().to_string();
  return bins ? std::move(*bins) : std::vector<StoredBin>{};
}

TEST_P(StoreContractTest, AnEmptyOneHasNothing) { EXPECT_TRUE(all_of(*store_).empty()); }

TEST_P(StoreContractTest, GivesBackWhatWasWritten) {
  const auto run = store_->begin_run(a_run());
  ASSERT_TRUE(run) << run.error().to_string();
  const auto written = store_->write(a_release(), *run);
  ASSERT_TRUE(written) << written.error().to_string();
  const auto bins = all_of(*store_);
  ASSERT_EQ(bins.size(), 1u);
  EXPECT_EQ(bytes_of(bins[0]), bytes_of(a_release()));
  EXPECT_EQ(bins[0].figures[1].value, std::nullopt) << "null is not 0";
  EXPECT_EQ(bins[0].header.evaluation, false);
}

TEST_P(StoreContractTest, KeepsItAfterClosing) {
  const auto run = store_->begin_run(a_run());
  ASSERT_TRUE(run && store_->write(a_release(), *run));
  store_.reset();
  store_ = open();
  const auto bins = all_of(*store_);
  ASSERT_EQ(bins.size(), 1u);
  EXPECT_EQ(bytes_of(bins[0]), bytes_of(a_release()));
}

TEST_P(StoreContractTest, ShowsFiguresInOneOrder) {
  auto figures = some_figures();
  std::reverse(figures.begin(), figures.end());
  const auto run = store_->begin_run(a_run());
  ASSERT_TRUE(run && store_->write(a_release(a_header(), figures), *run));
  EXPECT_EQ(bytes_of(all_of(*store_)[0]), bytes_of(a_release()));
}

TEST_P(StoreContractTest, TheSameReleaseAgainChangesNothing) {
  const auto run = store_->begin_run(a_run());
  ASSERT_TRUE(run);
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(store_->write(a_release(), *run));
  const auto bins = all_of(*store_);
  ASSERT_EQ(bins.size(), 1u);
  EXPECT_EQ(bytes_of(bins[0]), bytes_of(a_release()));
}

wire::ReleaseHeader evaluation_header() {
  auto header = a_header();
  header.evaluation = true;
  return header;
}

/// Whoever has read a figure and reads it again corrected knows about the few people between.
TEST_P(StoreContractTest, AReleasedBinIsNotCorrected) {
  const auto run = store_->begin_run(a_run());
  ASSERT_TRUE(run && store_->write(a_release(), *run));
  auto figures = some_figures();
  figures[0].value = 44;
  auto later = a_header();
  later.bin_end += 5min;
  for (const auto& release : {a_release(a_header(), figures), a_release(later)}) {
    const auto written = store_->write(release, *run);
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().code, ErrorCode::kConflict);
    EXPECT_THAT(written.error().message, testing::HasSubstr("Nothing was changed"));
  }
  const auto bins = all_of(*store_);
  ASSERT_EQ(bins.size(), 1u);
  EXPECT_EQ(bytes_of(bins[0]), bytes_of(a_release()));
}

TEST_P(StoreContractTest, AnotherEvaluationOfTheSameBinReplacesItWhole) {
  const auto run = store_->begin_run(a_run());
  auto header = evaluation_header();
  ASSERT_TRUE(run && store_->write(a_release(header), *run));
  header.coverage = 0.9;
  header.k = 20;
  header.bin_end += 5min;
  auto figures = some_figures();
  figures.resize(2);
  figures[0].value = 44;
  ASSERT_TRUE(store_->write(a_release(header, figures), *run));
  const auto bins = all_of(*store_);
  ASSERT_EQ(bins.size(), 1u);
  EXPECT_EQ(bytes_of(bins[0]), bytes_of(a_release(header, figures)));
}

/// Exact and noisy figures of the same people would give the noise away.
TEST_P(StoreContractTest, FiguresOfTheOtherModeAreRefused) {
  const auto run = store_->begin_run(a_run());
  ASSERT_TRUE(run && store_->write(a_release(), *run));
  auto strict = a_header();
  strict.mode = wire::ReleaseMode::kStrict;
  strict.bin_start += 15min, strict.bin_end += 15min;
  const auto written = store_->write(a_release(strict), *run);
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, ErrorCode::kConflict);
  EXPECT_THAT(written.error().message, testing::HasSubstr("Give another --db"));
  EXPECT_FALSE(store_->expect_mode(strict.store, false, strict.mode));
  EXPECT_TRUE(store_->expect_mode(strict.store, false, wire::ReleaseMode::kStandard));
  EXPECT_TRUE(store_->expect_mode(StoreId("another"), false, strict.mode));
  strict.evaluation = true;  // figures of recordings are of other people
  EXPECT_TRUE(store_->write(a_release(strict), *run));
  EXPECT_EQ(all_of(*store_).size(), 2u);
}

TEST_P(StoreContractTest, EvaluationStoresAndBinsStayApart) {
  const auto run = store_->begin_run(a_run());
  ASSERT_TRUE(run);
  auto evaluation = a_header();
  evaluation.evaluation = true;
  auto other_store = a_header();
  other_store.store = StoreId("paris-1");
  auto later = a_header();
  later.bin_start += 15min;
  later.bin_end += 15min;
  for (const auto& header : {later, evaluation, a_header(), other_store}) {
    ASSERT_TRUE(store_->write(a_release(header), *run));
  }
  const auto bins = all_of(*store_);
  ASSERT_EQ(bins.size(), 3u);
  EXPECT_EQ(bytes_of(bins[0]), bytes_of(a_release()));
  EXPECT_EQ(bytes_of(bins[1]), bytes_of(a_release(evaluation)));
  EXPECT_EQ(bytes_of(bins[2]), bytes_of(a_release(later)));
  EXPECT_EQ(all_of(*store_, StoreId("paris-1")).size(), 1u);
  EXPECT_TRUE(all_of(*store_, StoreId("nowhere")).empty());
}

TEST_P(StoreContractTest, ADayAndItsFirstBinStayApart) {
  const auto run = store_->begin_run(a_run());
  auto day = a_header();
  day.period = wire::Period::kDay;
  day.bin_end = day.bin_start + 25h;
  wire::Figure path;
  path.metric = wire::Metric::kPath;
  path.way = {"door", "shelf", "rack", "shelf", "fit", "queue", "till"};
  path.value = 10;
  ASSERT_TRUE(run && store_->write(a_release(day, {path}), *run));
  ASSERT_TRUE(store_->write(a_release(), *run));
  const auto bins = all_of(*store_);
  ASSERT_EQ(bins.size(), 2u);
  EXPECT_EQ(bytes_of(bins[0]), bytes_of(a_release()));
  EXPECT_EQ(bytes_of(bins[1]), bytes_of(a_release(day, {path})));
}

TEST_P(StoreContractTest, ReadsAHalfOpenSpan) {
  const auto run = store_->begin_run(a_run());
  ASSERT_TRUE(run && store_->write(a_release(), *run));
  const Instant start = a_header().bin_start;
  const StoreId id("lyon-2");
  EXPECT_EQ(store_->read(id, start, start + 1us)->size(), 1u);
  EXPECT_EQ(store_->read(id, start + 1us, start + 1h)->size(), 0u);
  EXPECT_EQ(store_->read(id, start - 1h, start)->size(), 0u);
  EXPECT_EQ(store_->read(id, start + 1h, start)->size(), 0u);
}

TEST_P(StoreContractTest, ABinWithoutFiguresIsKept) {
  const auto run = store_->begin_run(a_run());
  ASSERT_TRUE(run && store_->write(a_release(a_header(), {}), *run));
  const auto bins = all_of(*store_);
  ASSERT_EQ(bins.size(), 1u);
  EXPECT_TRUE(bins[0].figures.empty());
}

TEST_P(StoreContractTest, TheSameRunHasTheSameId) {
  const auto first = store_->begin_run(a_run());
  auto again = a_run();
  again.started_at += 24h;
  const auto second = store_->begin_run(again);
  ASSERT_TRUE(first && second);
  EXPECT_EQ(*first, *second);
}

TEST_P(StoreContractTest, AnotherSourceModelOrConfigurationIsAnotherRun) {
  std::vector<RunRecord> runs(5, a_run());
  runs[1].source = "tuesday.mp4";
  runs[2].source_sha256 = std::string(64, 'b');
  runs[3].model = "other";
  runs[4].config_sha256 = std::string(64, 'd');
  std::vector<std::int64_t> ids;
  for (const RunRecord& run : runs) {
    const auto id = store_->begin_run(run);
    ASSERT_TRUE(id) << id.error().to_string();
    ids.push_back(*id);
  }
  std::sort(ids.begin(), ids.end());
  EXPECT_EQ(std::unique(ids.begin(), ids.end()), ids.end());
}

TEST_P(StoreContractTest, AStreamHasNoHash) {
  auto run = a_run();
  run.source = "entrance";
  run.source_sha256.clear();
  EXPECT_TRUE(store_->begin_run(run));
}

TEST_P(StoreContractTest, ARunNeverHoldsAFolderOrAnAddress) {
  for (const char* source : {"/home/jane/monday.mp4", "rtsp://admin:secret@10.0.0.5/1", "a/b"}) {
    auto run = a_run();
    run.source = source;
    const auto id = store_->begin_run(run);
    ASSERT_FALSE(id);
    EXPECT_EQ(id.error().code, ErrorCode::kInvalidArgument);
    EXPECT_THAT(id.error().message, HasSubstr("cut it at the last '/'"));
    EXPECT_THAT(id.error().message, ::testing::Not(HasSubstr("secret")));
  }
  auto run = a_run();
  run.config_sha256 = "abc";
  const auto id = store_->begin_run(run);
  ASSERT_FALSE(id);
  EXPECT_THAT(id.error().message, HasSubstr("give its 64 hexadecimal digits"));
}

TEST_P(StoreContractTest, AReleaseOfAnUnknownRunIsRefused) {
  const auto written = store_->write(a_release(), 77);
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, ErrorCode::kInvalidArgument);
  EXPECT_THAT(written.error().message, HasSubstr("begin the run before writing"));
  EXPECT_TRUE(all_of(*store_).empty());
}

TEST_P(StoreContractTest, TwoOpenOnesSeeEachOther) {
  const auto run = store_->begin_run(a_run());
  ASSERT_TRUE(run && store_->write(a_release(), *run));
  const auto other = open();
  ASSERT_NE(other, nullptr);
  EXPECT_EQ(all_of(*other).size(), 1u);
  auto later = a_header();
  later.bin_start += 15min;
  later.bin_end += 15min;
  ASSERT_TRUE(other->write(a_release(later), *run));
  EXPECT_EQ(all_of(*store_).size(), 2u);
}

TEST_P(StoreContractTest, GivesBackALongDay) {
  const auto run = store_->begin_run(a_run());
  ASSERT_TRUE(run);
  std::vector<wire::Figure> cells(400);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    cells[i].metric = wire::Metric::kHeat;
    cells[i].extent = {0.5 * static_cast<double>(i % 20), 0.5 * static_cast<double>(i / 20), 0.5,
                       0.5};
    cells[i].value = 0.1 * static_cast<double>(i);
  }
  auto header = a_header();
  for (int bin = 0; bin < 40; ++bin) {
    ASSERT_TRUE(store_->write(a_release(header, cells), *run));
    header.bin_start += 15min;
    header.bin_end += 15min;
  }
  const auto bins = all_of(*store_);
  ASSERT_EQ(bins.size(), 40u);
  for (std::size_t i = 1; i < bins.size(); ++i) {
    EXPECT_LT(bins[i - 1].header.bin_start, bins[i].header.bin_start);
    EXPECT_EQ(bins[i].figures.size(), cells.size());
  }
}

}  // namespace
}  // namespace sillage::desk
