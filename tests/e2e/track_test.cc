// SPDX-License-Identifier: Apache-2.0
// `sillage track` on a sequence made by hand: two people who meet in the middle of the picture.
#include <filesystem>
#include <fstream>
#include <set>

#include <fmt/core.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/files.h"
#include "eval/mot.h"
#include "tests/e2e/command.h"
#include "tests/e2e/synthetic_clip.h"

namespace sillage::e2e {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
namespace fs = std::filesystem;

constexpr int kFrames = 60;

/// Looks straight down from 4 m; 200 pixels are a metre.
constexpr const char* kCamera =
    "RotationMatrices\n1 0 0\n0 -1 0\n0 0 -1\n\nTranslationVectors\n0 0 4000\n\n"
    "IntrinsicMatrix\n800 0 320\n0 800 240\n0 0 1\n";

std::string content(const fs::path& file) { return read_file(file).value_or("(unreadable)"); }

class Track : public testing::Test {
 protected:
  Track() {
    std::string boxes = "# frame,id,left,top,width,height,confidence\n";
    std::string truth;
    for (int frame = 1; frame <= kFrames; ++frame) {
      const double a = 40 + 8 * frame, b = 560 - 8 * frame;
      truth += fmt::format("{0},1,{1},100,40,100,1,1,1\n{0},2,{2},300,40,100,1,1,1\n", frame, a, b);
      if (frame == 30 || frame == 31) continue;  // nobody is found here
      boxes += fmt::format("{0},-1,{1},100,40,100,0.9\n{0},-1,{2},300,40,100,0.8\n", frame, a, b);
    }
    put("seqinfo.ini",
        fmt::format(
            "[Sequence]\nname=meet\nframeRate=20\nseqLength={}\nimWidth=640\nimHeight=480\n",
            kFrames));
    put("det/det.txt", boxes);
    put("gt/gt.txt", truth);
  }
  void put(const std::string& file, const std::string& text) {
    const fs::path path = sequence() / file;
    fs::create_directories(path.parent_path());
    std::ofstream(path) << text;
  }
  fs::path sequence() const { return folder_ / "meet"; }
  fs::path out() const { return folder_ / "tracks.txt"; }
  CommandResult track(std::vector<std::string> more = {}) const {
    std::vector<std::string> words{"track", "--mot", sequence(), "--out", out()};
    words.insert(words.end(), more.begin(), more.end());
    return run_sillage(words);
  }
  nlohmann::json evaluated(const std::string& what, const std::string& every = "1") const {
    const auto result = run_sillage({"eval", what, "--gt", sequence(), "--pred", out(),
                                     "--preprocess", "mot17", "--every", every, "--json"});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    return nlohmann::json::parse(result.out, nullptr, false);
  }
  std::string message_of(const std::string& file, const std::string& text) {
    put(file, text);
    const auto result = track();
    EXPECT_EQ(result.exit_code, 1) << result.err;
    EXPECT_FALSE(fs::exists(out()));
    return result.err;
  }

