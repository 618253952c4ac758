// SPDX-License-Identifier: Apache-2.0
#include "eye/detect/detector.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/files.h"
#include "eye/detect/internal/onnx_library.h"
#include "base/testing/temporary.h"
#include "eye/detect/testing/tiny_onnx.h"

namespace sillage::eye {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using testing::TinyNetwork;

constexpr int kWidth = 480;
constexpr int kHeight = 360;
constexpr double kFigureHeight = 200;
const Box kFigure{211, 100, 58, kFigureHeight};

struct Paint {
  double y, u, v;
};

/// A shaded figure in clothes, or nothing; both coordinates in heights of the figure, from its
/// middle and top.
std::optional<Paint> figure(double across, double down) {
  const double side = std::abs(across);
  const double light = 1 - 2.3 * across;
  const double arm = side + 0.02 * (0.3 - down);
  const bool head = std::hypot(across * 1.15, down - 0.075) < 0.07;
  if (head && down < 0.055) return Paint{45, 128, 128};
  if (head || (arm > 0.105 && arm < 0.15 && down >= 0.5 && down < 0.54)) {
    return Paint{165 * light, 112, 150};
  }
  if (side < 0.105 - 0.03 * (down - 0.15) && down > 0.15 && down < 0.52) {
    return Paint{85 * light, 150, 118};
  }
  if (arm > 0.105 && arm < 0.15 && down > 0.17 && down < 0.5) return Paint{75 * light, 150, 118};
  const bool leg = side > 0.006 && side < 0.085 - 0.03 * (down - 0.5);
  if (leg && down >= 0.52 && down < 0.96) return Paint{48 * light, 128, 128};
  if (side < 0.09 && down >= 0.96 && down < 1) return Paint{30, 128, 128};
  return std::nullopt;
}

I420Image grey_picture(int width, int height) {
  I420Image picture(width, height);
  const auto chroma_size = static_cast<std::size_t>(picture.chroma_width()) *
                           static_cast<std::size_t>(picture.chroma_height());
  std::fill_n(picture.y(), width * height, std::uint8_t{150});
  std::fill_n(picture.u(), chroma_size, std::uint8_t{128});
  std::fill_n(picture.v(), chroma_size, std::uint8_t{128});
  return picture;
}

I420Image picture_with_figure() {
  I420Image picture = grey_picture(kWidth, kHeight);
  for (int y = 0; y < kHeight; ++y) {
    for (int x = 0; x < kWidth; ++x) {
      const auto paint =
          figure((x - kFigure.foot().x) / kFigureHeight, (y - kFigure.top) / kFigureHeight);
      if (!paint) continue;
      const int chroma = y / 2 * picture.chroma_width() + x / 2;
      picture.y()[y * kWidth + x] = static_cast<std::uint8_t>(paint->y);
      picture.u()[chroma] = static_cast<std::uint8_t>(paint->u);
      picture.v()[chroma] = static_cast<std::uint8_t>(paint->v);
    }
  }
  return picture;
}

class DetectorTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto library = onnx::Library::load({});
    if (!library) GTEST_SKIP() << library.error().to_string();
  }

  /// A model of the given file content with an input of 64 x 32.
  Model model_of(const std::string& content) const {
    Model model;
    model.name = "tiny";
    model.file = folder_.write("tiny.onnx", content);
    model.sha256 = sha256_hex(content);
    model.source = "a test";
    model.input_width = 64;
    model.input_height = 32;
    return model;
  }

  Error error_of(const Model& model) const {
    const auto detector = create_detector(model, {});
    EXPECT_FALSE(detector);
    return detector ? Error{} : detector.error();
  }

  static Model own_model() {
    return ModelManifest::load(SILLAGE_SOURCE_DIR "/models/manifest.toml")->default_model();
  }

  /// A network of one shape: 64 x 32 and one row.
  Model fixed_model() const {
    TinyNetwork network;
    network.output_shape = {1, 1, 5};
    network.output = {0, 0, 8, 8, 0.5F};
    return model_of(to_onnx(network));
  }

  TemporaryFolder folder_;
};

TEST_F(DetectorTest, DecodesSuppressesAndPlaces) {
  TinyNetwork network;
  network.output_shape = {1, 4, 5};
  network.output = {8,  4,  16, 20, 0.5F,    // covered by the next
                    8,  4,  16, 21, 0.9F,    //
                    40, 16, 80, 64, 0.6F,    // over the edge
                    0,  0,  8,  8,  0.05F};  // too weak
  auto detector = create_detector(model_of(to_onnx(network)), {});
  ASSERT_TRUE(detector) << detector.error().to_string();
  const I420Image picture(128, 64);  // twice the input
  const auto people = (*detector)->detect(picture.view());
  ASSERT_TRUE(people) << people.error().to_string();
  ASSERT_EQ(people->size(), 2u);
  EXPECT_EQ((*people)[0].box, (Box{16, 8, 16, 34}));
  EXPECT_FLOAT_EQ((*people)[0].score, 0.9F);
  EXPECT_EQ((*people)[1].box, (Box{80, 32, 48, 32}));
}

