// SPDX-License-Identifier: Apache-2.0
// What is particular to a file: who else may hold it, what it may be, when it cannot be written.
#include "desk/store/internal/sqlite_store.h"

#include <array>
#include <fstream>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "desk/store/internal/sqlite_support_test.h"
#include "desk/store/test_data_test.h"

namespace sillage::desk {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using namespace std::chrono_literals;

class SqliteStoreTest : public ::testing::Test {
 protected:
  std::unique_ptr<Store> open(Duration busy_timeout = 5s) {
    auto store = open_sqlite(file_, busy_timeout);
    EXPECT_TRUE(store) << store.error().to_string();
    return store ? std::move(*store) : nullptr;
  }
  /// A store with one release in it, closed again.
  void fill() {
    const auto store = open();
    const auto run = store->begin_run(a_run());
    ASSERT_TRUE(run && store->write(a_release(), *run));
  }
  void expect_error(const Error& error, ErrorCode code, const char* what_to_do) {
    EXPECT_EQ(error.code, code) << error.to_string();
    EXPECT_THAT(error.message, HasSubstr(file_.string()));
    EXPECT_THAT(error.message, HasSubstr(what_to_do));
  }
  void expect_refused(ErrorCode code, const char* what_to_do) {
    const auto store = open_sqlite(file_, 50ms);
    ASSERT_FALSE(store);
    expect_error(store.error(), code, what_to_do);
  }
  std::string only_bin() {
    const auto store = open();
    const auto bins = store->read(StoreId("lyon-2"), Instant{}, Instant(2'000'000h));
    if (!bins || bins->size() != 1) return "not one bin";
    const auto bytes = bytes_of((*bins)[0]);
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
  }

