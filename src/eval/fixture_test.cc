// SPDX-License-Identifier: Apache-2.0
#include "eval/fixture.h"

#include <cstdlib>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "base/files.h"

namespace sillage::eval {
namespace {

using ::testing::HasSubstr;
namespace fs = std::filesystem;

fs::path testdata() { return fs::path(SILLAGE_SOURCE_DIR) / "src/eval/testdata"; }

void expect_all_within_tolerance(const Result<std::vector<FixtureCase>>& cases) {
  ASSERT_TRUE(cases) << cases.error().to_string();
  ASSERT_FALSE(cases->empty());
  for (const auto& checked : *cases) {
    EXPECT_GE(checked.values, 13) << checked.name;
    EXPECT_LE(checked.largest_deviation, kFixtureTolerance)
        << checked.name << " at " << checked.largest_at;
  }
}

TEST(Fixture, HandMadeSequenceIsReproduced) {
  expect_all_within_tolerance(check_fixture(testdata() / "expected.json", testdata()));
}

TEST(Fixture, RealSequencesAreReproduced) {
  const char* data = std::getenv("SILLAGE_DATA");
  const fs::path expected = fs::path(data ? data : "") / "eval_fixture/expected.json";
  if (!data || !fs::exists(expected)) GTEST_SKIP() << "SILLAGE_DATA names no measuring data";
  const auto cases = check_fixture(expected, data);
  expect_all_within_tolerance(cases);
  EXPECT_EQ(cases->size(), 6u);
}

class ChangedFixture : public ::testing::Test {
 protected:
  ChangedFixture()
      : folder_(fs::path(::testing::TempDir()) /
                (std::to_string(::getpid()) + "sillage_eval_fixture")) {
    fs::remove_all(folder_);
    fs::copy(testdata(), folder_, fs::copy_options::recursive);
    text_ = *read_file(folder_ / "expected.json");
  }
  ~ChangedFixture() override { fs::remove_all(folder_); }
  Result<std::vector<FixtureCase>> check(const std::string& from, const std::string& to) {
    const auto place = text_.find(from);
    EXPECT_NE(place, std::string::npos);
    EXPECT_TRUE(
        write_file_atomically(folder_ / "expected.json", text_.replace(place, from.size(), to)));
    return check_fixture(folder_ / "expected.json", folder_);
  }
  fs::path folder_;
  std::string text_;
};

TEST_F(ChangedFixture, WrongValueIsFoundAndNamed) {
  const auto cases = check("\"IDSW\": 1", "\"IDSW\": 2");
  ASSERT_TRUE(cases);
  EXPECT_DOUBLE_EQ(cases->front().largest_deviation, 1);
  EXPECT_EQ(cases->front().largest_at, "values/IDSW");
}

TEST_F(ChangedFixture, UnknownValueIsAnErrorAndNotLeftOut) {
  const auto cases = check("\"IDSW\": 1", "\"IDSX\": 1");
  ASSERT_FALSE(cases);
  EXPECT_THAT(cases.error().message, HasSubstr("/values/IDSX; this version computes other"));
}

TEST_F(ChangedFixture, BrokenFileSaysWhereToLook) {
  const auto cases = check("\"cases\"", "\"case\"");
  ASSERT_FALSE(cases);
  EXPECT_THAT(cases.error().message, HasSubstr("see docs/reference/evaluation.md"));
}

}  // namespace
}  // namespace sillage::eval