  ScratchFolder folder_;
};

TEST_F(Track, GivesEachPersonOneIdAndSaysSo) {
  const auto result = track();
  ASSERT_EQ(result.exit_code, 0) << result.err;
  EXPECT_THAT(result.out, AllOf(HasSubstr("Evaluation"), HasSubstr("60 frames, 2 people"),
                                HasSubstr("microseconds a frame")));
  EXPECT_THAT(result.err, IsEmpty());
  const auto json = evaluated("track");
  EXPECT_GT(json["combined"]["values"]["IDF1"], 0.98);
  EXPECT_EQ(json["combined"]["values"]["IDSW"], 0);
  EXPECT_EQ(evaluated("visitors")["combined"]["visitors"]["result"], 2);
}

TEST_F(Track, RowsAreInOrderAndComeOnce) {
  ASSERT_EQ(track().exit_code, 0);
  const auto rows = eval::read_mot(out());
  ASSERT_TRUE(rows);
  std::set<std::pair<int, long>> seen;
  for (const auto& row : *rows) {
    const std::pair key(row.frame, row.id);
    EXPECT_TRUE(seen.empty() || *seen.rbegin() < key) << row.frame;
    seen.insert(key);
  }
  EXPECT_GE(seen.size(), 2u * (kFrames - 2));
  EXPECT_THAT(content(out()),
              AllOf(testing::StartsWith("1,"), HasSubstr(",48.00,100.00,40.00,100.00,"),
                    HasSubstr(",-1,-1,-1\n")));
}

TEST_F(Track, OnTheFloorWithACalibration) {
  put("cam_para.txt", kCamera);
  ASSERT_EQ(track().exit_code, 0);
  EXPECT_GT(evaluated("track")["combined"]["values"]["IDF1"], 0.95);
}

TEST_F(Track, EveryNthFrameIsComparedWithThoseFramesOfTheTruth) {
  const auto result = track({"--every", "4"});
  ASSERT_EQ(result.exit_code, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("15 frames, 2 people"));
  EXPECT_EQ(evaluated("track", "4")["combined"]["values"]["IDF1"], 1.0);
  const auto visitors = evaluated("visitors", "4");
  EXPECT_EQ(visitors["sequences"][0]["fps"], 5);
  EXPECT_EQ(visitors["combined"]["visitors"]["truth"], 2);
  EXPECT_EQ(visitors["combined"]["visitors"]["result"], 2);
}

TEST_F(Track, ALagFillsTheFramesInWhichNobodyWasFound) {
  const auto result = track({"--lag", "2"});
  ASSERT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(evaluated("track")["combined"]["values"]["IDF1"], 1.0);
}

TEST_F(Track, DegradedBoxesAreRepeatable) {
  const auto tracks = [&](const char* seed) {
    const auto result = track({"--degrade", seed});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_THAT(result.out, HasSubstr("degraded boxes"));
    return content(out());
  };
  const std::string first = tracks("1");
  EXPECT_FALSE(first.empty());
  EXPECT_EQ(tracks("1"), first);
  EXPECT_NE(tracks("2"), first);
}

TEST_F(Track, ErrorsNameFileAndLineAndSayWhatToDo) {
  const std::string boxes = content(sequence() / "det/det.txt");
  EXPECT_THAT(message_of("det/det.txt", "1,-1,5,5,nan,9,1\n"),
              AllOf(HasSubstr("det.txt:1"), HasSubstr("write it as in MOTChallenge")));
  EXPECT_THAT(message_of("det/det.txt", boxes + "61,-1,5,5,9,9,1\n"),
              AllOf(HasSubstr("det.txt:118: frame 61"), HasSubstr("seqLength")));
  put("det/det.txt", boxes);
  EXPECT_THAT(message_of("cam_para.txt", std::string(kCamera) + "7\n"),
              AllOf(HasSubstr("cam_para.txt:13"), HasSubstr("take out the rest")));
  EXPECT_THAT(message_of("cam_para.txt",
                         "RotationMatrices\n1 0 0 0 1 0 0 0 2\n"
                         "TranslationVectors\n0 0 4000\n"
                         "IntrinsicMatrix\n800 0 320 0 800 240 0 0 1\n"),
              AllOf(HasSubstr("cam_para.txt"), HasSubstr("give R row by row")));
  fs::remove(sequence() / "cam_para.txt");
  EXPECT_THAT(message_of("seqinfo.ini", "seqLength=60\nimWidth=640\nimHeight=480\n"),
              AllOf(HasSubstr("seqinfo.ini"), HasSubstr("add the frames per second")));
}

TEST_F(Track, WhatIsMissingIsNamed) {
  fs::remove(sequence() / "det/det.txt");
  const auto no_boxes = track();
  EXPECT_EQ(no_boxes.exit_code, 1);
  EXPECT_THAT(no_boxes.err, AllOf(HasSubstr("det.txt"), HasSubstr("a sequence needs")));
  fs::remove_all(sequence());
  const auto no_folder = track();
  EXPECT_EQ(no_folder.exit_code, 1);
  EXPECT_THAT(no_folder.err, HasSubstr("name the folder of a MOTChallenge sequence"));
}

TEST_F(Track, InputsAreNeverOverwritten) {
  for (const char* input : {"det/det.txt", "gt/gt.txt", "seqinfo.ini"}) {
    const auto before = content(sequence() / input);
    const auto result =
        run_sillage({"track", "--mot", sequence(), "--out", sequence() / "det" / ".." / input});
    EXPECT_EQ(result.exit_code, 2) << input;
    EXPECT_THAT(result.err, HasSubstr("would be overwritten")) << input;
    EXPECT_EQ(content(sequence() / input), before) << input;
  }
}

TEST_F(Track, OptionsOutOfRangeAreWrongUsage) {
  for (const std::vector<std::string>& words : {std::vector<std::string>{"--every", "0"},
                                                {"--every", "1.5"},
                                                {"--lag", "-1"},
                                                {"--lag", "6"},
                                                {"--degrade", "-1"},
                                                {"--degrade", "x"}}) {
    EXPECT_EQ(track(words).exit_code, 2) << words[0] << " " << words[1];
  }
  EXPECT_EQ(run_sillage({"track"}).exit_code, 2);
  const auto no_number = track({"--lag", "nan"});
  EXPECT_EQ(no_number.exit_code, 1);
  EXPECT_THAT(no_number.err, HasSubstr("give 0 to 5 s"));
}

TEST_F(Track, HelpShowsExamples) {
  const auto help = run_sillage({"track", "--help"});
  EXPECT_EQ(help.exit_code, 0);
  EXPECT_THAT(help.out, AllOf(HasSubstr("Examples:"), HasSubstr("sillage eval track --gt")));
}

}  // namespace
}  // namespace sillage::e2e
