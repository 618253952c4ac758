// SPDX-License-Identifier: Apache-2.0
#include "eval/tracker_input.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "base/files.h"

namespace sillage::eval {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
namespace fs = std::filesystem;

class TrackerInputFolder : public ::testing::Test {
 protected:
  TrackerInputFolder()
      : root_(fs::path(::testing::TempDir()) /
              (std::to_string(::getpid()) + "sillage_eval_tracker_input")) {
    fs::remove_all(root_);
    put("seqinfo.ini", "[Sequence]\nframeRate=30\nseqLength=7\nimWidth=640\nimHeight=480\n");
    put("det/det.txt", "2,-1,0,0,5,9,1.5\n1,-1,1,0,5,9,0.5\n\n2,-1,2,0,5,9,-3\n");
  }
  ~TrackerInputFolder() override { fs::remove_all(root_); }
  void put(const fs::path& file, std::string_view text) {
    fs::create_directories((root_ / file).parent_path());
    ASSERT_TRUE(write_file_atomically(root_ / file, text));
  }
  Error error() {
    const auto input = read_tracker_input(root_);
    EXPECT_FALSE(input);
    return input ? Error{} : input.error();
  }
  fs::path root_;
};

TEST_F(TrackerInputFolder, BoxesComeByFrameInTheOrderOfTheFile) {
  const auto input = read_tracker_input(root_);
  ASSERT_TRUE(input) << input.error().to_string();
  EXPECT_EQ(input->info.length, 7);
  EXPECT_FALSE(input->floor_from_image);
  std::vector<double> lefts, confidences;
  for (const MotRow& row : input->boxes) {
    lefts.push_back(row.box.left);
    confidences.push_back(row.confidence);
  }
  EXPECT_THAT(lefts, ElementsAre(1, 0, 2));
  EXPECT_THAT(confidences, ElementsAre(0.5, 1, 0)) << "clipped to 0 ... 1";
}

TEST_F(TrackerInputFolder, CalibrationIsTakenWhereThereIsOne) {
  put("cam_para.txt",
      "RotationMatrices\n1 0 0 0 -1 0 0 0 -1\nTranslationVectors\n0 0 4000\n"
      "IntrinsicMatrix\n800 0 320 0 800 240 0 0 1\n");
  const auto input = read_tracker_input(root_);
  ASSERT_TRUE(input) << input.error().to_string();
  ASSERT_TRUE(input->floor_from_image);
  EXPECT_NEAR(input->floor_from_image->apply({520, 240}).x, 1, 1e-9);
  put("cam_para.txt",
      "RotationMatrices\n1 0 0 0 -1 0 0 0 1\nTranslationVectors\n0 0 4000\n"
      "IntrinsicMatrix\n800 0 320 0 800 240 0 0 1\n");
  EXPECT_THAT(error().to_string(), AllOf(HasSubstr("cam_para.txt"), HasSubstr("rotation")));
}

TEST_F(TrackerInputFolder, ErrorsNameFileAndLineAndSayWhatToDo) {
  put("det/det.txt", "1,-1,0,0,5,9,1\n8,-1,0,0,5,9,1\n");
  EXPECT_THAT(error().message,
              AllOf(HasSubstr("det.txt:2: frame 8 of a sequence of 7"), HasSubstr("seqLength")));
  put("det/det.txt", "1,-1,0,0,5,0,1\n");
  EXPECT_THAT(error().message, AllOf(HasSubstr("det.txt:1"), HasSubstr("take the line out")));
  put("det/det.txt", "1,-1,0,0,nan,9,1\n");
  EXPECT_THAT(error().message, AllOf(HasSubstr("det.txt:1"), HasSubstr("write it as in")));
  fs::remove(root_ / "det" / "det.txt");
  EXPECT_EQ(error().code, ErrorCode::kNotFound);
  EXPECT_THAT(error().message, AllOf(HasSubstr("det.txt"), HasSubstr("a sequence needs")));
  fs::remove_all(root_);
  EXPECT_THAT(error().message, HasSubstr("name the folder of a MOTChallenge sequence"));
}

TEST_F(TrackerInputFolder, SettingsMustBeComplete) {
  put("seqinfo.ini", "seqLength=7\nimWidth=640\nimHeight=480\n");
  EXPECT_THAT(error().message, HasSubstr("add the frames per second"));
  put("seqinfo.ini", "seqLength=7\nframeRate=1e-7\nimWidth=640\nimHeight=480\n");
  EXPECT_THAT(error().message, HasSubstr("give frames per second, 0.01 to 1000"));
  put("seqinfo.ini", "seqLength=7\nframeRate=30\nimWidth=640\n");
  EXPECT_THAT(error().message, HasSubstr("add the picture's size"));
  put("seqinfo.ini", "frameRate=30\nimWidth=640\nimHeight=480\n");
  EXPECT_THAT(error().message, HasSubstr("add the number of frames"));
}

}  // namespace
}  // namespace sillage::eval
