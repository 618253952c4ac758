// SPDX-License-Identifier: Apache-2.0
#include "eval/counting.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "base/files.h"

namespace sillage::eval {
namespace {

using ::testing::HasSubstr;
namespace fs = std::filesystem;

class CountFiles : public ::testing::Test {
 protected:
  CountFiles()
      : folder_(fs::path(::testing::TempDir()) /
                (std::to_string(::getpid()) + "sillage_eval_counts")) {
    fs::create_directories(folder_);
  }
  ~CountFiles() override { fs::remove_all(folder_); }
  fs::path put(const char* name, std::string_view text) {
    EXPECT_TRUE(write_file_atomically(folder_ / name, text));
    return folder_ / name;
  }
  std::string message_of_truth(std::string_view text) {
    const auto truth = read_count_truth(put("truth.toml", text));
    EXPECT_FALSE(truth);
    return truth ? "" : truth.error().message;
  }
  fs::path folder_;
};

TEST_F(CountFiles, TruthIsRead) {
  const auto truth = read_count_truth(
      put("truth.toml", "[line.door]\nentries = 12\nexits = 9\n[zone.table]\nzone_visits = 7\n"));
  ASSERT_TRUE(truth) << truth.error().to_string();
  EXPECT_EQ(truth->lines.at("door").at("entries"), 12);
  EXPECT_EQ(truth->lines.at("door").at("exits"), 9);
  EXPECT_EQ(truth->zones.at("table").at("zone_visits"), 7);
}

TEST_F(CountFiles, ErrorsNameTheLineAndSayWhatToWrite) {
  EXPECT_THAT(message_of_truth("[line.door]\nentries = \"12\"\n"),
              AllOf(HasSubstr("truth.toml:2: entries of [line.door]"),
                    HasSubstr("write a whole number from 0")));
  EXPECT_THAT(message_of_truth("[line.door]\nentries = -1\n"), HasSubstr("is no count"));
  EXPECT_THAT(message_of_truth("[lines.door]\nentries = 1\n"), HasSubstr("did you mean 'line'?"));
  EXPECT_THAT(message_of_truth("[line]\nentries = 1\n"), HasSubstr("write [line.ID]"));
  EXPECT_THAT(message_of_truth("line = 1\n"), HasSubstr("write [line.ID]"));
  EXPECT_THAT(message_of_truth("[line.door]\n"), HasSubstr("write entries = 12"));
  EXPECT_THAT(message_of_truth("\n\n[line.door\n"), HasSubstr("truth.toml:3: "));
  EXPECT_THAT(message_of_truth(""), HasSubstr("write [line.ID]"));
}

TEST_F(CountFiles, SummaryOfARunIsRead) {
  const auto counts = read_counts(put("summary.json", R"({
    "lines": [{"id": "door", "name": "Door", "entries": {"value": 11.0, "low": 10},
               "exits": {"value": null, "withheld_bins": 1}}],
    "zones": [{"id": "table", "zone_visits": 7}, {"id": "till", "zone_visits": null}]})"));
  ASSERT_TRUE(counts) << counts.error().to_string();
  EXPECT_EQ(counts->lines.at("door").at("entries"), 11);
  EXPECT_FALSE(counts->lines.at("door").contains("exits"));
  EXPECT_EQ(counts->zones.at("table").at("zone_visits"), 7);
  EXPECT_TRUE(counts->zones.at("till").empty());
}

TEST_F(CountFiles, OtherJsonIsRefused) {
  for (const char* text : {"", "[]", "{}", "{\"lines\": [], \"zones\": [1]}", "{\"lines\": 3}"}) {
    const auto counts = read_counts(put("summary.json", text));
    ASSERT_FALSE(counts) << text;
    EXPECT_THAT(counts.error().message, HasSubstr("give what 'sillage process --json' printed"));
  }
}

CountTruth door(std::int64_t entries, std::int64_t exits) {
  return {{{"door", {{"entries", entries}, {"exits", exits}}}}, {}};
}

TEST(Counting, ErrorsNeverNet) {
  const auto figures = compare_counts(door(10, 10), door(8, 12));
  ASSERT_TRUE(figures);
  EXPECT_EQ(figures->absolute_error, 4);
  EXPECT_EQ(figures->truth_total, 20);
  ASSERT_EQ(figures->rows.size(), 2u);
  EXPECT_EQ(figures->rows[0].figure, "entries");
  EXPECT_EQ(figures->rows[0].truth, 10);
  EXPECT_EQ(figures->rows[0].counted, 8);
}

TEST(Counting, WhatIsNotInTheTruthIsNotJudged) {
  CountTruth counted = door(10, 10);
  counted.lines["back"]["entries"] = 90;
  counted.zones["table"]["zone_visits"] = 90;
  EXPECT_EQ(compare_counts(door(10, 10), counted)->absolute_error, 0);
}

TEST(Counting, MissingLineOrFigureIsAnErrorAndNotZero) {
  const CountTruth other{{{"doors", {{"entries", 1}}}}, {}};
  const auto no_line = compare_counts(door(1, 1), other);
  ASSERT_FALSE(no_line);
  EXPECT_EQ(no_line.error().code, ErrorCode::kNotFound);
  EXPECT_THAT(no_line.error().message, HasSubstr("(did you mean 'doors'?); use the ids"));
  const CountTruth partial{{{"door", {{"entries", 1}}}}, {}};
  const auto no_figure = compare_counts(door(1, 1), partial);
  ASSERT_FALSE(no_figure);
  EXPECT_THAT(no_figure.error().message,
              AllOf(HasSubstr("no exits were counted for line 'door'"), HasSubstr("withheld")));
}

}  // namespace
}  // namespace sillage::eval
