// SPDX-License-Identifier: Apache-2.0
#include "eye/detect/internal/onnx_library.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "eye/detect/detector.h"
#include "base/testing/temporary.h"

namespace sillage::eye::onnx {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

Error error_of(const std::filesystem::path& file) {
  const auto library = Library::load(file);
  EXPECT_FALSE(library);
  return library ? Error{} : library.error();
}

TEST(OnnxLibrary, AMissingLibrarySaysWhatToDo) {
  const Error error = error_of("/nowhere/libonnxruntime.so.1");
  EXPECT_EQ(error.code, ErrorCode::kUnavailable);
  EXPECT_THAT(error.message, AllOf(HasSubstr("/nowhere/libonnxruntime.so.1"),
                                   HasSubstr("run `make deps`, or set SILLAGE_ONNXRUNTIME")));
}

TEST(OnnxLibrary, AFileThatIsNoLibrarySaysWhatToDo) {
  const TemporaryFolder folder;
  const Error error = error_of(folder.write("libonnxruntime.so.1", "a text"));
  EXPECT_EQ(error.code, ErrorCode::kUnavailable);
  EXPECT_THAT(error.message, HasSubstr("run `make deps`"));
}

TEST(OnnxLibrary, AnotherLibraryIsRecognised) {
  const Error error = error_of("libm.so.6");
  EXPECT_EQ(error.code, ErrorCode::kUnsupported);
  EXPECT_THAT(error.message, AllOf(HasSubstr("libm.so.6 is not ONNX Runtime"),
                                   HasSubstr("OrtGetApiBase"), HasSubstr("run `make deps`")));
}

TEST(OnnxLibrary, AnOldVersionIsNamed) {
  const Error error = error_of(SILLAGE_OLD_RUNTIME);
  EXPECT_EQ(error.code, ErrorCode::kUnsupported);
  EXPECT_THAT(error.message,
              AllOf(HasSubstr("ONNX Runtime 0.4.0"), HasSubstr("lacks interface version 16"),
                    HasSubstr("version 1.16 or later")));
}

TEST(OnnxLibrary, TheEnvironmentsChoiceIsTheOnlyOne) {
  const TemporaryVariable chosen("SILLAGE_ONNXRUNTIME", "/nowhere/chosen.so");
  EXPECT_THAT(runtime_library_candidates(), ::testing::ElementsAre("/nowhere/chosen.so"));
  EXPECT_THAT(error_of({}).message, HasSubstr("/nowhere/chosen.so"));
}

TEST(OnnxLibrary, LooksBesideTheProgramInTheTreeAndInTheSystem) {
  const TemporaryVariable chosen("SILLAGE_ONNXRUNTIME", nullptr);
  const auto candidates = runtime_library_candidates();
  ASSERT_EQ(candidates.size(), 3u);
  EXPECT_THAT(candidates[0].string(), HasSubstr("lib/sillage/libonnxruntime.so.1"));
  EXPECT_THAT(candidates[1].string(), HasSubstr("node_modules/onnxruntime-node"));
  EXPECT_EQ(candidates[2], "libonnxruntime.so.1");
}

TEST(OnnxLibrary, TheInstalledOneTellsItsVersion) {
  const auto library = Library::load({});
  if (!library) GTEST_SKIP() << library.error().to_string();
  EXPECT_THAT((*library)->version(), ::testing::MatchesRegex("1\\.[0-9]+\\.[0-9]+"));
}

}  // namespace
}  // namespace sillage::eye::onnx
