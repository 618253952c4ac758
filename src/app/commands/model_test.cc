// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>

#include <CLI/CLI.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "app/commands.h"
#include "app/commands/model_source.h"
#include "base/files.h"

namespace sillage::app {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::HasSubstr;

/// A manifest of a shipped model "near" and an unshipped "far", with a cache of its own.
class ModelCommand : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "sillage-XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
    write("manifest.toml", "default = \"near\"\n" + entry("near", "near bytes", true) +
                               entry("far", "far bytes", false));
    write("near.onnx", "near bytes");
    for (const char* variable : {"XDG_CACHE_HOME", "PATH", "SILLAGE_MODEL_PATH"}) {
      const char* value = std::getenv(variable);
      before_.emplace_back(variable, value ? std::optional<std::string>(value) : std::nullopt);
    }
    ::setenv("XDG_CACHE_HOME", (folder_ / "cache").c_str(), 1);
    ::unsetenv("SILLAGE_MODEL_PATH");
  }
  void TearDown() override {
    for (const auto& [variable, value] : before_) {
      value ? ::setenv(variable.c_str(), value->c_str(), 1) : ::unsetenv(variable.c_str());
    }
    fs::remove_all(folder_);
  }

  static std::string entry(const std::string& name, const std::string& content, bool shipped) {
    return fmt::format(
        "[[model]]\nname = \"{0}\"\nfile = \"{0}.onnx\"\nsha256 = \"{1}\"\n"
        "licence = \"Apache-2.0\"\nsource = \"the attic\"\nshipped = {2}\ninput_width = 64\n"
        "input_height = 32\ncolour_order = \"rgb\"\nletterbox_fill = 114\n"
        "decoder = \"sillage\"\nnms_iou = 0.6\n",
        name, sha256_hex(content), shipped);
  }
  std::string write(const std::string& name, const std::string& content) const {
    std::ofstream(folder_ / name, std::ios::binary) << content;
    return (folder_ / name).string();
  }
  fs::path cached() const { return folder_ / "cache/sillage/models/far.onnx"; }

  /// Runs `sillage model …`; what it printed is in `out_` and `err_`.
  Result<void> run(std::vector<std::string> words) {
    CLI::App app;
    Action action;
    add_model(app, action);
    words.insert(words.begin(), "model");
    words.push_back("--manifest");
    words.push_back((folder_ / "manifest.toml").string());
    std::reverse(words.begin(), words.end());
    app.parse(words);
    ::testing::internal::CaptureStdout();
    ::testing::internal::CaptureStderr();
    const auto result = action();
    out_ = ::testing::internal::GetCapturedStdout();
    err_ = ::testing::internal::GetCapturedStderr();
    return result;
  }

  fs::path folder_;
  std::vector<std::pair<std::string, std::optional<std::string>>> before_;
  std::string out_, err_;
};

TEST_F(ModelCommand, ListShowsWhatIsThere) {
  ASSERT_TRUE(run({"list"}));
  EXPECT_THAT(out_, AllOf(HasSubstr("near"), HasSubstr("*"), HasSubstr("far"),
                          HasSubstr((folder_ / "near.onnx").string())));
  ASSERT_TRUE(run({"list", "--json"}));
  const auto models = nlohmann::json::parse(out_).at("models");
  ASSERT_EQ(models.size(), 2u);
  EXPECT_EQ(models[0]["default"], true);
  EXPECT_EQ(models[0]["bytes"], 10);
  EXPECT_EQ(models[1]["present"], false);
  EXPECT_TRUE(models[1]["bytes"].is_null());
}

TEST_F(ModelCommand, VerifyPassesWhenOnlyAnUnshippedModelIsAbsent) {
  ASSERT_TRUE(run({"verify"}));
  EXPECT_THAT(out_, AllOf(HasSubstr("ok      near"), HasSubstr("absent  far")));
  EXPECT_THAT(err_, HasSubstr("sillage model get far --from FILE"));
}

TEST_F(ModelCommand, VerifyFailsForANamedAbsentModelAndAWrongHash) {
  EXPECT_FALSE(run({"verify", "far"}));
  write("near.onnx", "other bytes");
  const auto result = run({"verify", "--json"});
  ASSERT_FALSE(result);
  EXPECT_EQ(exit_code(result.error().code), 1);
  EXPECT_THAT(result.error().message, HasSubstr("1 of 2 models"));
  EXPECT_THAT(err_,
              AllOf(HasSubstr(sha256_hex("near bytes")), HasSubstr(sha256_hex("other bytes"))));
  EXPECT_EQ(nlohmann::json::parse(out_).at("failed"), 1);
}

