// SPDX-License-Identifier: Apache-2.0
#include "eval/mot.h"

#include <cmath>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "base/files.h"

namespace sillage::eval {
namespace {

using ::testing::HasSubstr;

MotRow only_row(std::string_view text) {
  const auto rows = parse_mot(text, "gt.txt");
  EXPECT_TRUE(rows) << rows.error().to_string();
  EXPECT_EQ(rows->size(), 1u);
  return rows && !rows->empty() ? rows->front() : MotRow{};
}

std::string message_of(std::string_view text) {
  const auto rows = parse_mot(text, "gt.txt");
  EXPECT_FALSE(rows);
  return rows ? "" : rows.error().message;
}

TEST(Mot, ReadsAllColumns) {
  const MotRow row = only_row("7,12,1.5,-2,30.25,40,0.5,8,1\n");
  EXPECT_EQ(row.frame, 7);
  EXPECT_EQ(row.id, 12);
  EXPECT_EQ(row.box, (Box{1.5, -2, 30.25, 40}));
  EXPECT_EQ(row.confidence, 0.5);
  EXPECT_EQ(row.object_class, 8);
}

TEST(Mot, SixColumnsAreEnough) {
  const MotRow row = only_row("1,-1,0,0,5,6");
  EXPECT_EQ(row.id, -1);
  EXPECT_EQ(row.confidence, 1);
  EXPECT_EQ(row.object_class, -1);
}

TEST(Mot, PositionInMetresIsNoClass) {
  EXPECT_EQ(only_row("1,9,499,158,31.03,75.17,1,-4.1554,-7.3591,0").object_class, -1);
  EXPECT_EQ(only_row("1,9,499,158,31.03,75.17,1,4.1554,-7.3591,0").object_class, -1);
}

TEST(Mot, SpacesTabsAndCarriageReturnsAreUnderstood) {
  for (const char* text : {"1, 2, 3, 4, 5, 6\r\n", "1 2 3 4 5 6", "  1\t2\t3\t4\t5\t6 ,\n",
                           "\xEF\xBB\xBF"
                           "1,2,3,4,5,6",
                           "\n\r\n1,2,3,4,5,6\n\n", "1;2;3;4;5;6"}) {
    const MotRow row = only_row(text);
    EXPECT_EQ(row.frame, 1) << text;
    EXPECT_EQ(row.id, 2) << text;
    EXPECT_EQ(row.box, (Box{3, 4, 5, 6})) << text;
  }
}

TEST(Mot, WholeNumbersMayBeWrittenAsReals) {
  const MotRow row = only_row("3.0,4.000,1,1,1,1,1.0,1.0");
  EXPECT_EQ(row.frame, 3);
  EXPECT_EQ(row.id, 4);
  EXPECT_EQ(row.object_class, 1);
}

TEST(Mot, CommentLinesAreSkipped) { EXPECT_EQ(only_row("# evaluation\n3,2,3,4,5,6\n").frame, 3); }

TEST(Mot, EmptyFileHasNoRows) {
  for (const char* text : {"", "\n", "\r\n \r\n"}) {
    const auto rows = parse_mot(text, "gt.txt");
    ASSERT_TRUE(rows);
    EXPECT_TRUE(rows->empty());
  }
}

TEST(Mot, ErrorsNameTheLineAndSayWhatToWrite) {
  EXPECT_THAT(message_of("1,2,3,4,5,6\r\n\r\n1,2,3\n"),
              AllOf(HasSubstr("gt.txt:3: 3 columns"), HasSubstr("write frame,id,left")));
  EXPECT_THAT(message_of("1,2,x3,4,5,6"),
              AllOf(HasSubstr("gt.txt:1: column 3 (left) is 'x3'"), HasSubstr("write it as in")));
  EXPECT_THAT(message_of("1,2,3,4,nan,6"), HasSubstr("column 5 (width) is 'nan'"));
  EXPECT_THAT(message_of("1,2,3,4,5,1e999"), HasSubstr("column 6 (height)"));
  EXPECT_THAT(message_of("0,2,3,4,5,6"), HasSubstr("count frames from 1"));
  EXPECT_THAT(message_of("1.5,2,3,4,5,6"), HasSubstr("count frames from 1"));
  EXPECT_THAT(message_of("3e9,2,3,4,5,6"), HasSubstr("count frames from 1"));
  EXPECT_THAT(message_of("1,2.5,3,4,5,6"), HasSubstr("number the people"));
  EXPECT_THAT(message_of("1,2,3,4,-5,6"), HasSubstr("give width and height"));
  EXPECT_THAT(message_of("1,2,3,4,1e300,6"), HasSubstr("give pixels of the picture"));
}

TEST(Mot, ErrorsQuoteNoBinary) {
  const std::string message = message_of(std::string("\x7f"
                                                     "ELF\0\1\2",
                                                     7) +
                                         std::string(500, 'x'));
  EXPECT_THAT(message, HasSubstr("'?ELF???xxx"));
  EXPECT_LT(message.size(), 250u);
}

TEST(Mot, AnyTextGivesRowsOrAnErrorThatNamesALine) {
  std::mt19937 random(3);
  const std::string_view alphabet = "0123456789.,;-+eEinfa# \t\r\n\0\xff";
  int errors = 0;
  for (int round = 0; round < 3000; ++round) {
    std::string text = "1,2,3,4,5,6,1,1\n2,2,3,4,5,6,1,1\n";
    for (int edit = 0; edit < 4; ++edit) {
      text[random() % text.size()] = alphabet[random() % alphabet.size()];
    }
    const auto rows = parse_mot(text, "gt.txt");
    if (!rows) {
      ++errors;
      EXPECT_THAT(rows.error().message, ::testing::StartsWith("gt.txt:"));
      continue;
    }
    for (const auto& row : *rows) EXPECT_TRUE(row.frame >= 1 && std::isfinite(row.box.area()));
  }
  EXPECT_GT(errors, 300);
  EXPECT_LT(errors, 3000);
}

TEST(Mot, ResultsAreWrittenWithTwoDecimals) {
  EXPECT_EQ(to_mot({}), "");
  EXPECT_EQ(to_mot({{3, 7, {1.005, -2, 30.25, 40.128}, 0.5, -1}, {4, 7, {0, 0, 1, 1}, 1, 1}}),
            "3,7,1.00,-2.00,30.25,40.13,0.50,-1,-1,-1\n4,7,0.00,0.00,1.00,1.00,1.00,-1,-1,-1\n");
}

TEST(Mot, WhatIsWrittenCanBeRead) {
  const std::string text = to_mot({{3, 7, {1.5, -2.25, 30.25, 40}, 0.5, -1}});
  const MotRow row = only_row(text);
  EXPECT_EQ(row.box, (Box{1.5, -2.25, 30.25, 40}));
  EXPECT_EQ(row.object_class, -1);
  EXPECT_EQ(to_mot({row}), text);
}

TEST(Mot, RowsKnowTheirLines) {
  std::vector<std::string> lines;
  const auto all = for_each_mot_row("# boxes\n1,2,3,4,5,6\n\n2,2,3,4,5,6\n", "det.txt",
                                    [&](const MotRow&, const std::string& where) -> Result<void> {
                                      lines.push_back(where);
                                      return {};
                                    });
  EXPECT_TRUE(all);
  EXPECT_THAT(lines, ::testing::ElementsAre("det.txt:2", "det.txt:4"));
}

TEST(Mot, MissingFileIsNamed) {
  const auto rows = read_mot("/nowhere/gt.txt");
  ASSERT_FALSE(rows);
  EXPECT_EQ(rows.error().code, ErrorCode::kNotFound);
  EXPECT_THAT(rows.error().message, HasSubstr("/nowhere/gt.txt"));
}

class SequenceInfoFile : public ::testing::Test {
 protected:
  Result<SequenceInfo> read(std::string_view text) {
    EXPECT_TRUE(write_file_atomically(file_, text));
    return read_sequence_info(file_);
  }
  ~SequenceInfoFile() override { std::filesystem::remove(file_); }
  std::filesystem::path file_ = std::filesystem::path(::testing::TempDir()) /
                                (std::to_string(::getpid()) + "sillage_eval_seqinfo.ini");
};

TEST_F(SequenceInfoFile, IsRead) {
  const auto info = read(
      "[Sequence]\r\nname=tiny5\r\nimDir=img1\r\nframeRate = 29.97\r\nseqLength=5\r\n"
      "imWidth=800\r\nimHeight=600\r\nimExt=.jpg\r\n");
  ASSERT_TRUE(info) << info.error().to_string();
  EXPECT_EQ(info->name, "tiny5");
  EXPECT_DOUBLE_EQ(info->frame_rate, 29.97);
  EXPECT_EQ(info->length, 5);
  EXPECT_EQ(info->width, 800);
  EXPECT_EQ(info->height, 600);
}

TEST_F(SequenceInfoFile, ErrorsNameTheLineAndSayWhatToWrite) {
  const auto bad_number = read("[Sequence]\nseqLength=many\n");
  ASSERT_FALSE(bad_number);
  EXPECT_THAT(bad_number.error().message, HasSubstr("ini:2: seqLength is 'many'; give a positive"));
  const auto broken_number = read("[Sequence]\nseqLength=7.5\n");
  ASSERT_FALSE(broken_number);
  EXPECT_THAT(broken_number.error().message, HasSubstr("ini:2: seqLength is 7.5; give a whole"));
  const auto no_setting = read("[Sequence]\nseqLength 5\n");
  ASSERT_FALSE(no_setting);
  EXPECT_THAT(no_setting.error().message, HasSubstr("write key=value"));
  const auto no_length = read("[Sequence]\n");
  ASSERT_FALSE(no_length);
  EXPECT_THAT(no_length.error().message, HasSubstr("add the number of frames"));
}

TEST(EveryNthFrame, KeepsTheFirstAndRenumbers) {
  std::vector<MotRow> rows;
  for (int frame = 1; frame <= 7; ++frame) rows.push_back({frame, 10 * frame, {}, 1, -1});
  std::vector<int> frames;
  std::vector<long> ids;
  for (const MotRow& row : every_nth_frame(rows, 3)) {
    frames.push_back(row.frame);
    ids.push_back(row.id);
  }
  EXPECT_THAT(frames, ::testing::ElementsAre(1, 2, 3));
  EXPECT_THAT(ids, ::testing::ElementsAre(10, 40, 70));
  for (const auto& [length, kept] : {std::pair(7, 3), std::pair(6, 2), std::pair(1, 1)}) {
    const auto info = every_nth_frame({"s", 30, length, 640, 480}, 3);
    EXPECT_EQ(info.length, kept) << length;
    EXPECT_DOUBLE_EQ(info.frame_rate, 10);
  }
  EXPECT_EQ(every_nth_frame(rows, 1).size(), 7u);
}

}  // namespace
}  // namespace sillage::eval