  TemporaryFolder folder_;
  fs::path file_ = folder_.path() / "store.db";
};

TEST_F(SqliteStoreTest, RefusesAFolder) {
  file_ = folder_.path();
  expect_refused(ErrorCode::kInvalidArgument, "name a file in it");
}

TEST_F(SqliteStoreTest, RefusesAMissingFolder) {
  file_ = folder_.path() / "missing" / "store.db";
  expect_refused(ErrorCode::kNotFound, "create the folder");
}

TEST_F(SqliteStoreTest, RefusesADevice) {
  ASSERT_EQ(::mkfifo(file_.c_str(), 0600), 0);
  expect_refused(ErrorCode::kInvalidArgument, "not an ordinary file");
}

TEST_F(SqliteStoreTest, RefusesAFileThatIsNoDatabaseAndLeavesIt) {
  const std::string text(5000, 'x');
  std::ofstream(file_) << text;
  expect_refused(ErrorCode::kInvalidArgument, "name another file");
  EXPECT_EQ(content_of(file_), text);
}

TEST_F(SqliteStoreTest, RefusesADatabaseOfAnotherProgramAndLeavesIt) {
  RawDatabase(file_).query("CREATE TABLE invoice (id INTEGER)");
  const std::string before = content_of(file_);
  expect_refused(ErrorCode::kInvalidArgument, "database of another program");
  EXPECT_EQ(content_of(file_), before);

  fs::remove(file_);
  RawDatabase(file_).query("PRAGMA application_id = 7");
  expect_refused(ErrorCode::kInvalidArgument, "name another file");
}

TEST_F(SqliteStoreTest, TakesAnEmptyFile) {
  std::ofstream(file_).flush();
  fill();
}

TEST_F(SqliteStoreTest, RefusesANewerSchemaAndLeavesIt) {
  fill();
  RawDatabase(file_).query("PRAGMA user_version = 1000");
  const std::string before = content_of(file_);
  expect_refused(ErrorCode::kUnsupported, "use the newer sillage");
  EXPECT_EQ(content_of(file_), before);
}

TEST_F(SqliteStoreTest, NamesADamagedFile) {
  fill();
  const auto all_but_the_first_page = fs::file_size(file_) - 4096;
  std::fstream damage(file_, std::ios::in | std::ios::out | std::ios::binary);
  damage.seekp(4096);
  damage << std::string(all_but_the_first_page, '\xA5');
  damage.close();
  const auto store = open_sqlite(file_);
  if (!store) {
    expect_error(store.error(), ErrorCode::kDataLoss, "restore it from a copy");
    return;
  }
  const auto bins = (*store)->read(StoreId("lyon-2"), Instant{}, Instant(2'000'000h));
  ASSERT_FALSE(bins);
  expect_error(bins.error(), ErrorCode::kDataLoss, "restore it from a copy");
}

TEST_F(SqliteStoreTest, NamesAMetricThatItDoesNotKnow) {
  fill();
  RawDatabase(file_).query("UPDATE figure SET metric = 'smiles' WHERE metric = 'heat'");
  const auto store = open();
  const auto bins = store->read(StoreId("lyon-2"), Instant{}, Instant(2'000'000h));
  ASSERT_FALSE(bins);
  expect_error(bins.error(), ErrorCode::kDataLoss, "restore it from a copy");
}

TEST_F(SqliteStoreTest, AnotherProcessThatHoldsItIsAConflict) {
  fill();
  const auto store = open(50ms);
  const auto run = store->begin_run(a_run());
  ASSERT_TRUE(run);
  RawDatabase other(file_);
  other.query("BEGIN EXCLUSIVE");
  for (const auto& error :
       {store->write(a_release(), *run).error(), store->begin_run(a_run()).error()}) {
    expect_error(error, ErrorCode::kConflict, "in use by another process");
    EXPECT_THAT(error.message, HasSubstr("wait for the other sillage to end"));
  }
  EXPECT_TRUE(store->read(StoreId("lyon-2"), Instant{}, Instant(1h))) << "readers need not wait";
  other.query("COMMIT");
  EXPECT_TRUE(store->write(a_release(), *run)) << "usable again after the conflict";
}

TEST_F(SqliteStoreTest, ANewFileThatAnotherProcessHoldsIsAConflict) {
  RawDatabase other(file_);
  other.query("BEGIN EXCLUSIVE");
  expect_refused(ErrorCode::kConflict, "in use by another process");
}

TEST_F(SqliteStoreTest, WaitsForAShortHold) {
  fill();
  const auto store = open(5s);
  RawDatabase other(file_);
  other.query("BEGIN EXCLUSIVE");
  std::thread release_later([&] {
    std::this_thread::sleep_for(50ms);
    other.query("COMMIT");
  });
  EXPECT_TRUE(store->begin_run(a_run()));
  release_later.join();
}

TEST_F(SqliteStoreTest, ManyMayCreateItAtOnce) {
  std::vector<std::thread> threads;
  std::array<std::string, 6> failures;
  for (std::size_t i = 0; i < failures.size(); ++i) {
    threads.emplace_back([this, i, &failures] {
      auto store = open_sqlite(file_);
      if (!store) {
        failures[i] = store.error().to_string();
        return;
      }
      const auto run = (*store)->begin_run(a_run());
      if (!run || !(*store)->write(a_release(), *run)) failures[i] = "cannot write";
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_THAT(failures, ::testing::Each(std::string()));
  EXPECT_EQ(RawDatabase(file_).query("SELECT count(*) FROM bin"), std::vector<std::string>{"1"});
}

/// What may be replaced.
wire::ReleaseHeader an_evaluation() {
  auto header = a_header();
  header.evaluation = true;
  return header;
}

TEST_F(SqliteStoreTest, AFailureInTheMiddleLeavesThePreviousContent) {
  fill();
  const std::string before = only_bin();
  const auto pages = RawDatabase(file_).query("PRAGMA page_count");
  {
    auto store = internal::SqliteStore::open(file_, {.max_pages = std::stoll(pages.front()) + 2});
    ASSERT_TRUE(store) << store.error().to_string();
    const auto run = (*store)->begin_run(a_run());
    ASSERT_TRUE(run);
    std::vector<wire::Figure> many(2000);
    for (std::size_t i = 0; i < many.size(); ++i) {
      many[i].metric = wire::Metric::kHeat;
      many[i].extent = {static_cast<double>(i), 0, 0.5, 0.5};
    }
    const auto written = (*store)->write(a_release(an_evaluation(), many), *run);
    ASSERT_FALSE(written);
    expect_error(written.error(), ErrorCode::kExhausted, "free some disk space");
    EXPECT_EQ(only_bin(), before);
    EXPECT_TRUE((*store)->write(a_release(), *run)) << "usable again after the failure";
  }
  EXPECT_EQ(only_bin(), before);
}

TEST_F(SqliteStoreTest, AFullDiskLeavesThePreviousContent) {
  if (!folder_.mount("256k")) GTEST_SKIP() << "may not mount a small disk";
  fill();
  const std::string before = only_bin();
  {
    const auto store = open();
    const auto run = store->begin_run(a_run());
    ASSERT_TRUE(run);
    std::vector<wire::Figure> many(5000);
    for (std::size_t i = 0; i < many.size(); ++i) {
      many[i].metric = wire::Metric::kHeat;
      many[i].extent = {static_cast<double>(i), 0, 0.5, 0.5};
    }
    const auto written = store->write(a_release(an_evaluation(), many), *run);
    ASSERT_FALSE(written);
    expect_error(written.error(), ErrorCode::kExhausted, "free some disk space");
  }
  EXPECT_EQ(only_bin(), before);
}

TEST_F(SqliteStoreTest, ANewFileOnAFullDiskSaysSo) {
  if (!folder_.mount("4k")) GTEST_SKIP() << "may not mount a small disk";
  expect_refused(ErrorCode::kExhausted, "free some disk space");
}

TEST_F(SqliteStoreTest, AReadOnlyDiskSaysSo) {
  if (!folder_.mount("256k")) GTEST_SKIP() << "may not mount a small disk";
  fill();
  ASSERT_TRUE(folder_.remount_read_only());
  expect_refused(ErrorCode::kPermission, "ls -l");
  file_ = folder_.path() / "new.db";
  expect_refused(ErrorCode::kPermission, "choose another place");
}

TEST_F(SqliteStoreTest, AReadOnlyFileOrFolderSaysSo) {
  if (::geteuid() == 0) GTEST_SKIP() << "root writes everywhere; the read-only disk covers it";
  fill();
  fs::permissions(file_, fs::perms::owner_read);
  expect_refused(ErrorCode::kPermission, "ls -l");
  fs::permissions(folder_.path(), fs::perms::owner_read | fs::perms::owner_exec);
  file_ = folder_.path() / "new.db";
  expect_refused(ErrorCode::kPermission, "choose another place");
}

TEST_F(SqliteStoreTest, ReleasesAreSafeWhenThePowerFails) {
  fill();
  RawDatabase raw(file_);
  EXPECT_EQ(raw.query("PRAGMA journal_mode"), std::vector<std::string>{"wal"});
  EXPECT_EQ(raw.query("PRAGMA integrity_check"), std::vector<std::string>{"ok"});
  EXPECT_TRUE(raw.query("PRAGMA foreign_key_check").empty());
}

TEST_F(SqliteStoreTest, ClosingLeavesOneFile) {
  fill();
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_.path()), fs::directory_iterator()), 1);
}

TEST_F(SqliteStoreTest, ARepetitionLeavesTheSameRows) {
  fill();
  const auto rows = [this] {
    return RawDatabase(file_).query("SELECT * FROM run; SELECT * FROM bin; SELECT * FROM figure");
  };
  const auto before = rows();
  ASSERT_FALSE(before.empty());
  {
    const auto store = open();
    auto later = a_run();
    later.started_at += 24h;
    const auto run = store->begin_run(later);
    ASSERT_TRUE(run && store->write(a_release(), *run));
  }
  EXPECT_EQ(rows(), before);
}

TEST_F(SqliteStoreTest, TheSameFiguresMakeTheSameBytes) {
  fill();
  const std::string first = content_of(file_);
  file_ = folder_.path() / "again.db";
  fill();
  EXPECT_EQ(content_of(file_), first);
}

TEST_F(SqliteStoreTest, TheVersionOfARunIsThatOfTheLastRepetition) {
  fill();
  auto newer = a_run();
  newer.version = "9.9.9";
  ASSERT_TRUE(open()->begin_run(newer));
  EXPECT_EQ(RawDatabase(file_).query("SELECT version FROM run"), std::vector<std::string>{"9.9.9"});
}

TEST_F(SqliteStoreTest, WhatWasReplacedIsOverwritten) {
  auto figures = some_figures();
  figures[2].scope = "zone-that-was-renamed";
  {
    const auto store = open();
    const auto run = store->begin_run(a_run());
    ASSERT_TRUE(run && store->write(a_release(an_evaluation(), figures), *run));
    ASSERT_TRUE(store->write(a_release(an_evaluation()), *run));
  }
  EXPECT_THAT(content_of(file_), ::testing::Not(HasSubstr("zone-that-was-renamed")));
}

}  // namespace
}  // namespace sillage::desk