TEST_F(DetectorTest, KeepsAtMostTheBest) {
  TinyNetwork network;
  network.output_shape = {1, 2, 5};
  network.output = {0, 0, 8, 8, 0.5F, 20, 0, 28, 8, 0.75F};
  DetectorOptions options;
  options.max_detections = 1;
  auto detector = create_detector(model_of(to_onnx(network)), options);
  ASSERT_TRUE(detector) << detector.error().to_string();
  const auto people = (*detector)->detect(I420Image(64, 32).view());
  ASSERT_TRUE(people);
  ASSERT_EQ(people->size(), 1u);
  EXPECT_FLOAT_EQ((*people)[0].score, 0.75F);
}

TEST_F(DetectorTest, APictureWithoutPixelsIsRefused) {
  TinyNetwork network;
  network.output_shape = {1, 1, 5};
  network.output = {0, 0, 8, 8, 0.5F};
  auto detector = create_detector(model_of(to_onnx(network)), {});
  ASSERT_TRUE(detector) << detector.error().to_string();
  const auto people = (*detector)->detect(I420View{});
  ASSERT_FALSE(people);
  EXPECT_EQ(people.error().code, ErrorCode::kInvalidArgument);
  EXPECT_THAT(people.error().message, AllOf(HasSubstr("0 x 0"), HasSubstr("check the camera")));
}

TEST_F(DetectorTest, EightBitsFindWhatThirtyTwoFind) {
  const auto manifest = ModelManifest::load(SILLAGE_SOURCE_DIR "/models/manifest.toml");
  ASSERT_TRUE(manifest);
  std::vector<Detection> best;
  for (const char* name : {"sillage-person-v1", "sillage-person-v1-int8"}) {
    auto detector = create_detector(*manifest->find(name), {});
    ASSERT_TRUE(detector) << detector.error().to_string();
    const auto people = (*detector)->detect(picture_with_figure().view());
    ASSERT_TRUE(people);
    ASSERT_FALSE(people->empty()) << name;
    best.push_back(people->front());
  }
  EXPECT_GT(iou(best[0].box, best[1].box), 0.85);
  EXPECT_NEAR(best[0].score, best[1].score, 0.08);
}

TEST_F(DetectorTest, OneShapeIsRefusedWhereTheNetworkTakesAny) {
  Model model = own_model();
  model.other_sizes.clear();
  EXPECT_THAT(error_of(model).message, AllOf(HasSubstr("input of 1 x 3 x ? x ?"),
                                             HasSubstr("1 x 3 x 288 x 512")));
}

TEST_F(DetectorTest, OurModelFindsTheFigureInAnyShape) {
  auto detector = create_detector(own_model(), {});
  ASSERT_TRUE(detector) << detector.error().to_string();
  const I420Image whole = picture_with_figure();
  const I420View view = whole.view();
  I420View upright = view;  // the middle, as of a camera that is turned on its side
  upright.width = 200;
  upright.y += 140;
  upright.u += 70;
  upright.v += 70;
  for (const I420View& picture : {view, upright, view}) {
    const auto people = (*detector)->detect(picture);
    ASSERT_TRUE(people) << people.error().to_string();
    ASSERT_FALSE(people->empty());
    Box expected = kFigure;
    if (picture.width == 200) expected.left -= 140;
    EXPECT_GT(iou(people->front().box, expected), 0.7);
  }
}

TEST_F(DetectorTest, AnotherInputShapeIsRefusedByName) {
  Model model = fixed_model();
  model.input_width = 640;
  const Error error = error_of(model);
  EXPECT_EQ(error.code, ErrorCode::kUnsupported);
  EXPECT_THAT(error.message,
              AllOf(HasSubstr("input of 1 x 3 x 32 x 64"), HasSubstr("1 x 3 x 32 x 640"),
                    HasSubstr("correct its entry in the manifest")));
}

TEST_F(DetectorTest, AnotherDecodersOutputIsRefusedByName) {
  Model model = fixed_model();
  model.decoder = BoxDecoder::kYolox;
  const Error error = error_of(model);
  EXPECT_EQ(error.code, ErrorCode::kUnsupported);
  EXPECT_THAT(error.message, AllOf(HasSubstr("output of 1 x 1 x 5"), HasSubstr("1 x 42 x 85"),
                                   HasSubstr("decoder 'yolox'")));
}