TEST_F(ModelCommand, GetCopiesIntoTheCache) {
  const auto result = run({"get", "far", "--from", write("download.bin", "far bytes")});
  ASSERT_TRUE(result) << result.error().to_string();
  EXPECT_EQ(out_, cached().string() + "\n");
  EXPECT_THAT(err_, HasSubstr("next: sillage process"));
  EXPECT_TRUE(run({"verify", "far"}));
  ASSERT_TRUE(run({"get", "far"})) << "a second time needs no source";
  EXPECT_THAT(err_, HasSubstr("there already"));
}

TEST_F(ModelCommand, GetKeepsNothingOfAWrongFile) {
  const auto result = run({"get", "far", "--from", write("download.bin", "evil bytes")});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::kDataLoss);
  EXPECT_THAT(result.error().message,
              AllOf(HasSubstr(sha256_hex("far bytes")), HasSubstr(sha256_hex("evil bytes")),
                    HasSubstr("nothing was kept"), HasSubstr("the attic")));
  EXPECT_FALSE(fs::exists(cached()));
}

TEST_F(ModelCommand, GetMendsAShippedModelInItsPlace) {
  write("near.onnx", "broken");
  const std::string copy = write("copy.onnx", "near bytes");
  ASSERT_TRUE(run({"get", "near", "--from", copy}));
  EXPECT_EQ(*read_file(folder_ / "near.onnx"), "near bytes");
}

TEST_F(ModelCommand, GetSaysWhenAnotherFileHidesTheNewOne) {
  const std::string hider = write("far.onnx", "old bytes");
  const auto result = run({"get", "far", "--from", write("download.bin", "far bytes")});
  ASSERT_FALSE(result);
  EXPECT_THAT(result.error().message, AllOf(HasSubstr(hider), HasSubstr("remove that file")));
}

TEST_F(ModelCommand, GetWithoutASourceAsksForOne) {
  const auto result = run({"get", "far"});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::kUsage);
  EXPECT_THAT(result.error().message, AllOf(HasSubstr("the attic"), HasSubstr("--from FILE")));
  EXPECT_THAT(run({"get", "fra"}).error().message, HasSubstr("there are: near, far"));
}

TEST_F(ModelCommand, GetFromAnAddressNeedsCurlAndHttps) {
  ::setenv("PATH", folder_.c_str(), 1);
  const auto without = run({"get", "far", "--from", "https://localhost/far.onnx"});
  ASSERT_FALSE(without);
  EXPECT_EQ(without.error().code, ErrorCode::kUnavailable);
  EXPECT_THAT(without.error().message, HasSubstr("apt-get install curl"));
  const auto plain = run({"get", "far", "--from", "http://localhost/far.onnx"});
  ASSERT_FALSE(plain);
  EXPECT_THAT(plain.error().message, HasSubstr("give its https:// address"));
}

/// Stands in for curl: a program of that name that a test puts on the PATH.
class ModelCommandWithCurl : public ModelCommand {
 protected:
  void put_curl(const std::string& script) const {
    const std::string file = write("curl", "#!/bin/sh\n" + script);
    fs::permissions(file, fs::perms::owner_all);
    ::setenv("PATH", folder_.c_str(), 1);
  }
};

TEST_F(ModelCommandWithCurl, TakesWhatCurlGivesAndPassesTheAddressAsOneWord) {
  put_curl(
      "for word; do last=$word; done\n[ \"$last\" = 'https://h/a b;c' ] && printf 'far bytes'\n");
  const auto result = run({"get", "far", "--from", "https://h/a b;c"});
  ASSERT_TRUE(result) << result.error().to_string();
  EXPECT_EQ(*read_file(cached()), "far bytes");
}

TEST_F(ModelCommandWithCurl, AFailedDownloadIsNotTaken) {
  put_curl("printf 'far bytes'\nexit 22\n");
  const auto result = run({"get", "far", "--from", "https://h/x"});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::kUnavailable);
  EXPECT_THAT(result.error().message, AllOf(HasSubstr("22"), HasSubstr("check the address")));
  EXPECT_FALSE(fs::exists(cached()));
}

TEST_F(ModelCommandWithCurl, AnEndlessDownloadIsCutOff) {
  put_curl("while :; do printf '0123456789012345678901234567890123456789'; done\n");
  const auto result = fetch("https://h/x", 100000);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::kExhausted);
  EXPECT_THAT(result.error().message, HasSubstr("is it the right address?"));
}

}  // namespace
}  // namespace sillage::app
