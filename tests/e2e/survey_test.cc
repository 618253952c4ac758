// SPDX-License-Identifier: Apache-2.0
#include "app/survey.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/e2e/synthetic_clip.h"

namespace sillage::app {
namespace {

using e2e::kClipFps;
using e2e::ScratchFolder;
using e2e::write_clip;
using testing::HasSubstr;

std::vector<Box> nobody(int) { return {}; }

TEST(Survey, LaysRecordingsOfUnknownTimeOneAfterTheOther) {
  const ScratchFolder folder;
  write_clip(folder / "a.y4m", 20, nobody);
  write_clip(folder / "b.y4m", 20, nobody);
  const auto recordings = survey({folder / "a.y4m", folder / "b.y4m"}, std::nullopt, 0);
  ASSERT_TRUE(recordings) << recordings.error().to_string();
  EXPECT_FALSE(recordings->at(0).info.start_known);
  EXPECT_EQ(recordings->at(0).info.starts_at, Instant{});
  EXPECT_NEAR(seconds(recordings->at(1).info.starts_at - Instant{}), 20.0 / kClipFps, 0.11);
}

TEST(Survey, StartsWhereItIsTold) {
  const ScratchFolder folder;
  write_clip(folder / "a.y4m", 20, nobody);
  const Instant start = *parse_iso8601("2026-03-02T09:00:00Z");
  const auto recordings = survey({folder / "a.y4m"}, start, 0);
  ASSERT_TRUE(recordings);
  EXPECT_TRUE(recordings->at(0).info.start_known);
  EXPECT_EQ(recordings->at(0).info.starts_at, start);
  EXPECT_EQ(recordings->at(0).info.name, "a.y4m");
}

TEST(Survey, NamesTheMissingOne) {
  const ScratchFolder folder;
  write_clip(folder / "a.y4m", 20, nobody);
  const auto recordings = survey({folder / "a.y4m", folder / "absent.y4m"}, std::nullopt, 0);
  ASSERT_FALSE(recordings);
  EXPECT_THAT(recordings.error().message, HasSubstr("absent.y4m"));
}

TEST(CheckOutputs, SeesTheSameFileUnderAnotherName) {
  const ScratchFolder folder;
  write_clip(folder / "a.y4m", 1, nobody);
  const auto disguised = folder / "x" / ".." / "a.y4m";
  std::filesystem::create_directory(folder / "x");
  const auto checked = check_outputs({disguised}, {folder / "a.y4m"});
  ASSERT_FALSE(checked);
  EXPECT_THAT(checked.error().message, HasSubstr("give another name"));
  EXPECT_TRUE(check_outputs({folder / "new.csv", "", ""}, {folder / "a.y4m"}));
}

}  // namespace
}  // namespace sillage::app
