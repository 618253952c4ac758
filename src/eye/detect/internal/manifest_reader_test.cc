// SPDX-License-Identifier: Apache-2.0
#include "eye/detect/internal/manifest_reader.h"

#include <random>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sillage::eye {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

/// Line 3 is `name`, line 4 `file`, and so on.
const std::string kGood = R"(default = "one"
[[model]]
name = "one"
file = "one.onnx"
sha256 = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
licence = "Apache-2.0"
source = "somewhere"
shipped = true
input_width = 416
input_height = 288
colour_order = "bgr"
letterbox_fill = 114
decoder = "yolox"
nms_iou = 0.5
)";

std::string changed(const std::string& from, const std::string& to) {
  std::string text = kGood;
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

std::string error_of(const std::string& toml) {
  const auto content = parse_manifest(toml, "manifest.toml");
  if (content) return "no error";
  EXPECT_EQ(content.error().code, ErrorCode::kConfiguration);
  return content.error().message;
}

TEST(ManifestReader, ReadsEveryField) {
  const auto content = parse_manifest(kGood + "notes = \"fine\"\n", "manifest.toml");
  ASSERT_TRUE(content) << content.error().to_string();
  ASSERT_EQ(content->models.size(), 1u);
  const Model& model = content->models[0];
  EXPECT_EQ(model.name, "one");
  EXPECT_EQ(model.file, "one.onnx");
  EXPECT_THAT(model.sha256, StartsWith("0123456789abcdef"));
  EXPECT_EQ(model.licence, "Apache-2.0");
  EXPECT_EQ(model.source, "somewhere");
  EXPECT_TRUE(model.shipped);
  EXPECT_EQ(model.input_width, 416);
  EXPECT_EQ(model.input_height, 288);
  EXPECT_EQ(model.colour_order, ColourOrder::kBgr);
  EXPECT_EQ(model.letterbox_fill, 114);
  EXPECT_EQ(model.decoder, BoxDecoder::kYolox);
  EXPECT_DOUBLE_EQ(model.nms_iou, 0.5);
  EXPECT_EQ(model.notes, "fine");
  EXPECT_DOUBLE_EQ(model.threshold, 0.5);
}

TEST(ManifestReader, AThresholdAndAnInt8DefaultAreRead) {
  const auto content =
      parse_manifest("default_int8 = \"one\"\n" + kGood + "threshold = 0.4\n", "m");
  ASSERT_TRUE(content) << content.error().to_string();
  EXPECT_DOUBLE_EQ(content->models[0].threshold, 0.4);
  EXPECT_EQ(content->default_int8_index, 0U);
  EXPECT_THAT(error_of(kGood + "threshold = 1.0\n"), HasSubstr("between 0 and 1"));
  EXPECT_THAT(
      error_of("default_int8 = \"on\"\n" + kGood),
      AllOf(HasSubstr("the default_int8 'on' is no model"), HasSubstr("did you mean 'one'?")));
}

TEST(ManifestReader, FurtherSizesAreRead) {
  const auto content = parse_manifest(kGood + "other_sizes = [[448, 320], [64, 32]]\n", "m");
  ASSERT_TRUE(content) << content.error().to_string();
  EXPECT_THAT(content->models[0].other_sizes,
              ElementsAre(InputSize{448, 320}, InputSize{64, 32}));
  for (const char* wrong : {"3", "[3]", "[[448]]", "[[448, 321]]", "[[448.0, 320]]", "[[0, 32]]",
                            "[[448, 320, 3]]", "[[8192, 32]]"}) {
    EXPECT_THAT(error_of(kGood + "other_sizes = " + wrong + "\n"),
                AllOf(HasSubstr("'other_sizes' of model 'one'"), HasSubstr("[[448, 320]]")))
        << wrong;
  }
}

TEST(ManifestReader, UnknownKeyNamesTheLineAndAGuess) {
  EXPECT_THAT(error_of(changed("nms_iou = 0.5", "nms_iuo = 0.5")),
              AllOf(StartsWith("manifest.toml:14:"), HasSubstr("model 'one'"),
                    HasSubstr("did you mean 'nms_iou'?")));
  EXPECT_THAT(error_of("zzzzzzzz = 1\n" + kGood),
              AllOf(StartsWith("manifest.toml:1:"), HasSubstr("remove it")));
}

TEST(ManifestReader, MissingFieldSaysWhatToAdd) {
  EXPECT_THAT(error_of(changed("licence = \"Apache-2.0\"\n", "")),
              AllOf(StartsWith("manifest.toml:2:"), HasSubstr("no 'licence'; add it (an SPDX")));
  EXPECT_THAT(error_of(changed("default = \"one\"", "")), HasSubstr("no 'default'; add it"));
  EXPECT_THAT(error_of("default = \"one\""), HasSubstr("no 'model'; add it"));
}

TEST(ManifestReader, WrongTypeSaysWhatToWrite) {
  EXPECT_THAT(error_of(changed("shipped = true", "shipped = \"yes\"")),
              AllOf(StartsWith("manifest.toml:8:"), HasSubstr("write true or false")));
  EXPECT_THAT(error_of(changed("input_width = 416", "input_width = 416.0")),
              AllOf(StartsWith("manifest.toml:9:"), HasSubstr("a multiple of 32")));
  EXPECT_THAT(error_of("model = 3\ndefault = \"one\""),
              HasSubstr("begin each model with [[model]]"));
  EXPECT_THAT(error_of("model = [3]\ndefault = \"one\""), HasSubstr("[[model]]"));
}

TEST(ManifestReader, ValuesOutOfRangeSayTheRange) {
  EXPECT_THAT(error_of(changed("= 416", "= 417")), HasSubstr("from 32 to 4096, a multiple of 32"));
  EXPECT_THAT(error_of(changed("= 416", "= 8192")), HasSubstr("from 32 to 4096"));
  EXPECT_THAT(error_of(changed("= 114", "= 256")), HasSubstr("from 0 to 255"));
  EXPECT_THAT(error_of(changed("= 0.5", "= 1.5")), HasSubstr("above 0, at most 1"));
  EXPECT_THAT(error_of(changed("= 0.5", "= nan")), HasSubstr("above 0, at most 1"));
  EXPECT_THAT(error_of(changed("\"bgr\"", "\"grb\"")), HasSubstr("write \"rgb\" or \"bgr\""));
  EXPECT_THAT(error_of(changed("\"yolox\"", "\"yolo\"")),
              HasSubstr("write \"sillage\" or \"yolox\""));
}

TEST(ManifestReader, HashMustHave64Digits) {
  EXPECT_THAT(error_of(changed("0123456789abcdef", "0123")),
              AllOf(StartsWith("manifest.toml:5:"), HasSubstr("has 52 characters; write the 64")));
  EXPECT_THAT(error_of(changed("0123456789abcdef", "0123456789ABCDEF")), HasSubstr("lower-case"));
}

TEST(ManifestReader, FilesStayBelowTheManifest) {
  const std::string advice = "write a path below the manifest's folder";
  EXPECT_THAT(error_of(changed("one.onnx", "../one.onnx")), HasSubstr(advice));
  EXPECT_THAT(error_of(changed("one.onnx", "/one.onnx")), HasSubstr(advice));
  EXPECT_THAT(error_of(changed("one.onnx", "folder/")), HasSubstr(advice));
}

TEST(ManifestReader, NamesAreWellFormedAndUnique) {
  EXPECT_THAT(error_of(changed("name = \"one\"", "name = \"One!\"")),
              HasSubstr("write 1 to 32 of a-z"));
  EXPECT_THAT(error_of(kGood + kGood.substr(kGood.find("[[model]]"))),
              AllOf(StartsWith("manifest.toml:15:"), HasSubstr("two models 'one'"),
                    HasSubstr("rename or remove one")));
}

TEST(ManifestReader, UnknownDefaultListsTheModels) {
  EXPECT_THAT(
      error_of(changed("default = \"one\"", "default = \"onee\"")),
      AllOf(StartsWith("manifest.toml:1:"), HasSubstr("(one)"), HasSubstr("did you mean 'one'?")));
}

TEST(ManifestReader, BrokenTomlNamesTheLine) {
  EXPECT_THAT(error_of("default = \"one\"\nmodel = = 3\n"),
              AllOf(StartsWith("manifest.toml:2:"), HasSubstr("correct the line")));
}

TEST(ManifestReader, AnyBytesGiveAnAnswerOrAnError) {
  std::mt19937 random(11);
  std::uniform_int_distribution<int> byte(0, 255);
  for (int round = 0; round < 3000; ++round) {
    std::string text = kGood;
    if (round % 3 == 0) {
      text.resize(static_cast<std::size_t>(byte(random)));
      for (char& c : text) c = static_cast<char>(byte(random));
    } else {
      for (int change = 0; change <= round % 5; ++change) {
        text[random() % text.size()] = static_cast<char>(byte(random));
      }
    }
    const auto content = parse_manifest(text, "fuzz");
    if (content) {
      EXPECT_LT(content->default_index, content->models.size());
    } else {
      EXPECT_THAT(content.error().message, StartsWith("fuzz:"));
    }
  }
}

}  // namespace
}  // namespace sillage::eye
