// SPDX-License-Identifier: Apache-2.0
#include "eye/detect/model.h"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/files.h"
#include "base/testing/temporary.h"
#include "eye/detect/internal/processor.h"

namespace sillage::eye {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

std::string entry(const std::string& name, const std::string& content, bool shipped) {
  return fmt::format(R"(
[[model]]
name = "{0}"
file = "{0}.onnx"
sha256 = "{1}"
licence = "Apache-2.0"
source = "the attic"
shipped = {2}
input_width = 64
input_height = 32
colour_order = "rgb"
letterbox_fill = 114
decoder = "sillage"
nms_iou = 0.6
)",
                     name, sha256_hex(content), shipped);
}

class ModelManifestTest : public ::testing::Test {
 protected:
  ModelManifest load() const {
    auto manifest = ModelManifest::load(manifest_);
    EXPECT_TRUE(manifest) << manifest.error().to_string();
    return manifest.value();
  }

  TemporaryFolder folder_;
  TemporaryFolder other_;
  TemporaryVariable cache_{"XDG_CACHE_HOME", (other_.path() / "cache").string()};
  TemporaryVariable search_{"SILLAGE_MODEL_PATH", nullptr};
  std::filesystem::path manifest_ =
      folder_.write("manifest.toml", "default = \"near\"\n" + entry("near", "near bytes", true) +
                                         entry("far-away", "far bytes", false));
};

TEST_F(ModelManifestTest, FindsByName) {
  const auto manifest = load();
  EXPECT_EQ(manifest.models().size(), 2u);
  EXPECT_EQ(manifest.default_model().name, "near");
  const auto found = manifest.find("far-away");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->name, "far-away");
  EXPECT_EQ(manifest.default_model().file, folder_.path() / "near.onnx");
}

TEST_F(ModelManifestTest, AnUnknownNameListsTheKnownOnes) {
  const auto found = load().find("faraway");
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, ErrorCode::kNotFound);
  EXPECT_THAT(found.error().message,
              AllOf(HasSubstr("near, far-away"), HasSubstr("did you mean 'far-away'?")));
}

TEST_F(ModelManifestTest, FindsAFileByItsContent) {
  const auto file = other_.write("renamed.onnx", "far bytes");
  const auto found = load().find(file.string());
  ASSERT_TRUE(found) << found.error().to_string();
  EXPECT_EQ(found->name, "far-away");
  EXPECT_EQ(found->file, file);
}

TEST_F(ModelManifestTest, AFileOfUnknownContentIsRefused) {
  const auto found = load().find(other_.write("stranger.onnx", "who knows").string());
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, ErrorCode::kNotFound);
  EXPECT_THAT(found.error().message,
              AllOf(HasSubstr(sha256_hex("who knows")), HasSubstr("add it to the manifest")));
  const auto missing = load().find("/nowhere/at-all.onnx");
  ASSERT_FALSE(missing);
  EXPECT_THAT(missing.error().message, HasSubstr("check the path"));
}

TEST_F(ModelManifestTest, VerifyAcceptsTheRightBytesOnly) {
  folder_.write("near.onnx", "near bytes");
  EXPECT_TRUE(verify(load().default_model()));
  folder_.write("near.onnx", "near bytez");
  const auto wrong = verify(load().default_model());
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().code, ErrorCode::kDataLoss);
  EXPECT_THAT(wrong.error().message,
              AllOf(HasSubstr("expected sha256 " + sha256_hex("near bytes")),
                    HasSubstr("found " + sha256_hex("near bytez")), HasSubstr("install it again")));
}

TEST_F(ModelManifestTest, VerifySaysHowToGetWhatIsMissing) {
  const auto missing = verify(load().find("far-away").value());
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, ErrorCode::kNotFound);
  EXPECT_THAT(missing.error().message,
              AllOf(HasSubstr((other_.path() / "cache/sillage/models/far-away.onnx").string()),
                    HasSubstr("sillage model get far-away --from FILE"), HasSubstr("the attic")));
}

TEST_F(ModelManifestTest, LooksInTheSearchPathAndThenInTheCache) {
  const auto cached = other_.write("cache/sillage/models/far-away.onnx", "far bytes");
  EXPECT_EQ(load().find("far-away")->file, cached);
  const auto placed = other_.write("second/far-away.onnx", "far bytes");
  const TemporaryVariable search("SILLAGE_MODEL_PATH",
                                 ":/nowhere::" + (other_.path() / "second").string());
  EXPECT_EQ(load().find("far-away")->file, placed);
  EXPECT_EQ(load().default_model().file, folder_.path() / "near.onnx") << "shipped: only beside";
}

TEST_F(ModelManifestTest, TheInt8DefaultIsTakenWhereTheProcessorIsFastAtIt) {
  std::ofstream(manifest_) << "default = \"near\"\ndefault_int8 = \"far-away\"\n" +
                                  entry("near", "near bytes", true) +
                                  entry("far-away", "far bytes", false);
  EXPECT_EQ(load().default_model().name, has_fast_int8() ? "far-away" : "near");
}

TEST(ModelManifest, AMissingManifestSaysWhich) {
  const auto manifest = ModelManifest::load("/nowhere/manifest.toml");
  ASSERT_FALSE(manifest);
  EXPECT_EQ(manifest.error().code, ErrorCode::kNotFound);
  EXPECT_THAT(manifest.error().to_string(),
              AllOf(HasSubstr("/nowhere/manifest.toml"), HasSubstr("check the path")));
}

TEST(ModelManifest, OurOwnManifestHoldsWhatItSays) {
  const TemporaryVariable chosen("SILLAGE_MODELS", SILLAGE_SOURCE_DIR "/models");
  EXPECT_EQ(default_manifest_path(), SILLAGE_SOURCE_DIR "/models/manifest.toml");
  const auto manifest = ModelManifest::load(default_manifest_path());
  ASSERT_TRUE(manifest) << manifest.error().to_string();
  EXPECT_EQ(manifest->default_model().name,
            has_fast_int8() ? "sillage-person-v1-int8" : "sillage-person-v1");
  EXPECT_TRUE(manifest->find("yolox-nano"));
  for (const auto& model : manifest->models()) {
    if (!model.shipped) continue;
    const auto verified = verify(model);
    EXPECT_TRUE(verified) << verified.error().to_string();
  }
}

TEST(ModelCacheFolder, FollowsTheEnvironment) {
  const TemporaryVariable home("HOME", "/home/somebody");
  const TemporaryVariable cache("XDG_CACHE_HOME", nullptr);
  EXPECT_EQ(model_cache_folder(), "/home/somebody/.cache/sillage/models");
  const TemporaryVariable no_home("HOME", nullptr);
  EXPECT_EQ(model_cache_folder(), "");
}

}  // namespace
}  // namespace sillage::eye