TEST_F(DetectorTest, OpenShapesOtherTypesAndMoreInputsAreRefused) {
  TinyNetwork good;
  good.output_shape = {1, 1, 5};
  good.output = {0, 0, 8, 8, 0.5F};
  TinyNetwork network = good;
  network.input_shape = {1, 3, -1, 64};
  EXPECT_THAT(error_of(model_of(to_onnx(network))).message, HasSubstr("1 x 3 x ? x 64"));
  network = good;
  network.input_type = testing::kInt64;
  EXPECT_THAT(error_of(model_of(to_onnx(network))).message,
              AllOf(HasSubstr("input"), HasSubstr("not a float32 tensor; export it so")));
  network = good;
  network.input_count = 2;
  EXPECT_THAT(error_of(model_of(to_onnx(network))).message,
              AllOf(HasSubstr("2 inputs"), HasSubstr("export it so")));
}

TEST_F(DetectorTest, AWrongHashIsRefusedBeforeTheRuntimeSeesTheFile) {
  Model model = model_of("something else");
  model.sha256 = sha256_hex("the real one");
  const Error error = error_of(model);
  EXPECT_EQ(error.code, ErrorCode::kDataLoss);
  EXPECT_THAT(error.message,
              AllOf(HasSubstr(sha256_hex("the real one")), HasSubstr(sha256_hex("something else")),
                    HasSubstr("sillage model get tiny")));
}

TEST_F(DetectorTest, WhatIsNoNetworkIsRefused) {
  const Error error = error_of(model_of("this is a text"));
  EXPECT_EQ(error.code, ErrorCode::kDataLoss);
  EXPECT_THAT(error.message, AllOf(HasSubstr("tiny.onnx"), HasSubstr("is it the right file?")));
  EXPECT_EQ(error_of(model_of("")).code, ErrorCode::kDataLoss);
}

TEST_F(DetectorTest, AnyBytesGiveADetectorOrAnError) {
  TinyNetwork network;
  network.output_shape = {1, 2, 5};
  network.output = {0, 0, 8, 8, 0.5F, 20, 0, 28, 8, 0.75F};
  const std::string good = to_onnx(network);
  std::mt19937 random(3);
  for (int round = 0; round < 150; ++round) {
    std::string bytes = good;
    if (round % 2 == 0) {
      for (int change = 0; change < 3; ++change) {
        bytes[random() % bytes.size()] = static_cast<char>(random());
      }
    } else {
      bytes.resize(random() % 500);
      for (char& c : bytes) c = static_cast<char>(random());
    }
    auto detector = create_detector(model_of(bytes), {});
    if (detector) {
      EXPECT_TRUE((*detector)->detect(I420Image(64, 32).view()));
    } else {
      EXPECT_NE(detector.error().message, "");
    }
  }
}

TEST_F(DetectorTest, OurModelRepeatsItselfExactly) {
  auto first = create_detector(own_model(), {});
  auto second = create_detector(own_model(), {});
  ASSERT_TRUE(first) << first.error().to_string();
  ASSERT_TRUE(second);
  const I420Image picture = picture_with_figure();
  const auto a = (*first)->detect(picture.view());
  (void)(*first)->detect(grey_picture(321, 200).view());
  const auto b = (*first)->detect(picture.view());
  const auto c = (*second)->detect(picture.view());
  ASSERT_TRUE(a && b && c);
  ASSERT_FALSE(a->empty());
  const auto same = [](const Detection& x, const Detection& y) {
    return x.box == y.box && x.score == y.score;
  };
  EXPECT_TRUE(std::equal(a->begin(), a->end(), b->begin(), b->end(), same));
  EXPECT_TRUE(std::equal(a->begin(), a->end(), c->begin(), c->end(), same));
}

TEST_F(DetectorTest, OurModelFindsTheFigureAndStaysInThePicture) {
  auto detector = create_detector(own_model(), {});
  ASSERT_TRUE(detector) << detector.error().to_string();
  const auto people = (*detector)->detect(picture_with_figure().view());
  ASSERT_TRUE(people);
  ASSERT_FALSE(people->empty());
  EXPECT_GT(iou(people->front().box, kFigure), 0.7);
  for (const auto& person : *people) {
    EXPECT_GE(person.box.left, 0);
    EXPECT_GE(person.box.top, 0);
    EXPECT_LE(person.box.right(), kWidth);
    EXPECT_LE(person.box.bottom(), kHeight);
  }
}

TEST_F(DetectorTest, OurModelSeesNobodyInAnEmptyPicture) {
  auto detector = create_detector(own_model(), {});
  ASSERT_TRUE(detector) << detector.error().to_string();
  const auto people = (*detector)->detect(grey_picture(kWidth, kHeight).view());
  ASSERT_TRUE(people);
  for (const auto& person : *people) EXPECT_LE(person.score, 0.5F);
}

TEST(DetectorOptions, OutOfRangeSaysWhatToChoose) {
  DetectorOptions options;
  options.min_score = 0;
  EXPECT_THAT(options.check().error().message, HasSubstr("such as 0.1"));
  options.min_score = std::nan("");
  EXPECT_FALSE(options.check());
  options.min_score = 0.2;
  options.max_detections = 0;
  EXPECT_THAT(create_detector({}, options).error().message, HasSubstr("choose 1 to 1000"));
}

}  // namespace
}  // namespace sillage::eye
