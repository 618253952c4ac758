// SPDX-License-Identifier: Apache-2.0
#include "eval/detection_truth.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "base/files.h"

namespace sillage::eval {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
namespace fs = std::filesystem;

constexpr const char* kAnnotation =
    "# Compatible with PASCAL Annotation Version 1.00\r\n"
    "Image filename : \"Some/PNGImages/A1.png\"\r\n"
    "Objects with ground truth : 2 { \"PASpersonWalking\" \"PASpersonWalking\" }\r\n"
    "Bounding box for object 1 \"PASpersonWalking\" (Xmin, Ymin) - (Xmax, Ymax) : (1, 2) - (10, "
    "21)\r\n"
    "Bounding box for object 2 \"PASpersonWalking\" (Xmin, Ymin) - (Xmax, Ymax) : (5, 5) - (5, "
    "5)\r\n";

std::string message_of(std::string_view lines) {
  const auto pictures = parse_picture_lines(lines, "labels.jsonl");
  EXPECT_FALSE(pictures);
  return pictures ? "" : pictures.error().message;
}

TEST(DetectionTruth, PictureLines) {
  const auto pictures = parse_picture_lines(
      "{\"image\": \"a/1.jpg\", \"w\": 9, \"boxes\": [[1, 2, 4, 8.5]], \"ignore\": [[0, 0, 1, "
      "1]]}\r\n"
      "\n{\"image\": \"b.jpg\"}\n",
      "labels.jsonl");
  ASSERT_TRUE(pictures) << pictures.error().to_string();
  ASSERT_EQ(pictures->size(), 2u);
  EXPECT_EQ(pictures->at(0).image, "a/1.jpg");
  EXPECT_THAT(pictures->at(0).boxes, ElementsAre(Box{1, 2, 3, 6.5}));
  EXPECT_THAT(pictures->at(0).ignored, ElementsAre(Box{0, 0, 1, 1}));
  EXPECT_THAT(pictures->at(1).boxes, IsEmpty());
}

TEST(DetectionTruth, ErrorsNameTheLineAndSayWhatToWrite) {
  EXPECT_THAT(message_of("{\"image\": \"a\"}\n[1, 2]\n"),
              AllOf(HasSubstr("labels.jsonl:2"), HasSubstr("write {\"image\"")));
  EXPECT_THAT(message_of("{\"image\": \"a\""), HasSubstr("write {\"image\""));
  EXPECT_THAT(message_of("{\"image\": \"a\", \"boxes\": [[1, 2, 3]]}"),
              HasSubstr("write [[left, top, right, lower]"));
  EXPECT_THAT(message_of("{\"image\": \"a\", \"boxes\": [[5, 2, 3, 4]]}"), HasSubstr("'boxes'"));
  EXPECT_THAT(message_of("{\"image\": \"a\", \"ignore\": 3}"), HasSubstr("'ignore'"));
  EXPECT_THAT(message_of("{\"image\": \"a\", \"boxes\": [[0, 0, 1e300, 1]]}"),
              HasSubstr("in pixels"));
}

TEST(DetectionTruth, PascalPixelsCountFromOneAndBothEdgesAreInside) {
  const auto picture = parse_pascal_annotation(kAnnotation, "A1.txt");
  ASSERT_TRUE(picture) << picture.error().to_string();
  EXPECT_EQ(picture->image, "Some/PNGImages/A1.png");
  EXPECT_THAT(picture->boxes, ElementsAre(Box{0, 1, 10, 20}, Box{4, 4, 1, 1}));
}

TEST(DetectionTruth, PascalErrorsSayWhatToWrite) {
  const auto no_name = parse_pascal_annotation("nothing\n", "A1.txt");
  ASSERT_FALSE(no_name);
  EXPECT_THAT(no_name.error().message, HasSubstr("a line Image filename"));
  const auto no_box =
      parse_pascal_annotation("Image filename : \"a\"\nBounding box for object 1 : (1, 2)\n", "A1");
  ASSERT_FALSE(no_box);
  EXPECT_THAT(no_box.error().message, HasSubstr("A1:2"));
  EXPECT_THAT(no_box.error().message, HasSubstr("write : (left, top)"));
}

TEST(DetectionTruth, FolderIsReadInTheOrderOfNamesAndPicturesAreFoundByName) {
  const fs::path folder =
      fs::path(::testing::TempDir()) / (std::to_string(::getpid()) + "sillage_eval_pascal");
  fs::create_directories(folder);
  ASSERT_TRUE(write_file_atomically(folder / "b.txt", "Image filename : \"x/B.png\"\n"));
  ASSERT_TRUE(write_file_atomically(folder / "a.txt", kAnnotation));
  ASSERT_TRUE(write_file_atomically(folder / "B.jpg", "x"));
  const auto pictures = read_detection_truth(folder);
  ASSERT_TRUE(pictures) << pictures.error().to_string();
  ASSERT_EQ(pictures->size(), 2u);
  EXPECT_EQ(pictures->at(0).image, "Some/PNGImages/A1.png");
  EXPECT_EQ(find_picture(folder, pictures->at(1).image).value(), folder / "B.jpg");
  const auto missing = find_picture(folder, pictures->at(0).image);
  ASSERT_FALSE(missing);
  EXPECT_THAT(missing.error().message, HasSubstr("check --images"));
  fs::remove_all(folder);
}

TEST(DetectionTruth, FolderWithoutAnnotationsSaysWhatBelongsThere) {
  const fs::path folder =
      fs::path(::testing::TempDir()) / (std::to_string(::getpid()) + "sillage_eval_empty");
  fs::create_directories(folder);
  const auto pictures = read_detection_truth(folder);
  ASSERT_FALSE(pictures);
  EXPECT_THAT(pictures.error().message, HasSubstr("name a folder of .txt files"));
  fs::remove_all(folder);
}

TEST(DetectionTruth, TracksBecomeTruthByFrame) {
  const Box box{10, 20, 30, 40};
  const auto frames = truth_by_frame({{1, 1, box, 1, 1},
                                      {1, 2, box, 1, -1},
                                      {1, 3, box, 0, -1},
                                      {4, 4, box, 0, 7},
                                      {4, 5, box, 1, 3}},
                                     0.5);
  ASSERT_EQ(frames.size(), 2u);
  EXPECT_THAT(frames.at(1).boxes, ElementsAre(Box{5, 10, 15, 20}, Box{5, 10, 15, 20}));
  EXPECT_EQ(frames.at(1).ignored.size(), 1u);
  EXPECT_THAT(frames.at(4).boxes, IsEmpty());
  EXPECT_EQ(frames.at(4).ignored.size(), 1u) << "the car is no region to ignore";
}

}  // namespace
}  // namespace sillage::eval
