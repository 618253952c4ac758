// SPDX-License-Identifier: Apache-2.0
#include "desk/store/internal/schema.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "desk/store/internal/sqlite_support_test.h"
#include "desk/store/store.h"

namespace sillage::desk {
namespace {

using internal::Connection;
using internal::migrate;
using internal::Migration;
using internal::migrations;
using ::testing::HasSubstr;

using Texts = std::vector<std::string>;

class SchemaTest : public ::testing::Test {
 protected:
  std::unique_ptr<Connection> connect() {
    auto connection = Connection::open(file_, std::chrono::seconds(1));
    EXPECT_TRUE(connection) << connection.error().to_string();
    return connection ? std::move(*connection) : nullptr;
  }
  Texts query(const std::string& sql) { return RawDatabase(file_).query(sql); }
  Texts tables() {
    return query("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name");
  }
  Texts columns(const std::string& table) {
    return query("SELECT name FROM pragma_table_info('" + table + "')");
  }

  TemporaryFolder folder_;
  std::filesystem::path file_ = folder_.path() / "store.db";
};

const Texts kTables{"audit", "bin", "document", "figure", "rollup", "run", "span", "stale"};

TEST_F(SchemaTest, FromNothingToTheNewest) {
  ASSERT_TRUE(migrate(*connect(), migrations()));
  EXPECT_EQ(query("PRAGMA user_version"), Texts{std::to_string(migrations().back().version)});
  EXPECT_EQ(query("PRAGMA application_id"), Texts{std::to_string(internal::kApplicationId)});
  EXPECT_EQ(tables(), kTables);
}

TEST_F(SchemaTest, VersionsCountUpByOne) {
  std::int64_t expected = 1;
  for (const Migration& step : migrations()) EXPECT_EQ(step.version, expected++);
}

TEST_F(SchemaTest, TheNewestIsLeftAlone) {
  ASSERT_TRUE(migrate(*connect(), migrations()));
  const auto before = query("SELECT * FROM sqlite_schema; PRAGMA schema_version");
  ASSERT_TRUE(migrate(*connect(), migrations()));
  EXPECT_EQ(query("SELECT * FROM sqlite_schema; PRAGMA schema_version"), before);
}

TEST_F(SchemaTest, FiguresOfTheFirstVersionStay) {
  ASSERT_TRUE(migrate(*connect(), migrations().first(1)));
  query("INSERT INTO run VALUES (1, 0, '1', 'a.mp4', '', 'm', '')");
  query("INSERT INTO bin VALUES (7, 's', 0, 10, 0, 'standard', 1, 10, 1, 0.5, 1)");
  query("INSERT INTO figure VALUES (7, 'entries', '', 0, 0, 0, 0, 'released', 3, 2, 4, '')");
  ASSERT_TRUE(migrate(*connect(), migrations()));
  EXPECT_EQ(tables(), kTables);
  EXPECT_EQ(query("SELECT id, bin_end_us, period, coverage FROM bin"),
            (Texts{"7", "10", "bin", "0.5"}));
  EXPECT_EQ(query("SELECT bin, metric, way, value, low, high FROM figure"),
            (Texts{"7", "entries", "", "3.0", "2.0", "4.0"}));
  EXPECT_TRUE(query("PRAGMA foreign_key_check").empty());
  EXPECT_THAT(query("SELECT sql FROM sqlite_schema WHERE name = 'figure'").front(),
              HasSubstr("REFERENCES \"bin\""));
}

constexpr Migration kSteps[] = {{1, "CREATE TABLE a (x INTEGER); INSERT INTO a VALUES (1)"},
                                {2, "ALTER TABLE a ADD COLUMN y INTEGER; UPDATE a SET y = 2"},
                                {3, "CREATE TABLE b (z INTEGER); INSERT INTO missing VALUES (1)"}};

TEST_F(SchemaTest, TakesOnlyTheMissingSteps) {
  ASSERT_TRUE(migrate(*connect(), std::span(kSteps).first(1)));
  query("INSERT INTO a VALUES (5)");
  ASSERT_TRUE(migrate(*connect(), std::span(kSteps).first(2)));
  EXPECT_EQ(query("SELECT x, y FROM a ORDER BY x"), (Texts{"1", "2", "5", "2"}));
  EXPECT_EQ(query("PRAGMA user_version"), Texts{"2"});
}

TEST_F(SchemaTest, AStepThatFailsLeavesTheLastCompleteVersion) {
  ASSERT_FALSE(migrate(*connect(), kSteps));
  EXPECT_EQ(query("PRAGMA user_version"), Texts{"2"});
  EXPECT_EQ(tables(), Texts{"a"});
  EXPECT_EQ(query("SELECT x, y FROM a"), (Texts{"1", "2"}));
}

TEST_F(SchemaTest, NoColumnCouldHoldAPerson) {
  ASSERT_TRUE(migrate(*connect(), migrations()));
  // A closed list: whoever adds a column has to think about it here and in the documentation.
  EXPECT_EQ(columns("run"), (Texts{"id", "started_at_us", "version", "source", "source_sha256",
                                   "model", "config_sha256"}));
  EXPECT_EQ(columns("bin"), (Texts{"id", "store", "bin_start_us", "bin_end_us", "period",
                                   "evaluation", "mode", "link_level", "k", "metric_version",
                                   "coverage", "run", "rho", "person_age_s", "frame_age_s"}));
  EXPECT_EQ(columns("figure"),
            (Texts{"bin", "metric", "scope", "extent_1", "extent_2", "extent_3", "extent_4", "way",
                   "state", "value", "low", "high", "group_name"}));
}

TEST_F(SchemaTest, RollupsHaveNoColumnThatFiguresHaveNot) {
  ASSERT_TRUE(migrate(*connect(), migrations()));
  EXPECT_EQ(columns("rollup"),
            (Texts{"store",    "evaluation", "mode",     "metric_version", "level",    "metric",
                   "start_us", "scope",      "extent_1", "extent_2",       "extent_3", "extent_4",
                   "way",      "total",      "weighted", "weight_s",       "largest",  "low",
                   "high",     "ranged",     "joined",   "measured",       "withheld", "missing",
                   "part",     "whole",      "paired"}));
}

TEST_F(SchemaTest, TheReferenceListsEveryColumn) {
  ASSERT_TRUE(migrate(*connect(), migrations()));
  const std::string reference =
      content_of(std::filesystem::path(SILLAGE_SOURCE_DIR) / "docs/reference/database.md");
  ASSERT_FALSE(reference.empty());
  std::size_t rows = 0;
  for (const std::string& table : tables()) {
    for (const std::string& column : columns(table)) {
      EXPECT_THAT(reference, HasSubstr("\n| `" + table + "." + column + "` |"));
      ++rows;
    }
  }
  std::size_t listed = 0;
  for (auto at = reference.find("\n| `"); at != std::string::npos;
       at = reference.find("\n| `", at + 1)) {
    ++listed;
  }
  EXPECT_EQ(listed, rows) << "the reference lists a column that is not there";
  EXPECT_THAT(reference, HasSubstr("schema version " + query("PRAGMA user_version").front()));
}

/// What the program never writes, the tables refuse as well.
TEST_F(SchemaTest, RefusesWhatBreaksAnInvariant) {
  ASSERT_TRUE(migrate(*connect(), migrations()));
  query("INSERT INTO run VALUES (1, 0, '1', 'a.mp4', '', 'm', '')");
  query(
      "INSERT INTO bin VALUES (1, 's', 0, 10, 'bin', 0, 'standard', 1, 10, 1, 0.5, 1, 0, NULL, "
      "NULL)");
  query("INSERT INTO figure VALUES (1, 'entries', '', 0, 0, 0, 0, '', 'released', 3, 2, 4, '')");
  const auto connection = connect();
  ASSERT_TRUE(connection->execute("PRAGMA foreign_keys = ON"));
  for (const char* bad :
       {"INSERT INTO figure VALUES (1, 'exits', '', 0, 0, 0, 0, '', 'withheld', 3, NULL, NULL, '')",
        "INSERT INTO figure VALUES (1, 'exits', '', 0, 0, 0, 0, '', 'merged', 3, NULL, NULL, '')",
        "INSERT INTO figure VALUES (1, 'exits', '', 0, 0, 0, 0, '', 'released', 3, 4, 5, '')",
        "INSERT INTO figure VALUES (1, 'exits', '', 0, 0, 0, 0, '', 'released', 'x', 4, 5, '')",
        "INSERT INTO figure VALUES (1, 'entries', '', 0, 0, 0, 0, '', 'released', 3, 2, 4, '')",
        "INSERT INTO figure VALUES (9, 'exits', '', 0, 0, 0, 0, '', 'released', 3, 2, 4, '')",
        "INSERT INTO bin VALUES (2, 's', 0, 20, 'bin', 0, 'standard', 1, 10, 1, 0.5, 1, 0, NULL, "
        "NULL)",
        "INSERT INTO bin VALUES (2, 's', 10, 10, 'bin', 0, 'standard', 1, 10, 1, 0.5, 1, 0, NULL, "
        "NULL)",
        "INSERT INTO bin VALUES (2, 's', 10, 20, 'week', 0, 'standard', 1, 10, 1, 0.5, 1, 0, NULL, "
        "NULL)",
        "INSERT INTO bin VALUES (2, 's', 10, 20, 'bin', 0, 'open', 1, 10, 1, 0.5, 1, 0, NULL, "
        "NULL)",
        "INSERT INTO bin VALUES (2, 's', 10, 20, 'bin', 0, 'standard', 4, 10, 1, 0.5, 1, 0, NULL, "
        "NULL)",
        "INSERT INTO bin VALUES (2, 's', 10, 20, 'bin', 0, 'standard', 1, 10, 1, 1.5, 1, 0, NULL, "
        "NULL)",
        "INSERT INTO bin VALUES (2, 's', 10, 20, 'bin', 0, 'standard', 1, 10, 1, 0.5, 9, 0, NULL, "
        "NULL)",
        "INSERT INTO run VALUES (2, 0, '1', '/home/jane/a.mp4', '', 'm', '')"}) {
    EXPECT_FALSE(connection->execute(bad)) << bad;
  }
}

}  // namespace
}  // namespace sillage::desk
